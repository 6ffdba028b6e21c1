"""The forecast: what is ahead by quarter and owner, what has moved it, how good it was, and what came of the stages."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var

from churntui.book import Book
from churntui.data.rows import settings
from churntui.metrics.forecast_accuracy import Calibration
from churntui.model.choices import STAGE_LABELS
from churntui.plain import dates
from churntui.plain.errors import NotFoundError
from churntui.questions.shown import Figures, TrendRow
from churntui.questions.telling import after
from churntui.ui.kit.charts import Chart
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.parts.figures import columns_of
from churntui.ui.renewals.figures_page import FiguresPage
from churntui.ui.shell.frame import TopLine

PARTS = ("Ahead", "Moved", "How good it was", "Weights")

Back = Literal["week", "month", "quarter"]
"""How far back the forecast is held against."""

BACKS: tuple[Back, ...] = ("week", "month", "quarter")


class ForecastPage(FiguresPage):
    """What renewals will bring."""

    NARROWS = True
    NAME = "Forecast"
    OF = "forecast"
    REDRAWS = True

    HELP: ClassVar[str] = """
- **Ahead**: what comes up by quarter and owner, what of it counts as *called* (by the stages) and as *computed* (by the
  record, never by the stages), and what is won and lost by now. Enter lists the contracts behind a row.
- **Moved**: each week in which the book is opened keeps every renewal as it stands. The called forecast of now against
  that of a week, a month or a quarter ago (`p`): each row adds up exactly.
- **How good it was**: quarters that are over, as they were forecast 90, 60 and 30 days before their end.
- **Weights**: what came of the renewals by how they were called, and the weights that follow from it; enter takes one.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,shift+tab", "part(-1)", "Part", key_display="←→", id="forecast.left", tooltip="The part before"),
        Binding("right,tab", "part(1)", "Next", id="forecast.right", show=False, tooltip="The next part"),
        Binding("p", "span", "Since", id="forecast.span", tooltip="Hold it against an earlier week"),
    ]  # fmt: skip

    part: var[int] = var(0, init=False)
    """Which part is shown, from 0."""

    back: var[Back] = var("week", init=False)
    """How far back it is held against."""

    def __init__(self) -> None:
        super().__init__()
        self._calibrations: dict[Hashable, Calibration] = {}
        """What came of the stages, by stage, while that is shown."""
        self._listed = 0
        """The part whose rows are listed: its row stays chosen when it is counted anew."""

    def compose(self) -> ComposeResult:
        """The parts, the chart over the table, and a sentence about the row under the cursor."""
        yield TopLine(id="top")
        yield TabStrip(PARTS, id="forecast-tabs")
        yield Chart(id="forecast-chart")
        yield from self._rows()

    def watch_part(self) -> None:
        """Count the other part."""
        self.query_one(TabStrip).current = self.part
        self._again()

    def watch_back(self) -> None:
        """Hold it against the other week."""
        self._again()

    async def _count(self, book: Book) -> None:
        if book.known_health is None:
            await self.app.know_health(book)
        asked = self.part, self.back
        figures = await self._figures_of(book, *asked)
        if self.shown is book and self.is_attached and asked == (self.part, self.back):
            self._take(figures)

    async def _figures_of(self, book: Book, part: int, back: Back) -> Figures:
        from churntui.questions.forecast import memory, views

        self._calibrations = {}
        if part == 0:
            return await self.app.compute(lambda: views.ahead(book))
        if part == 1:
            try:
                kept = await self.app.ask(lambda store: memory.since(store, book, _day(book, back)))
            except NotFoundError as none:
                return Figures((), (), empty=f"{none.title}. {none.hint}")
            return await self.app.compute(lambda: views.since(book, kept))
        weeks = await self.app.ask(lambda store: memory.weeks(store, book))
        if part == 2:
            return await self.app.compute(lambda: views.past(book, weeks))
        found = await self.app.compute(lambda: views.calibrations(book, weeks))
        self._calibrations = {row.stage: row for row in found}
        return views.weights(found)

    def _take(self, figures: Figures) -> None:
        self._figures = figures
        chart = self.query_one(Chart)
        chart.display = bool(figures.charts)
        if figures.charts:
            chart.data = figures.charts[0]
        self.query_one(TabStrip).note = figures.told
        self._table.empty = figures.empty
        self._table.set_columns(columns_of(figures.headings))
        self._table.set_rows(figures.rows, keep=(lambda row: row.key) if self._listed == self.part else None)
        self._listed = self.part
        self._say()

    @on(TabStrip.Chosen)
    def _chosen(self, event: TabStrip.Chosen) -> None:
        event.stop()
        self.part = event.place

    def action_part(self, steps: int) -> None:
        """Go on to another part, and from the last to the first."""
        self.part = (self.part + steps) % len(PARTS)

    def action_span(self) -> None:
        """Hold it against an earlier week."""
        if self.part != 1:
            self.part = 1
        else:
            self.back = after(BACKS, self.back)

    @on(VirtualTable.Opened)
    def _take_weight(self, event: VirtualTable.Opened[TrendRow]) -> None:
        calibration = self._calibrations.get(event.row.key)
        if calibration is not None and self.app.may_write():
            self.app.do(self._propose(calibration))

    async def _propose(self, calibration: Calibration) -> None:
        """Have a stage count as its outcomes say, if that is wanted."""
        from churntui.questions.forecast import views

        text = views.proposal(self.app.book, calibration)
        if text is None:
            self.app.notify("No other weight is proposed for it")
            return
        label = f"{STAGE_LABELS[calibration.stage]} counts {calibration.proposed} %"
        body = f"Called forecasts count it {calibration.weight} % now. Weeks that were kept stay as they are."
        title = f"Count {STAGE_LABELS[calibration.stage]} {calibration.proposed} % from now on?"
        if await self.app.push_screen_wait(Confirm(title, body, "Yes", "No")):
            await self.app.change(label, lambda store: settings.change(store, "forecast_weights", text))

    @property
    def _called(self) -> str:
        return "-".join(("forecast", *PARTS[self.part].lower().split()))


def _day(book: Book, back: Back) -> date:
    if back == "week":
        return book.as_of - timedelta(days=7)
    return dates.add_months(book.as_of, -1 if back == "month" else -3)
