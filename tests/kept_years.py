"""A year of a small book kept by keys alone: the keys somebody typed, and beside them a plain list of what they meant.

A plan gives each logo a fate. It is written down twice: as keys, by month, and as the oracle's deals and losses. The
keys go to the app over an empty book; what its reports then say is compared with what the oracle counts, which shares
no line with the package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from oracle import DAY, Deal, Oracle

from churntui.cli import commands
from churntui.data.file.store import Store
from churntui.data.keeping import opening
from churntui.data.opening import open_book

YEAR = 2026
GRACE = 30
"""Days of the setting `grace_days` that nobody changed."""

SESSIONS = [
    *(date(YEAR, month + 1, 1) - timedelta(days=3) for month in range(1, 12)),
    date(YEAR, 12, 29),
    date(YEAR + 1, 1, 29),
]
"""The days somebody sat down at the book: near the end of each month."""


def later(day: date, months: int) -> date:
    """So many months later; for days that every month has."""
    return date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, day.day)


def typed(day: date) -> str:
    """A day as people type it: `5 jan 2026`."""
    return f"{day.day} {day:%b} {day.year}".lower()


@dataclass
class Term:
    """A contract that was typed."""

    id: int
    logo: int
    starts: date
    ends: date
    arr: int
    renews: int | None = None
    renews_itself: bool = False
    noticed: bool = False


@dataclass
class Typed:
    """All that was typed so far, and what is counted of it."""

    terms: list[Term] = field(default_factory=list)
    losses: list[tuple[int, date]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """Rows of the other tables, by table."""

    def add(self, logo: int, starts: date, ends: date, arr: int, **more: object) -> Term:
        """A contract."""
        self.terms.append(Term(len(self.terms) + 1, logo, starts, ends, arr, **more))  # type: ignore[arg-type]
        return self.terms[-1]

    def count(self, table: str, rows: int = 1) -> None:
        """Rows of a table whose figures nothing else is made of."""
        self.counts[table] = self.counts.get(table, 0) + rows

    def on(self, day: date) -> Oracle:
        """What is to be counted, seen from a day."""
        deals = [
            Deal(
                term.id, term.logo, term.starts, term.ends, term.arr, term.renews, term.renews_itself,
                noticed=term.noticed,
            )
            for term in self.terms
        ]  # fmt: skip
        return Oracle(deals, GRACE, day, self.losses)


@dataclass(frozen=True)
class Act:
    """One thing done on a day or soon after: the keys for it, and what they mean."""

    day: date
    keys: Callable[[], str]
    means: Callable[[Typed], None]


class Customer:
    """What is done about one logo in a year, as its fate has it."""

    def __init__(self, number: int, name: str, begins: date, orders: Mapping[str, list[str]]) -> None:
        """`orders` is by table the fields in the order in which its form asks for them."""
        self.number, self.name, self.begins = number, name, begins
        self.arr = 1_200_000 + 60_000 * number
        """In cents; 5 % of it is whole."""
        self._orders = orders
        self._acts: list[Act] = []

    def acts(self, fate: str) -> list[Act]:
        """Everything of the year."""
        getattr(self, f"_{fate}")()
        return self._acts

    def _form(self, table: str, **texts: str) -> str:
        """The keys that fill in a form, up to the last field that is told; what is proposed in the others stays."""
        order = self._orders[table]
        last = max(order.index(of) for of in texts)
        return "\t".join(texts.get(of, "") for of in order[: last + 1])

    def _do(self, day: date, keys: str, means: Callable[[Typed], None] = lambda _: None) -> None:
        """On the logo's page."""
        self._acts.append(Act(day, lambda: f"o{self.name}\n{keys}<escape>", means))

    def _sign(self, months: int, *, per: str = "year", **texts: str) -> None:
        """The logo, its contract and two people."""
        arr, starts, ends = self.arr, self.begins, later(self.begins, months)
        shares = {"year": 1, "month": 12, "term": 12 / months}
        amount = f"{round(arr / shares[per] / 100):,}"
        contract = {"plan": "Team", "starts_on": typed(starts), "ends_on": f"+{months}m", "seats": "20"}
        logo = self._form("logos", name=self.name, domain=f"logo{self.number}.example", industry="Health")
        signed = self._form("contracts", **contract, amount_minor=amount, per=per, **texts)
        champion = self._form("people", name=f"Ann {self.name}", role="champion", stance="supportive")
        buyer = self._form("people", name=f"Bo {self.name}", role="economic buyer")
        keys = f"2a{logo}<ctrl+n>{signed}<ctrl+n>{champion}<ctrl+n>{buyer}<ctrl+s>"

        def means(so_far: Typed) -> None:
            so_far.count("logo")
            so_far.add(self.number, starts, ends, arr, renews_itself=texts.get("auto_renew") == "y")
            so_far.count("person", 2)

        self._acts.append(Act(starts, lambda: keys, means))

    def _last(self, so_far: Typed) -> Term:
        return [term for term in so_far.terms if term.logo == self.number][-1]

    def _talk(self, day: date) -> None:
        note = f"Talked of {self.name}, roll-out goes on"
        self._do(
            day, f"tAnn {self.name}\t{typed(day)}\t\t\t{note}<ctrl+s>", lambda typed: typed.count("talk")
        )

    def _step(self, day: date) -> None:
        due = typed(day + timedelta(days=20))
        self._do(day, f"x{due} send {self.name} the roadmap\n", lambda typed: typed.count("step"))

    def _told(self, day: date, letter: str, table: str, keys: str) -> None:
        """Something of what the page tells, added where it is told."""
        self._do(day, f"<right><right>a{letter}{keys}<ctrl+s><left><left>", lambda typed: typed.count(table))

    def _review(self, day: date, theme: str) -> None:
        """A business review in which a theme is named."""
        said = f"{self.name} would stay for a better answer on {theme}."
        self._do(day, f"nr{said}<ctrl+t>{theme}\n<ctrl+s>", lambda typed: typed.count("review"))

    def _upsell(self) -> None:
        """An upsell beside the contract, to the same end; a goal, a ticket and a promise."""
        self._sign(12)
        day = later(self.begins, 2)
        goal = self._form("goals", goal="Fewer calls", unit="calls", target_value="100", due_on="+6m")
        self._told(day, "g", "goal", goal)
        self._told(day, "k", "ticket", self._form("tickets", opened_on=typed(day), subject="Export is slow"))
        self._told(day, "m", "commitment", self._form("commitments", what="a date for the export"))
        day = later(self.begins, 4)
        form = self._form(
            "contracts", plan="Analytics", starts_on=typed(day), ends_on="", amount_minor="3.6k"
        )

        def means(so_far: Typed) -> None:
            present = self._last(so_far)
            so_far.add(self.number, day, present.ends, 360_000)

        self._do(day, f"au{form}<ctrl+s>", means)

    def _within(self) -> None:
        """A change within the term: half as much again."""
        self._sign(12)
        day = later(self.begins, 5)
        arr = self.arr * 3 // 2
        form = self._form("contracts", starts_on=typed(day), seats="30", amount_minor=f"{arr / 100:.2f}")

        def means(so_far: Typed) -> None:
            present = self._last(so_far)
            ends, present.ends = present.ends, day
            so_far.add(self.number, day, ends, arr, renews=present.id)

        self._do(day, f"ac{form}<ctrl+s>", means)
        self._talk(later(day, 1))
        self._step(later(day, 2))

    def _renewed(self, day: date, months: int) -> None:
        """As it was."""

        def means(so_far: Typed) -> None:
            old = self._last(so_far)
            so_far.add(
                self.number, old.ends, later(old.ends, months), old.arr, renews=old.id,
                renews_itself=old.renews_itself,
            )  # fmt: skip

        self._do(day, "dr", means)

    def _changed(self, day: date, months: int, share: float) -> None:
        """Renewed for another amount."""

        def means(so_far: Typed) -> None:
            old = self._last(so_far)
            so_far.add(self.number, old.ends, later(old.ends, months), arr, renews=old.id)

        self.arr = arr = round(self.arr * share)
        self._do(day, f"dc{arr / 100:.2f}<ctrl+s>", means)

    def _renews(self) -> None:
        """For three months each: as it was, then grown, then shrunk."""
        self._sign(3)
        self._talk(later(self.begins, 1))
        self._review(later(self.begins, 4), "support")
        self._renewed(later(self.begins, 2), 3)
        self._changed(later(self.begins, 5), 3, 1.25)
        self._changed(later(self.begins, 8), 3, 0.6)

    def _rolls(self) -> None:
        """Renews itself, and is rolled on once its end has passed."""
        self._sign(3, per="month", auto_renew="y", notice_days="30")
        for months in (3, 6, 9):
            self._renewed(later(self.begins, months), 3)

    def _rises(self) -> None:
        """A year begun before the book was, with a rise for the next one."""
        self.begins = date(YEAR - 1, self.begins.month + 4, self.begins.day)
        self._sign(12, auto_renew="y", uplift="5")

        def means(so_far: Typed) -> None:
            old = self._last(so_far)
            arr = old.arr * 105 // 100
            so_far.add(self.number, old.ends, later(old.ends, 12), arr, renews=old.id, renews_itself=True)

        self._do(later(self.begins, 12), "di", means)

    def _notice(self) -> None:
        """Notice half-way, the exit interview when service has ended."""
        self._sign(6, per="term")
        day = later(self.begins, 3)

        def noticed(so_far: Typed) -> None:
            self._last(so_far).noticed = True

        def heard(so_far: Typed) -> None:
            so_far.losses.append((self.number, self._last(so_far).ends))
            so_far.count("interview")

        self._do(day, f"dn{typed(day)}<ctrl+s>", noticed)
        self._do(
            later(self.begins, 6), "nNobody called us back after the launch.<ctrl+t>support\n<ctrl+s>", heard
        )

    def _lost(self) -> None:
        """Lost at its end, and asked at once."""
        self._sign(6)

        def means(so_far: Typed) -> None:
            so_far.losses.append((self.number, self._last(so_far).ends))
            so_far.count("interview")

        self._do(
            later(self.begins, 5), "dl<ctrl+s>yThe price went up by a third.<ctrl+t>price\n<ctrl+s>", means
        )

    def _returns(self) -> None:
        """Lost after three months, back three months later."""
        self._sign(3)

        def lost(so_far: Typed) -> None:
            so_far.losses.append((self.number, self._last(so_far).ends))
            so_far.count("interview")

        self._do(later(self.begins, 2), "dl<ctrl+s>n", lost)
        arr, back = self.arr, later(self.begins, 6)
        form = self._form(
            "contracts", plan="Team", starts_on=typed(back), ends_on="+6m", amount_minor=f"{arr / 100:.2f}"
        )

        def means(so_far: Typed) -> None:
            so_far.add(self.number, back, later(back, 6), arr)

        self._do(back, f"a{form}<ctrl+s>", means)

    def _lapses(self) -> None:
        """Nobody decides."""
        self._sign(3)


