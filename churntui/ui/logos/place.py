"""Logos: the table of the book. How does each logo stand, and what is decided on next?

Names are there with the first frame. Standing and ARR follow from contracts, which takes pandas and a moment: they
are computed in the metrics' thread, together with the order and the folded text the filter searches, and appear in
the rows that stand. A table that stands already is kept until its successor is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics.logos import MEANINGS, STATUSES, Standing, tally
from churntui.model.own_fields import OwnField, OwnValues
from churntui.model.rows import Logo
from churntui.model.schema import columns_of, lines_of, words_of
from churntui.plain import money
from churntui.plain.filters import Filter
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.spark import spark
from churntui.plain.text import fold
from churntui.plain.wording import counted
from churntui.questions.filtering import HELP as HELP_OF_FILTER
from churntui.questions.filtering import Fields
from churntui.questions.health.words import SCORE_WIDTH, band_of, computed
from churntui.questions.health.words import cell as health_cell
from churntui.questions.health.words import width as widest
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos import merging
from churntui.ui.logos import standing as words
from churntui.ui.parts import forms
from churntui.ui.shell.base import Place, Work
from churntui.ui.shell.chosen import Chosen

SHORT = {
    "known_churn": "known churn",
    "pending": "expired, no outcome",
    "unpriced": "without a rate",
    "never": "never a customer",
}
"""Statuses whose name is not how people read it."""


STATUS, HEALTH = "status", "health"
"""What a logo's standing, and the band of its health, can be filtered by."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the rows are sorted by."""

    column: str
    """The title of the column."""
    descending: bool = False


ORDERS = (
    Order("Logo"),
    Order("ARR", descending=True),
    Order("Health"),
    Order("Renews"),
    Order("Notice"),
    Order("28 d"),
)
"""What `s` goes through, each in the direction that is asked for most."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Every logo of a book in one order, ready to be filtered."""

    book: Book
    logos: tuple[Logo, ...]
    texts: tuple[str, ...]
    """For each, the folded words the filter looks through."""
    standings: Mapping[int, Standing]
    """By logo id; empty until they are computed."""

    def holding(self, wanted: Filter, fields: Fields) -> Sequence[Logo]:
        """The logos whose text holds every word, and whose fields say what they must, in order."""
        if not wanted:
            return self.logos
        return [
            logo
            for logo, text in zip(self.logos, self.texts, strict=True)
            if wanted.fits(text, fields.of(logo.id, self._said(logo)))
        ]

    def _said(self, logo: Logo) -> Mapping[str, str]:
        standing, course = self.standings.get(logo.id), self.book.health.get(logo.id)
        band = course and band_of(course, self.book.health_formula)
        said = {HEALTH: band} if band else {}
        return said | ({STATUS: fold(SHORT.get(standing.status, standing.status))} if standing else {})


def in_order(book: Book, order: Order, before: Listed) -> Listed:
    """The book's logos with their standing, sorted; takes pandas and a moment.

    What was folded for another order of the same book is taken from there.
    """
    same = before.texts and before.book is book
    folded = {logo.id: text for logo, text in zip(before.logos, before.texts, strict=True)} if same else {}
    logos = _sorted(book, book.standings, order)
    texts = tuple(folded.get(logo.id) or _text(logo) for logo in logos)
    return Listed(book, logos, texts, book.standings)


def _text(logo: Logo) -> str:
    return fold(words_of(logo))


_LISTED = tuple(
    column for column in columns_of(Logo) if column.listed and column.field not in {"name", "owner"}
)
"""What else of a logo the table shows where there is room."""


_OWN_FIRST = 20
"""The priority of the first field of the user's own: where there is little room they go before all others."""


def _of(field: str, logo: Logo) -> str:
    return str(getattr(logo, field) or "")


def _sorted(book: Book, standings: Mapping[int, Standing], order: Order) -> tuple[Logo, ...]:
    """Sorted by the order's figure; logos without one come last either way, and equals are by name."""
    by_name = tuple(book.logos.values())
    if order.column == "Logo":
        return by_name[::-1] if order.descending else by_name
    figure = _figure(book, standings, order.column)
    figures = [(value, at) for at, logo in enumerate(by_name) if (value := figure(logo)) is not None]
    figures.sort(key=lambda pair: pair[0], reverse=order.descending)
    placed = {at for _, at in figures}
    without = [at for at in range(len(by_name)) if at not in placed]
    return tuple(by_name[at] for at in [*(at for _, at in figures), *without])


def _of_own(own: OwnValues) -> Callable[[Logo], tuple[int, float, str] | None]:
    """What a field of the user's own is sorted by; None where a logo has nothing there."""

    def placed(logo: Logo) -> tuple[int, float, str] | None:
        value = own.values.get(logo.id, "")
        return own.field.order(value) if value else None

    return placed


