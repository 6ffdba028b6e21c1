"""The form of one setting: its value as people write it, read as its kind, and checked as `churntui settings` does.

A setting is a line: what is left is not kept as a draft, because there is nothing in it to lose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from churntui.data.file.store import Store
from churntui.data.keeping import typed
from churntui.data.keeping.opening import Opened
from churntui.data.keeping.typed import Around, Entered
from churntui.data.rows import settings
from churntui.data.rows.settings import ABOUT, FRACTIONS, Described
from churntui.model.schema import Column, Kind
from churntui.model.settings import WHOLE_SETTINGS
from churntui.model.tables import TABLES
from churntui.ui.parts.row_form import RowForm

VALUE = "value"
"""The one field."""


def column_of(key: str) -> Column:
    """The field of a setting's value."""
    about = ABOUT[key]
    kind: Kind = "line"
    if key in WHOLE_SETTINGS:
        kind = "whole"
    elif key == "book_begins_on":
        kind = "day"
    elif key == "reporting_currency":
        kind = "currency"
    return Column(
        about.label, f"{about.meaning[:1].upper()}{about.meaning[1:]}", name=VALUE, field=VALUE, kind=kind
    )


def shown(key: str, value: str) -> str:
    """A value as it is kept, as people read it: fractions as percentages, days with their month."""
    if key in FRACTIONS and value:
        return f"{(Decimal(value) * 100).normalize():f} %"
    if key in WHOLE_SETTINGS:
        return value
    return typed.shown(column_of(key), value, _ANY_DAY) if value else ""


_ANY_DAY = Around(date.min)


class SettingForm(RowForm):
    """One setting."""

    keeps_draft = False

    def __init__(self, setting: Described, currency: str, offers: Sequence[str]) -> None:
        column = column_of(setting.key)
        opened = Opened(
            TABLES["settings"],
            None,
            (column,),
            {},
            {},
            {},
            {VALUE: offers},
            currency,
            None,
        )
        self._setting = setting
        super().__init__(opened, heading=f"{column.label} · {setting.key}", keep=self._change)

    def _texts_of(self, values: Mapping[str, Entered]) -> dict[str, str]:
        del values
        return {VALUE: shown(self._setting.key, self._setting.value)}

    def read(self, column: Column) -> Entered:
        """The value as it is kept.

        Raises:
            BadInputError: It cannot be read, or the setting cannot have it.
        """
        value = super().read(column)
        return settings.checked(self._setting.key, "" if value is None else str(value))

    def label(self, values: Mapping[str, Entered]) -> str:
        """What was set to what."""
        value = shown(self._setting.key, str(values[VALUE]))
        return f"{ABOUT[self._setting.key].label}: {value or 'nothing'}"

    def _change(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        del label
        settings.change(store, self._setting.key, str(values[VALUE]))
        return 0
