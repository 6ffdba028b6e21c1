"""What a row of somebody else's file means beyond its cells: whether it counts, what its amount is for, whose it is.

Nothing of it is tried on a file with our own headers alone: there a row says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from churntui.data.importing import deadlines, losses, quantities, starts, terms
from churntui.data.importing.cells import Cells, Choices
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.foreign import unwrapped
from churntui.data.importing.headings import MINOR
from churntui.data.importing.outcome import Tally
from churntui.data.importing.profiles import CANONICAL
from churntui.data.importing.standing import Standings
from churntui.data.importing.words import words
from churntui.plain.dates import add_months
from churntui.plain.text import clean_line, fold
from churntui.plain.wording import counted

IS_ASSUMED = "start is assumed"
"""Stands beside the columns of a contract whose start the file does not tell."""

_WHOLE = frozenset(("contract", "total", "deal", "vertragswert", "umowy", "contrato"))
"""Words of a header whose amount is for all of a contract."""

_BEST_ANSWER = 10

_DOMAINS = re.compile(r"@([^\s,;>]+)")

_INTERVALS = {("month", "3"): "quarter", ("month", "12"): "year", ("quarter", "4"): "year"}
"""What so many of a period are together."""

_NAMED_BY = ("logo_id", "logo_domain", "logo_name")


class Meaning:
    """Reads the rows of one sheet as what they mean."""

    def __init__(self, tally: Tally, choices: Choices, cells: Cells) -> None:
        self._tally = tally
        self._choices = choices
        self._cells = cells
        self._beside: Mapping[str, int] = tally.mapping.beside
        self._standings = Standings(tally, choices.statuses, choices.today)
        self._per_seat = 0
        self._by_mail = False
        self.assumed_starts = 0
        self._ends_by_term = 0
        self._ends_passed = 0
        self._notices = 0
        self._deadlines = 0
        self._given = 0

    def read(self, cells: list[str]) -> dict[str, Cell] | None:
        """A row by canonical column; None where its status says that it does not count.

        Raises:
            RowError: Some cells cannot be read.
            CellError: What they mean together cannot be known.
        """
        self._cells.check_width(cells)
        standing = self._standings.of(cells, self._cells.section)
        if standing == "skip":
            return None
        stated = self._cells.read(cells)
        table = self._tally.mapping.table.name
        if table == "contracts":
            self._contract(stated, cells, is_over=standing == "loss")
        elif table == "interviews":
            reasons = self._tally.mapping.rule.values.get("primary_reason", {})
            stated |= losses.complete(
                stated, lambda name: self.value(name, cells), reasons, self._tally.named
            )
        elif table == "surveys" and not self._tally.mapping.is_own:
            self._expect_answer(stated)
        parts = (self.value("first_name", cells), self.value("last_name", cells))
        if any(parts) and not stated.get("name"):
            stated["name"] = " ".join(part for part in parts if part)
        if "mail" in self._beside and not any(stated.get(name) for name in _NAMED_BY):
            stated["logo_domain"] = domain_of(self.value("mail", cells))
            self._by_mail = True
        return stated

    def _expect_answer(self, stated: Mapping[str, Cell]) -> None:
        """Refuse what no one answers to the question of the NPS: it may be worked out of many answers.

        Raises:
            CellError: It is less than 0 or more than 10.
        """
        said = fold(f"{self._tally.named('score')} {stated.get('kind') or ''}")
        score = stated.get("score")
        if score is not None and "nps" in said and not 0 <= int(score) <= _BEST_ANSWER:
            raise CellError(
                "score", str(score), "is no answer from 0 to 10: an NPS of many answers is none of one"
            )

    def _contract(self, stated: dict[str, Cell], cells: Sequence[str], *, is_over: bool) -> None:
        mapping = self._tally.mapping
        self._end_by_term(stated, self.value("term", cells))
        lost_on = self._cells.day("lost_on", cells) if "lost_on" in self._beside else None
        if is_over or lost_on is not None:
            self._standings.end(stated, cells, lost_on, is_over=is_over)
        if is_over and _is_nothing(stated.get("amount")):
            raise CellError(
                "amount", str(stated["amount"]),
                "is what is left of one that is over: give what it brought, or leave it out by --status",
            )  # fmt: skip
        self._expect_period(stated, self.value("billed", cells))
        self._times_interval(stated, self.value("interval_count", cells))
        currency = self._choices.currency or self._choices.reporting_currency
        self._per_seat += quantities.multiply(stated, mapping, self._choices.amount, currency)
        if "starts_on" not in mapping.at and not mapping.is_own:
            term = self.value("term", cells)
            if mapping.profile.reads_as == CANONICAL and mapping.constants.get("per") == "term" and not term:
                raise CellError(
                    "amount",
                    str(stated.get("amount") or ""),
                    "is for the whole term, and nothing says how long that is",
                )
            stated[IS_ASSUMED] = int(starts.assume(stated, term, mapping.term_unit))
        if "notice_days" in mapping.at:
            self._notice(stated, cells)
        if "notice_by" in self._beside:
            self._deadlines += deadlines.keep(stated, self._cells.day("notice_by", cells))
        is_said = mapping.is_own or is_over or mapping.ends_are_final
        self._given += not is_said and stated.get("notice_on") is not None

    def _end_by_term(self, stated: dict[str, Cell], term: str) -> None:
        """The end that start and term make, where the file tells none or its amounts are for the whole term."""
        mapping = self._tally.mapping
        is_open = "ends_on" in mapping.at and mapping.constants.get("per", stated.get("per")) != "term"
        ends_on = None if is_open or mapping.is_own else starts.end(stated, term, mapping.term_unit)
        if ends_on is not None:
            self._ends_by_term += 1
            self._ends_passed += ends_on <= self._choices.today

    def _expect_period(self, stated: Mapping[str, Cell], billed: str) -> None:
        """Expect an amount to say what it is for, where it is billed in parts of the term.

        Raises:
            CellError: It may be for the whole term or for what is billed at once.
        """
        mapping = self._tally.mapping
        is_whole = not _WHOLE.isdisjoint(fold(self._tally.named("amount")).replace("_", " ").split())
        told = is_whole or "per" in {*mapping.at, *mapping.constants} or self._choices.amount == "total"
        per = mapping.rule.values.get("per", {}).get(fold(billed), fold(billed))
        months = {"month": 1, "quarter": 3, "year": 12}.get(per)
        if told or months is None or stated.get("amount") is None:
            return
        start, end = (stated.get(name) for name in ("starts_on", "ends_on"))
        if (
            start is None
            or end is None
            or add_months(date.fromisoformat(str(start)), months).isoformat() < str(end)
        ):
            raise CellError(
                "amount",
                str(stated["amount"]),
                f"may be for the whole term or for each {per}: import with --amount total, or call "
                f"{self._tally.named('billed')} “Interval”",
            )

    def _times_interval(self, stated: dict[str, Cell], count: str) -> None:
        """An amount for several months or years, as `3` beside `month`, is for the one period those are.

        Raises:
            CellError: They are none.
        """
        if count in ("", "1", "1.0") or "per" not in self._tally.mapping.at:
            return
        per = _INTERVALS.get((str(stated.get("per")), count))
        if per is None:
            told = (
                f"times {stated.get('per') or 'nothing'} is no month, quarter or year: give the amount of one"
            )
            raise CellError("interval_count", count, told)
        stated["per"] = per

    def _notice(self, stated: dict[str, Cell], cells: Sequence[str]) -> None:
        """The days of a notice that is told in months or weeks."""
        mapping = self._tally.mapping
        text, ends_on = clean_line(cells[mapping.at["notice_days"]]), stated.get("ends_on")
        if stated.get("notice_days") is None and terms.is_notice(text, mapping.notice_unit):
            end = None if ends_on is None else date.fromisoformat(str(ends_on))
            stated["notice_days"] = days = terms.notice_days(text, mapping.notice_unit, end)
            self._notices += not text.startswith(str(days))

    def value(self, name: str, cells: Sequence[str]) -> str:
        """What stands beside the columns of a row under a name of `profiles.BESIDE`; empty where nothing does."""
        place = self._beside.get(name)
        return clean_line(unwrapped(cells[place])) if place is not None and place < len(cells) else ""

    def notes(self) -> list[str]:
        """What was made of the rows."""
        title = self._tally.named
        notes = self._standings.notes()
        if self._per_seat:
            notes.append(
                f"{title('amount')} times {title('seats')}: {counted(self._per_seat, 'price')} per seat"
            )
        if self.assumed_starts:
            by = f"as long before as {title('term')} says" if "term" in self._beside else "a year before"
            notes.append(
                f"{counted(self.assumed_starts, 'contract')} without a start: it is ASSUMED {by} {title('ends_on')}; "
                "churntui check counts them until it is corrected"
            )
        if self._ends_by_term:
            over = f"; {self._ends_passed} of those ends are past" if self._ends_passed else ""
            notes.append(
                f"{counted(self._ends_by_term, 'contract')} without an end: it is ASSUMED to be as long after the "
                f"start as {title('term')} says{over}"
            )
        if self._notices:
            notes.append(
                f"{title('notice_days')}: {counted(self._notices, 'notice')} of months or weeks taken as days"
            )
        if self._deadlines:
            days = counted(self._deadlines, "day")
            notes.append(
                f"{title('notice_by')}: {days} taken as the last to give notice, so long before the end"
            )
        if self._given:
            given = counted(self._given, "contract")
            notes.append(
                f"{title('notice_on')} taken as the day notice was given, of {given}; they run on to their end"
            )
        if self._by_mail:
            notes.append(f"logos found by the domain of {title('mail')}")
        if times := self._tally.mapping.times:
            taken = "in the smallest unit of its currency" if times == MINOR else f"times {times}"
            notes.append(f"{title('amount')} taken {taken}")
        return notes

    @property
    def left_out(self) -> int:
        """How many rows were left out for their status."""
        return self._standings.left_out


def _is_nothing(amount: Cell) -> bool:
    digits = [letter for letter in str(amount or "") if letter.isdigit()]
    return bool(digits) and set(digits) == {"0"}


def domain_of(mail: str) -> str:
    """The domain that a mail address tells its logo by.

    Raises:
        CellError: It is none, or one that anybody can have.
    """
    domain = mail.rpartition("@")[2].strip(" >").lower()
    if any(other.partition(">")[0].strip() != domain for other in _DOMAINS.findall(mail.lower())):
        raise CellError("mail", mail, "holds addresses of several domains: give each a row")
    if not domain or domain == mail.lower():
        raise CellError("mail", mail, "is no mail address, and nothing else says which logo it is about")
    if domain in words().free_mail:
        raise CellError("mail", mail, f"says no logo: anybody can have an address at {domain}")
    return domain
