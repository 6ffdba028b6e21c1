"""A proof of value: what came of it above, the logo's customers with their groups and values below.

`space` marks customers and `m` says in which group they belong; enter types what somebody was at, where it is measured
by hand, and goes on to the next. What is counted from activity is only shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from churntui.book import Book
from churntui.data.keeping.rows import Given
from churntui.data.rows import proofs
from churntui.metrics.proofs import Change
from churntui.model.proofs import LEAST_DAYS, USUAL_DAYS, Member
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.text import fold
from churntui.plain.wording import NOTHING
from churntui.questions import proofs as words
from churntui.questions.proof_members import VALUES_HINT, read_values, typed_values
from churntui.questions.proofs import Placed, ProofFile
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos import proof_groups
from churntui.ui.parts import forms
from churntui.ui.shell.base import BookApp, Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_GONE = "This proof of value is no longer in the book"

_LONGEST = 40

_WIDTHS = (12, 8, 10, 10, 32)
"""Cells of the columns of the small table."""

_ORDERS: tuple[tuple[str, Callable[[Placed], Any]], ...] = (
    ("Name", lambda one: fold(one.customer.called)),
    ("Group", lambda one: {"target": 0, "control": 1, None: 2}[one.side]),
    ("Role", lambda one: (not one.customer.role, fold(one.customer.role))),
    (
        "Joined",
        lambda one: dates.number(one.customer.joined_on) if one.customer.joined_on else dates.OPEN_END,
    ),
)
"""What the list is sorted by, in turn; by name within each."""


async def add_proof(app: BookApp, logo_id: int) -> None:
    """Ask what is tried and how it is measured, then show who may be in its groups."""
    proposed: dict[str, Given] = {"days": USUAL_DAYS, "measure": "activity"}
    proof_id = await forms.add_row(app, "proofs", {"logo_id": logo_id}, proposed)
    if proof_id is not None:
        await app.push_screen(ProofPage(logo_id, proof_id))


class ProofPage(Page):
    """One proof of value."""

    NAME = "Proof of value"
    REDRAWS = True
    HELP = f"""
Whether what is tried with some customers of a logo helps: their change from before to after, less the change of others
with whom it is not tried.

- **The groups**: `space` marks customers, `m` then `t` puts them into the target group, `c` into the control group, `n`
  into neither. `m` `r` parts everybody by role, `m` `j` by the day they joined.
- **By hand** enter types what somebody was at, before and after: `12 9.5`, and goes on to the next; escape stops.
- **Product activity** counts what each did in a week, over as many days before the first day as from it on. Who joined
  after the days before had begun is left out, and nothing is claimed before the last of these days is measured.
- `c` changes the proof itself: its first day, its days ({LEAST_DAYS} at least), what is measured, whether less is
  better.
- Under five people in a group, or where it hangs on a few of them, it says “too few to tell”. “No
  difference shown” does not say that there is none.
