"""An older book may hold what no import takes now: it is named, and nothing dies of it."""

from datetime import date

import pytest
from stores import add, add_contract, add_logo

from churntui.book import Book
from churntui.data import checks, limits
from churntui.data.rows import settings
from churntui.model.exchange import MOST_ADDED
from churntui.model.rows import Settings
from churntui.questions import registry as reports
from churntui.questions.asked import Asked

AS_OF = date(2025, 6, 10)


def named(store):
    return {(where, what) for where, what, mend in limits.findings(store) if mend}


@pytest.fixture
def old(store):
    """A book with one value beyond each bound, beside a sound contract."""
    logo_id = add_logo(store, "L1", employees=10**9)
    add_contract(store, "sound", logo_id, "2025-01-01", "2026-01-01")
    add_contract(store, "notice", logo_id, "2025-01-01", "2026-01-01", auto_renew=1, notice_days=740_000)
    for nth in range(3):
        add_contract(store, f"large{nth}", logo_id, "2025-01-01", None, MOST_ADDED - 1)
    add_contract(store, "dollars", logo_id, "2025-01-01", None, currency="USD")
    add(store, "rate", currency="USD", to_currency="EUR", rate="1e300")
    for key, value in {"grace_days": "740000", "active_window_days": "many", "usage_fall": "x"}.items():
        add(store, "setting", key=key, value=value)
    add(store, "setting", key="reporting_currency", value="EUR")
    return store


def test_each_is_named_with_a_way_to_mend_it(old):
    found = named(old)
    assert {where for where, _ in found} == {
        "logo L1", "contract notice", "contract large0", "contract large1", "contract large2",
    }  # fmt: skip
    assert ("contract notice", "has notice days of 740000, more than 3,653") in found
    named_beside = {finding.where for finding in checks.run(old)} - {where for where, _ in found}
    assert named_beside == {
        "rate of USD into EUR", "setting grace_days", "setting active_window_days", "setting usage_fall"
    }  # fmt: skip


def test_a_sound_book_has_none(store):
    add_contract(store, "K1", add_logo(store, "L1"), "2025-01-01", None)
    assert named(store) == set()


def test_a_setting_that_cannot_be_counts_as_not_set(old):
    assert settings.read(old) == Settings()
    assert settings.change(old, "grace_days", "14") == "14"
    assert settings.read(old).grace_days == 14


@pytest.mark.parametrize("name", reports.REPORTS)
def test_every_report_can_be_read(old, name):
    book = Book.load(old, AS_OF).with_usage(old).with_facts(old)
    assert reports.run(book, name, Asked(), old).json()


def test_sums_never_wrap(old):
    book = Book.load(old, AS_OF)
    assert (book.too_large, book.without_rate) == (3, {"USD": 1})
    (january, *_) = reports.run(book, "revenue", Asked()).rows
    assert january["mrr_end"] == 20_000
    notes = reports.run(book, "revenue", Asked()).notes
    assert any("3 contracts left out: too large" in note for note in notes)


def test_a_deadline_lies_ten_years_before_the_end_at_most(old):
    book = Book.load(old, AS_OF)
    deadline = next(due.notice_deadline for due in book.renewals if due.contract.ref == "notice")
    assert deadline == date(2016, 1, 1)