FATES = ("renews", "rolls", "rises", "upsell", "within", "notice", "lost", "returns", "lapses")


def plan(count: int, orders: Mapping[str, list[str]]) -> list[Act]:
    """What is done about so many logos, by day."""
    acts: list[Act] = []
    for number, fate in enumerate(islice(cycle(FATES), count), 1):
        begins = date(YEAR, 1 + number % 3, 1 + number * 5 % 27)
        acts += Customer(number, f"Logo{number:02}", begins, orders).acts(fate)
    return sorted(acts, key=lambda act: act.day)


def sessions(acts: list[Act], so_far: Typed) -> Iterator[tuple[date, str]]:
    """Each day somebody sat down with the keys they typed; `so_far` has all of it by then."""
    left = acts
    for day in SESSIONS:
        due, left = [act for act in left if act.day <= day], [act for act in left if act.day > day]
        for act in due:
            act.means(so_far)
        yield day, "".join(act.keys() for act in due)


Row = dict[str, Any]


def months(until: date) -> list[tuple[date, date]]:
    """The months of the year that have begun by a day."""
    firsts = [date(YEAR, month, 1) for month in range(1, 13)]
    return [(first, later(first, 1)) for first in firsts if first <= until]


def attrition(kept: Oracle) -> list[Row]:
    """Who was there when a month began and who was no more when it ended, day by day as the oracle has it."""
    rows = []
    for first, end in months(kept.as_of):
        last = min(end, kept.as_of)
        before, after = kept.active(first), kept.active(last)
        waiting = sum(kept.pending(logo, last) for logo in kept.logos)
        rows.append(
            {
                "starts_on": first.isoformat(), "initial": len(before), "lost": len(before - after),
                "remaining": len(before & after), "gained": len(after - before), "pending": waiting,
                "rate": len(before - after) / len(before) if before else None,
                "complete": end <= kept.as_of and not waiting,
            }
        )  # fmt: skip
    return rows