- `y` copies the result, `e` saves the list.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "groups", "Groups", id="proof.groups",
                tooltip="Put the chosen customers into a group, or everybody by role or joining day"),
        Binding("c", "change_proof", "Proof", id="proof.change",
                tooltip="Change the proof itself: its days, what is measured"),
        Binding("s", "sort", "Sort", id="proof.sort", tooltip="By name, group, role, or joining day"),
        Binding("f", "rows", "Who", id="proof.rows", tooltip="Everybody, or only those in a group"),
    ]  # fmt: skip

    def __init__(self, logo_id: int, proof_id: int) -> None:
        super().__init__()
        self._logo_id = logo_id
        self._proof_id = proof_id
        self._file: ProofFile | None = None
        self._order = 0
        self._only_members = False
        self.table: VirtualTable[Placed] = VirtualTable(
            self._columns(0), empty="Reading …", id="proof-people", classes="panel"
        )

    def _columns(self, places: int) -> list[Column[Placed]]:
        return [
            Column[Placed]("Name", 18, lambda one: (one.customer.called, _look(one)), flex=True),
            Column("Group", 12, _group),
            Column("Before", 9, lambda one: _value(one, places, is_before=True), align="right"),
            Column("After", 9, lambda one: _value(one, places, is_before=False), align="right"),
            Column("Change", 9, lambda one: _change(one, places), align="right"),
            Column("Role", 14, lambda one: one.customer.role, flex=True, priority=1),
            Column("Joined", 11, self._joined, priority=2),
        ]

    def _joined(self, one: Placed) -> str:
        day = one.customer.joined_on
        return NOTHING if day is None else dates.short(day, self.app.book.as_of)

    def compose(self) -> ComposeResult:
        """What came of it, and everybody."""
        yield TopLine(id="top")
        yield Static("", id="proof-name", markup=False)
        yield Static("", id="proof-about", classes="note", markup=False)
        yield Static("", id="proof-said", markup=False)
        yield Static("", id="proof-table", markup=False)
        yield Static("", id="proof-left", classes="note", markup=False)
        yield self.table
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        super().on_mount()
        self.table.focus()

    def show(self, book: Book) -> None:
        """Read it; what stands there stays until then."""
        name = cut(book.name(self._logo_id), 60) if self._logo_id in book.logos else "?"
        self.query_one(TopLine).tell(self.app.opening, book, "Logos", name, self.NAME)
        self.app.do(self._fill(book), group="proof", exclusive=True)

    async def _fill(self, book: Book) -> None:
        file = await self.app.ask(lambda store: words.read(store, self._proof_id, book.as_of))
        if self.shown is book and self.is_attached:
            self._file = file
            self._tell(book)
            self._show_people()

    def _tell(self, book: Book) -> None:
        """Show what came of it."""
        file = self._file
        texts = dict.fromkeys(("about", "said", "table", "left"), "")
        if file is None:
            self.query_one("#proof-name", Static).update(t(f"{_GONE}: press escape"))
        else:
            found = file.result
            self.query_one("#proof-name", Static).update(t(found.name).stylize("bold"))
            texts = {
                "about": words.about(found, book.as_of),
                "said": words.said(found, book.as_of),
                "table": _as_lines([words.TABLE_HEADER, *words.table(found)]),
                "left": words.left_out(found),
            }
        for place, text in texts.items():
            line = self.query_one(f"#proof-{place}", Static)
            line.display = bool(text)
            line.update(_with_verdict(text) if place == "said" else t(text))

    def _show_people(self) -> None:
        file = self._file
        title, key = _ORDERS[self._order]
        everybody = () if file is None else file.people
        people = sorted((one for one in everybody if one.member or not self._only_members), key=key)
        self.table.set_columns(self._columns(words.decimals(file.result) if file else 0))
        self.table.sorted_by = (title, False)
        self.table.empty = self._why_empty(bool(everybody))
        self.table.set_rows(people, keep=lambda one: one.customer.id)
        self.table.border_title = t(f"In the groups {len(people):,}" if self._only_members else "Customers")

    def _why_empty(self, has_customers: bool) -> str:  # noqa: FBT001 - the one thing it depends on
        if self._file is None:
            return _GONE
        if has_customers:
            return "Nobody is in a group yet: f lists everybody, space marks, m puts into a group."
        return "No customers are known: a adds one."

    @property
    def logo_id(self) -> int | None:
        """The logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def action_groups(self) -> None:
        """Say who belongs into which group."""
        if self._file is None or not self.app.may_write():
            return
        if not self._file.people:
            self.app.notify("There is nobody to put into a group: a adds a customer")
            return
        self.app.do(self._choose(self._file))

    async def _choose(self, file: ProofFile) -> None:
        chosen = [one.customer for one in self.table.chosen_rows]
        everybody = [one.customer for one in file.people]
        if await proof_groups.choose(self.app, file.result.proof, chosen, everybody):
            self.table.forget_marks()

    def action_change_proof(self) -> None:
        """Change the proof itself."""
        if self._file is not None:
            self.app.do(forms.change_row(self.app, "proofs", self._proof_id))

    def action_sort(self) -> None:
        """By the next of name, group, role and joining day."""
        self._order = (self._order + 1) % len(_ORDERS)
        self._show_people()

    def action_rows(self) -> None:
        """Everybody, or only those in a group."""
        self._only_members = not self._only_members
        self._show_people()

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Placed]) -> None:
        event.stop()
        work = self.change()
        if isinstance(work, str):
            self.app.notify(work)
        else:
            self.app.do(work)

    def change(self) -> Work | str:
        """Type what the chosen customer was at."""
        file, row = self._file, self.table.row
        if file is None or row is None:
            return _GONE if file is None else "There is nobody here: a adds a customer"
        if not file.result.proof.is_by_hand:
            return "It is counted from product activity: c changes what is measured, m the groups"
        if row.member is None:
            return "They are in neither group: m puts them into one"
        return self._measure(row)

    async def _measure(self, row: Placed | None) -> None:
        """Ask for the values of one member after the other, from this one on."""
        if not self.app.may_write():
            return
        while row is not None and row.member is not None:
            typed = await self.app.push_screen_wait(_values_of(row.member))
            if typed is None:
                return
            before, after = read_values(typed)
            label = f"{cut(row.customer.called, _LONGEST)}: {typed}"
            put = partial(
                proofs.put_values,
                proof_id=self._proof_id,
                customer_id=row.customer.id,
                before=before,
                after=after,
                label=label,
            )
            await self.app.change(label, put)
            row = self._next_member(row)

    def _next_member(self, row: Placed) -> Placed | None:
        """The next in the list who is in a group, the cursor on them; None after the last."""
        people = self.table.rows
        at = next((nth for nth, one in enumerate(people) if one.customer.id == row.customer.id), len(people))
        follows = next((nth for nth in range(at + 1, len(people)) if people[nth].member), None)
        if follows is None:
            return None
        self.table.cursor = follows
        return people[follows]

    def add(self) -> Work | str:
        """Add a customer to the logo."""
        return (
            _GONE if self.logo_id is None else forms.add_row(self.app, "customers", {"logo_id": self.logo_id})
        )

    def take_away(self) -> Work | str:
        """Take the chosen customers out of the groups; they stay the logo's."""
        members = [one.customer for one in self.table.chosen_rows if one.member]
        if not members:
            return "Nobody of them is in a group"
        return self._take_out([one.id for one in members], members[0].called)

    async def _take_out(self, customer_ids: list[int], called: str) -> None:
        if self.app.may_write():
            who = cut(called, _LONGEST) if len(customer_ids) == 1 else f"{len(customer_ids)} customers"
            label = f"{who} out of the groups"
            out = partial(
                proofs.place, proof_id=self._proof_id, customer_ids=customer_ids, side=None, label=label
            )
            await self.app.change(label, out)

    def exported(self) -> Sheet:
        """The list with groups and values, unrounded."""
        rows = tuple(
            (one.customer.ref, one.customer.called, one.side or "", *map(_plain, _both(one)))
            for one in self.table.rows
        )
        return Sheet("proof", ("customer_id", "name", "side", "before", "after"), rows, frozenset({3, 4}))

    def copied(self) -> str:
        """What came of it, as text."""
        if self._file is None or self.shown is None:
            return ""
        found, as_of = self._file.result, self.shown.as_of
        lines = (found.name, words.about(found, as_of), words.said(found, as_of), words.left_out(found))
        return "\n".join(filter(None, lines))

    def explained(self) -> str:
        """How it is worked out."""
        return "" if self._file is None else words.explained(self._file.result)


