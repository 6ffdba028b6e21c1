"""What is watched is of the as-of day: nothing of a later one, the last of several, and who typed it."""

from datetime import date, timedelta

from ui_books import AS_OF, add, logo

from churntui.data.opening import open_book
from churntui.data.rows import evidence, talks, watching
from churntui.data.rows.talks import Said
from churntui.model.rows import Settings


def day(back):
    return (AS_OF - timedelta(days=back)).isoformat()


def test_the_last_contact_is_the_last_answer_however_it_is_kept(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for name in ("Talk", "Review", "Person", "One way", "Later"):
            logo(store, name)
        add(store, "talk", ref="W1", logo_id=1, day=day(9), how="call", both_ways=1)
        add(store, "review", ref="R1", logo_id=2, held_on=day(8))
        add(store, "person", ref="P1", logo_id=3, name="Ana", last_contact_on=day(7))
        add(store, "talk", ref="W2", logo_id=4, day=day(6), how="mail", both_ways=0)
        add(store, "talk", ref="W3", logo_id=5, day=day(-1), how="call", both_ways=1)
        watched = watching.look(store, AS_OF, Settings(), None)
        assert watched.contacts == {
            nth: AS_OF - timedelta(days=back) for nth, back in ((1, 9), (2, 8), (3, 7))
        }
        assert watched.talked_by_hand == {}
        talks.add(store, [1], Said(AS_OF - timedelta(days=2)), "talk")
        assert watching.look(store, AS_OF, Settings(), None).talked_by_hand == {1: AS_OF - timedelta(days=2)}


def test_the_last_payment_review_and_view_count_and_the_open_and_recent_tickets(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        logo(store, "Acme")
        for ref, back, outcome in (
            ("Y1", 30, "paid"),
            ("Y2", 5, "failed"),
            ("Y3", 5, "paid"),
            ("Y4", -5, "failed"),
        ):
            add(store, "payment", ref=ref, logo_id=1, day=day(back), outcome=outcome)
        for back, score in ((9, 2), (3, 4), (-2, 1)):
            add(store, "sentiment", logo_id=1, day=day(back), score=score)
        add(store, "review", ref="R1", logo_id=1, held_on=day(90), likelihood=3)
        add(store, "review", ref="R2", logo_id=1, held_on=day(10))
        for ref, opened, closed in (
            ("T1", 300, None),
            ("T2", 300, 20),
            ("T3", 89, 80),
            ("T4", 90, 80),
            ("T5", 95, -1),
        ):
            closed_on = None if closed is None else day(closed)
            add(store, "ticket", ref=ref, logo_id=1, opened_on=day(opened), closed_on=closed_on)
        watched = watching.look(store, AS_OF, Settings(), None)
    assert watched.payments[1].ref == "Y3"
    assert watched.sentiments[1].score == 4
    assert watched.reviews[1].ref == "R1"
    assert [ticket.ref for ticket in watched.tickets[1]] == ["T1", "T5", "T3"]
    assert watched.of([2]) == watching.Watched()


def test_what_is_due_on_the_day_itself_is_not_overdue(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        logo(store, "Acme")
        for nth, back in enumerate((0, 1)):
            add(store, "milestone", logo_id=1, milestone=f"m{nth}", due_on=day(back))
            add(store, "goal", ref=f"G{nth}", logo_id=1, goal="x", due_on=day(back))
        add(store, "goal_value", goal_id=2, day=day(2), value=3.0)
        watched = watching.look(store, AS_OF, Settings(), None)
    assert [one.milestone for one in watched.milestones[1]] == ["m1"]
    assert [(goal.ref, [value.value for value in values]) for goal, values in watched.goals[1]] == [
        ("G1", [3.0])
    ]
    assert date.fromisoformat(day(0)) == AS_OF


def test_a_payment_on_its_way_or_one_that_went_back_mends_none_that_failed(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        logo(store, "Acme")
        for nth, outcome in enumerate(("paid", "disputed", "pending", "refunded")):
            add(store, "payment", ref=f"Y{nth}", logo_id=1, day=day(9 - nth), outcome=outcome)
        assert watching.look(store, AS_OF, Settings(), None).payments[1].ref == "Y1"
        assert [said.value for said in evidence.read(store).payments[1]] == [0, 1]


def test_who_buys_is_known_however_the_role_is_written(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for nth, role in enumerate(("Economic Buyer", "economic_buyer", "buyer (CFO)", "user"), start=1):
            logo(store, role)
            add(store, "person", ref=f"P{nth}", logo_id=nth, name="Ana", role=role, last_contact_on=day(200))
        assert [*watching.look(store, AS_OF, Settings(), None).buyers] == [1, 2, 3]
