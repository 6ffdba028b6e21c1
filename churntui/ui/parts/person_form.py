"""The form of a person: whose role is champion speaks for us, unless it is said otherwise."""

from __future__ import annotations

from churntui.plain.text import fold
from churntui.ui.parts.row_form import RowForm


class PersonForm(RowForm):
    """A person."""

    _follows_role = False
    """Whether it was the role that said they speak for us."""

    def worked_out(self, field: str) -> None:
        """That they speak for us, as long as the role says so and nobody typed anything else."""
        if field != "role":
            return
        before, now = self._begins_with["champion"], self.text("champion")
        if fold(self.text("role").strip()) == "champion":
            if now == before != "yes":
                self._follows_role = True
                self.put("champion", "yes")
        elif self._follows_role and now == "yes":
            self._follows_role = False
            self.put("champion", before)
