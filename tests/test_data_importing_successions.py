"""Contracts that follow another are proposed as its renewal, and linked where that is said."""

import pytest
from imports import counts, taker

from churntui.data.importing import Options
from churntui.data.rows import settings

HEAD = "Contract Number,Account Name,Plan,Start Date,End Date,ARR,Currency\n"

FIRST = "C1,Acme,Pro,2025-01-01,2026-01-01,9,EUR\n"

LINK = Options(renews="link")


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


def linked(store):
    return store.rows(
        "SELECT c.ref, p.ref FROM contract c JOIN contract p ON p.id = c.renews_id ORDER BY c.id"
    )


def test_it_is_proposed_then_linked_as_said_and_then_no_more(take, store):
    rows = HEAD + FIRST + "C2,Acme,Pro,2026-01-20,2027-01-20,9,EUR\nC3,Acme,Pro,2026-12-20,2028-01-01,9,EUR\n"
    found = take(contracts=rows)["contracts"]
    assert (linked(store), found.follow) == ([], 2)
    (note,) = [note for note in found.notes if "renew" in note]
    assert note == (
        "2 contracts that may renew one of their logo, within 30 days of its end, and name none: "
        "C2 after C1, C3 after C2; 1 of them before that end, and until linked both count; "
        "to link them: --renews link, to hear no more of it: leave"
    )
    assert take(options=Options(renews="leave"), contracts=rows)["contracts"].follow == 0
    notes = take(options=LINK, contracts=rows)["contracts"].notes
    assert "2 contracts linked to the one they follow: C2 after C1, C3 after C2" in notes
    assert linked(store) == [("C2", "C1"), ("C3", "C2")]
    again = take(contracts=rows)["contracts"]
    assert (counts(again), again.follow) == ((0, 0, 3, 0), 0)


@pytest.mark.parametrize(
    "rows",
    [
        "C2,Acme,Pro,2026-02-01,2027-02-01,9,EUR\n",
        "C2,Acme,Chat,2026-01-01,2027-01-01,9,EUR\n",
        "C2,Bolt,Pro,2026-01-01,2027-01-01,9,EUR\n",
        "C2,Acme,Pro,2026-01-01,2027-01-01,0,EUR\n",
        "C2,Acme,Pro,2025-06-01,2027-01-01,9,EUR\n",
        "C2,Acme,Pro,2026-01-01,2027-01-01,9,EUR\nC3,Acme,Pro,2026-01-10,2027-01-01,9,EUR\n",
        "C2,Acme,Pro,2026-01-01,2027-01-01,9,EUR\nC0,Acme,Pro,2024-01-01,2025-12-20,9,EUR\n",
    ],
)
def test_too_late_another_plan_logo_or_price_too_early_and_several_are_not_linked(take, store, rows):
    assert "C1" not in {old for _, old in linked(store)}
    take(options=LINK, contracts=HEAD + FIRST + rows)
    assert "C1" not in {old for _, old in linked(store)}


def test_nothing_is_linked_over_a_loss_or_what_was_unlinked_by_hand(take, store):
    take(contracts=HEAD + FIRST + "B1,Bolt,Pro,2025-01-01,2026-01-01,9,EUR\n")
    take(losses="Account Name,Churn Date,Reason\nAcme,2026-01-01,Price\n")
    second = "C2,Acme,Pro,2026-01-10,2027-01-10,9,EUR\nB2,Bolt,Pro,2026-01-01,2027-01-01,9,EUR\n"
    take(options=LINK, contracts=HEAD + second)
    assert linked(store) == [("B2", "B1")]
    with store.edit("unlinked"):
        store.rows("UPDATE contract SET renews_id = NULL WHERE ref = 'B2'")
    take(options=LINK, contracts=HEAD + second)
    assert linked(store) == []


def test_with_a_grace_of_its_own(take, store):
    settings.change(store, "grace_days", "5")
    take(options=LINK, contracts=HEAD + FIRST + "C2,Acme,Pro,2026-01-07,2027-01-07,9,EUR\n")
    assert linked(store) == []
