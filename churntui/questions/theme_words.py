"""The words behind a theme: those of the living beside those of the lost, each with who said it, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from churntui.book import Book
from churntui.data.rows.speakers import Speaker
from churntui.data.rows.theme_edits import Place
from churntui.metrics.renewals import Renewal
from churntui.model.notes import NOTES, NoteRef
from churntui.plain.text import clean_line
from churntui.questions.heard import Line
from churntui.questions.themes_heard import HeardTheme

Side = Literal["living", "ahead", "lost", ""]
"""On which side of the theme the words stand: of a logo that is at stake, of one whose end is known, of one that was
lost; on none where the logo's words are about no loss, or from before it left."""

Shown = Literal["all", "living", "lost"]
SHOWN: tuple[Shown, ...] = get_args(Shown)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing the theme is on."""

    place: Place
    logo_id: int
    name: str
    """The logo's."""
    by: str
    """Who spoke; empty where the note does not say."""
    day: date | None
    side: Side
    arr: int | None
    """The ARR lost, or at stake; None where it is neither."""
    renewal: Renewal | None
    """The logo's next, where it is still here."""
    line: Line | None
    """The exit interview with its loss; None for a note of any other kind."""

    @property
    def words(self) -> str:
        """The passage, else what was said in short, else that it is about the whole of the note."""
        note = NOTES[self.place.note.kind].label.removeprefix("exit ")
        return clean_line(self.place.words) or f"(the {note} as a whole)"

    def is_shown(self, shown: Shown) -> bool:
        """Whether a choice of sides shows it; those who leave are lost already, ahead."""
        return shown == "all" or (self.side == "living") == (shown == "living")


def said(
    book: Book, row: HeardTheme, places: Iterable[Place], speakers: Mapping[NoteRef, Speaker]
) -> list[Said]:
    """The words of a theme, the newest first: passages, and the whole of a note only where it has none."""
    lines = {line.interview.id: line for line in row.lines if line.interview is not None}
    renewals: dict[int, Renewal] = {}
    for renewal in book.renewals:
        renewals.setdefault(renewal.logo.id, renewal)
    by_note: dict[NoteRef, list[Place]] = {}
    for place in sorted(places, key=lambda place: place.kind != "highlight"):
        mine = by_note.setdefault(place.note, [])
        if place.kind == "highlight" or not mine:
            mine.append(place)
    found = [
        _said(row, place, speaker, book.name(speaker.logo_id), lines, renewals.get(speaker.logo_id))
        for note, mine in by_note.items()
        if (speaker := speakers.get(note)) is not None
        and speaker.logo_id in book.logos
        and (speaker.day is None or speaker.day <= book.as_of or note.kind == "interview")
        for place in mine
    ]
    return sorted(found, key=lambda one: (-(one.day or date.min).toordinal(), one.name))


def _said(
    row: HeardTheme,
    place: Place,
    speaker: Speaker,
    name: str,
    lines: Mapping[int, Line],
    renewal: Renewal | None,
) -> Said:
    line = lines.get(place.note.id) if place.note.kind == "interview" else None
    loss = line.loss if line is not None else None
    logo_id = speaker.logo_id
    side: Side = ""
    arr: int | None = None
    if loss is not None:
        side, arr = "lost", loss.arr
    elif logo_id in row.stake.ahead_by_logo:
        side, arr = "ahead", row.stake.ahead_by_logo[logo_id]
    elif logo_id in row.stake.arr_by_logo and place.note.kind != "interview":
        side, arr = "living", row.stake.arr_by_logo[logo_id]
    is_here = side in {"living", "ahead"}
    return Said(place, logo_id, name, speaker.by, speaker.day, side, arr, renewal if is_here else None, line)
