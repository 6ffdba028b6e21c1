"""One snapshot of the file: what it reads, what it knows at once, and figures an independent count agrees with."""

import subprocess
import sys
import tempfile
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from books import random_deals, random_losses
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_book import PlainBook
from profiles import examples
from stores import add, add_contract, add_deals, add_interview, add_logo, add_usage

from churntui.book import Book, Usage
from churntui.data import activity
from churntui.data.opening import open_book
from churntui.data.rows import logos
from churntui.demo import build
from churntui.plain.dates import Period
from churntui.plain.errors import NotFoundError
from churntui.questions import registry
from churntui.questions import today as attention
from churntui.questions.asked import Asked

TODAY = date(2026, 11, 21)


def load(store, as_of=TODAY):
    return Book.load(store, as_of).with_usage(store)


def ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.mark.parametrize("as_of", [TODAY, date(2024, 2, 29), date(2025, 1, 1), date(2025, 3, 17)], ids=str)
def test_the_sample_books_attrition_is_what_counting_by_hand_gives(tmp_path, as_of):
    path = tmp_path / "demo.db"
    build.build(path, as_of)
    with open_book(path) as store:
        book = Book.load(store, as_of)
    plain = PlainBook(as_of)
    for span in ("quarter", "month"):
        periods = book.span(span)
        counted = []
        for period in periods:
            first = plain.active(min(period.starts_on, as_of))
            last = plain.active(min(period.ends_on, as_of))
            counted.append((period.name, len(first), len(first - last), len(last - first)))
        report = book.attrition(periods)
        assert [(row.period, row.initial, row.lost, row.gained) for row in report] == counted
    assert len(book.active_arr) == len(plain.active(as_of))


def test_an_empty_book_has_figures_too(store):
    book = load(store)
    assert book.span("month") == []
    assert attention.everything(book, {}) == attention.at_once(book) == book.renewals == []
    (row,) = book.attrition([Period.of(TODAY, "quarter")])
    assert (row.initial, row.lost, row.rate) == (0, 0, None)
    assert book.revenue([Period.of(TODAY, "quarter")])[0].mrr_start == 0
    assert (book.losses_that(), book.active_arr, book.standings, book.currency) == (set(), {}, {}, "EUR")


def test_loading_is_one_moment(store, tmp_path, monkeypatch):
    """Another program adds a logo with a contract while we read: both are in the book, or none."""
    from churntui.data.rows import contracts

    real = contracts.every

    def meanwhile(reading):
        with open_book(tmp_path / "book.db") as other:
            add_contract(other, "K1", add_logo(other, "L1"), "2026-01-01", None)
        return real(reading)

    monkeypatch.setattr("churntui.book.contracts.every", meanwhile)
    book = Book.load(store, TODAY)
    assert {contract.logo_id for contract in book.contracts} == set(book.logos) == set()
    assert book.generation != store.generation()


def test_usage_counts_back_from_the_last_measured_day(store):
    logo_id, silent = add_logo(store, "L1"), add_logo(store, "L2")
    last = date(2026, 11, 10)
    days = [(last - timedelta(days=n)).isoformat() for n in (0, 27, 28, 55, 56)]
    for n, day in enumerate(days):
        add_usage(store, logo_id, [day], n=10**n)
    book = load(store)
    assert book.usage_through == last
    assert (book.usage[logo_id].last, book.usage[logo_id].before) == (11, 1100)
    assert book.usage[logo_id].change == pytest.approx(11 / 1100 - 1)
    assert (len(book.usage[logo_id].weeks), book.usage[logo_id].weeks[-1]) == (12, 1)
    assert silent not in book.usage


def test_nothing_before_is_no_change(store):
    assert Usage(5, 0, ()).change is None
    assert Usage(0, 5, ()).change == -1


@pytest.mark.parametrize(("age", "fresh"), [(1, True), (28, True), (29, False)])
def test_old_usage_is_history_and_no_news(store, age, fresh):
    logo_id = add_logo(store, "L1")
    add_contract(store, "K1", logo_id, "2024-01-01", None)
    add_usage(store, logo_id, [ago(age + 40)], n=100)
    add_usage(store, logo_id, [ago(age)])
    book = load(store)
    assert book.usage_is_fresh is fresh
    assert [need.kind for need in attention.everything(book, {})] == (["falling"] if fresh else [])