def _figure(book: Book, standings: Mapping[int, Standing], column: str) -> Callable[[Logo], Any]:
    """What a column is sorted by; None where a logo has nothing there."""

    def renewal_days(logo: Logo) -> float | None:
        renewal = standings[logo.id].renewal
        return None if renewal is None else renewal.days

    def notice_days(logo: Logo) -> float | None:
        renewal = standings[logo.id].renewal
        shown = renewal is not None and words.notice(renewal) != words.NOTHING
        return renewal.notice_days_left if renewal is not None and shown else None

    def usage_change(logo: Logo) -> float | None:
        usage = (book.usage or {}).get(logo.id)
        return None if usage is None or standings[logo.id].status == "lost" else usage.change

    figures: dict[str, Callable[[Logo], Any]] = {
        "ARR": lambda logo: standings[logo.id].arr or None,
        "Health": lambda logo: computed(book, logo.id),
        "Renews": renewal_days,
        "Notice": notice_days,
        "28 d": usage_change,
    }
    own = {of.field.label: _of_own(of) for of in book.own.values()}
    return own.get(column) or figures.get(column) or (lambda _: None)


class Logos(Place):
    """The table of the book."""

    NAME = "Logos"
    HELP = "\n".join(
        (
            "Every logo of the book and how it stands on the as-of day. A status is never typed: it follows from",
            "contracts and recorded outcomes, by the rules of the attrition report.",
            "",
            *(f"- **{SHORT.get(status, status)}**: {MEANINGS[status]}" for status in STATUSES),
            "",
            "**Health** is the score from 0 to 100 and its change in a week; `*` is behind what somebody overrode.",
            "**Renews** is the end of the contract that is decided on next, **Notice** the days left to give notice on",
            "it. **28 d** compares qualifying actions of the last 28 measured days with the 28 before; `–` is not",
            "measured, `none` is measured and nothing done. `!` marks what needs a decision.",
            "",
            f"`/` looks through {', '.join(column.word for column in lines_of(Logo))}; every word typed must be there.",
            HELP_OF_FILTER,
        )
    )
    filters = True
    FIELDS = (STATUS, HEALTH)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s",
            "sort",
            "Sort",
            id="logos.sort",
            tooltip="Sort by the next column: name, ARR, health, renewal, notice, usage, your own fields",
        ),
        Binding(
            "r",
            "reverse",
            "Reverse",
            id="logos.reverse",
            tooltip="Turn the order around; logos without a figure stay last",
        ),
        Binding(
            "m",
            "merge",
            "Merge",
            id="logos.merge",
            tooltip="Merge two logos of one customer: the two marked, or this one with another",
        ),
        Binding(
            "w",
            "fields",
            "Own fields",
            id="logos.fields",
            tooltip="Fields of your own on logos: add one, change it, remove it",
        ),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._order = ORDERS[0]
        self._typed = ""
        self._listed = Listed(Book.empty, (), (), {})

    def compose(self) -> ComposeResult:
        """What the book comes to over its table."""
        yield Static("", id="logos-counts", markup=False)
        yield VirtualTable(self._columns(), id="logos-table", classes="panel")

    def _columns(self) -> list[Column[Logo]]:
        return [
            Column("Logo", 15, lambda logo: logo.name, flex=True),
            Column("Status", 13, lambda logo: words.status(self._standing(logo), self._day)),
            Column("ARR", 8, lambda logo: words.arr(self._standing(logo), self._book), align="right"),
            Column("Health", self._score_width, self._health, priority=1),
            Column("Renews", 8, lambda logo: words.renews(self._standing(logo), self._day), align="right"),
            Column("In", 5, lambda logo: words.days(self._standing(logo)), align="right", priority=2),
            Column("Notice", 8, self._notice, align="right"),
            Column("12 weeks", 12, self._weeks, priority=3),
            Column("28 d", 8, self._change, align="right"),
            Column("Owner", 12, lambda logo: logo.owner, priority=4),
            Column("Plan", 14, lambda logo: ", ".join(self._plans(logo)), priority=5),
            *(
                Column(column.label, 14, partial(_of, column.field), priority=6 + nth)
                for nth, column in enumerate(_LISTED)
            ),
            *(
                Column(own.label, 12, partial(self._own, own), priority=_OWN_FIRST + nth)
                for nth, own in enumerate(self._book.own_fields)
            ),
        ]

    def _own(self, field: OwnField, logo: Logo) -> str:
        """What stands in a field of the user's own."""
        own = self._book.own.get(field.key)
        return field.shown(own.values.get(logo.id, "")) if own else ""

    @property
    def _score_width(self) -> int:
        """The cells of the widest score that somebody overrode, or of a usual one."""
        overridden = (logo_id for logo_id, course in self._book.health.items() if course.override)
        return max(SCORE_WIDTH, widest(self._book, overridden))

    @property
    def _orders(self) -> tuple[Order, ...]:
        """What `s` goes through."""
        return (*ORDERS, *(Order(own.label) for own in self._book.own_fields))

    @property
    def table(self) -> VirtualTable[Logo]:
        """The table of the book."""
        return self.query_one("#logos-table", VirtualTable)

    @property
    def _book(self) -> Book:
        """The book the rows are of."""
        return self._listed.book

    @property
    def _day(self) -> date:
        return self._book.as_of

    def _standing(self, logo: Logo) -> Standing | None:
        return self._listed.standings.get(logo.id)

    def _plans(self, logo: Logo) -> tuple[str, ...]:
        standing = self._standing(logo)
        return standing.plans if standing else ()

    def _notice(self, logo: Logo) -> words.Look:
        standing = self._standing(logo)
        return words.notice(standing.renewal) if standing else ("", "")

    def _health(self, logo: Logo) -> tuple[str, CellStyle]:
        return health_cell(self._book, logo.id)

    def _is_lost(self, logo: Logo) -> bool:
        standing = self._standing(logo)
        return standing is not None and standing.status == "lost"

    def _weeks(self, logo: Logo) -> tuple[str, CellStyle]:
        usage = (self._book.usage or {}).get(logo.id)
        return (spark(usage.weeks, 12), "dim") if usage and not self._is_lost(logo) else ("", "")

    def _change(self, logo: Logo) -> words.Look:
        if self._is_lost(logo):
            return words.NOTHING
        return words.change((self._book.usage or {}).get(logo.id), self._book)

    def show(self, book: Book) -> None:
        """Show names where nothing stands yet; ask for all the rest."""
        by_command = self.app.opening.importing("logos.csv contracts.csv")
        self.table.empty = (
            "No logo holds all these words. Escape shows all again."
            if book.logos
            else f"No logos yet. a adds one, I imports files, or: {by_command}"
        )
        if not self._listed.logos:
            logos = tuple(book.logos.values())
            self._put(Listed(book, logos, (), {}))
        self.app.do(self._fill(book), group="logos", exclusive=True)

    async def _fill(self, book: Book) -> None:
        """Show the logos as they stand, in the order asked for by then; the first time without waiting for health."""
        order, before = self._order, self._listed
        if not before.standings:
            await self._fill_in(book, order, before)
        await self.app.know_health(book)
        await self._fill_in(book, order, self._listed)

    async def _fill_in(self, book: Book, order: Order, before: Listed) -> None:
        complete = await self.app.compute(lambda: in_order(book, order, before))
        if self.shown is book and self._order == order:
            self._put(complete)

    def _put(self, listed: Listed) -> None:
        """Show these; a new order is read from its top, new figures where the cursor stands."""
        shown_before = self._book.own_fields, self._score_width
        self._listed = listed
        if (self._book.own_fields, self._score_width) != shown_before:
            self.table.set_columns(self._columns())
        shown_by = (self._order.column, self._order.descending)
        keep = shown_by == self.table.sorted_by
        self.table.sorted_by = shown_by
        self._refilter(keep=keep)

    def filter(self, text: str) -> None:
        """Keep the logos whose lines hold every word."""
        self._typed = text
        if not self._listed.texts:
            self._listed = replace(self._listed, texts=tuple(map(_text, self._listed.logos)))
        self._refilter()

    def _refilter(self, *, keep: bool = True) -> None:
        wanted = self.fields.parsed(self._typed)
        logos = self._listed.holding(wanted, self.fields) if self._listed.texts else self._listed.logos
        self.table.set_rows(logos, (lambda logo: logo.id) if keep else None, edits=self._book.generation[0])
        total = len(self._listed.logos)
        self.table.border_subtitle = t(f"{len(logos)} of {total} logos" if self._typed else "")
        self.query_one("#logos-counts", Static).update(t(self._counts(logos)))

    def _counts(self, logos: Sequence[Logo]) -> str:
        """`48 logos · 34 active €1.2M · 2 expired, no outcome €40k`; fewer amounts where there is little room."""
        roomy = self.app.size.width >= 100
        standings = [standing for logo in logos if (standing := self._standing(logo))]
        parts = [counted(len(logos), "logo")]
        for status, tallied in tally(standings).items():
            with_amount = tallied.arr and (roomy or status == "active")
            amount = f" {self._book.money(tallied.arr)}" if with_amount else ""
            parts.append(f"{tallied.logos} {SHORT.get(status, status)}{amount}")
        return " · ".join(parts)

    def action_sort(self) -> None:
        """Sort by the next column, in the direction that is asked for most."""
        orders = self._orders
        columns = [order.column for order in orders]
        at = columns.index(self._order.column) if self._order.column in columns else -1
        self._sort(orders[(at + 1) % len(orders)])

    def action_reverse(self) -> None:
        """Turn the order around."""
        self._sort(replace(self._order, descending=not self._order.descending))

    def action_merge(self) -> None:
        """Merge the two marked logos, or the one under the cursor with another."""
        if self.app.may_write():
            self.app.do(self._merge([logo.id for logo in self.table.chosen_rows]))

    async def _merge(self, logo_ids: Sequence[int]) -> None:
        if len(logo_ids) > 2:
            self.app.notify(f"Two at a time can be merged, and {len(logo_ids)} are marked")
        elif len(logo_ids) == 2:
            if await merging.merge(self.app, merging.in_order(self.app.book, logo_ids)) is not None:
                self.table.forget_marks()
        elif logo_ids:
            await merging.merge_with_another(self.app, logo_ids[0])
        else:
            self.app.notify("There is no logo to merge")

    def action_fields(self) -> None:
        """Go to the fields of the user's own."""
        self.app.do(self.app.open_own_fields())

    def _sort(self, order: Order) -> None:
        self._order = order
        self.app.do(self._fill(self.shown or self.app.book_for(self)), group="logos", exclusive=True)

    @on(VirtualTable.Opened, "#logos-table")
    def _opened(self, event: VirtualTable.Opened[Logo]) -> None:
        self.app.do(self.app.open_logo(event.row.id))

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked logos, else the one under the cursor."""
        return tuple(Chosen(logo.id, row=("logo", logo.id)) for logo in self.table.chosen_rows)

    def add(self) -> Work | str:
        """A new logo."""
        return forms.add_row(self.app, "logos")

    def change(self) -> Work | str:
        """Change the logo under the cursor, at the field that the rows are sorted by."""
        logo = self.table.row
        if logo is None:
            return "There is no logo to change"
        own = {field.label: field.column.field for field in self._book.own_fields}
        begin = own.get(self._order.column, "name")
        return forms.change_row(self.app, "logos", logo.id, begin=begin)

    def take_away(self) -> Work | str:
        """Delete the marked logos, else the one under the cursor."""
        logos = self.table.chosen_rows
        if not logos:
            return "There is no logo to delete"
        called = logos[0].name if len(logos) == 1 else counted(len(logos), "logo")
        return forms.take_away(self.app, "logos", [logo.id for logo in logos], called)

    @property
    def logo_id(self) -> int | None:
        """The logo under the cursor."""
        return self.table.row.id if self.table.row else None

    def exported(self) -> Sheet:
        """The rows shown, with ISO days and plain amounts."""
        header = (
            "logo_id", "name", "status", "since", "amount", "currency", "renews", "days", "notice_deadline",
            "usage_28_days", "usage_change", "owner", "plan", *(column.name for column in _LISTED),
            *(own.key for own in self._book.own_fields), "health",
        )  # fmt: skip
        rows = tuple(self._exported(logo) for logo in self.table.rows)
        return Sheet("logos", header, rows, frozenset({4, 7, 9, 10, len(header) - 1}))

    def _exported(self, logo: Logo) -> tuple[str, ...]:
        standing = self._standing(logo)
        usage = (self._book.usage or {}).get(logo.id)
        used = ("", "") if usage is None else (str(usage.last), _plain(usage.change))
        own = (of.values.get(logo.id, "") for of in self._book.own.values())
        known = (_of(column.field, logo) for column in _LISTED)
        score = computed(self._book, logo.id)
        place = (logo.owner, ", ".join(self._plans(logo)), *known, *own, "" if score is None else str(score))
        if standing is None:
            return (logo.ref, logo.name, "", "", "", self._book.currency, "", "", "", *used, *place)
        renewal = standing.renewal
        due = (
            ("", "", "")
            if renewal is None
            else (renewal.ends_on.isoformat(), str(renewal.days), renewal.notice_deadline.isoformat())
        )
        since = standing.on.isoformat() if standing.on else ""
        arr = money.plain(standing.arr, self._book.currency)
        return (logo.ref, logo.name, standing.status, since, arr, self._book.currency, *due, *used, *place)

    def copied(self) -> str:
        """The chosen logo as a line."""
        logo = self.table.row
        if logo is None:
            return ""
        standing = self._standing(logo)
        parts = [f"{logo.name} ({logo.ref})"]
        if standing is not None:
            parts.append(words.status_sentence(standing, self._day))
            if standing.arr:
                parts.append(f"{money.full(standing.arr, self._book.currency)} ARR")
            if standing.renewal is not None:
                parts.append(f"ends {standing.renewal.ends_on.isoformat()}")
        return " · ".join(parts)

    def explained(self) -> str:
        """Why the chosen logo stands as it does."""
        standing = self._standing(self.table.row) if self.table.row else None
        return words.explained(standing, self._book) if standing else ""


def _plain(fraction: float | None) -> str:
    return "" if fraction is None else f"{fraction:.4f}"
