"""What can be decided about a contract: what each decision would write, and why another cannot be taken."""

from dataclasses import replace
from datetime import date

import pytest

from churntui.book import Book
from churntui.model.rows import Contract, Interview, Logo, Settings
from churntui.plain.money import annualised
from churntui.questions.renewals import deciding

AS_OF = date(2026, 11, 21)
LOGO = Logo(1, "L1", "Nordwind GmbH")


def signed(starts_on, ends_on, amount=9_600_000, number=1, *, per="year", **values):
    starts, ends = date.fromisoformat(starts_on), date.fromisoformat(ends_on) if ends_on else None
    arr = annualised(amount, per, starts, ends)
    given = {"plan": "Business", **values}
    return Contract(number, f"K{number}", 1, starts, ends, amount, "EUR", per, arr, **given)


DUE = signed("2026-02-12", "2027-02-12")
EXPIRED = signed("2025-11-12", "2026-11-12", auto_renew=True)


def book(*contracts, losses=(), **settings):
    recorded = tuple(
        Interview(number, f"I{number}", 1, "not_asked", effective_on=date.fromisoformat(day))
        for number, day in enumerate(losses, 1)
    )
    return replace(
        Book.empty,
        as_of=AS_OF,
        logos={1: LOGO},
        contracts=contracts,
        interviews=recorded,
        settings=Settings(**settings),
    )


def case(*contracts, losses=(), about=1):
    (only,) = deciding.cases(book(*contracts, losses=losses), [(about, None)])
    return only


def told(known):
    return {
        choice.outcome: (choice.title, choice.writes, choice.can_be) for choice in deciding.choices(known)
    }


def test_an_open_renewal():
    known = case(DUE)
    assert deciding.heading(known) == "Nordwind GmbH · Business · €96,000 a year · ends 12 Feb 2027"
    assert told(known) == {
        "renewed": ("Renewed as it was", "12 Feb 2027 – 12 Feb 2028, €96,000", True),
        "changed": ("Renewed, changed …", "amount, seats, term, plan, start", True),
        "notice": ("Notice received …", "known churn on 12 Feb 2027", True),
        "lost": ("Lost …", "on a day you name; then the interview", True),
        "open": ("Open again", "nothing is decided yet", False),
    }


def test_one_past_its_end_that_renews_itself_is_rolled_on_first():
    first, *_ = deciding.choices(case(EXPIRED))
    assert (first.outcome, first.title, first.writes) == (
        "renewed", "Rolled on", "12 Nov 2026 – 12 Nov 2027, €96,000",
    )  # fmt: skip
    assert told(case(EXPIRED))["notice"][1] == "service ended on 12 Nov 2026"
    assert deciding.heading(case(EXPIRED)).endswith("ended 12 Nov 2026")


def test_an_uplift_is_a_choice_of_its_own_and_the_first_where_it_rolls_on():
    ahead, past = (deciding.choices(case(one._replace(uplift=3.0))) for one in (DUE, EXPIRED))
    assert [choice.outcome for choice in ahead[:2]] == ["renewed", "uplifted"]
    assert [choice.title for choice in ahead[:2]] == ["Renewed as it was", "Renewed, +3 %"]
    assert [choice.title for choice in past[:2]] == ["Rolled on, +3 %", "Renewed as it was"]
    assert past[0].writes == "12 Nov 2026 – 12 Nov 2027, €98,880, +€2,880 ARR"
    assert not deciding.choice_of(case(DUE), "uplifted").can_be


@pytest.mark.parametrize("later", [{"renews_id": 1}, {}])
def test_what_is_renewed_already_says_by_what(later):
    known = case(DUE, signed("2027-02-12", "2028-02-12", number=2, **later))
    refused = {outcome: writes for outcome, (_, writes, can_be) in told(known).items() if not can_be}
    why = "it is renewed already, from 12 Feb 2027 on"
    expected = {"renewed": why, "notice": why, "lost": why}
    unlinked = {"changed": why, "open": "what follows from 12 Feb 2027 is not linked: change that one"}
    assert refused == (expected if later else expected | unlinked)
    if later:
        assert told(known)["open"][1:] == ("takes the renewal from 12 Feb 2027 back", True)
        assert told(known)["changed"] == (
            "Change its renewal …", "12 Feb 2027 – 12 Feb 2028, €96,000", True,
        )  # fmt: skip