def test_no_usage_at_all_is_not_fresh(store):
    assert load(store).usage == {}
    assert not load(store).usage_is_fresh


def test_a_logo_is_found_by_its_id_its_name_or_a_part(store):
    lodz = add_logo(store, "L1", name="Zakłady Łódź")
    add_logo(store, "L2", name="Nordwind GmbH")
    add_logo(store, "L3", name="Nordwind Nord")
    book = load(store)
    assert {book.find_logo(words).id for words in ("L1", "zaklady lodz", "LODZ")} == {lodz}
    assert book.find_logo("nordwind gmbh").ref == "L2"
    with pytest.raises(NotFoundError, match=r"any of 2 logos: Nordwind GmbH \(L2\), Nordwind Nord \(L3\)"):
        book.find_logo("nordwind")
    for words in ("ostkap", "", "  "):
        with pytest.raises(NotFoundError, match="no logo"):
            book.find_logo(words)


def test_a_logo_is_found_by_what_it_was_called_before(store):
    lodz = add_logo(store, "L1", name="Zakłady Łódź")
    add_logo(store, "L2", name="Ostkap Nord")
    add(store, "former_logo", ref="OLD-7", logo_id=lodz, name="Ostkap GmbH")
    add(store, "former_logo", ref="OLD-8", logo_id=lodz)
    book, former = load(store), logos.former(store)
    assert former == {"OLD-7": lodz, "Ostkap GmbH": lodz, "OLD-8": lodz}
    assert {book.find_logo(words, former).id for words in ("OLD-7", "OLD-8", "ostkap gmbh")} == {lodz}
    assert book.find_logo("ostkap", former).ref == "L2"


def test_contracts_without_a_rate_are_left_out_of_amounts_and_counted(store):
    logo_id = add_logo(store, "L1")
    for nth, currency in enumerate(("EUR", "EUR", "USD", "GBP", "GBP")):
        add_contract(store, f"K{nth}", logo_id, "2025-01-01", None, 10_000, currency=currency)
    add(store, "rate", currency="USD", to_currency="EUR", rate="0.9")
    add(store, "rate", currency="GBP", to_currency="USD", rate="1.3")
    add(store, "setting", key="reporting_currency", value="EUR")
    abroad = add_logo(store, "L2")
    add_contract(store, "K9", abroad, "2025-01-01", None, 10_000, currency="GBP")
    book = load(store)
    assert book.without_rate == {"GBP": 3}
    assert book.active_arr == {logo_id: 29_000, abroad: 0}
    assert [book.arr(contract) for contract in book.contracts] == [10_000, 10_000, 9_000, None, None, None]


class TestRates:
    """What was converted once stays as it was."""

    def mrr(self, store):
        book = Book.load(store, date(2025, 6, 10))
        periods = [period for period in book.span("month") if period.starts_on.year == 2025]
        return [row.mrr_end for row in book.revenue(periods)]

    def test_a_newer_rate_restates_nothing(self, store):
        for nth, currency in enumerate(("USD", "EUR")):
            logo_id = add_logo(store, f"L{nth}")
            add_contract(
                store, f"K{nth}", logo_id, "2024-01-01", None, 10_000, per="month", currency=currency
            )
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.9")
        assert self.mrr(store) == [19_000] * 6
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.5", valid_from="2025-03-01")
        assert self.mrr(store) == [19_000] * 6
        add_contract(store, "K3", 1, "2025-04-01", None, 10_000, per="month", currency="USD")
        assert self.mrr(store) == [19_000] * 2 + [24_000] * 4

    def test_terms_from_month_end_to_month_end_bring_the_same_each_month(self, store):
        ends = ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31"]
        logo_id = add_logo(store, "L1")
        for nth, (starts_on, ends_on) in enumerate(pairwise(ends)):
            add_contract(
                store, f"K{nth}", logo_id, f"2025-{starts_on}", f"2025-{ends_on}", 10_000, per="term"
            )
        add(store, "setting", key="grace_days", value="0")
        book = Book.load(store, date(2025, 6, 10))
        _, *rows = book.revenue(book.span("month"))
        assert {(row.mrr_start, row.mrr_end, row.grr, row.nrr) for row in rows} == {
            (10_000, 10_000, 1.0, 1.0)
        }


