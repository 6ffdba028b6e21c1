"""The sheet, put together: read once from the file, composed without it; page, copy and Markdown show the same."""

from __future__ import annotations

from dataclasses import dataclass

from churntui.book import Book
from churntui.briefs import composing, handover, internal
from churntui.briefs.discretion import guard
from churntui.briefs.facts import Inside, Point, Section
from churntui.briefs.sheets import Sheet, filled
from churntui.briefs.talk import alike, asks, usage, worth
from churntui.briefs.talk.alike import Kept
from churntui.briefs.talk.stories import own, parted
from churntui.briefs.talk.usage import Began
from churntui.briefs.wording import quotable
from churntui.data.file.store import Store
from churntui.data.rows import stories
from churntui.data.rows.stories import Told
from churntui.questions.signals import looking

NAME = "Talk sheet"


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says of the logo and of those like it, up to the as-of day."""

    written: handover.Known
    """Talks, promises, steps, goals, use, answers, requests."""
    began: Began | None
    """Use when the term began; None where that was not measured."""
    kept: Kept
    """Logos like it that stayed."""
    stories: tuple[Told, ...]
    """What is told of those, the nearest logo's first."""
    own: tuple[Told, ...]
    """What is told of the logo itself, the newest first."""
    active: looking.Active
    """Who is active, as the signals ask."""


def read(store: Store, book: Book, logo_id: int) -> Known:
    """Read what the sheet needs; on the store's thread. `book` must know usage."""
    written = handover.read(store, book, logo_id)
    kept = alike.read_kept(store, book, logo_id)
    nearest = {one: place for place, one in enumerate(kept.renewed)}
    told = stories.of_logos(store, nearest, book.as_of)
    return Known(
        written=written,
        began=usage.read_start(store, book, written.gathered),
        kept=kept,
        stories=tuple(sorted(told, key=lambda story: nearest[story.logo_id])),
        own=stories.of_logos(store, [logo_id], book.as_of),
        active=looking.read(store, book),
    )


def compose(book: Book, known: Known) -> Sheet:
    """The sheet from what was read. Takes pandas: on the event loop it belongs into a thread."""
    gathered, as_of = known.written.gathered, book.as_of
    watch = guard(book, gathered)
    inside = composing.inside(book, gathered, watch)
    told = parted(book, known.stories, watch)
    sections = filled(
        Section("How it stands", (*internal.contract(inside), *_health(inside))),
        Section("What puts it at risk", _signals(book, known)),
        Section("What is tried to keep them", tuple(handover.tried(book, gathered.logo_id))),
        Section("Use, now and before", tuple(usage.used(inside, known.began))),
        Section("Seats", tuple(usage.seats(book, inside))),
        Section("Expected and reached", tuple(worth.reached(gathered, as_of))),
        Section("What worked", (*worth.worked(inside, gathered), *own(known.own, as_of))),
        Section("What fell short", tuple(worth.fell_short(inside, gathered))),
        Section("What they asked for", tuple(asks.asked(book, inside))),
        Section("Stories you may tell", told.may_be_told or alike.no_story(known.kept)),
        Section("Stories for us alone", told.for_us),
        Section("Logos like it that stayed", tuple(alike.stayed(book, known.kept))),
        Section(
            "What those like it said who left", (*internal.look_alikes(inside), *alike.left(book, inside))
        ),
        Section("Roadmap that answers those", internal.roadmap(inside)),
        Section("People", handover.people(inside)),
        Section("Last talks", tuple(handover.talks(known.written, as_of))),
        Section("Promises", tuple(handover.promises(known.written, as_of))),
        Section("Next steps", tuple(handover.steps(known.written, as_of))),
        Section("Open tickets", tuple(asks.waiting(gathered, as_of))),
    )
    return Sheet(NAME, book.logos[gathered.logo_id], as_of, sections)


def of(store: Store, book: Book, logo_id: int) -> Sheet:
    """The sheet of one logo. `book` must know usage; takes pandas."""
    return compose(book, read(store, book, logo_id))


def _health(inside: Inside) -> tuple[Point, ...]:
    """The score, what it loses by, what moved it."""
    return tuple(
        Point(f"Health {quotable(line)}" if nth == 0 else quotable(line))
        for nth, line in enumerate(inside.health)
    )


def _signals(book: Book, known: Known) -> tuple[Point, ...]:
    looked = looking.look(book, known.active)
    return tuple(
        Point(quotable(signal.text), urgent=signal.urgent)
        for signal in looked.of(known.written.gathered.logo_id)
    )