def test_a_link_that_does_not_count_answers_nothing():
    assert case(DUE, signed("2026-01-01", "2026-02-01", number=2, renews_id=1)).follower is None


def test_a_recorded_loss_is_opened_again_before_it_is_renewed():
    known = case(DUE, losses=["2026-12-31"])
    assert known.ends_on == date(2026, 12, 31)
    why = "its loss on 31 Dec 2026 is recorded"
    assert [told(known)[outcome][1:] for outcome in ("renewed", "lost", "notice")] == [(why, False)] * 3
    assert told(known)["open"][1:] == ("takes the loss on 31 Dec 2026 back", True)


def test_a_loss_before_a_newer_paid_start_is_not_about_it():
    known = case(signed("2024-01-01", "2025-01-01", number=2), DUE, losses=["2025-01-01"], about=1)
    assert known.lost_on is None


def test_a_notice_can_be_corrected_and_the_renewal_still_come():
    known = case(DUE._replace(notice_on=date(2026, 11, 3)))
    assert told(known)["notice"] == ("Notice received …", "given on 3 Nov 2026: name another day", True)
    assert told(known)["renewed"][2]
    assert told(known)["open"][1] == "takes the notice of 3 Nov 2026 back"
    assert "notice given 3 Nov 2026" in deciding.heading(known)


@pytest.mark.parametrize("stage", ["won", "lost"])
def test_a_call_that_nothing_answers_is_opened_again(stage):
    assert told(case(DUE._replace(stage=stage)))["open"][1:] == (f"no longer called {stage}", True)
    assert not told(case(DUE._replace(stage="verbal")))["open"][2]


def test_one_without_an_end_has_no_renewal():
    known = case(signed("2025-01-01", None))
    why = "it has no end: it goes on until it is ended"
    assert [told(known)[outcome][1:] for outcome in ("renewed", "changed")] == [(why, False)] * 2
    assert told(known)["notice"][1:] == ("known churn on the day you name", True)
    assert deciding.heading(known).endswith("€96,000 a year · no end")


def test_a_free_one_is_renewed_or_ends_and_is_no_loss():
    known = case(signed("2026-02-12", "2027-02-12", 0))
    assert told(known)["lost"][1:] == ("it is free: nothing is lost with it", False)
    assert told(known)["renewed"][1] == "12 Feb 2027 – 12 Feb 2028, €0"


def test_one_whose_next_term_the_calendar_does_not_hold():
    assert told(case(signed("9000-01-01", "9999-01-01")))["renewed"][1:] == (
        "its next term would end after the calendar",
        False,
    )


def test_what_goes_on_beside():
    longer = signed("2026-06-01", "2027-06-01", number=2, plan="Add-on")
    free = signed("2026-06-01", None, 0, number=3, plan="Free")
    known = case(DUE, longer, free)
    assert known.others_on(date(2027, 2, 12)) == [longer]
    assert known.others_on(date(2027, 6, 1)) == []


def test_the_contract_that_it_renewed_does_not_go_on_beside():
    old = signed("2025-03-01", "2027-03-01", number=2)
    early = DUE._replace(renews_id=2)
    assert case(old, early).others_on(date(2027, 2, 12)) == []


def test_a_row_about_a_logo_means_the_contract_due_next():
    others = (
        signed("2026-06-01", "2027-06-01", number=2, plan="Add-on"),
        signed("2024-01-01", None, number=3),
    )
    known = book(DUE, *others)
    assert [one.contract.ref for one in deciding.cases(known, [(None, 1), (1, 1), (2, 1)])] == ["K1", "K2"]
    assert [one.contract.ref for one in deciding.cases(book(others[1]), [(None, 1)])] == ["K3"]
    assert [
        one.contract.ref for one in deciding.cases(book(signed("2020-01-01", "2021-01-01")), [(None, 1)])
    ] == ["K1"]
    assert deciding.cases(book(), [(None, 1), (7, None)]) == []


