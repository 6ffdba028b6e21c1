"""The keys that work on a brief: on its points, and on what it is to be.

A key acts on the points that are chosen as it is pressed, each meant by what it is proposed by: rows move with every
change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType

from churntui.briefs import Brief, deciding
from churntui.briefs.deciding import PlacedPoint
from churntui.briefs.discretion import Guard
from churntui.model.choices import BriefSection
from churntui.model.desk import Draft
from churntui.ui.briefs import changes
from churntui.ui.briefs.points import PointList
from churntui.ui.shell.base import Place, Work

NO_BRIEF = "There is no brief here"


class PointKeys(Place):
    """A place that shows a brief whose points can be worked on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "accept", "Accept", id="briefs.accept",
                tooltip="Accept the chosen points as they are proposed, or take them into the brief"),
        Binding("J", "shift(1)", "Move", key_display="J K", id="briefs.shift_down",
                tooltip="Move the chosen point down in its section"),
        Binding("K", "shift(-1)", "Move up", id="briefs.shift_up", show=False,
                tooltip="Move the chosen point up in its section"),
        Binding("R", "renew", "Refresh", id="briefs.renew",
                tooltip="Of stale points, take the new figures or keep what you wrote"),
        Binding("ctrl+o", "outside", "Editor", key_display="^o", id="briefs.outside",
                tooltip="Write on the shareable part in your own editor"),
        Binding("r", "prepare('roadmap')", "Roadmap", id="briefs.roadmap",
                tooltip="Choose what of the roadmap is in this brief"),
        Binding("E", "prepare('kind')", "QBR/EBR", id="briefs.kind",
                tooltip="For the champion (QBR), or on one page for the executive (EBR)"),
        Binding("M", "prepare('day')", "Day", id="briefs.day", show=False,
                tooltip="Say on which day you meet"),
        Binding("w", "prepare('language')", "Language", id="briefs.language", show=False,
                tooltip="Choose the language that the logo reads"),
    ]  # fmt: skip

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.made: Brief | None = None
        """The brief that is shown; None where there is none."""
        self.guard: Guard | None = None
        """What may not be said in it."""
        self._going_to = ""
        """The point to stand on once the brief is drawn."""
        self._unfinished: Draft | None = None
        """The point to go on writing once the brief is drawn."""

    @property
    def points(self) -> PointList:
        """The shareable part."""
        return self.query_one(PointList)

    def settle(self) -> None:
        """Now that the brief is drawn, stand on the point that was waited for, and go on with what was left of one."""
        if self._going_to:
            self.points.stand_on(self._going_to)
            self._going_to = ""
        if self._unfinished is not None:
            draft, self._unfinished = self._unfinished, None
            self.app.do(self._go_on(draft))

    def _chosen_points(self) -> Sequence[PlacedPoint] | str:
        """The points that a key acts on: the marked ones, else that under the cursor; else why there are none."""
        if self.made is None:
            return NO_BRIEF
        if not self.points.has_class("-chosen"):
            return "Points are worked on in the shareable part: tab goes there"
        chosen = [place for place in self.points.chosen_rows if place.can_change]
        return chosen or "There is no point here that can be worked on"

    def _do(
        self, doing: Callable[[int, Sequence[PlacedPoint]], Work | str], *, leaves: bool = False
    ) -> Work | str:
        """The work on what is chosen; the cursor goes on from points that leave (`leaves`) their pile."""
        chosen = self._chosen_points()
        if self.made is None or isinstance(chosen, str):
            return str(chosen)
        work = doing(self.made.logo.id, chosen)
        if leaves and not isinstance(work, str):
            self.points.step_off(chosen)
        return work

    def _take(self, work: Work | str) -> None:
        """Do what a key of the place means, where the book may be changed."""
        if isinstance(work, str):
            self.app.notify(work)
        else:
            self.app.do(self._forgetting(work))

    def action_prepare(self, what: Literal["roadmap", "kind", "day", "language"]) -> None:
        """Say what the brief is to be."""
        if self.made is None:
            self.app.notify(NO_BRIEF)
        elif self.app.may_write():
            self.app.do(self._prepare(what, self.made))

    async def _prepare(self, what: str, brief: Brief) -> None:
        from churntui.ui.briefs import preparing

        if what == "roadmap":
            await preparing.choose_roadmap(self.app, brief, self.points.rows)
        elif what == "kind":
            await preparing.turn_kind(self.app, brief)
        elif what == "day":
            await preparing.set_meeting(self.app, brief)
        else:
            await preparing.set_language(self.app, brief)

    def action_outside(self) -> None:
        """Write on the shareable part elsewhere."""
        from churntui.ui.briefs.outside import rewrite

        if self.made is None or self.guard is None:
            self.app.notify(NO_BRIEF)
        elif self.app.may_write():
            self.app.do(rewrite(self.app, self.made, self.points.rows, self.guard))

    async def _forgetting(self, work: Work) -> None:
        """What was done to the marked points is done to them: they are marked no more."""
        before = self.app.book.generation
        await work
        if self.app.book.generation != before:
            self.points.forget_marks()

    def add(self) -> Work | str:
        """Add a point to the section the cursor stands in."""
        if self.made is None or self.guard is None:
            return NO_BRIEF
        row = self.points.row
        section = row.section if row is not None and row.section is not None else "use"
        draft = changes.left(self.app, self.made.logo.id, "")
        return self._add(self.made.logo.id, section, self.guard, draft)

    async def _add(self, logo_id: int, section: BriefSection, guard: Guard, draft: Draft | None) -> None:
        key = await changes.add(self.app, logo_id, section, guard, draft)
        if key:
            self._stand_on(key)

    def _stand_on(self, key: str) -> None:
        """Put the cursor on a point, at once or as soon as it is drawn."""
        self.points.stand_on(key)
        row = self.points.row
        if row is None or row.point.key != key:
            self._going_to = key

    def go_on_with(self, draft: Draft) -> None:
        """Go on writing a point that was left unfinished, as soon as its brief is drawn."""
        self._unfinished = draft

    async def _go_on(self, draft: Draft) -> None:
        if self.made is None or self.guard is None:
            return
        key = changes.about(draft)
        place = next((place for place in self.points.rows if key and place.point.key == key), None)
        if place is None:
            await self._add(self.made.logo.id, changes.section_of(draft), self.guard, draft)
        else:
            self.points.stand_on(key)
            await changes.write(self.app, self.made.logo.id, place, self.guard)

    def change(self) -> Work | str:
        """Write the point under the cursor anew."""
        if self.made is None or self.guard is None or not self.points.rows:
            return super().change()
        chosen, guard = self._chosen_points(), self.guard
        if isinstance(chosen, str):
            return chosen
        place = next((place for place in chosen if place is self.points.row), chosen[0])
        return changes.write(self.app, self.made.logo.id, place, guard)

    def take_away(self) -> Work | str:
        """Drop the chosen points."""
        return self._do(self._drop, leaves=True)

    def _drop(self, logo_id: int, chosen: Sequence[PlacedPoint]) -> Work | str:
        places = [place for place in chosen if place.point.state != "dropped"]
        return changes.drop(self.app, logo_id, places) if places else "Dropped already: A takes it in again"

    def action_accept(self) -> None:
        """Accept the chosen points, or take them in."""
        if self.app.may_write():
            self._take(self._do(self._accept, leaves=True))

    def _accept(self, logo_id: int, chosen: Sequence[PlacedPoint]) -> Work | str:
        withheld = next((place.withheld for place in chosen if place.withheld), None)
        if withheld:
            return f"{withheld[0].told}: f2 writes the point anew"
        places = [place for place in chosen if not place.is_in or place.point.state is None]
        return changes.take_in(self.app, logo_id, places) if places else "It is in the brief already"

    def action_shift(self, by: int) -> None:
        """Move the point under the cursor."""
        if self.app.may_write():
            self._take(self._do(lambda logo_id, _: self._shift(logo_id, by)))

    def _shift(self, logo_id: int, by: int) -> Work | str:
        place = self.points.row
        if place is None or not place.can_change or not place.is_in:
            return "It is not in the brief: A takes it in"
        order = deciding.moved(self.points.rows, place.point.key, by)
        if not order:
            return (
                f"It is the {'last' if by > 0 else 'first'} of its section; f2 puts it under another heading"
            )
        return changes.move(self.app, logo_id, order, place, by)

    def action_renew(self) -> None:
        """Ask of stale points which text is right: of the chosen ones, else of all."""
        if self.app.may_write():
            self._take(self._do(self._renew))

    def _renew(self, logo_id: int, chosen: Sequence[PlacedPoint]) -> Work | str:
        stale = [place for place in chosen if place.is_stale]
        stale = stale or [place for place in self.points.rows if place.is_stale]
        return changes.refresh(self.app, logo_id, stale) if stale else "Every point has the figures of today"
