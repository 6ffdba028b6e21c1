"""What cannot all be true, a kind each; what merely looks like it; and what somebody found right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from churntui.metrics.contradictions import (
    KINDS,
    MENDS,
    TITLES,
    Loss,
    Record,
    contradictions,
    counts,
)
from churntui.metrics.ends import recorded_losses
from churntui.metrics.renewals import renewals
from churntui.model.rows import Contract, Interview, Logo, Settings

TODAY = date(2026, 11, 21)
LOGO = Logo(1, "L1", "Nordwind")


def day(days):
    return TODAY + timedelta(days=days)


def contract(number, starts, ends, **more):
    """A contract of the logo from and to so many days after today."""
    given = {"amount_minor": 100, "currency": "EUR", "per": "year", "arr_minor": 100, "plan": "Team"} | more
    end = None if ends is None else day(ends)
    return Contract(id=number, ref=f"K{number}", logo_id=1, starts_on=day(starts), ends_on=end, **given)


def interview(effective, **more):
    on = None if effective is None else day(effective)
    return Interview(1, "I1", 1, "not_asked", effective_on=on, **more)


def kinds(*contracts, interviews=(), losses=(), accepted=(), **more):
    """The kinds of what is found, in order."""
    due = renewals(
        contracts,
        {1: LOGO},
        recorded_losses(interviews),
        as_of=TODAY,
        settings=Settings(),
        arr_of=lambda one: one.arr_minor,
    )
    given = {"told": (), "last_use": {}, "open_links": {}, "without_rate": ()} | more
    record = Record(TODAY, Settings(), contracts, interviews, losses, renewals=due, refs={1: "L1"}, **given)
    return contradictions(record, accepted)


def only(*contracts, **more):
    (one,) = kinds(*contracts, **more)
    return one.kind, one.text


@pytest.mark.parametrize(("ends", "end"), [(None, "has no end"), (40, "ends 31 Dec 2026")])
def test_a_recorded_loss_while_an_older_contract_runs_on(ends, end):
    found = only(contract(3, -300, ends), interviews=[interview(-100)], told={1})
    assert found == ("pays_on", f"lost on 13 Aug 2026, contract K3 {end}")


@pytest.mark.parametrize(
    ("contracts", "heard"),
    [
        ([contract(1, -300, -70)], interview(-100)),
        ([contract(1, -300, None, notice_on=day(-150))], interview(-100)),
        ([contract(1, -500, -100), contract(2, -100, None)], interview(-100)),
        ([contract(1, -300, None)], interview(100)),
        ([contract(1, -300, None)], interview(-100, kind="downgrade")),
        ([contract(1, -300, None)], interview(None)),
        ([], interview(-100)),
        ([contract(1, -300, 65), contract(2, -110, -105, renews_id=1)], interview(-100)),
    ],
    ids=[
        "ends about then", "notice was given", "it is back", "known ahead", "a part only", "no day", "no contracts",
        "renewed before"
    ],
)  # fmt: skip
def test_no_such_contradiction(contracts, heard):
    assert kinds(*contracts, interviews=[heard], told={1}) == []


def test_a_recorded_loss_when_nothing_was_in_force():
    found = only(contract(1, -50, None), interviews=[interview(-100)])
    assert found == ("no_service", "lost on 13 Aug 2026, when no contract was in force")
    back = [contract(1, -400, -100), contract(2, -100, None)]
    assert kinds(*back, interviews=[interview(-100)]) == [], "back on the very day"


GONE = Loss(1, day(-40), is_back=False, has_record=True)


def test_use_after_the_end():
    ended = contract(1, -400, -40)
    assert only(ended, losses=[GONE], last_use={1: day(-3)}) == (
        "used_after", "lost on 12 Oct 2026, last used on 18 Nov 2026"
    )  # fmt: skip
    assert kinds(ended, losses=[GONE], last_use={1: day(-40)}) == []
    assert kinds(ended, losses=[replace(GONE, is_back=True)], last_use={1: day(-3)}) == []


def test_an_end_without_an_outcome():
    silent = replace(GONE, has_record=False)
    assert only(contract(1, -400, -40), losses=[silent])[0] == "no_outcome"
    assert kinds(contract(1, -400, -40, notice_on=day(-90)), losses=[silent]) == []
    assert kinds(contract(1, -400, -40), losses=[replace(silent, is_back=True)]) == []


def test_won_without_a_successor():
    assert only(contract(1, -400, -40, stage="won")) == (
        "won_alone", "contract K1 ended on 12 Oct 2026, called won, and none follows it"
    )  # fmt: skip


def test_an_overlap_that_looks_like_a_renewal():
    earlier, later = contract(1, -300, 65), contract(2, 50, 400)
    assert only(earlier, later) == ("overlap", "contract K2 begins 10 Jan 2027, before K1 ends 25 Jan 2027")
    for other in (
        later._replace(renews_id=1),
        later._replace(plan="Add-on"),
        later._replace(amount_minor=0),
        later._replace(starts_on=day(4)),
        later._replace(starts_on=day(65)),
        later._replace(ends_on=day(60)),
    ):
        assert kinds(earlier, other) == []


def test_links_that_lead_nowhere_or_cannot_hold():
    old = contract(1, -300, 65)
    assert only(old, open_links={1: "K0"}) == ("link", "contract K1 renews K0, which is not in the book")
    assert only(old._replace(renews_id=2), contract(2, 65, 430))[0] == "link"
    assert only(contract(2, -600, -300)._replace(logo_id=2), old._replace(renews_id=2))[0] == "link"


def test_called_lost_and_renewed():
    found = only(contract(1, -300, 65, stage="lost"), contract(2, 65, 430, renews_id=1))
    assert found == ("renewed_lost", "contract K1 is called lost, and K2 renews it")


def test_a_currency_without_a_rate():
    assert only(contract(1, -300, 65, currency="GBP"), without_rate={1})[0] == "no_rate"


def test_what_was_accepted_is_silent_until_a_fact_changes():
    running = contract(3, -300, None)
    (one,) = kinds(running, interviews=[interview(-100)], told={1})
    accepted = {(one.kind, one.about)}
    assert kinds(running, interviews=[interview(-100)], told={1}, accepted=accepted) == []
    assert len(kinds(running, interviews=[interview(-99)], told={1}, accepted=accepted)) == 1
    assert (
        len(
            kinds(running._replace(ends_on=day(9)), interviews=[interview(-100)], told={1}, accepted=accepted)
        )
        == 1
    )


def test_they_come_kind_after_kind_and_are_counted():
    found = kinds(
        contract(1, -400, -40, stage="won"), contract(2, -300, None, currency="GBP"),
        interviews=[interview(-100)], told={1}, without_rate={2},
    )  # fmt: skip
    assert list(counts(found)) == ["pays_on", "no_rate"]
    assert set(TITLES) == set(MENDS) == set(KINDS)