def test_a_renewal_that_is_yet_to_begin_is_not_renewed_by_the_same_keys():
    signed_ahead = signed("2027-02-12", "2028-02-12", number=2, renews_id=1)
    known = book(DUE, signed_ahead, signed("2028-02-12", "2029-02-12", number=3, renews_id=2))
    assert [one.contract.ref for one in deciding.cases(known, [(None, 1)])] == ["K1"]
    assert [one.contract.ref for one in deciding.cases(known, [(2, 1)])] == ["K2"]
    noticed = book(DUE, signed_ahead._replace(notice_on=AS_OF))
    assert [one.contract.ref for one in deciding.cases(noticed, [(None, 1)])] == ["K2"]
    lost = book(DUE, signed_ahead, losses=["2027-06-01"])
    assert [one.contract.ref for one in deciding.cases(lost, [(None, 1)])] == ["K2"]
    astray = signed("2027-02-12", "2028-02-12", number=4, renews_id=4)
    assert [one.contract.ref for one in deciding.cases(book(astray), [(None, 1)])] == ["K4"]


def test_several_at_once():
    endless = signed("2024-01-01", None, number=2, plan="Old")
    renewed = signed("2025-12-01", "2026-12-01", number=3, plan="Solo")
    successor = signed("2026-12-01", "2027-12-01", number=4, plan="Solo", renews_id=3)
    risen = signed("2026-01-01", "2027-01-01", number=5, plan="Team", uplift=5.0)
    known = deciding.cases(book(DUE, endless, renewed, successor, risen), [(n, None) for n in (1, 2, 3, 5)])
    offers = {offer.outcome: offer for offer in deciding.for_several(known)}
    assert [*offers] == ["renewed", "uplifted", "changed", "notice", "lost", "open"]
    assert [one.contract.id for one, _ in offers["renewed"].taken] == [1, 5]
    assert [(one.contract.id, why) for one, why in offers["renewed"].cannot] == [
        (2, "it has no end: it goes on until it is ended"), (3, "it is renewed already, from 1 Dec 2026 on"),
    ]  # fmt: skip
    assert [choice.term.amount_minor for _, choice in offers["uplifted"].taken] == [9_600_000, 10_080_000]
    assert not offers["changed"].taken
    assert [one.contract.id for one, _ in offers["notice"].taken] == [1, 5]
    assert [one.contract.id for one, _ in offers["open"].taken] == [3]
    assert deciding.label_of_many("renewed", 2) == "2 contracts renewed as they were"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (8_800_000, "−€8,000 ARR · −8.3 %"), (9_600_000, ""), (10_000_000, "+€4,000 ARR · +4.2 %"),
        (0, "−€96,000 ARR · −100.0 %"),
    ],
)  # fmt: skip
def test_how_the_arr_changes(amount, said):
    assert deciding.arr_change(DUE, signed("2027-02-12", "2028-02-12", amount)) == said
    assert deciding.arr_change(signed("2026-02-12", "2027-02-12", 0), DUE) == "+€96,000 ARR"


def test_what_is_said_when_it_is_done():
    term = deciding.choice_of(case(DUE), "renewed").term
    assert (
        deciding.renewed_label(case(DUE), "renewed", term)
        == "Nordwind GmbH renewed to 12 Feb 2028: €96,000 a year"
    )
    rolled = deciding.choice_of(case(EXPIRED), "renewed").term
    assert deciding.renewed_label(case(EXPIRED), "renewed", rolled).startswith(
        "Nordwind GmbH rolled on to 12 Nov 2027"
    )
    assert deciding.notice_label(case(DUE), date(2026, 11, 3), DUE.ends_on) == (
        "Nordwind GmbH: notice of 3 Nov 2026, service ends 12 Feb 2027"
    )
    assert deciding.lost_label(case(DUE), DUE.ends_on, is_alone=False) == "Nordwind GmbH lost on 12 Feb 2027"
    assert deciding.lost_label(case(DUE), DUE.ends_on, is_alone=True) == (
        "Nordwind GmbH, Business alone, lost on 12 Feb 2027"
    )
    assert deciding.starts_late(case(DUE), date(2027, 3, 15), 30)
    assert not deciding.starts_late(case(DUE), date(2027, 3, 14), 30)
