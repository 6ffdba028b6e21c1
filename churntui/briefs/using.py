"""How they use it: each figure once, with what follows from it for the talk.

Where something was not measured, or the measure ends too early, the brief says so and says nothing else about use: a
brief that only flatters is not believed, and one that is wrong is not read again.
"""

from __future__ import annotations

from collections.abc import Iterator

from churntui.briefs.facts import Compared, Figure, Point, Shared, Use
from churntui.briefs.language import Wording
from churntui.briefs.wording import action, fell, named, rose

USE_OLD_DAYS = 30
"""Days without any activity in the book from which on nothing is said of how they use it now."""

POOR_SHARE, GOOD_SHARE = 0.5, 0.8
"""Under the one use is poor, from the other on it is good (field practice: 50 % and 80 % of the seats in use)."""

CLEAR = 0.1
"""A change by more than this fraction is one."""

FEWEST_ACTIONS = 20
"""An action is only said to move where it was done so often in one of the windows."""

ACTIONS_SHOWN = 3

MOSTLY = 0.6
"""The share of companies like it that do something, from which on it is worth naming."""


def is_measured(facts: Shared) -> bool:
    """Whether anything can be said of how they use it now."""
    return facts.use is not None and not facts.is_old(facts.use.through, USE_OLD_DAYS)


def share(facts: Shared) -> float | None:
    """Active people among all; None where it is not known."""
    used = facts.use
    return used.reach.now / used.seats if is_measured(facts) and used and used.reach and used.seats else None


def use(facts: Shared, w: Wording) -> Iterator[Point]:
    """People, actions of the quarter, what moved, what is done most, and what companies like them do beside it."""
    used = facts.use
    if used is None and not facts.is_use_kept:
        return
    if used is None:
        yield Point(
            w("use-unmeasured"), w("source-activity"), facts.as_of, w("use-unmeasured-so"), key="use", rank=55
        )
    elif not is_measured(facts):
        said = w("use-stale", day=w.day(used.through))
        yield Point(said, w("source-activity"), used.through, w("use-stale-so"), key="use", rank=55)
    else:
        found = (
            _people(facts, used, w), _volume(used, w), _mover(used, w), _most(used, w), _alike(facts, used, w)
        )  # fmt: skip
        yield from (point for point in found if point is not None)
        if used.quarter.before is None:
            yield Point(
                w("use-young", day=w.day(used.since)),
                w("source-activity"),
                used.through,
                key="use.young",
                rank=15,
            )


def _people(facts: Shared, used: Use, w: Wording) -> Point | None:
    reach = used.reach
    if reach is None:
        return Point(w("use-nobody"), w("source-activity"), used.through, key="use.people", rank=20)
    if not used.seats:
        return None
    said = w(
        "use-people", active=reach.now, seats=used.seats, days=reach.window.days, day=w.day(reach.window.last)
    )
    peers = ""
    if facts.peers is not None:
        peers = w(
            "use-peers",
            share=w.share(min(1.0, reach.now / used.seats)),
            logos=facts.peers.logos,
            median=w.share(facts.peers.share),
        )
    rank, so = _of_people(reach, reach.now / used.seats, used.quarter)
    return Point(
        w.joined((said, *_before(reach, w), peers)),
        w("source-activity"),
        used.through,
        w(f"use-people-{so}-so", idle=max(0, used.seats - reach.now)),
        key="use.people",
        rank=rank,
        figure=_bars(reach, w),
    )


def _of_people(reach: Compared, active: float, actions: Compared) -> tuple[float, str]:
    """How much the share of active people has to say, and what follows from it.

    That many come back is no reason to be glad where they do less.
    """
    if fell(reach, CLEAR):
        return 65.0, "fell"
    if active < POOR_SHARE:
        return 60.0, "few"
    if active >= GOOD_SHARE:
        return 55.0, "less" if fell(actions, CLEAR) else "most"
    return (50.0, "rose") if rose(reach, CLEAR) else (40.0, "steady")


