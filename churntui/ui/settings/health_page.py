"""The page of health: whose is low and why, what scores are made of, what is done then, and what they foretold."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from churntui.book import Book
from churntui.questions.health.explaining import HOW, explanation
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.settings.health_lists import LISTS, BackTestList, ScoreList
from churntui.ui.settings.lists import Kept
from churntui.ui.settings.page import SettingsPage
from churntui.ui.shell.chosen import Chosen


class HealthPage(SettingsPage):
    """Four lists, one in view."""

    NAME = "Health"
    NARROWS = True
    KEPT: ClassVar[tuple[type[Kept[Any]], ...]] = LISTS

    HELP = f"""
How healthy the logos are that pay. ← → go from list to list.

- **Logos**: the lowest score first. Enter opens one, `?` says how its score came about. `f2` overrides a score, with a
  reason and until a day; the computed one stays in view, `*` stands behind the other. `i` puts the steps of its band's
  playbook among its next steps.
- **Components**: `f2` changes a weight, an edge or the bands; `delete` sets all of it back. 0 leaves a component out.
- **Playbooks**: what is done for a logo that enters a band, by whom and within how many days. The steps are put once,
  when a week is kept in which a logo has entered the band.
- **Back-test**: the score ninety days before each renewal that is decided, lost against kept. *AUC* is how often, of
  one that was kept and one that was lost, the first had the higher value: 0.5 is a coin.

{HOW}
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "put_steps", "Playbook", id="health.playbook",
                tooltip="Put the steps of the band's playbook among the next steps of the logo"),
    ]  # fmt: skip

    def __init__(self, logo_id: int | None = None) -> None:
        super().__init__()
        self._wanted = logo_id
        """The logo the cursor is to stand on once the scores are there."""
        self._tested: Book | None = None
        """The book whose past the back-test shows."""

    @property
    def _scores(self) -> ScoreList:
        return self.query_one(ScoreList)

    async def _fill(self, book: Book) -> None:
        self._scores.book = book
        await super()._fill(book)
        if self.shown is not book or not self.is_attached:
            return
        place = next((at for at, row in enumerate(self._scores.rows) if row.logo_id == self._wanted), None)
        if place is not None:
            self._scores.cursor, self._wanted = place, None
        self._test()

    def _go(self, place: int) -> None:
        super()._go(place)
        self._test()

    def _test(self) -> None:
        """Count the back-test, where it is looked at and not counted for this book."""
        book = self.shown
        if isinstance(self.list, BackTestList) and book is not None and self._tested is not book:
            self._tested = book
            self.app.do(self._count(self.list, book), group="back-test", exclusive=True)

    async def _count(self, tests: BackTestList, book: Book) -> None:
        await tests.count(book)
        if self.is_attached:
            self._tell()

    def _tell(self) -> None:
        super()._tell()
        if isinstance(self.list, BackTestList) and self.list.row is None:
            self.query_one("#settings-told", Static).update(t(self.list.sentences))

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Any]) -> None:
        if isinstance(self.list, ScoreList):
            event.stop()
            event.prevent_default()
            self.app.do(self.app.open_logo(event.row.logo_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Playbooks are put for logos."""
        if action == "put_steps":
            return self.is_mounted and isinstance(self.list, ScoreList)
        return super().check_action(action, parameters)

    def action_put_steps(self) -> None:
        """Put the steps of the chosen logos' bands."""
        if self.app.may_write():
            work = self._scores.put_steps()
            if isinstance(work, str):
                self.app.notify(work)
            else:
                self.app.do(work)

    @property
    def logo_id(self) -> int | None:
        """The logo under the cursor, in the list of logos."""
        scores = self.list
        return scores.row.logo_id if isinstance(scores, ScoreList) and scores.row else None

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked logos, else the one under the cursor; none in the other lists."""
        scores = self.list
        if not isinstance(scores, ScoreList):
            return ()
        return tuple(Chosen(row.logo_id, row=("logo", row.logo_id)) for row in scores.chosen_rows)

    def explained(self) -> str:
        """How the score of the chosen logo came about."""
        return explanation(self.shown, self.logo_id) if self.shown and self.logo_id is not None else ""