class TestOutcomes:
    """What answers an end of service."""

    def test_full_losses_with_a_day_are_recorded_whatever_their_status(self, store):
        logo_id = add_logo(store, "L1")
        add_interview(store, "I1", logo_id, effective_on="2025-06-01", held_on="2024-12-01")
        add_interview(store, "I2", logo_id, "not_asked", effective_on="2025-01-01")
        add_interview(store, "I3", logo_id, held_on="2025-09-01")
        add_interview(store, "I4", logo_id, effective_on="2025-09-01", kind="downgrade")
        assert load(store).recorded_losses == {logo_id: (date(2025, 1, 1), date(2025, 6, 1))}

    @pytest.mark.parametrize("stage", ["open", "verbal", "at_risk", "won", "lost"])
    def test_a_call_is_an_opinion_and_no_outcome(self, store, stage):
        logo_id = add_logo(store, "L1")
        add_contract(store, "K1", logo_id, "2024-01-01", ago(10), stage=stage)
        assert logo_id in load(store).active_arr

    def test_an_answered_end_is_a_loss_at_once(self, store):
        logo_id = add_logo(store, "L1")
        add_contract(store, "K1", logo_id, "2024-01-01", ago(10))
        add_interview(store, "I1", logo_id, "not_asked", effective_on=ago(10))
        book = load(store)
        assert book.active_arr == {}
        assert book.losses[["logo_id", "lost_on"]].to_numpy().tolist() == [
            [logo_id, TODAY - timedelta(days=10)]
        ]

    def test_an_unanswered_end_is_a_loss_after_the_grace_dated_to_the_end(self, store):
        logo_id = add_logo(store, "L1")
        add_contract(store, "K1", logo_id, "2024-01-01", ago(31))
        assert load(store).losses["lost_on"].tolist() == [TODAY - timedelta(days=31)]
        assert load(store, TODAY - timedelta(days=1)).losses["lost_on"].tolist() == []


@settings(max_examples=examples(60))
@given(random_deals(), random_losses(), st.integers(0, 500))
def test_what_waits_in_the_figures_stands_under_expired_and_on_the_first_frame(deals, losses, days):
    as_of = date(2023, 11, 15) + timedelta(days=days)
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book.db") as store:
        add_deals(store, deals, losses)
        book, first = Book.load(store, as_of), Book.first(store, as_of)
        waiting = set(book.timeline.query("kind == 'pending'")["contract_id"])
        assert {due.contract.id for due in book.renewals if due.bucket == "expired"} == waiting
        assert attention.at_once(first) == attention.at_once(book)


def test_the_first_frame_knows_of_fixes_what_is_still_to_be_done(store):
    for nth, done_on in enumerate((ago(90), None)):
        logo_id = add_logo(store, f"L{nth}")
        add_interview(
            store,
            f"I{nth}",
            logo_id,
            effective_on=ago(200),
            fix="Answer",
            fix_due_on=ago(100),
            fix_done_on=done_on,
        )
    book, first = load(store), Book.first(store, TODAY)
    assert [fix.ref for fix in book.fixes] == ["I1", "I0"]
    assert [fix.ref for fix in first.fixes] == ["I1"]
    assert [logo.ref for logo in first.logos.values()] == ["L1"]
    late = [[need for need in attention.at_once(read) if need.kind == "fix"] for read in (book, first)]
    assert late[0] == late[1] != []


