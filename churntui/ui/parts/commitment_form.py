"""The form of a promise: who answers for it is one of us, or of them, as the side is that promised."""

from __future__ import annotations

from churntui.model.living import Commitment
from churntui.model.schema import column_of
from churntui.ui.kit.entry import Entry
from churntui.ui.kit.matching import Choice
from churntui.ui.parts.row_form import RowForm

_SIDE, _OWNER = column_of(Commitment, "by_us"), column_of(Commitment, "owner")


class CommitmentForm(RowForm):
    """A promise."""

    def on_mount(self) -> None:
        """Offer those of the side that promised."""
        self._offer()

    def worked_out(self, field: str) -> None:
        """Whom the other side has is offered once it is the one that promised."""
        if field == _SIDE.field:
            self._offer()

    def _offer(self) -> None:
        by_us = self._value_of(_SIDE.field)
        theirs = [Choice(name, name) for name in self._opened.people]
        is_theirs = by_us is not None and not by_us
        self.query_one(f"#row-{_OWNER.field}", Entry).offer(theirs if is_theirs else self._choices(_OWNER))
