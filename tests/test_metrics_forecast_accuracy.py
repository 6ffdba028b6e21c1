"""How good forecasts were, and the weights that outcomes would have given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from churntui.metrics.forecast import Forecast
from churntui.metrics.forecast_accuracy import accuracy, calibrations
from churntui.model.weeks import RenewalWeek
from churntui.model.weights import weights

AS_OF = date(2026, 11, 29)
END = date(2026, 8, 15)


def week(kept_on, contract="K1", *, stage="open", weight=70, computed=50, outcome="open", currency="EUR"):
    return RenewalWeek(kept_on, contract, "L1", "Bo", END, 1000, currency, stage, outcome, weight, computed)


def now(outcome="renewed", ends_on=END):
    return Forecast(1, 1, "Bo", ends_on, 1000, "open", outcome, 100 if outcome == "renewed" else 0, 0)


def test_a_quarter_is_held_against_what_was_said_90_60_and_30_days_before_its_end():
    # the third quarter ends on 1 Oct: 3 Jul, 2 Aug, 1 Sep
    weeks = [
        week(date(2026, 6, 29)),
        week(date(2026, 7, 6), weight=90),  # too late to speak for 3 Jul
        week(date(2026, 8, 31), weight=100, outcome="renewed", computed=100),
    ]
    rows = {row.lead: row for row in accuracy(weeks, [now()], AS_OF, "EUR")}
    assert rows[90].kept_on == date(2026, 6, 29)
    assert (rows[90].called, rows[90].computed, rows[90].won) == (700, 500, 1000)
    assert rows[90].off(rows[90].called) == pytest.approx(-0.3)
    assert (rows[60].kept_on, rows[60].called) == (None, None)  # the last one is four weeks old by then
    assert rows[30].off(rows[30].called) == 0
    assert rows[90].is_final


def test_what_waits_is_not_final_and_other_currencies_and_running_quarters_say_nothing():
    (row, *_) = accuracy([week(date(2026, 6, 29))], [now("open")], AS_OF, "EUR")
    assert not row.is_final
    assert accuracy([week(date(2026, 6, 29), currency="USD")], [now()], AS_OF, "EUR") == []
    assert accuracy([week(date(2026, 6, 29))], [now()], date(2026, 9, 30), "EUR") == []


def called_so(cases, stage="at_risk", begin=0):
    """Weeks and outcomes of contracts that were called so a month before their end."""
    refs = [f"K{begin + nth}" for nth in range(len(cases))]
    weeks = [week(END - timedelta(days=30), ref, stage=stage) for ref in refs]
    return weeks, {ref: now("renewed" if kept else "lost") for ref, kept in zip(refs, cases, strict=True)}


def test_weights_follow_from_outcomes():
    risky, came = called_so([True] * 6 + [False] * 8)
    open_, others = called_so([True] * 6, "open", begin=14)
    found = calibrations([*risky, *open_], came | others, AS_OF, weights(""))
    at_risk, as_open = sorted(found, key=lambda one: one.stage)
    assert (at_risk.stage, at_risk.renewed, at_risk.cases, at_risk.proposed) == ("at_risk", 6, 14, 43)
    assert (round(100 * at_risk.low), round(100 * at_risk.high)) == (21, 67)
    assert at_risk.is_within
    assert (as_open.proposed, as_open.cases) == (100, 6)
    assert as_open.is_within  # 6 of 6 may as well be 61 %


def test_under_twenty_nothing_is_said():
    weeks, came = called_so([True] * 19)
    assert calibrations(weeks, came, AS_OF, weights("")) == []


def test_a_contract_counts_once_by_its_last_open_week_a_month_before():
    weeks, came = called_so([True] * 20, "verbal")
    early = [row._replace(kept_on=END - timedelta(days=80), stage="open") for row in weeks]
    late = [row._replace(kept_on=END - timedelta(days=5), stage="won") for row in weeks]
    (only,) = calibrations([*late, *early, *weeks], came, AS_OF, weights(""))
    assert (only.stage, only.cases) == ("verbal", 20)
