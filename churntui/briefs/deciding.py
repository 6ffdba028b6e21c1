"""What a change of a point is kept as: the words of whoever changed it, and what was proposed as they did.

A point that says what is proposed is accepted rather than edited, so that it follows the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from churntui.briefs.discretion import Guard, Hit
from churntui.briefs.facts import Brief, Point, Section
from churntui.briefs.working import GONE, said
from churntui.data.rows import refs
from churntui.data.rows.briefs import OWN, Decided
from churntui.model.choices import BriefSection, PointState
from churntui.model.living import KeptPoint
from churntui.plain.wording import counted


@dataclass(frozen=True, slots=True)
class Written:
    """A point as somebody wrote it."""

    section: BriefSection
    text: str
    so_what: str


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A point where it stands: in the shareable part, or beside it."""

    point: Point
    section: BriefSection | None
    heading: str
    is_in: bool
    kept: KeptPoint | None = None
    """What was done about it."""
    withheld: tuple[Hit, ...] = ()
    """Why it is not in the brief although somebody wants it there."""

    @property
    def can_change(self) -> bool:
        """Whether it can be worked on: not where it is not known by which facts it is proposed."""
        return bool(self.point.key) and self.section is not None

    @property
    def is_added(self) -> bool:
        """Whether somebody added it: no facts propose it."""
        return self.point.key.startswith(OWN)

    @property
    def is_stale(self) -> bool:
        """Whether somebody edited it, and other figures are proposed now."""
        return bool(self.point.proposed)

    @property
    def proposed(self) -> str:
        """What the facts propose now; empty where they propose nothing."""
        if self.is_added:
            return ""
        if self.point.proposed:
            return "" if self.point.proposed == GONE else self.point.proposed
        if self.kept is not None and self.kept.text:
            return self.kept.proposed
        return said(self.point)


def placed_points(brief: Brief, kept: Sequence[KeptPoint], guard: Guard) -> tuple[PlacedPoint, ...]:
    """The points of the shareable part as they stand, and after them those that are offered."""
    done = {about.key: about for about in kept}
    out = withheld(brief)

    def placed(section: Section, *, is_in: bool) -> Iterator[PlacedPoint]:
        for point in section.points:
            why = guard.refused(said(point)) if not is_in and point in out else ()
            yield PlacedPoint(point, section.code, section.heading, is_in, done.get(point.key), why)

    return (
        *(place for section in brief.shareable for place in placed(section, is_in=True)),
        *(place for section in brief.offered for place in placed(section, is_in=False)),
    )


def withheld(brief: Brief) -> tuple[Point, ...]:
    """The points that somebody wants in the brief and that are not: they name another logo."""
    return tuple(
        point for section in brief.offered for point in section.points if point.state not in {None, "dropped"}
    )


def to_be_seen_to(brief: Brief) -> str:
    """What whoever sends it should know first: points that are left out of it, or say what was; empty for nothing."""
    out = len(withheld(brief))
    stale = sum(bool(point.proposed) for section in brief.shareable for point in section.points)
    left = f"{counted(out, 'point')} left out: another logo is named there" if out else ""
    old = f"{counted(stale, 'stale point')}: something else is proposed by now" if stale else ""
    return " · ".join(filter(None, (left, old)))


def accepted(place: PlacedPoint) -> Decided:
    """It is in as it is proposed; one that was dropped comes back as it was written."""
    point, kept = place.point, place.kept
    if kept is None or not kept.text:
        return _decided(place, "accepted")
    state: PointState = "added" if place.is_added else "edited"
    return Decided(point.key, _section(place), state, point.text, point.so_what, kept.proposed)


def dropped(place: PlacedPoint) -> Decided:
    """It is out; what somebody wrote stays with it, for when it is taken in again."""
    kept = place.kept
    if kept is None or not kept.text:
        return _decided(place, "dropped")
    return Decided(
        place.point.key, _section(place), "dropped", place.point.text, place.point.so_what, kept.proposed
    )


def edited(place: PlacedPoint, written: Written) -> Decided:
    """It says this from now on, in view of what is proposed now."""
    now = place.proposed
    if place.is_added:
        return Decided(place.point.key, written.section, "added", written.text, written.so_what)
    if said(Point(written.text, so_what=written.so_what)) == now:
        return Decided(place.point.key, written.section, "accepted")
    return Decided(place.point.key, written.section, "edited", written.text, written.so_what, now)


def renewed(place: PlacedPoint) -> Decided:
    """It says what is proposed now, in place of what somebody wrote."""
    return _decided(place, "accepted")


def confirmed(place: PlacedPoint) -> Decided:
    """What somebody wrote is right in view of what is proposed now, too."""
    return Decided(
        place.point.key, _section(place), "edited", place.point.text, place.point.so_what, place.proposed
    )


def added(written: Written) -> Decided:
    """A new point."""
    return Decided(f"{OWN}{refs.drawn()}", written.section, "added", written.text, written.so_what)


def moved(places: Sequence[PlacedPoint], key: str, by: int) -> tuple[Decided, ...]:
    """The points of its section in their new order; none where it stands at the end it is moved to."""
    place = next(place for place in places if place.point.key == key)
    order = [other for other in places if other.is_in and other.can_change and other.section == place.section]
    at = order.index(place)
    if not 0 <= at + by < len(order):
        return ()
    order.insert(at + by, order.pop(at))
    return tuple(stays(other, _section(other)) for other in order)


def stays(place: PlacedPoint, section: BriefSection) -> Decided:
    """It is in as it is, in its place in a section; one that nobody touched is accepted with that."""
    return Decided(place.point.key, section, place.point.state or "accepted")


def _decided(place: PlacedPoint, state: PointState) -> Decided:
    return Decided(place.point.key, _section(place), state)


def _section(place: PlacedPoint) -> BriefSection:
    """Where it stands.

    Raises:
        LookupError: It is a point that cannot be worked on.
    """
    if place.section is None:
        raise LookupError(f"“{place.point.text}” is of no section that is known")
    return place.section
