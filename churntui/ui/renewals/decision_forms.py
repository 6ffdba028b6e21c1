"""What a decision asks: when notice was given, when service ends, how the next term differs; drawn from the columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import cast

from churntui.data.file.store import Store
from churntui.data.keeping import decisions, opening, typed
from churntui.data.keeping.opening import DraftKey, Opened
from churntui.data.keeping.typed import Entered
from churntui.model import terms
from churntui.model.rows import Contract, Interview
from churntui.model.schema import Column, column_of
from churntui.model.tables import TABLES
from churntui.plain import dates
from churntui.plain.dates import whole_months
from churntui.plain.errors import BadInputError
from churntui.plain.money import Per
from churntui.plain.wording import counted
from churntui.questions.renewals import deciding
from churntui.questions.renewals.deciding import Case
from churntui.ui.parts.contract_form import ContractForm
from churntui.ui.parts.row_form import Keep, RowForm

NOTICE = replace(column_of(Contract, "notice_on"), required=True, toward="past")
SERVICE_ENDS = replace(
    column_of(Interview, "effective_on"), help="The first day without it", required=True, toward="nearest"
)


def _what_ends(alone: str) -> Column:
    """What ends where a logo has other contracts that go on."""
    labels = MappingProxyType({"alone": f"{alone} alone", "all": "all that the logo has"})
    return Column(
        "What ends",
        "Whether its other contracts go on",
        kind="choice",
        choices=tuple(labels),
        labels=labels,
        required=True,
        field="what_ends",
    )


class DecisionForm(RowForm):
    """The few fields of a decision; a day is soon typed again, so that what is left is no draft."""

    keeps_draft = False

    def __init__(
        self,
        opened: Opened,
        *,
        heading: str,
        keep: Keep,
        says: Callable[[Mapping[str, Entered]], str],
        ended: Contract | None = None,
    ) -> None:
        """`says` is what was decided, in a few words; `ended` the contract whose service must end within it."""
        super().__init__(opened, heading=heading, keep=keep)
        self._says = says
        self._ended = ended

    def label(self, values: Mapping[str, Entered]) -> str:
        """What was decided."""
        return self._says(values)

    def read(self, column: Column) -> Entered:
        """What a field says; a day that cannot be meant is none.

        Raises:
            BadInputError: It cannot be read.
        """
        value = super().read(column)
        if column.field == NOTICE.field and day_of(value) > self.app.book.as_of:
            raise BadInputError("That day is still to come: notice is kept once it is given")
        if column.field == SERVICE_ENDS.field and self._ended is not None:
            trouble = decisions.trouble_with_end(self._ended, day_of(value))
            if trouble:
                raise BadInputError(trouble)
        return value


def day_of(value: Entered) -> date:
    """A day of a field that is needed."""
    return date.fromisoformat(str(value))


def _asked(
    currency: str, logo_id: int | None, columns: Sequence[Column], values: dict[str, Entered]
) -> Opened:
    """A few fields, of no one table's row."""
    return Opened(TABLES["contracts"], None, tuple(columns), values, {}, {}, {}, currency, logo_id)


def notice_form(case: Case, keep: Callable[[Store, date, date, str], int]) -> DecisionForm:
    """The day of the notice, and when service ends: with the contract, unless another day is named."""
    contract = case.contract
    given = contract.notice_on or min(case.as_of, contract.ends_on or case.as_of)
    ends_on = None if contract.ends_on is None else contract.ends_on.isoformat()
    values: dict[str, Entered] = {NOTICE.field: given.isoformat(), SERVICE_ENDS.field: ends_on}

    def both(values: Mapping[str, Entered]) -> tuple[date, date]:
        return day_of(values[NOTICE.field]), day_of(values[SERVICE_ENDS.field])

    return DecisionForm(
        _asked(contract.currency, case.logo.id, (NOTICE, SERVICE_ENDS), values),
        heading=f"Notice received · {case.logo.name}",
        keep=lambda store, values, label: keep(store, *both(values), label),
        says=lambda values: deciding.notice_label(case, *both(values)),
        ended=contract,
    )


def notice_day_form(
    today: date, heading: str, keep: Callable[[Store, date, str], int], label: str
) -> DecisionForm:
    """The day of the notice, for several contracts: service ends with each."""
    return DecisionForm(
        _asked("EUR", None, (NOTICE,), {NOTICE.field: today.isoformat()}),
        heading=heading,
        keep=lambda store, values, label: keep(store, day_of(values[NOTICE.field]), label),
        says=lambda _: label,
    )


def loss_form(case: Case, keep: Callable[[Store, decisions.Loss, str], int]) -> DecisionForm:
    """The first day without service; and, where other contracts of the logo go on, whether they end too."""
    contract = case.contract
    columns, values = (
        [SERVICE_ENDS],
        {SERVICE_ENDS.field: cast("Entered", (contract.ends_on or case.as_of).isoformat())},
    )
    if case.others_on(contract.starts_on):
        columns.append(_what_ends(contract.plan or contract.ref))
        values["what_ends"] = "alone"

    def loss(values: Mapping[str, Entered]) -> decisions.Loss:
        on = day_of(values[SERVICE_ENDS.field])
        is_alone = values.get("what_ends") == "alone" and bool(case.others_on(on))
        return decisions.Loss(contract.id, on, is_alone=is_alone)

    def said(values: Mapping[str, Entered]) -> str:
        lost = loss(values)
        return deciding.lost_label(case, lost.on, is_alone=lost.is_alone)

    return DecisionForm(
        _asked(contract.currency, case.logo.id, columns, values),
        heading=f"Lost · {case.logo.name}",
        keep=lambda store, values, label: keep(store, loss(values), label),
        says=said,
        ended=contract,
    )


