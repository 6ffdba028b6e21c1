"""The mappings of the user's own in the book: read for every import, and kept when somebody has said something.

Each is one row, its columns and answers as TOML in it. To keep one is an edit as any other. What is kept is what was
said in so many words, or seen in the app and taken: a sheet that speaks for itself is asked nothing next time either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from churntui.data.file.store import Store, now
from churntui.data.importing import mapping_files
from churntui.data.importing.handmade import Answers, of_sheet, with_answers
from churntui.data.importing.mapping import Mapping as Mapped
from churntui.data.importing.mapping import recognise
from churntui.data.importing.profiles import CANONICAL, Profile, header_key, named, profiles
from churntui.data.importing.reading.source import WITHIN
from churntui.plain import toml
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line, fold

_NO_NAME = re.compile(r"[^\w]+")
_NUMBERS = re.compile(r"\d+")

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping that was just kept."""

    name: str
    file: str
    """The file it was kept for."""
    is_new: bool


def every(store: Store) -> list[Profile]:
    """Each that can be read, by name; one that somebody broke from outside is passed over."""
    found = []
    for name, made_on, text in store.rows("SELECT name, made_on, profile FROM mapping ORDER BY name"):
        with suppress(BadInputError):
            found.append(replace(mapping_files.of_text(text, name), name=name, made_on=made_on))
    return found


def forget(store: Store, name: str) -> None:
    """Let go of one. One edit.

    Raises:
        NotFoundError: There is none of that name.
    """
    called = clean_line(name, 100)
    if store.one("SELECT 1 FROM mapping WHERE name = ? COLLATE NOCASE", (called,)) is None:
        raise NotFoundError(f"There is no mapping “{called}” of your own", "churntui sources lists them")
    with store.edit(f"Forgot the mapping {called}"):
        store.rows("DELETE FROM mapping WHERE name = ? COLLATE NOCASE", (called,))


def keep(
    store: Store, files: Sequence[tuple[str, Sequence[str], Mapped]], answers: Answers, *, is_seen: bool
) -> tuple[Kept, ...]:
    """Keep how files were taken, where that is worth it. One edit for each mapping that says something new.

    Args:
        store: The book.
        files: The path, the header and the mapping of each from which something was taken.
        answers: What was said about all of them.
        is_seen: Whether somebody has looked at their columns and taken them so.
    """
    kept = []
    for path, header, mapped in files:
        raw = _worth_keeping(header, mapped, answers, is_seen=is_seen)
        if raw is not None and (one := _put(store, path, raw)):
            kept.append(one)
    return tuple(kept)


def _worth_keeping(
    header: Sequence[str], mapped: Mapped, answers: Answers, *, is_seen: bool
) -> dict[str, Any] | None:
    """What is to be kept of a sheet; None where it says all by itself, or nothing is new."""
    profile = mapped.profile
    if mapped.is_own or _is_ours(header):
        return None
    if profile.is_made:
        return _with_headers(with_answers(tomllib.loads(profile.toml), answers), header, mapped)
    is_taken_as_seen = is_seen and profile.name == CANONICAL
    if not (answers.are_given or is_taken_as_seen):
        return None
    return of_sheet(header, mapped, answers).raw


def _is_ours(header: Sequence[str]) -> bool:
    """Whether a file has our own headers alone: what was said of it is for this once, or exports were read by it."""
    meaning = recognise("", header, (named(CANONICAL),))
    return isinstance(meaning, Mapped) and meaning.is_own


def _with_headers(raw: dict[str, Any], header: Sequence[str], mapped: Mapped) -> dict[str, Any]:
    """The same with the headers by which this sheet is known again: of one that is new, or that lacks some."""
    titles = [title for title in header if title.strip()]
    if mapped.profile.made_on and set(map(header_key, mapped.rule.told_by)) <= set(map(header_key, titles)):
        return raw
    told = [*mapped.rule.told_by]
    files = [{**file, "headers": titles} if file["headers"] == told else file for file in raw["file"]]
    return {**raw, "file": files}


def _put(store: Store, path: str, raw: Mapping[str, Any]) -> Kept | None:
    """Write one in the place of that for the same headers, or anew; None where the book has it so."""
    known = {profile.name: _told_by(profile) for profile in every(store)}
    told = _told_by(mapping_files.of_raw(raw))
    file, day = PurePath(path).name, now()[:10]
    same = [name for name, headers in known.items() if headers == told]
    name = str(raw["name"]) or next(iter(same), "") or _free(_name_of(file), known)
    text = toml.written({**raw, "name": name, "made_on": day})
    before = store.one("SELECT profile FROM mapping WHERE name = ?", (name,))
    if before is not None and _undated(before[0]) == _undated(text):
        return None
    with store.edit(f"Kept the mapping {name}"):
        store.rows(
            """INSERT INTO mapping(name, made_on, profile) VALUES (?, ?, ?)
            ON CONFLICT(name) DO UPDATE SET made_on = excluded.made_on, profile = excluded.profile""",
            (name, day, text),
        )
        store.many("DELETE FROM mapping WHERE name = ?", [(other,) for other in same if other != name])
    return Kept(name, file, is_new=name not in known)


def _told_by(profile: Profile) -> frozenset[frozenset[str]]:
    """The headers of its sheets."""
    return frozenset(rule.headers for rule in profile.files)


def _undated(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("made_on")]


def _name_of(file: str) -> str:
    """A name after a file, without the days in it: `renewals` of `Renewals 2026-11.xlsx`."""
    stem = fold(PurePath(file.partition(WITHIN)[0]).stem)
    words = [word for word in _NO_NAME.split(_NUMBERS.sub(" ", stem)) if len(word) > 1]
    return "-".join(words)[:_LONGEST_NAME].strip("-_") or "sheet"


def _free(wanted: str, known: Collection[str]) -> str:
    """The name, or with a number where another mapping or a source is called so."""
    taken = {fold(name) for name in (*known, *(profile.name for profile in profiles()))}
    numbered = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in numbered if fold(name) not in taken)
