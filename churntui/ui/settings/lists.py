"""The lists of the page of settings: each knows how its rows are added, changed and taken away."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from textual.getters import app as app_getter

from churntui.book import Book
from churntui.data import activity
from churntui.data.activity import Action
from churntui.data.file.store import Store
from churntui.data.rows import owners, rates, settings
from churntui.data.rows.rates import KeptRate
from churntui.data.rows.settings import ABOUT, Described
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts import forms
from churntui.ui.settings.form import SettingForm, shown
from churntui.ui.shell.base import BookApp, Work

Row = TypeVar("Row")


class Kept(VirtualTable[Row]):
    """A list whose rows are kept by hand."""

    app = app_getter(BookApp)

    NAME: ClassVar[str] = ""

    HEADER: ClassVar[tuple[str, ...]] = ()
    """Of its export."""

    EMPTY: ClassVar[str] = "Reading …"
    """What stands there while it has no rows."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(self.columns(), empty=self.EMPTY, id=id)

    def columns(self) -> list[Column[Row]]:
        """How a row reads."""
        raise NotImplementedError

    def read(self, store: Store) -> list[Row]:
        """Its rows."""
        raise NotImplementedError

    def key_of(self, row: Row) -> object:
        """What stays the same of a row while it is changed."""
        return getattr(row, "id", None)

    def told(self, row: Row, book: Book) -> str:
        """What is said below the list of the chosen row."""
        raise NotImplementedError

    def cells(self, row: Row) -> tuple[str, ...]:
        """A row of its export."""
        raise NotImplementedError

    def add(self) -> Work | str:
        """Add a row."""
        raise NotImplementedError

    def change(self) -> Work | str:
        """Change the chosen row."""
        raise NotImplementedError

    def take_away(self) -> Work | str:
        """Take the chosen rows away."""
        raise NotImplementedError

    def exported(self) -> Sheet:
        """The list as a table."""
        return Sheet(self.NAME.lower(), self.HEADER, tuple(self.cells(row) for row in self.rows))


class SettingList(Kept[Described]):
    """Every setting, with its value and the one it has where nobody sets it."""

    NAME = "Settings"
    HEADER = ("setting", "value", "default", "meaning", "changes")

    def columns(self) -> list[Column[Described]]:
        """How a row reads."""
        return [
            Column[Described]("Setting", 18, lambda row: ABOUT[row.key].label),
            Column("Value", 12, lambda row: (_reads(row.key, row.value), "bold" if row.is_set else "")),
            Column("Default", 12, lambda row: (_reads(row.key, row.usual), "dim"), priority=1),
            Column("What it is", 24, lambda row: row.meaning, flex=True),
        ]

    def read(self, store: Store) -> list[Described]:
        """In their order."""
        return settings.describe(store)

    def key_of(self, row: Described) -> object:
        """Its key."""
        return row.key

    def told(self, row: Described, book: Book) -> str:
        """What it changes, and what the command line calls it."""
        del book
        back = "delete sets it back" if row.is_set else "As it is where nobody sets it"
        return f"{row.key}: {row.meaning}.\nChanges: {ABOUT[row.key].changes}.\n{back}."

    def cells(self, row: Described) -> tuple[str, ...]:
        """As the command line tells it, with what it changes."""
        return row.key, row.value, row.usual, row.meaning, ABOUT[row.key].changes

    def add(self) -> Work | str:
        """There are those there are."""
        return "Settings are not added: f2 changes one"

    def change(self) -> Work | str:
        """Ask for another value."""
        return "There is no setting here" if self.row is None else self._ask(self.row)

    async def _ask(self, row: Described) -> None:
        if row.key == "own_fields":
            await self.app.open_own_fields()
            return
        offered = {"reporting_currency": rates.currencies, "owner": owners.every}.get(row.key)
        offers = tuple(await self.app.ask(offered)) if offered else ()
        await self.app.push_screen_wait(SettingForm(row, self.app.book.currency, offers))

    def take_away(self) -> Work | str:
        """Set the chosen ones back."""
        rows = [row for row in self.chosen_rows if row.is_set]
        if not rows:
            return "It has its default already"
        names = ", ".join(ABOUT[row.key].label for row in rows)
        label = f"{names}: set back"

        def doing(store: Store) -> None:
            with store.edit(label):
                for row in rows:
                    settings.set_back(store, row.key)

        return self.app.change(label, doing)


def _reads(key: str, value: str) -> str:
    return shown(key, value) or "–"