def test_which_losses_are_regrettable(store):
    said_no, said_yes, good, poor, unknown = (
        add_logo(store, f"L{nth}", fit=fit) for nth, fit in enumerate(("good", "poor", "good", "poor", None))
    )
    for logo_id in (said_no, said_yes, good, poor, unknown):
        add_contract(store, f"K{logo_id}", logo_id, "2024-01-01", "2025-01-01")
    add_interview(store, "I1", said_no, effective_on="2025-01-01", regrettable=0, voluntary=1)
    add_interview(store, "I2", said_yes, effective_on="2025-01-01", regrettable=1, voluntary=0)
    book = load(store)
    assert {logo for logo, _ in book.losses_that(regrettable=True)} == {said_yes, good}
    assert {logo for logo, _ in book.losses_that(regrettable=False)} == {said_no, poor, unknown}
    assert {logo for logo, _ in book.losses_that(voluntary=True)} == {said_no}
    assert {logo for logo, _ in book.losses_that(voluntary=False, regrettable=True)} == {said_yes}
    assert {day for _, day in book.losses_that()} == {date(2025, 1, 1)}


def test_what_needs_someone_at_once_and_then(store):
    expired, lost = add_logo(store, "L1"), add_logo(store, "L2")
    add_contract(store, "K1", expired, "2024-01-01", ago(3))
    add_contract(store, "K2", lost, "2024-01-01", ago(60))
    add(store, "draft", author="", fields="{}", updated_at=f"{ago(1)}T10:00:00Z")
    book = load(store)
    assert [need.kind for need in attention.at_once(book)] == ["expired", "draft"]
    assert [need.kind for need in attention.everything(book, {})] == ["expired", "unheard", "draft"]


@pytest.mark.parametrize(
    ("status", "silent"), [("held", 0), ("declined", 0), ("no_answer", 0), ("not_asked", 1)]
)
def test_a_loss_that_was_asked_about_needs_nobody(store, status, silent):
    logo_id = add_logo(store, "L1")
    add_contract(store, "K1", logo_id, "2024-01-01", ago(60))
    add_interview(store, "I1", logo_id, status, effective_on=ago(60))
    assert [need.kind for need in attention.everything(load(store), {})] == ["unheard"] * silent


@pytest.mark.parametrize(("target", "alarms"), [("0.4", 1), ("0.5", 0), (None, 0)])
def test_the_alarm_rings_above_the_target(store, target, alarms):
    for nth, ends_on in enumerate(("2026-10-15", None)):
        add_contract(store, f"K{nth}", add_logo(store, f"L{nth}"), "2024-01-01", ends_on)
    if target:
        add(store, "setting", key="target_rate", value=target)
    assert [need.kind for need in attention.everything(load(store), {})].count("alarm") == alarms


def test_the_grace_is_a_setting(store):
    logo_id = add_logo(store, "L1")
    add_contract(store, "K1", logo_id, "2024-01-01", "2025-01-01")
    add_contract(store, "K2", logo_id, "2025-01-20", None)
    period = Period.of(date(2025, 1, 1), "month").previous
    assert load(store).attrition([period])[0].lost == 0
    add(store, "setting", key="grace_days", value="10")
    assert load(store).attrition([period])[0].lost == 1
    assert load(store).ground.timeline(30)["kind"].tolist().count("bridge") == 1


def test_contracts_of_a_logo_newest_first(store):
    logo_id = add_logo(store, "L1")
    add_contract(store, "K1", logo_id, "2024-01-01", "2025-01-01")
    add_contract(store, "K2", logo_id, "2025-01-01", None)
    add_contract(store, "K3", add_logo(store, "L2"), "2025-01-01", None)
    book = load(store)
    assert [contract.ref for contract in book.contracts_of(logo_id)] == ["K2", "K1"]
    assert len(book.contracts) == 3


def test_periods_from_the_first_contract_to_the_day(store):
    add_contract(store, "K1", add_logo(store, "L1"), "2026-02-10", None)
    names = [period.name for period in load(store).span("quarter")]
    assert names == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [period.name for period in load(store, date(2026, 4, 1)).span("quarter")] == ["2026-Q1", "2026-Q2"]