def _before(compared: Compared, w: Wording) -> Iterator[str]:
    if compared.before is not None:
        yield w("use-quarter-ago", value=w.number(compared.before))
    if compared.year is not None:
        yield w("use-year-ago", value=w.number(compared.year))


def _bars(compared: Compared, w: Wording) -> Figure | None:
    """A year before, a quarter before, and now, as far as they are known; None where there is nothing to compare."""
    windows = (
        (compared.year, compared.window.back(364).last),
        (compared.before, compared.earlier.last),
        (compared.now, compared.window.last),
    )
    known = [(value, day) for value, day in windows if value is not None]
    if len(known) < 2:
        return None
    return Figure(
        "bars",
        tuple(w.short_day(day) for _, day in known),
        tuple(float(value) for value, _ in known),
        tuple(w.number(value) for value, _ in known),
    )


def _volume(used: Use, w: Wording) -> Point | None:
    actions = used.quarter
    if not actions.now and not actions.before:
        said = w("use-volume", actions=0, span=_span(actions, w))
        return Point(
            said,
            w("source-activity"),
            actions.window.last,
            w("use-people-few-so"),
            key="use.volume",
            rank=60,
        )
    moved = min(100.0, abs(actions.change or 0.0) * 100)
    changed = "fell" if fell(actions, CLEAR) else "rose" if rose(actions, CLEAR) else "steady"
    so = "" if actions.before is None else w(f"use-volume-{changed}-so")
    before = "" if actions.before is None else w("use-volume-before", before=w.number(actions.before))
    year = "" if actions.year is None else w("use-volume-year", before=w.number(actions.year))
    return Point(
        w.joined((w("use-volume", actions=actions.now, span=_span(actions, w)), before, year)),
        w("source-activity"),
        actions.window.last,
        so,
        key="use.volume",
        rank=30 + moved / 2,
        figure=_bars(actions, w),
    )


def _span(compared: Compared, w: Wording) -> str:
    return w.span(compared.window.starts_on, compared.window.ends_on)


def _mover(used: Use, w: Wording) -> Point | None:
    """The action that moved most."""
    often = [
        (name, compared)
        for name, compared in used.actions
        if compared.before and max(compared.now, compared.before) >= FEWEST_ACTIONS
    ]
    if not often:
        return None
    name, compared = max(often, key=lambda done: (abs(done[1].change or 0.0), done[1].now))
    if not (rose(compared, 2 * CLEAR) or fell(compared, 2 * CLEAR)):
        return None
    message = "use-mover-rose" if rose(compared) else "use-mover-fell"
    said = w(message, action=action(name), now=compared.now, before=compared.before or 0)
    moved = min(100.0, abs(compared.change or 0.0) * 100)
    last = compared.window.last
    return Point(said, w("source-activity"), last, w(f"{message}-so"), key="use.mover", rank=25 + moved / 2)


def _most(used: Use, w: Wording) -> Point | None:
    done = [(name, compared.now) for name, compared in used.actions if compared.now][:ACTIONS_SHOWN]
    if not done:
        return None
    items = [w("use-most-item", action=action(name), now=now) for name, now in done]
    said = w("use-most", list=w.listed(items))
    last = used.quarter.window.last
    return Point(said, w("source-activity"), last, w("use-most-so"), key="use.most", rank=25)


def _alike(facts: Shared, used: Use, w: Wording) -> Point | None:
    """What most companies like them do and they do not: the story of those, without a name."""
    if facts.peers is None or facts.leaving:
        return None
    own = {name for name, compared in used.actions if compared.now or compared.before}
    missing = [
        (name, n) for name, n in facts.peers.users if name not in own and n >= MOSTLY * facts.peers.logos
    ]
    if not missing:
        return None
    name, users = missing[0]
    said = w("use-alike", users=users, logos=facts.peers.logos, action=action(name))
    last = used.quarter.window.last
    return Point(said, w("source-activity"), last, w("use-alike-so"), key=f"alike:{named(name)}", rank=48)