def _values_of(member: Member) -> Prompt:
    title = f"{cut(member.customer.called, _LONGEST)} ({member.row.side}): before and after"
    return Prompt(title, typed_values(member), _fault, hint=VALUES_HINT)


def _fault(line: str) -> str | None:
    """What is wrong with two values; None where nothing is."""
    try:
        read_values(line)
    except BadInputError as error:
        return str(error)
    return None


def _as_lines(rows: list[tuple[str, ...]]) -> str:
    """Cells in columns of their widths, the first to the left."""
    return "\n".join(
        "".join(
            cell.rjust(width) if nth else cell.ljust(width)
            for nth, (cell, width) in enumerate(zip(row, _WIDTHS, strict=True))
        ).rstrip()
        for row in rows
    )


def _with_verdict(said: str) -> Content:
    """The sentence, its verdict in bold."""
    verdict, colon, rest = said.partition(":")
    return Content("").join([t(verdict + colon).stylize("bold"), t(rest)])


def _look(one: Placed) -> CellStyle:
    return "" if one.member else "dim"


def _group(one: Placed) -> tuple[str, CellStyle]:
    """The group; `out` where they came too late to be counted."""
    if one.side is None:
        return NOTHING, "dim"
    if one.change == "came_late":
        return f"{one.side}, out", "warn"
    return one.side, "accent" if one.side == "target" else ""


def _both(one: Placed) -> tuple[float | None, float | None]:
    """What they were at before and after, also where that is not counted."""
    if isinstance(one.change, Change):
        return one.change.before, one.change.after
    return (None, None) if one.member is None else (one.member.row.before, one.member.row.after)


def _value(one: Placed, places: int, *, is_before: bool) -> str:
    value = _both(one)[0 if is_before else 1]
    return words.figure(value, places) if value is not None or one.member else ""


def _change(one: Placed, places: int) -> str:
    return words.signed(one.change.by, places) if isinstance(one.change, Change) else ""


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
