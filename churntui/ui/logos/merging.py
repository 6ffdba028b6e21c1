"""Merging two logos of one customer: which stays, which value of each field, and what moves, before anything does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from churntui.book import Book
from churntui.data.keeping import merging, typed
from churntui.data.keeping.merging import Difference, Merging
from churntui.data.keeping.typed import Around, Entered
from churntui.metrics.twins import look_alike
from churntui.model.rows import Logo
from churntui.plain import dates
from churntui.plain.looks import CellStyle
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import BookApp

_TAKEN, _LEFT = "●", " "
"""Before the value that is kept, and before the other."""

_AROUND = 17
"""Lines of the screen that the differences do not get: the box, what moves, warnings."""

_SHOWN_JOINED = 3

_ANY_DAY = Around(date.min)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen."""

    stays_id: int
    goes_id: int
    taken: frozenset[str]
    """The fields in which the value of the one that goes is kept."""


class MergeDialog(Dialog[Chosen]):
    """Closes with what was chosen, or with None."""

    DEFAULT_CSS = """
    MergeDialog {
        & > Vertical { width: 96; max-height: 100%; }
        #merge-fields { margin: 1 0 0 0; }
        Static { width: 1fr; height: auto; }
        #merge-warning { color: $text-warning; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,left,right",
            "turn",
            "Other value",
            id="merge.turn",
            show=False,
            tooltip="Keep the value of the other logo in this field",
        ),
        Binding("s", "swap", "Swap", id="merge.swap", show=False, tooltip="Have the other one stay"),
        Binding("ctrl+s", "keep", "Merge", id="merge.keep", show=False, tooltip="Merge them as it stands"),
    ]

    def __init__(self, book: Book, both: tuple[Merging, Merging]) -> None:
        """`both` are the two ways to do it, the first is proposed."""
        super().__init__()
        self._book = book
        self._ways = both
        self._taken: set[str] = set()

    @property
    def _way(self) -> Merging:
        return self._ways[0]

    def compose(self) -> ComposeResult:
        """Which stays, the fields that differ, and what moves."""
        with Vertical():
            yield Label("Merge two logos of one customer", classes="dialog--title")
            yield Static("", id="merge-who", markup=False)
            yield VirtualTable[Difference](
                self._columns(), empty="They say the same in every field", id="merge-fields"
            )
            yield Static("", id="merge-moves", markup=False)
            yield Static("", id="merge-warning", markup=False)
            yield Label(
                t("space the other value · s swaps which stays · ctrl+s merges · esc leaves"),
                classes="dialog--note",
            )

    def _columns(self) -> list[Column[Difference]]:
        return [
            Column("Field", 14, lambda one: one.column.label),
            Column(
                "Of the one that stays", 21, lambda one: self._cell(one, one.stays, is_other=False), flex=True
            ),
            Column(
                "Of the one that goes", 21, lambda one: self._cell(one, one.goes, is_other=True), flex=True
            ),
        ]

    def _cell(self, one: Difference, value: Entered, *, is_other: bool) -> tuple[str, CellStyle]:
        is_kept = value is not None and (self._takes_other(one) == is_other)
        shown = "–" if value is None else clean_line(typed.shown(one.column, value, _ANY_DAY))
        return f"{_TAKEN if is_kept else _LEFT} {shown}", "bold" if is_kept else "dim"

    def _takes_other(self, one: Difference) -> bool:
        return one.stays is None or (one.column.field in self._taken and one.is_open)

    def on_mount(self) -> None:
        """Show the proposed way."""
        self._show()
        self.query_one(VirtualTable).focus()

    def _show(self) -> None:
        way, table = self._way, self.query_one(VirtualTable)
        stays, goes = (self._book.logos[logo_id] for logo_id in (way.stays_id, way.goes_id))
        self.query_one("#merge-who", Static).update(t(f"{_called(stays)} stays · {_called(goes)} goes"))
        room = max(3, self.app.size.height - _AROUND)
        table.styles.height = max(1, min(room, len(way.differences))) + 1
        table.set_rows(way.differences, keep=lambda one: one.column.field)
        self.query_one("#merge-moves", Static).update(t("\n".join(told(way, goes))))
        warning = self.query_one("#merge-warning", Static)
        lines = warnings(self._book, stays, goes)
        warning.update(t("\n".join(lines)))
        warning.display = bool(lines)

    @on(VirtualTable.Opened)
    def action_turn(self) -> None:
        """Keep the other value in the chosen field."""
        table: VirtualTable[Difference] = self.query_one(VirtualTable)
        one = table.row
        if one is None:
            return
        if not one.is_open:
            self.notify("Only one of them says something there: that is kept")
            return
        self._taken ^= {one.column.field}
        table.set_rows(self._way.differences, keep=lambda other: other.column.field)

    def action_swap(self) -> None:
        """Have the other one stay; the values stay chosen, once some were."""
        if self._taken:
            self._taken = {one.column.field for one in self._way.differences if one.is_open} - self._taken
        self._ways = (self._ways[1], self._ways[0])
        self._show()

    def action_keep(self) -> None:
        """Closes with what was chosen."""
        self.dismiss(Chosen(self._way.stays_id, self._way.goes_id, frozenset(self._taken)))


def _called(logo: Logo) -> str:
    return f"{cut(logo.name, 30)} ({cut(logo.ref, 16)})"


def told(way: Merging, goes: Logo) -> list[str]:
    """What moves, who becomes one, and what the id that goes is good for from then on."""
    moved = [counted(one.count, one.table.label, one.table.plural) for one in way.moves]
    if way.drafts:
        moved.append(counted(way.drafts, "draft"))
    lines = [f"Moves: {', '.join(moved)}." if moved else "Nothing else belongs to it."]
    if way.joined:
        some = ", ".join(" / ".join(dict.fromkeys(pair)) for pair in way.joined[:_SHOWN_JOINED])
        more = ", …" if len(way.joined) > _SHOWN_JOINED else ""
        many = len(way.joined) != 1
        become = "have one id in both and become one each" if many else "has one id in both and becomes one"
        lines.append(f"{counted(len(way.joined), 'customer')} {become}: {some}{more}.")
    lines.append(f"{cut(goes.ref, 24)} stays known: imports of its rows land here. u brings both back.")
    return lines


def warnings(book: Book, stays: Logo, goes: Logo) -> list[str]:
    """The recorded losses of one that would end contracts of the other."""
    return [*_ended(book, goes, stays), *_ended(book, stays, goes)]


def _ended(book: Book, lost: Logo, other: Logo) -> Iterator[str]:
    for day in book.recorded_losses.get(lost.id, ()):
        if any(
            contract.starts_on < day and (contract.ends_on is None or contract.ends_on > day)
            for contract in book.contracts_of(other.id)
        ):
            yield (
                f"! That {cut(lost.name, 24)} was lost on {dates.short(day)} will end the contracts of "
                f"{cut(other.name, 24)} then, too: where it did not, call that interview partial first."
            )


async def merge(app: BookApp, logo_ids: Sequence[int]) -> int | None:
    """Let the user merge two logos, the first of which is proposed to stay; the one that stayed, where they did."""
    first, second = logo_ids
    both = await app.ask(
        lambda store: (merging.preview(store, first, second), merging.preview(store, second, first))
    )
    chosen: Chosen | None = await app.push_screen_wait(MergeDialog(app.book, both))
    if chosen is None:
        return None
    stays, goes = (app.book.name(logo_id) for logo_id in (chosen.stays_id, chosen.goes_id))
    label = f"Merged {cut(clean_line(goes), 30)} into {cut(clean_line(stays), 30)}"
    await app.change(
        label, lambda store: merging.merge(store, chosen.stays_id, chosen.goes_id, chosen.taken, label)
    )
    return chosen.stays_id


async def merge_with_another(app: BookApp, logo_id: int) -> int | None:
    """Ask which other logo is the same customer, and let the user merge them."""
    others = _likely_first(app.book, logo_id)
    if not others:
        app.notify("There is no other logo to merge it with")
        return None
    choices = [Choice(str(other.id), other.name, hint) for other, hint in others]
    picked = await app.push_screen_wait(Picker(f"Merge {cut(app.book.name(logo_id), 40)} with", choices))
    return await merge(app, (logo_id, int(picked.ids[0]))) if picked and picked.ids else None


def _likely_first(book: Book, logo_id: int) -> list[tuple[Logo, str]]:
    """The other logos, each with its id: those that look like this one before the others."""
    this = book.logos[logo_id]
    alike, others = [], []
    for other in book.logos.values():
        if other.id == logo_id:
            continue
        if look_alike(this.name, this.domain, (other,)):
            alike.append((other, f"{other.ref} · looks like it"))
        else:
            others.append((other, other.ref))
    return alike + others


def in_order(book: Book, logo_ids: Sequence[int]) -> list[int]:
    """Two logos, the one with more contracts first: it is proposed to stay."""
    return sorted(logo_ids, key=lambda logo_id: (-len(book.contracts_of(logo_id)), logo_id))