def revenue(kept: Oracle) -> list[Row]:
    """What each month brought and took, in cents a month."""
    return [_revenue(kept, first, min(end, kept.as_of)) for first, end in months(kept.as_of)]


def _revenue(kept: Oracle, first: date, last: date) -> Row:
    moved = dict.fromkeys(("new", "expansion", "contraction", "churned", "reactivated"), 0)
    for logo in kept.logos:
        start, end = kept.arr(logo, first), kept.arr(logo, last)
        if start and end:
            moved["expansion" if end > start else "contraction"] += abs(end - start)
        elif start:
            moved["churned"] += start
        elif end:
            moved["reactivated" if kept.paid_before(logo, first) else "new"] += end
    opening = sum(kept.arr(logo, first) for logo in kept.logos)
    closing = sum(kept.arr(logo, last) for logo in kept.logos)
    kept_share = 1 - (moved["churned"] + moved["contraction"]) / opening if opening else None
    return {
        "starts_on": first.isoformat(),
        "mrr_start": opening // 12,
        **{name: cents // 12 for name, cents in moved.items()},
        "mrr_end": closing // 12,
        "grr": kept_share,
        "nrr": kept_share + moved["expansion"] / opening if kept_share is not None else None,
    }


def cohorts(kept: Oracle) -> dict[tuple[str, int], tuple[int, int]]:
    """By the month of a logo's first day and months since: how many there were, and how many are there."""
    joined: dict[date, list[int]] = {}
    for logo in kept.logos:
        day = min(deal.starts for deal in kept.deals if deal.logo == logo)
        while day <= kept.as_of and not kept.counted(logo, day):
            day += DAY
        if day <= kept.as_of:
            joined.setdefault(day.replace(day=1), []).append(logo)
    counted = {}
    for month, logos in joined.items():
        counted[f"{month:%Y-%m}", 0] = len(logos), len(logos)
        opening, age = later(month, 1), 1
        while opening <= kept.as_of:
            there = sum(bool(kept.counted(logo, opening)) for logo in logos)
            counted[f"{month:%Y-%m}", age] = len(logos), there
            opening, age = later(opening, 1), age + 1
    return counted


def fields_of_forms(store: Store) -> dict[str, list[str]]:
    """By table its fields, in the order in which its form asks for them."""
    return {
        name: [column.field for column in opening.new(store, name, {"logo_id": 1}, {}, author="").columns]
        for name in ("logos", "contracts", "people", "goals", "tickets", "commitments")
    }


def report(path: Path, name: str, day: date, *words: str) -> list[Row]:
    """The rows of a report as the program prints them."""
    options = ["--file", str(path), "--as-of", day.isoformat(), "--json", *words]
    done = CliRunner().invoke(
        commands, ["report", name, *options], standalone_mode=False, catch_exceptions=False
    )
    rows: list[Row] = json.loads(done.stdout)["rows"]
    return rows


def by_month(path: Path, name: str, day: date) -> list[Row]:
    """The rows of a report for the months of the year up to a day."""
    end = months(day)[-1][1].isoformat()
    return report(path, name, day, "--period", "month", "--from", f"{YEAR}-01-01", "--to", end)


def compare(path: Path, day: date, so_far: Typed) -> None:
    """What is reported on a day with what is counted of all that was typed by then.

    Raises:
        AssertionError: They differ.
    """
    with open_book(path, read_only=True) as store:
        rows = {table: store.scalar(f"SELECT count(*) FROM {table}") for table in so_far.counts}
    assert rows == so_far.counts, (day, rows, so_far.counts)
    kept = so_far.on(day)
    for name, counted in (("attrition", attrition(kept)), ("revenue", revenue(kept))):
        for row, want in zip(by_month(path, name, day), counted, strict=True):
            assert {key: row[key] for key in want} == pytest.approx(want), (name, day)
    rows = report(path, "cohorts", day, "--period", "month")
    assert {(row["cohort"], row["age"]): (row["size"], row["active"]) for row in rows} == cohorts(kept), day
