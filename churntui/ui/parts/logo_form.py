"""The form of a logo: it says where one is in the book already that it looks like, and has the user's own fields."""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.keeping import own
from churntui.data.keeping.typed import Entered
from churntui.metrics.twins import look_alike
from churntui.model.rows import Logo
from churntui.model.schema import Column
from churntui.plain.text import clean_line
from churntui.ui.parts.row_form import Kept, RowForm


class LogoForm(RowForm):
    """A logo."""

    @property
    def _twin(self) -> Logo | None:
        """The logo it looks like."""
        domain = self._value_of("domain")
        others = (logo for logo in self.app.book.logos.values() if logo.id != self._opened.row_id)
        return look_alike(clean_line(self.text("name")), str(domain or ""), others)

    def fault(self, field: str, problem: str) -> None:
        """Say what is wrong with a field; where nothing is, what it looks like stays said."""
        super().fault(field, problem)
        if not problem:
            self._remark(self.column(field))

    def remark(self, column: Column, value: Entered) -> str:
        """Beside what is understood: which logo it looks like, below the name or the domain that tells."""
        if column.field in {"name", "domain"} and column.field not in self._faulty:
            twin = self._twin
            tells = twin is not None and (value == twin.domain if column.field == "domain" else value != "")
            told = (
                f"looks like “{twin.name}” ({twin.ref}): ctrl+g opens it" if twin and tells and value else ""
            )
            self._rows[column.field].wrong(told, is_fault=False)
        return super().remark(column, value)

    def _usual_keep(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        with store.edit(label):
            row_id = super()._usual_keep(store, values, label)
            own.keep(store, row_id, values, None if self._opened.row_id is None else self._seen)
            return row_id

    def action_look(self) -> None:
        """Leave the form as a draft for the logo it looks like."""
        twin = self._twin
        if twin is None:
            self.app.notify("No logo of the book looks like it")
        else:
            self.app.do(self._leave(Kept(0, look_at=twin.id)))
