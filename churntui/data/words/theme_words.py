"""What the themes put on texts have taught, kept in the file so that a start never reads the notes again.

A whole interview teaches the themes put on it by what was said in it; a tagged passage teaches its own. What each
interview taught is kept beside the sums: when its text or its themes change, exactly that is taken away before the
new is added, so the sums are always those a fresh count would give.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from time import monotonic

from churntui.data.file.store import Store
from churntui.data.words import stale_text
from churntui.model.wordcounts import MOST_TEXT, WordCounts, learn_words
from churntui.plain.errors import BusyBookError, FullDiskError, LostBookError, ReadOnlyBookError
from churntui.plain.words import stems

BATCH = 250
"""Interviews brought up to date in one transaction."""

REFRESH_SECONDS = 0.2
"""How long one question may spend on counting what has changed."""

_TAGGED = """SELECT i.id, 0 AS passage, i.stated_reason || char(10) || i.notes, g.theme_id FROM interview i
    JOIN interview_theme g ON g.interview_id = i.id WHERE i.id IN (SELECT value FROM json_each(:ids))
    UNION ALL SELECT h.interview_id, h.id, h.quote, g.theme_id FROM highlight h
    JOIN highlight_theme g ON g.highlight_id = h.id WHERE h.interview_id IN (SELECT value FROM json_each(:ids))
    ORDER BY 1, 2, 4"""
"""Interview, passage of it (0: the whole), text, theme."""

Lesson = tuple[list[str], list[int]]
"""The words of one tagged text, and its themes."""


def counts_for(store: Store, text: str, *, seconds: float = REFRESH_SECONDS) -> WordCounts:
    """What is known of the words of this text, and how much was learnt of each theme.

    Changes since the last time are counted first, for about so long. Where the file cannot be written, what it has
    stands.
    """
    with suppress(BusyBookError, FullDiskError, LostBookError, ReadOnlyBookError):
        refresh(store, seconds=seconds)
    counts = WordCounts()
    for theme_id, texts, words in store.rows("SELECT theme_id, texts, words FROM theme_text"):
        counts.texts[theme_id] = texts
        counts.words[theme_id] = words
    wanted = json.dumps(list(stems(text[:MOST_TEXT])))
    for word, theme_id, n in store.rows(
        "SELECT word, theme_id, n FROM theme_word WHERE word IN (SELECT value FROM json_each(?))", (wanted,)
    ):
        counts.by_word.setdefault(word, Counter())[theme_id] = n
    return counts


def refresh(store: Store, *, seconds: float | None = None) -> bool:
    """Bring the counts up to date, for about so long; returns whether they are.

    Raises:
        BookError: The file cannot be written now.
    """
    until = None if seconds is None else monotonic() + seconds
    while stale_text.waiting(store, ("tagging",), 1):
        if until is not None and monotonic() >= until:
            return False
        with store.write(quiet=True):
            batch = stale_text.waiting(store, ("tagging",), BATCH)
            _relearn(store, [interview_id for _, interview_id in batch])
            stale_text.settle(store, batch)
    return True


def rebuild(store: Store) -> None:
    """Forget everything and learn it anew from the texts and their themes."""
    with store.write(quiet=True):
        for table in ("theme_word", "theme_text", "learnt_text"):
            store.rows(f"DELETE FROM {table}")
        store.rows("INSERT OR IGNORE INTO stale_text(kind, row_id) SELECT 'tagging', id FROM interview")
        refresh(store)


def _relearn(store: Store, interviews: Sequence[int]) -> None:
    """Take away what these interviews taught and add what they teach now."""
    ids = json.dumps(interviews)
    delta = WordCounts()
    for (learnt,) in store.rows(
        "SELECT texts FROM learnt_text WHERE interview_id IN (SELECT value FROM json_each(?))", (ids,)
    ):
        for words, themes in json.loads(learnt):
            learn_words(delta, words, themes, -1)
    now = _lessons(store, ids)
    for words, themes in (lesson for lessons in now.values() for lesson in lessons):
        learn_words(delta, words, themes)
    store.rows("DELETE FROM learnt_text WHERE interview_id IN (SELECT value FROM json_each(?))", (ids,))
    store.many(
        "INSERT INTO learnt_text(interview_id, texts) VALUES (?, ?)",
        [(interview_id, json.dumps(lessons, ensure_ascii=False)) for interview_id, lessons in now.items()],
    )
    _add(store, delta)


def _lessons(store: Store, ids: str) -> dict[int, list[Lesson]]:
    """What each of these interviews teaches now: a lesson for the whole of it, one for each tagged passage."""
    lessons: dict[int, list[Lesson]] = {}
    for (interview_id, _, text), rows in groupby(store.rows(_TAGGED, {"ids": ids}), key=itemgetter(0, 1, 2)):
        themes = [int(theme_id) for *_, theme_id in rows]
        lessons.setdefault(int(interview_id), []).append((sorted(stems(text)), themes))
    return lessons


def _add(store: Store, delta: WordCounts) -> None:
    """Add the difference to the sums; what comes to nothing goes."""
    store.many(
        """INSERT INTO theme_text(theme_id, texts, words) VALUES (?, ?, ?)
        ON CONFLICT(theme_id) DO UPDATE SET texts = texts + excluded.texts, words = words + excluded.words""",
        [(theme_id, n, delta.words[theme_id]) for theme_id, n in delta.texts.items()],
    )
    store.rows("DELETE FROM theme_text WHERE texts = 0")
    changed = [
        (word, theme_id, n)
        for word, by_theme in delta.by_word.items()
        for theme_id, n in by_theme.items()
        if n
    ]
    store.many(
        """INSERT INTO theme_word(word, theme_id, n) VALUES (?, ?, ?)
        ON CONFLICT(word, theme_id) DO UPDATE SET n = n + excluded.n""",
        changed,
    )
    store.many(
        "DELETE FROM theme_word WHERE word = ? AND theme_id = ? AND n = 0",
        [(word, theme_id) for word, theme_id, n in changed if n < 0],
    )
