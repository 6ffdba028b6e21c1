"""The form of an attempt to keep a logo: a stage that is chosen begins today, unless another day is typed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from churntui.data.keeping import typed
from churntui.model.choices import CLOSED_STAGES, SAVE_STAGES, SaveStage
from churntui.ui.parts.row_form import RowForm

STAGE_DAYS: Mapping[SaveStage, str] = MappingProxyType(
    {
        "at_risk": "at_risk_on",
        "plan_in_place": "planned_on",
        "saving": "day",
        "recovered": "closed_on",
        "lost": "closed_on",
    }
)
"""The field of the day on which a stage began."""


class AttemptForm(RowForm):
    """An attempt."""

    _filled: str = ""
    """The day that was filled in last, because a stage was chosen."""

    def worked_out(self, field: str) -> None:
        """The day of the stage, where none stands there; one that goes on is not closed any more."""
        said = self._value_of("stage") if field == "stage" else None
        stage = next((stage for stage in SAVE_STAGES if stage == said), None)
        if stage is None:
            return
        if self._filled and self._filled != STAGE_DAYS[stage]:
            self.put(self._filled, self._begins_with[self._filled])
            self._filled = ""
        if stage not in CLOSED_STAGES:
            self.put("closed_on", "")
        if not self.text(STAGE_DAYS[stage]).strip():
            day = self.column(STAGE_DAYS[stage])
            self.put(day.field, typed.shown(day, self.app.book.as_of.isoformat(), self.around()))
            self._filled = STAGE_DAYS[stage]
