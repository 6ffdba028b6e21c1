"""The form of how often something was done on a day: a sum has no number of its own, and is told by what it says."""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.keeping import uses
from churntui.data.keeping.opening import Opened
from churntui.data.keeping.typed import Entered
from churntui.data.rows.use import Sum
from churntui.plain.text import clean_line
from churntui.ui.kit.safe import cut
from churntui.ui.parts.row_form import Keep, RowForm

_LONGEST_NAME = 30


class UseForm(RowForm):
    """A sum of one day, action and customer."""

    def __init__(
        self,
        opened: Opened,
        *,
        heading: str,
        begin: str = "",
        next_one: str = "",
        keep: Keep | None = None,
        was: Sum | None = None,
    ) -> None:
        """`was` is the sum that is changed; none of a new one."""
        super().__init__(opened, heading=heading, begin=begin, next_one=next_one, keep=keep)
        self._was = was
        self.keeps_draft = was is None

    def label(self, values: Mapping[str, Entered]) -> str:
        """`send: 12 on 28 Nov 2026`."""
        return (
            f"{cut(clean_line(self.text('action_id')), _LONGEST_NAME)}: {values['n'] or 1} on {values['day']}"
        )

    def _usual_keep(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        logo_id = int(str(self._opened.given["logo_id"]))
        if self._was is None:
            return uses.add(store, {**values, "logo_id": logo_id}, label)
        uses.change(store, logo_id, self._was, values, label)
        return logo_id
