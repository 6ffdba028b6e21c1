"""What a logo's contracts tell: signed, renewed, notice given, ended; and which of it is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from churntui.book import Book
from churntui.metrics.ends import End
from churntui.metrics.renewals import Renewal
from churntui.model.rows import Contract
from churntui.plain import dates, money
from churntui.questions.logo_file import LogoFile
from churntui.questions.story.event import Event, Sign


@dataclass(frozen=True)
class Agreed:
    """The contracts of a logo, as they stand on the as-of day."""

    file: LogoFile
    book: Book

    @cached_property
    def _ends(self) -> dict[int, End]:
        return self.file.ends(self.book)

    @property
    def lost_on(self) -> date | None:
        """The day service ended, where it has and nothing is in force; the day of a recorded loss first."""
        as_of = self.book.as_of
        begun = [
            contract
            for contract in self.file.contracts
            if contract.starts_on <= as_of and contract.amount_minor
        ]
        ends = [self._ends[contract.id] for contract in begun]
        if not ends or any(end.on is None or end.on > as_of or end.waits for end in ends):
            return None
        return max(end.on for end in ends if end.on is not None)

    def happened(self) -> Iterator[Event]:
        """What was agreed and what ended, up to the as-of day."""
        for contract in self.file.contracts:
            if contract.starts_on <= self.book.as_of:
                yield self._started(contract)
            if contract.notice_on is not None and contract.notice_on <= self.book.as_of:
                yield self._noticed(contract, contract.notice_on)
            yield from self._ended(contract)

    def ahead(self) -> Iterator[Event]:
        """What begins, and what is decided on."""
        for contract in self.file.contracts:
            if contract.starts_on > self.book.as_of:
                yield self._started(contract)
        for renewal in self.file.renewals:
            yield from self._due(renewal)

    def _started(self, contract: Contract) -> Event:
        before = next((one for one in self.file.contracts if one.id == contract.renews_id), None)
        is_first = contract.id == min(self.file.contracts, key=lambda one: (one.starts_on, one.id)).id
        did = "renewed" if before else "signed" if is_first else "added"
        plan = contract.plan or contract.ref
        said = f"{did}: {plan}, {money.short(contract.arr_minor, contract.currency)} ARR"
        moved, sign = _moved(before, contract)
        return Event(contract.starts_on, "contract", said + moved, ("contract", contract.id), sign)

    def _noticed(self, contract: Contract, on: date) -> Event:
        until = f"; ends {self._day(contract.ends_on)}" if contract.ends_on else ""
        return Event(
            on,
            "notice",
            f"notice given: {contract.plan or contract.ref}{until}",
            ("contract", contract.id),
            "▼",
        )

    def _ended(self, contract: Contract) -> Iterator[Event]:
        end = self._ends[contract.id]
        if end.on is None or end.on > self.book.as_of or end.followed:
            return
        row, plan = ("contract", contract.id), contract.plan or contract.ref
        if end.waits:
            yield Event(end.on, "contract", f"expired: {plan}, no outcome", row, "▼", urgent=True)
        elif end.on not in self.file.losses:
            yield Event(end.on, "loss", f"ended: {plan}, nothing followed", row, "▼")

    def _due(self, renewal: Renewal) -> Iterator[Event]:
        contract, row = renewal.contract, ("contract", renewal.contract.id)
        if renewal.days <= 0:
            return  # told as expired
        plan = contract.plan or contract.ref
        if contract.notice_days and renewal.bucket != "known_churn":
            passed = " passed" if renewal.notice_days_left < 0 else ""
            yield Event(
                renewal.notice_deadline, "notice", f"notice deadline{passed}: {plan}", row,
                urgent=renewal.pressing,
            )  # fmt: skip
        how = (
            "leaves"
            if renewal.bucket == "known_churn"
            else "renews itself"
            if contract.auto_renew
            else "to be renewed"
        )
        is_near = renewal.undecided and renewal.days <= 30
        sign: Sign = "▼" if renewal.bucket == "known_churn" else ""
        yield Event(renewal.ends_on, "contract", f"{how}: {plan}", row, sign, urgent=is_near)

    def _day(self, day: date) -> str:
        return dates.short(day, self.book.as_of)


def _moved(before: Contract | None, contract: Contract) -> tuple[str, Sign]:
    """How the ARR moved from one contract to the next, where that can be told."""
    if before is None or before.currency != contract.currency:
        return "", ""
    more = contract.arr_minor - before.arr_minor
    if not more:
        return "", ""
    told = money.short(abs(more), contract.currency)
    return (f", +{told}", "▲") if more > 0 else (f", −{told}", "▼")
