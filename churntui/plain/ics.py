"""A calendar file (RFC 5545): days with a title, for any calendar program to import or to subscribe to.

Only what churntui needs of the format is here: events that last whole days. The format is small and does not change,
so it is written here and no package is asked to; what is easily got wrong is three rules, each a function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from churntui.plain.text import clean_line, clean_note

_LONGEST_LINE = 75
"""Octets, without the line's end."""

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or over several."""

    uid: str
    """The same for the same thing each time it is written, so that it is moved and not doubled."""
    day: date
    title: str
    text: str = ""
    end: date | None = None
    """The first day no longer covered; the day after `day` where it is left out."""


def uid(kind: str, ref: str) -> str:
    """What tells one thing from all others, whatever letters its ref has."""
    return f"{kind}-{quote(ref, safe='')}@churntui"


def calendar(name: str, events: Iterable[Event], *, written_on: date) -> str:
    """The file: events in their order, dated by the day it was written for, so that the same book gives the same."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//churntui//churntui//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(clean_line(name))}",
    ]
    for event in events:
        lines += _lines(event, written_on)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _lines(event: Event, written_on: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_day(written_on)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.end or event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(clean_line(event.title))}"
    if event.text:
        yield f"DESCRIPTION:{_escaped(clean_note(event.text).strip())}"
    yield "TRANSP:TRANSPARENT"  # who has a renewal that day is not busy
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no letter cut in two; all but the first begin with a space."""
    piece, room = "", _LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield piece
            piece, room = " ", _LONGEST_LINE - 1
        piece += letter
        room -= size
    yield piece
