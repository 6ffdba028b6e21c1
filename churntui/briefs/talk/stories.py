"""Success stories of logos like one: those it may hear, and those that are for us alone, each with why.

A story may be told where somebody has marked it so and the rules of the shareable part of a brief let it pass: what is
said in an exit interview never does, nor do words that name a third logo, a competitor, or how we speak of customers.
Its own logo is named on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.briefs.discretion import Guard, bare, speaks_of_logos
from churntui.briefs.facts import Point
from churntui.briefs.sharing import NOT_SHAREABLE, OF_INTERVIEW, OUR_WORD
from churntui.briefs.wording import cut, named
from churntui.data.rows.stories import Told
from churntui.plain import dates

STORY_LENGTH = 480
"""Characters of a story that are told; the whole stands in its note."""

STORIES_SHOWN = 5
"""Of each sort: more are read as a list, not told."""

_REFUSED = frozenset({"logo", "everyday", "short", "competitor", "word"})
"""What may not stand in a text of ours that another logo reads."""


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of logos like one, parted."""

    may_be_told: tuple[Point, ...]
    for_us: tuple[Point, ...]


def parted(book: Book, told: Sequence[Told], watch: Guard) -> Stories:
    """Each story where it belongs, the nearest logo's first as they come."""
    open_to_them: list[Point] = []
    ours: list[Point] = []
    for story in told:
        why = kept_back(book, story, watch)
        (ours if why else open_to_them).append(
            Point(_line(book, story), so_what=why and f"Not to be told: {why}")
        )
    return Stories(tuple(open_to_them[:STORIES_SHOWN]), tuple(ours[:STORIES_SHOWN]))


def own(told: Sequence[Told], as_of: date) -> Iterator[Point]:
    """The logo's own stories, in short."""
    for story in told[:STORIES_SHOWN]:
        on = f" of {dates.short(story.day, as_of)}" if story.day else ""
        yield Point(f"Story{on}: {cut(story.text, STORY_LENGTH)}")


def kept_back(book: Book, story: Told, watch: Guard) -> str:
    """Why a story is for us alone; empty where it may be told."""
    if story.kind == "interview":
        return OF_INTERVIEW
    if story.use != "shareable":
        return NOT_SHAREABLE
    hits = [*_named(book, story, watch)]
    if hits:
        return ", ".join(hits)
    return OUR_WORD if speaks_of_logos(story.text) else ""


def _named(book: Book, story: Told, watch: Guard) -> Iterator[str]:
    """What in its text is not for the ears of another logo, the story's own name aside."""
    own = bare(book.name(story.logo_id))
    for hit in watch.hits(story.text):
        if hit.kind in _REFUSED and bare(hit.name or hit.said) != own:
            yield hit.told


def _line(book: Book, story: Told) -> str:
    """Such as `Acme Health, 3 Mar: Eight hospitals on it`."""
    on = f", {dates.short(story.day, book.as_of)}" if story.day else ""
    return f"{named(book.name(story.logo_id))}{on}: {cut(story.text, STORY_LENGTH)}"
