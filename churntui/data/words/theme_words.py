"""What the themes put on texts have taught, kept in the file so that a start never reads the notes again.

A whole note teaches the themes put on it by what was said in it; a tagged passage teaches its own. What each
note taught is kept beside the sums: when its text or its themes change, exactly that is taken away before the
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

from churntui.data.file.store import Store, Value
from churntui.data.words import stale_text
from churntui.model.choices import NoteKind
from churntui.model.notes import NOTES, owner
from churntui.model.wordcounts import MOST_TEXT, WordCounts, learn_words
from churntui.plain.errors import BusyBookError, FullDiskError, LostBookError, ReadOnlyBookError
from churntui.plain.words import stems

BATCH = 250
"""Notes brought up to date in one transaction."""

KINDS: tuple[stale_text.Kind, ...] = tuple(stale_text.TEACHES.values())

REFRESH_SECONDS = 0.2
"""How long one question may spend on counting what has changed."""


def _tagged(kind: NoteKind) -> str:
    """The query of what is tagged in notes of a kind: note, passage of it (0: the whole), text, theme."""
    whose = owner(kind)
    said = " || char(10) || ".join(f"n.{column}" for column in NOTES[kind].words)
    return f"""SELECT n.id, 0 AS passage, {said}, g.theme_id FROM {kind} n
        JOIN {kind}_theme g ON g.{whose} = n.id WHERE n.id IN (SELECT value FROM json_each(:ids))
        UNION ALL SELECT h.{whose}, h.id, h.quote, g.theme_id FROM highlight h
        JOIN highlight_theme g ON g.highlight_id = h.id WHERE h.{whose} IN (SELECT value FROM json_each(:ids))
        ORDER BY 1, 2, 4"""


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
    while stale_text.waiting(store, KINDS, 1):
        if until is not None and monotonic() >= until:
            return False
        with store.write(quiet=True):
            batch = stale_text.waiting(store, KINDS, BATCH)
            for kind, noted_as in stale_text.TEACHES.items():
                if ids := [note_id for stale, note_id in batch if stale == noted_as]:
                    _relearn(store, kind, ids)
            stale_text.settle(store, batch)
    return True


def rebuild(store: Store) -> None:
    """Forget everything and learn it anew from the texts and their themes."""
    with store.write(quiet=True):
        for table in ("theme_word", "theme_text", "lesson"):
            store.rows(f"DELETE FROM {table}")
        for kind, noted_as in stale_text.TEACHES.items():
            store.rows(
                f"INSERT OR IGNORE INTO stale_text(kind, row_id) SELECT ?, {owner(kind)} FROM {kind}_theme",
                (noted_as,),
            )
            store.rows(
                f"""INSERT OR IGNORE INTO stale_text(kind, row_id) SELECT ?, {owner(kind)} FROM highlight
                WHERE {owner(kind)} IS NOT NULL""",
                (noted_as,),
            )
        refresh(store)


def _relearn(store: Store, kind: NoteKind, notes: Sequence[int]) -> None:
    """Take away what these notes taught and add what they teach now."""
    of_these = "kind = :kind AND note_id IN (SELECT value FROM json_each(:ids))"
    values: dict[str, Value] = {"kind": kind, "ids": json.dumps(notes)}
    delta = WordCounts()
    for (learnt,) in store.rows(f"SELECT texts FROM lesson WHERE {of_these}", values):
        for words, themes in json.loads(learnt):
            learn_words(delta, words, themes, -1)
    now = _lessons(store, kind, notes)
    for words, themes in (lesson for lessons in now.values() for lesson in lessons):
        learn_words(delta, words, themes)
    store.rows(f"DELETE FROM lesson WHERE {of_these}", values)
    store.many(
        "INSERT INTO lesson(kind, note_id, texts) VALUES (?, ?, ?)",
        [(kind, note_id, json.dumps(lessons, ensure_ascii=False)) for note_id, lessons in now.items()],
    )
    _add(store, delta)


def _lessons(store: Store, kind: NoteKind, notes: Sequence[int]) -> dict[int, list[Lesson]]:
    """What each of these notes teaches now: a lesson for the whole of it, one for each tagged passage."""
    lessons: dict[int, list[Lesson]] = {}
    tagged = store.rows(_tagged(kind), {"ids": json.dumps(notes)})
    for (note_id, _, text), rows in groupby(tagged, key=itemgetter(0, 1, 2)):
        themes = [int(theme_id) for *_, theme_id in rows]
        lessons.setdefault(int(note_id), []).append((sorted(stems(text)), themes))
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
