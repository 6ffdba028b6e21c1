"""An exit interview as its file in `texts/interviews/` tells it, and how its note finds its dates.

The keys of the head are the columns of the canonical tables. Days are told from the day of the interview: as numbers
in the head, as `{-45}` in the note, where they are written out as its language writes days. Notes are wrapped at the
file's width; a paragraph becomes one line here, so that every screen can wrap it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Literal

from churntui.demo.reading import Columns, TextError, fitted, headed, read
from churntui.demo.table import Cells

Language = Literal["en", "es", "pl", "uk", "ru", "zh"]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes a day within a sentence."""

    day: str
    """With places for `{day}` and `{month}`."""
    months: str
    """Their names, parted by blanks."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage marked in the note, told by its words alone: no number can go stale when the note is mended."""

    quote: str
    """As they stand in the finished note, without a day, which is not the same in every book."""
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An interview that was asked for and did not happen."""

    status: Literal["declined", "no_answer"]
    notes: str
    """What we know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """What one logo said when it left, and what we made of it."""

    held_before_end: int
    """Days from the interview to the end of service; negative where it was held after."""
    language: Language = "en"
    answers: Annotated[
        Cells,
        Columns(
            "interviews interview_details",
            "stated_reason stated_code primary_reason confidence respondent respondent_role channel preventable"
            " preventable_why replaced_by change_mind do_differently fix fix_owner fix_due_on win_back",
            "interview_id logo_id status held_on effective_on by_account_owner champion_left",
        ),
    ]
    """What was recorded beside the note; a column left out is not known."""
    attempts: tuple[
        Annotated[Cells, Columns("save_attempts", "day offer response", "interview_id")], ...
    ] = ()
    passages: tuple[Passage, ...]
    notes: str
    """What stands below the head."""

    def held_on(self, left_on: date) -> date:
        """The day of the interview, where service ends on `left_on`."""
        return left_on - timedelta(days=self.held_before_end)

    def text(self, left_on: date) -> str:
        """The note as the book keeps it, with its days filled in."""
        held = self.held_on(left_on)
        return re.sub(
            r"\{([+-]\d+)\}",
            lambda days: spoken(held + timedelta(days=int(days[1])), self.language),
            unwrapped(self.notes, self.language),
        )


def marked(passages: Iterable[Passage], text: str, file: str) -> Iterator[Cells]:
    """Each passage at the one place where its words stand in the note.

    Raises:
        TextError: They do not stand there, or more than once; `file` says where they are told.
    """
    for passage in passages:
        quote, times = passage.quote, text.count(passage.quote)
        if times != 1:
            title = f"{file}: “{quote}” stands in the note {times} times"
            raise TextError(title, "Copy words that stand there once, and without a day")
        place = text.index(quote)
        yield {"starts_at": place, "ends_at": place + len(quote), "quote": quote, "themes": passage.themes}


def unwrapped(notes: str, language: Language = "en") -> str:
    """One line a paragraph; list items and quotations keep theirs, and Chinese joins without a blank."""
    return re.sub(r"(?<!\n)\n(?![\n>-])", "" if language == "zh" else " ", notes)


def spoken(day: date, language: Language) -> str:
    """A day as it stands in a sentence: `5 March`, `5 de marzo`, `5 марта`, `3月5日`."""
    writing = read("languages.toml", dict[Language, Writing])[language]
    return writing.day.format(day=day.day, month=writing.months.split()[day.month - 1])


@cache
def told() -> dict[str, Interview | Refusal]:
    """Every interview that was asked for, by its logo's key: one file each."""
    notes: dict[str, Interview | Refusal] = {}
    for name, head, body in headed("interviews"):
        kind: type[Interview | Refusal] = Refusal if "status" in head else Interview
        notes[PurePosixPath(name).stem] = fitted(kind, {**head, "notes": body}, name)
    return notes
