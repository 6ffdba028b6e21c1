"""What of a book has a day, and what it is called there."""

from datetime import date

import pytest
from stores import add, add_contract, add_interview, add_logo

from churntui.book import Book
from churntui.data.rows import ahead
from churntui.questions.calendar import events

AS_OF = date(2026, 11, 21)


@pytest.fixture
def told(store):
    """What a calendar of the book says: uid to (day, first day after, title)."""

    def tell(owner=""):
        book = Book.load(store, AS_OF).of_owner(owner)
        return {
            event.uid.removesuffix("@churntui"): (str(event.day), str(event.end or ""), event.title)
            for event in events(book, ahead.every(store, AS_OF))
        }

    return tell


def test_a_renewal_has_its_end_and_its_last_day_for_notice(store, told):
    add_contract(store, "K1", add_logo(store, "Acme"), "2026-02-12", "2027-02-12", notice_days=60)
    assert told() == {
        "notice-K1": ("2026-12-14", "", "Acme: last day for notice"),
        "end-K1": ("2027-02-12", "", "Acme renews"),
    }


def test_without_a_notice_period_and_once_it_is_decided_there_is_no_deadline(store, told):
    acme = add_logo(store, "Acme")
    add_contract(store, "K1", acme, "2026-02-12", "2027-02-12")
    add_contract(store, "K2", acme, "2026-03-12", "2027-03-12", notice_days=60)
    add(store, "renewal", contract_id=2, stage="verbal")
    assert set(told()) == {"end-K1", "end-K2"}


def test_after_notice_it_ends(store, told):
    acme = add_logo(store, "Acme")
    add_contract(store, "K1", acme, "2026-02-12", "2027-02-12", notice_days=60, notice_on="2026-11-02")
    assert told() == {"end-K1": ("2027-02-12", "", "Acme leaves")}


def test_what_is_due_and_not_done_is_there(store, told):
    acme = add_logo(store, "Acme")
    for ref, due, done in (
        ("S1", "2026-11-20", None),
        ("S2", "2026-12-03", "2026-11-21"),
        ("S3", None, None),
    ):
        add(store, "step", ref=ref, logo_id=acme, what="call sponsor", due_on=due, done_on=done)
    for ref, by_us, state in (("C1", 1, "open"), ("C2", 0, "partly"), ("C3", 1, "done"), ("C4", 1, "missed")):
        add(
            store,
            "commitment",
            ref=ref,
            logo_id=acme,
            what="a plan",
            by_us=by_us,
            due_on="2026-12-01",
            state=state,
        )
    add(
        store,
        "goal",
        ref="G1",
        logo_id=acme,
        goal="onboard faster",
        unit="days",
        target_value=10,
        due_on="2027-01-01",
    )
    add(store, "goal", ref="G2", logo_id=acme, goal="long ago", due_on="2025-01-01")
    assert told() == {
        "step-S1": ("2026-11-20", "", "Acme: call sponsor"),
        "promise-C1": ("2026-12-01", "", "Acme: we promised a plan"),
        "promise-C2": ("2026-12-01", "", "Acme: they promised a plan"),
        "goal-G1": ("2027-01-01", "", "Acme: goal onboard faster"),
    }


def test_weeks_two_to_six_after_a_loss_nobody_was_asked_about(store, told):
    for name, ended in (("Acme", "2026-10-22"), ("Borealis", "2026-10-11"), ("Cobalt", "2026-08-01")):
        add_contract(store, name, add_logo(store, name), "2024-08-01", ended)
    assert set(told()) >= {"end-Acme"}  # within its grace days an end is no loss yet
    store.rows("UPDATE contract SET ends_on = '2026-10-12' WHERE ref = 'Acme'")
    interview = {key: value for key, value in told().items() if key.startswith("interview")}
    assert interview == {
        "interview-Acme%202026-10-12": ("2026-10-19", "2026-11-23", "Ask Acme why they left"),
        "interview-Borealis%202026-10-11": ("2026-10-18", "2026-11-22", "Ask Borealis why they left"),
    }
    add_interview(store, "I1", 1, status="held", held_on="2026-11-01", effective_on="2026-10-12")
    assert "interview-Acme%202026-10-12" not in told()


def test_of_one_owner_there_is_only_theirs(store, told):
    for name, owner in (("Acme", "Ines"), ("Borealis", "Bo")):
        logo_id = add_logo(store, name, owner=owner)
        add_contract(store, name, logo_id, "2026-02-12", "2027-02-12", notice_days=60)
        add_contract(
            store, f"{name} old", add_logo(store, f"{name} gone", owner=owner), "2024-02-12", "2026-10-20"
        )
        add(store, "step", ref=f"S{name}", logo_id=logo_id, what="call", due_on="2026-12-01")
        add(store, "commitment", ref=f"C{name}", logo_id=logo_id, what="send", due_on="2026-12-01")
        add(store, "goal", ref=f"G{name}", logo_id=logo_id, goal="more", due_on="2026-12-01")
    assert len(told()) == 12
    of_ines = told("Ines")
    assert len(of_ines) == 6
    assert not [value for value in of_ines.values() if "Borealis" in value[2]]


def test_an_empty_book_has_no_days(told):
    assert told() == {}


def test_a_large_target_is_written_out(store):
    nordwind = add_logo(store, "L1", name="Nordwind")
    add(
        store,
        "goal",
        ref="G1",
        logo_id=nordwind,
        goal="Save",
        unit="€",
        target_value=1_200_000,
        due_on="2027-03-01",
    )
    book = Book.load(store, AS_OF)
    assert [event.text for event in events(book, ahead.every(store, AS_OF))] == ["Target: €1,200,000"]