_ASKED_FIRST = (
    "amount_minor", "seats", "price_per_seat", "ends_on", "plan", "starts_on", "notice_days", "auto_renew", "uplift",
)  # fmt: skip


def opened_to_renew(store: Store, case: Case, author: str) -> Opened:
    """The next term in a form: as it was, to be typed over; what was left unfinished of it stands there again."""
    term = terms.next_term(case.contract, case.others)
    if term is None:
        raise BadInputError("Its next term would end after the calendar", "Change its end first")
    values = decisions.agreed_in(term)
    given = {field: values.pop(field) for field in ("logo_id", "ref", "notice_on", "renews_id")}
    drafted_as = DraftKey("renewal", case.contract.id)
    opened = opening.new(store, "contracts", given, values, author=author, drafted_as=drafted_as)
    return replace(opened, columns=tuple(sorted(opened.columns, key=_place)))


def _place(column: Column) -> int:
    """Where a field stands: those that are talked about first."""
    return _ASKED_FIRST.index(column.field) if column.field in _ASKED_FIRST else len(_ASKED_FIRST)


class RenewalForm(ContractForm):
    """How the next term differs, with the change in ARR shown while typing; its end moves with its start."""

    DEFAULT_CSS = "RenewalForm FieldRow > .field--remark { max-width: 60%; }"

    def __init__(self, case: Case, opened: Opened) -> None:
        super().__init__(
            opened, heading=f"Renewed, changed · {case.logo.name}", begin="amount_minor", keep=self._renew
        )
        self._case = case
        self._usual_end = self._begins_with["ends_on"]
        """What stands in the field of the end as long as nobody names another."""

    def _renew(self, store: Store, values: Mapping[str, Entered], label: str) -> int:
        own = {field: value for field, value in values.items() if field != opening.PRICE_PER_SEAT.field}
        return decisions.renew_with(store, self._case.contract.id, own, label)

    def label(self, values: Mapping[str, Entered]) -> str:
        """What was decided."""
        term = self._term(values)
        return deciding.renewed_label(self._case, "changed", term or self._case.contract)

    def worked_out(self, field: str) -> None:
        """The end from the start, where it was not named; what one seat costs."""
        super().worked_out(field)
        starts_on = self.around().since
        if field == "starts_on" and starts_on and self.text("ends_on") == self._usual_end:
            self._move_end(starts_on)
        if field in {"amount_minor", "price_per_seat"}:
            self._remark(self.column("seats"))

    def _move_end(self, starts_on: date) -> None:
        """A term of the old one's length, from another start."""
        if starts_on == self._case.contract.ends_on:
            ends_on = terms.next_end(self._case.contract, self._case.others)
        else:
            ends_on = terms.end_of_term(self._case.contract, starts_on, self._case.others)
        if ends_on is not None:
            self._usual_end = dates.short(ends_on)
            self.put("ends_on", self._usual_end)

    def remark(self, column: Column, value: Entered) -> str:
        """How a field is understood, and what comes of it: the ARR more or less, a seat, the months, a late start."""
        told = RowForm.remark(self, column, value)
        more = {
            "amount_minor": self._arr_change,
            "seats": self._a_seat,
            "ends_on": self._length,
            "starts_on": self._early_or_late,
        }.get(column.field)
        follows = more() if more else ""
        return f"{told} · {follows}" if told and follows else told or follows

    def _arr_change(self) -> str:
        """What the amount is for, and how the ARR changes."""
        term = self._term({column.field: self._said(column) for column in self._opened.columns})
        if term is None:
            return ""
        return deciding.arr_change(self._case.contract, term) or "ARR as it was"

    def _a_seat(self) -> str:
        return self.a_seat(self._value_of("amount_minor"))

    def _length(self) -> str:
        starts_on, ends_on = self.around().since, self._said(self.column("ends_on"))
        if starts_on is None or ends_on is None:
            return ""
        months = whole_months(starts_on, day_of(ends_on)) if day_of(ends_on) > starts_on else None
        return counted(months, "month") if months else ""

    def _early_or_late(self) -> str:
        """What comes of a start that is not where the old one ends."""
        starts_on, ends_on = self.around().since, self._case.contract.ends_on
        if starts_on is None or ends_on is None or starts_on == ends_on:
            return ""
        if starts_on < ends_on:
            return "the old one ends then"
        is_late = deciding.starts_late(self._case, starts_on, self.app.book.settings.grace_days)
        return "late: counts as a return" if is_late else ""

    def _said(self, column: Column) -> Entered:
        """What a field says so far; nothing where it cannot be read."""
        try:
            return typed.read(column, self.text(column.field), self.around())
        except BadInputError:
            return None

    def _term(self, values: Mapping[str, Entered]) -> Contract | None:
        """The next term as far as it can be read; None where its ARR cannot be told."""
        starts_on, ends_on, amount = (values.get(field) for field in ("starts_on", "ends_on", "amount_minor"))
        if starts_on is None or not isinstance(amount, int):
            return None
        end = None if ends_on is None else day_of(ends_on)
        per = cast("Per", values.get("per") or self._case.contract.per)
        currency = str(values.get("currency") or self._case.contract.currency)
        old = self._case.contract._replace(per=per)
        try:
            return terms.following(old, day_of(starts_on), end, amount)._replace(currency=currency)
        except BadInputError:
            return None