class RateList(Kept[KeptRate]):
    """What currencies are worth in each other, and from when."""

    NAME = "Rates"
    HEADER = ("currency", "to_currency", "rate", "valid_from")

    EMPTY = "No rates: every amount is in one currency, or cannot be converted. a adds one."

    def columns(self) -> list[Column[KeptRate]]:
        """How a row reads."""
        return [
            Column[KeptRate]("Currency", 10, lambda row: row.currency),
            Column("Into", 6, lambda row: row.to_currency),
            Column("Rate", 14, lambda row: row.rate, align="right"),
            Column("Valid from", 12, lambda row: row.valid_from or "ever"),
        ]

    def read(self, store: Store) -> list[KeptRate]:
        """By currency."""
        return rates.listed(store)

    def told(self, row: KeptRate, book: Book) -> str:
        """What it says, and what is missing."""
        since = f" for contracts that start on {row.valid_from} or later" if row.valid_from else ""
        return f"1 {row.currency} is {row.rate} {row.to_currency}{since}.{missing(book)}"

    def cells(self, row: KeptRate) -> tuple[str, ...]:
        """As `rates.csv` has it."""
        return row.currency, row.to_currency, row.rate, row.valid_from or ""

    def add(self) -> Work | str:
        """Ask for a rate into the reporting currency."""
        book = self.app.book
        lacking = next(iter(book.without_rate), "")
        proposed = {"currency": lacking, "to_currency": book.currency}
        return forms.add_row(self.app, "rates", {}, {of: code for of, code in proposed.items() if code})

    def change(self) -> Work | str:
        """Ask for another rate, or day."""
        return "There is no rate here: a adds one" if self.row is None else self._ask(self.row.id)

    def _ask(self, number: int) -> Work:
        return forms.change_row(self.app, "rates", number, begin="rate")

    def take_away(self) -> Work | str:
        """Ask whether they may go."""
        rows = self.chosen_rows
        if not rows:
            return "There is no rate here"
        first = rows[0]
        called = (
            f"{first.currency} into {first.to_currency}" if len(rows) == 1 else counted(len(rows), "rate")
        )
        return forms.take_away(self.app, "rates", [row.id for row in rows], called)


def missing(book: Book) -> str:
    """Which currencies have no rate into that of the reports, and of how many contracts."""
    lacking = ", ".join(f"{code} ({counted(count, 'contract')})" for code, count in book.without_rate.items())
    return f" Without a rate into {book.currency}: {lacking} !" if lacking else ""


class ActionList(Kept[Action]):
    """What customers do, and which of it counts as activity."""

    NAME = "Actions"
    HEADER = ("action", "qualifies", "times", "customers")

    EMPTY = "No actions: they come with activity. a adds one."

    def columns(self) -> list[Column[Action]]:
        """How a row reads."""
        return [
            Column[Action]("Action", 24, lambda row: row.name, flex=True),
            Column("Qualifies", 10, lambda row: "yes" if row.qualifies else "no"),
            Column("Times", 12, lambda row: f"{row.times:,}", align="right"),
            Column("Customers", 10, lambda row: f"{row.customers:,}", align="right", priority=1),
        ]

    def read(self, store: Store) -> list[Action]:
        """By name."""
        return activity.actions(store)

    def told(self, row: Action, book: Book) -> str:
        """What qualifying means."""
        del book
        does = "makes a customer active" if row.qualifies else "does not make a customer active"
        return f"Doing “{row.name}” {does}. Trends, Customers tries other choices before they are made."

    def cells(self, row: Action) -> tuple[str, ...]:
        """With how often it was done."""
        return row.name, "yes" if row.qualifies else "no", str(row.times), str(row.customers)

    def add(self) -> Work | str:
        """Ask for one."""
        return forms.add_row(self.app, "actions", {}, {"qualifies": True})

    def change(self) -> Work | str:
        """Ask for its name, and whether it qualifies."""
        return (
            "There is no action here: a adds one"
            if self.row is None
            else forms.change_row(self.app, "actions", self.row.id)
        )

    def take_away(self) -> Work | str:
        """Ask whether those that were never done may go."""
        rows = self.chosen_rows
        done = next((row for row in rows if row.times), None)
        if not rows:
            return "There is no action here"
        if done is not None:
            return f"“{done.name}” was done {done.times:,} times: f2 takes it out of what qualifies"
        called = rows[0].name if len(rows) == 1 else counted(len(rows), "action")
        return forms.take_away(self.app, "actions", [row.id for row in rows], called)


LISTS: tuple[type[Kept[Any]], ...] = (SettingList, RateList, ActionList)
