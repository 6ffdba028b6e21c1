"""Logos of the same industry or size: those that stayed, what they use, and the words of those that left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from churntui.book import Book
from churntui.briefs.facts import Inside, Point, Window
from churntui.briefs.wording import action, named, quoted
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics import lookalikes
from churntui.model.rows import Logo
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.plain.wording import counted

KEPT_SHOWN = 5
ACTIONS_SHOWN = 3
USED_DAYS = 91
LEFT_DAYS = 365
LEFT_SHOWN = 3

COMMON = 0.5
"""The share of them that do something, from which on it is worth naming where this logo does not."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Logos like one that were renewed and are not leaving."""

    renewed: Mapping[int, date]
    """Logo id to the day a contract of it was renewed last, the nearest to the logo and then the largest first."""
    uses: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Of those that are shown, what is done there most in the last quarter; missing where nothing was measured."""
    missing: tuple[tuple[str, int], ...] = ()
    """Actions that many of them do and this logo does not, each with how many do it."""


def read_kept(store: Store, book: Book, logo_id: int) -> Kept:
    """Those that stayed, with what they use. Takes pandas."""
    renewed = _renewed(book, logo_id)
    if book.usage_through is None or not renewed:
        return Kept(renewed)
    window = Window.trailing(book.usage_through, USED_DAYS)
    days = dates.number(window.starts_on), dates.number(window.ends_on)
    uses = {one: tuple(activity.by_action(store, one, *days)) for one in list(renewed)[:KEPT_SHOWN]}
    own = activity.by_action(store, logo_id, *days)
    measured = [one for one in renewed if book.usage is not None and one in book.usage]
    doing = activity.doing(store, measured, *days) if own else {}
    missing = [(name, n) for name, n in doing.items() if name not in own and n >= COMMON * len(measured)]
    return Kept(renewed, {one: names for one, names in uses.items() if names}, tuple(missing))


def _renewed(book: Book, logo_id: int) -> dict[int, date]:
    """Logo id to its last renewal, of those like it that pay and are not leaving."""
    here = lookalikes.alike(book.logos, logo_id) & book.active_arr.keys() - book.living.leaving
    last: dict[int, int] = {}
    for due in book.ground.due(book.settings.grace_days):
        if due.outcome == "renewed" and due.logo_id in here:
            last[due.logo_id] = max(due.ends, last.get(due.logo_id, due.ends))
    logo = book.logos[logo_id]
    order = sorted(last, key=lambda one: (-_nearness(logo, book.logos[one]), -book.active_arr[one], one))
    return {one: dates.from_number(last[one]) for one in order}


def _nearness(logo: Logo, other: Logo) -> int:
    """How many of industry and size they share, the industry counting more."""
    from churntui.metrics.segments import size_band

    same_trade = bool(logo.industry) and fold(logo.industry) == fold(other.industry)
    band = size_band(logo.employees)
    return 2 * same_trade + (bool(band) and band == size_band(other.employees))


def stayed(book: Book, kept: Kept) -> Iterator[Point]:
    """Those that stayed, the nearest first; what they use; what this logo could."""
    for one in list(kept.renewed)[:KEPT_SHOWN]:
        yield Point(_of_kept(book, one, kept))
    if len(kept.renewed) > KEPT_SHOWN:
        yield Point(f"and {counted(len(kept.renewed) - KEPT_SHOWN, 'more logo')} of its industry or size")
    measured = sum(book.usage is not None and one in book.usage for one in kept.renewed)
    for name, n in kept.missing[:ACTIONS_SHOWN]:
        yield Point(f"{n} of {measured} do what this logo does not: {action(name)}")
    if not kept.renewed:
        yield Point("No other logo of its industry or size was renewed so far")


def no_story(kept: Kept) -> tuple[Point, ...]:
    """That none is written which may be told, where there are logos to tell of."""
    hint = "mark a review or talk of one that stayed as one that may be told"
    return (Point(f"None is written: {hint} (ctrl+p, Story, on the note)"),) if kept.renewed else ()


def _of_kept(book: Book, logo_id: int, kept: Kept) -> str:
    """`Acme Health · Health, 120 staff · €48.0k · renewed 12 Mar 2026 · uses share report, export`."""
    logo = book.logos[logo_id]
    size = "" if logo.employees is None else f"{logo.employees:,} staff"
    what = ", ".join(part for part in (named(logo.industry), size) if part)
    renewed = f"renewed {dates.short(kept.renewed[logo_id], book.as_of)}"
    names = ", ".join(action(name) for name in kept.uses.get(logo_id, ())[:ACTIONS_SHOWN])
    uses = f"uses {names}" if names else "use not measured"
    parts = (named(logo.name), what, book.money(book.active_arr[logo_id]), renewed, uses)
    return " · ".join(part for part in parts if part)


def left(book: Book, inside: Inside) -> Iterator[Point]:
    """What those said who were like it and left within a year, the nearest to it first, then the last."""
    spoke = {interview.id: interview for interview in book.interviews if interview.status == "held"}
    losses = _losses(book, lookalikes.alike(book.logos, inside.logo.id))
    losses.sort(key=lambda loss: -_nearness(inside.logo, book.logos[loss[0]]))
    heard = [(one, day, spoke[interview_id]) for one, day, interview_id in losses if interview_id in spoke]
    for logo_id, lost_on, interview in heard[:LEFT_SHOWN]:
        said = quoted(interview.stated_reason) if interview.stated_reason.strip() else ""
        themes = ", ".join(named(theme) for theme in interview.themes)
        parts = (f"{named(book.name(logo_id))}, lost {dates.short(lost_on, book.as_of)}", said, themes)
        yield Point(" · ".join(part for part in parts if part))


def _losses(book: Book, of: Collection[int]) -> list[tuple[int, date, int]]:
    """(logo id, day, interview id) of their losses within a year that have an interview, the last first."""
    since = book.as_of - timedelta(days=LEFT_DAYS)
    columns = (book.losses[name] for name in ("logo_id", "lost_on", "interview_id"))
    found = [
        (int(logo_id), lost_on, int(interview_id))
        for logo_id, lost_on, interview_id in zip(*columns, strict=True)
        if logo_id in of and lost_on > since and interview_id is not None
    ]
    return sorted(found, key=lambda loss: loss[1], reverse=True)