def test_reading_a_book_and_what_it_needs_at_once_takes_no_pandas(tmp_path):
    path = tmp_path / "demo.db"
    build.build(path, TODAY)
    script = f"""
import sys
from datetime import date
from pathlib import Path
from churntui.questions import today as attention
from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.opening import open_book
with open_book(Path({str(path)!r})) as store:
    book = Book.load(store, date(2026, 11, 21)).with_usage(store)
assert attention.at_once(book) and book.renewals
print([name for name in ("pandas", "numpy", "sqlite_utils") if name in sys.modules])
"""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("[]\n", "")


OWNER = "Ines Ferrand"

RANGED = {"customers", "behaviour"}
"""Reports that begin with the first measured day, which is that of all logos whosever they are."""


@pytest.fixture(scope="module")
def of_one_and_alone(tmp_path_factory):
    """What each report says of one owner's logos, and of a book in which there are no others; by its name."""
    path = tmp_path_factory.mktemp("owners") / "demo.db"
    build.build(path, TODAY)
    with open_book(path) as store:
        with store.write():
            # in either book, use is measured and tickets are kept from the same day on
            store.rows(
                """INSERT INTO usage_day SELECT l.id, (SELECT min(day) FROM usage_day), 0, u.action_id, 1
                    FROM usage_day u JOIN logo l ON l.id = u.logo_id WHERE l.owner = ? LIMIT 1""",
                (OWNER,),
            )
            store.rows(
                """UPDATE ticket SET opened_on = (SELECT min(opened_on) FROM ticket) WHERE id = (
                    SELECT min(t.id) FROM ticket t JOIN logo l ON l.id = t.logo_id WHERE l.owner = ?)""",
                (OWNER,),
            )
            activity.rebuild(store)
        of_one = told_of(store, Book.load(store, TODAY).of_owner(OWNER))
        with store.write():
            store.rows("DELETE FROM logo WHERE owner <> ?", (OWNER,))
            activity.rebuild(store)
        alone = told_of(store, Book.load(store, TODAY))
    return of_one, alone


def told_of(store, book):
    told = {}
    for name in registry.REPORTS:
        since = date(2024, 1, 1) if name in RANGED else None
        for by in ((), ("industry",)):
            asked = Asked(by=by, first=since, end=since and date(2026, 10, 1))
            told[name, by] = registry.run(book, name, asked, store)
    told["cohorts", "customers"] = registry.run(book, "cohorts", Asked(of="customers"), store)
    return told


@pytest.mark.parametrize("name", registry.REPORTS)
def test_a_report_of_one_owner_is_that_of_a_book_with_their_logos_alone(of_one_and_alone, name):
    of_one, alone = of_one_and_alone
    for asked in [key for key in of_one if key[0] == name]:
        assert of_one[asked].rows == alone[asked].rows
        assert of_one[asked].settings["owner"] == OWNER
        assert f"owner: {OWNER}" in of_one[asked].headline
        assert "owner" not in alone[asked].settings
    assert of_one[name, ()].rows or name == "forecast-accuracy"  # no week is kept of the sample book


def test_of_one_owner_there_is_nothing_that_belongs_to_anothers_logo(tmp_path):
    build.build(tmp_path / "demo.db", TODAY)
    with open_book(tmp_path / "demo.db") as store:
        whole = load(store).with_facts(store)
    book = whole.of_owner(OWNER.upper())
    there = {
        "logo_id": set(book.logos),
        "interview_id": {interview.id for interview in book.interviews},
        "contract_id": {contract.id for contract in book.contracts},
    }
    for part in fields(book):
        held = getattr(book, part.name)
        rows = held.values() if isinstance(held, dict) else held if isinstance(held, tuple | list) else ()
        for row in rows:
            for column, ids in there.items():
                assert getattr(row, column, None) in {None, *ids}, part.name
    assert {logo.owner for logo in book.logos.values()} == {OWNER}
    assert set(book.usage) | set(book.last_use) <= set(book.logos)
    assert {at for _, at in book.tags} | set(book.facts) <= there["interview_id"]
    assert {at for at, *_ in book.left_champions} <= set(book.logos)
    assert (book.themes, book.initiatives, book.marks) == (whole.themes, whole.initiatives, whole.marks)
    assert whole.of_owner("") is whole
    assert book.of_owner(OWNER) == replace(book, owner=OWNER)
