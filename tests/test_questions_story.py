"""The story of a logo: every row that says a day stands on it once, on the side of the as-of day it belongs to."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from ui_books import AS_OF, add, contract, logo

from churntui.book import Book
from churntui.data.rows import contracts
from churntui.model.living import (
    Commitment,
    Goal,
    GoalValue,
    Milestone,
    Payment,
    Review,
    Sentiment,
    Step,
    Talk,
)
from churntui.model.rows import Interview, InterviewFacts, Person, Survey, Ticket
from churntui.questions.logo_file import LogoFile, read
from churntui.questions.story import GROUPS, ahead, happened
from churntui.questions.story.event import KINDS
from churntui.questions.story.happened import first_line

BOOK = Book(AS_OF)

days = st.integers(-400, 400).map(lambda off: AS_OF + timedelta(days=off))
maybe = st.none() | days
number = st.integers(1, 10_000)


def rows(made):
    return st.lists(made, max_size=6, unique_by=lambda row: row.id).map(tuple)


files = st.builds(
    LogoFile,
    talks=rows(st.builds(lambda n, day: Talk(n, f"A{n}", 1, None, day), number, days)),
    reviews=rows(st.builds(lambda n, day: Review(n, f"R{n}", 1, held_on=day), number, maybe)),
    steps=rows(
        st.builds(lambda n, due, done: Step(n, f"S{n}", 1, None, "call", "", due, done), number, maybe, maybe)
    ),
    commitments=rows(
        st.builds(
            lambda n, due, state: Commitment(n, f"P{n}", 1, None, "a date", due_on=due, state=state),
            number, maybe, st.sampled_from(("open", "done", "partly", "missed")),
        )
    ),
    goals=rows(st.builds(lambda n, due: Goal(n, f"G{n}", 1, "faster", due_on=due), number, maybe)),
    tickets=rows(st.builds(lambda n, day: Ticket(n, f"T{n}", 1, day, None, "", "slow"), number, days)),
    surveys=rows(st.builds(lambda n, day: Survey(n, f"N{n}", 1, None, day, "nps", 3, ""), number, days)),
    people=rows(st.builds(lambda n, day: Person(n, f"P{n}", 1, "Ann", left_on=day), number, maybe)),
)  # fmt: skip


@given(files)
def test_every_row_that_says_a_day_stands_on_it_once(file):
    past, future = happened(file, BOOK), ahead(file, BOOK)
    told = Counter(event.row for event in (*past, *future))
    wanted = {
        *(("talk", row.id) for row in file.talks),
        *(("review", row.id) for row in file.reviews if row.held_on),
        *(("step", row.id) for row in file.steps if row.done_on is None or row.done_on <= AS_OF),
        *(("commitment", row.id) for row in file.commitments if row.due_on or row.state == "open"),
        *(("goal", row.id) for row in file.goals if row.due_on),
        *(("ticket", row.id) for row in file.tickets if row.opened_on <= AS_OF),
        *(("survey", row.id) for row in file.surveys if row.day <= AS_OF),
        *(("person", row.id) for row in file.people if row.left_on and row.left_on <= AS_OF),
    }
    assert told == Counter(wanted)


@given(files)
def test_what_happened_is_of_days_that_have_come_newest_first_and_next_in_order(file):
    past = [event.day for event in happened(file, BOOK)]
    assert past == sorted(past, reverse=True)
    assert all(day <= AS_OF for day in past)
    future = [event.day for event in ahead(file, BOOK) if event.day]
    assert future == sorted(future)


def test_every_kind_can_be_shown_alone():
    assert frozenset().union(*(kinds for group, kinds in GROUPS.items() if group != "all")) == set(KINDS)


def story(store, logo_id):
    book = Book.load(store, AS_OF)
    file = read(store, book, logo_id)
    return happened(file, book), ahead(file, book)


def said(events):
    return [f"{event.text}{event.sign}{' !' if event.urgent else ''}" for event in events]


def ago(days):
    return (AS_OF - timedelta(days=days)).isoformat()


def test_contracts_tell_what_was_signed_renewed_and_is_to_be_decided(store):
    acme = logo(store, "Acme")
    first = contract(store, acme, -282, 40_000_00)
    contract(store, acme, 83, 48_000_00, renews_id=first, notice_days=60, auto_renew=1)
    past, future = story(store, acme)
    assert said(past) == ["renewed: Team, €48.0k ARR, +€8.0k▲", "signed: Team, €40.0k ARR"]
    assert said(future) == ["notice deadline: Team !", "renews itself: Team"]


def test_notice_is_told_and_what_leaves_is_no_deadline_any_more(store):
    acme = logo(store, "Acme")
    contract(store, acme, 83, notice_days=60, notice_on=ago(3))
    past, future = story(store, acme)
    assert said(past)[0] == "notice given: Team; ends 12 Feb▼"
    assert said(future) == ["leaves: Team▼"]


def test_an_end_without_an_outcome_needs_someone_and_one_that_is_over_is_a_loss(store):
    acme, borea = logo(store, "Acme"), logo(store, "Borea")
    contract(store, acme, -5)
    contract(store, borea, -40)
    assert said(story(store, acme)[0])[0] == "expired: Team, no outcome▼ !"
    past, future = story(store, borea)
    assert said(past)[0] == "ended: Team, nothing followed▼"
    assert said(future) == ["last day to ask for the exit interview, weeks two to six !"]


def test_a_loss_is_told_once_with_its_interview(store):
    acme = logo(store, "Acme")
    lost = contract(store, acme, -40)
    add(
        store, "interview", ref="I1", logo_id=acme, status="declined", effective_on=ago(40),
        primary_reason="price", updated_at="2026-11-01T00:00:00Z",
    )  # fmt: skip
    past, future = story(store, acme)
    assert said(past) == ["left: price; exit interview declined▼", "signed: Team, €12.0k ARR"]
    assert future == ()
    assert past[1].row == ("contract", lost)


def test_a_champion_without_a_successor_needs_someone(store):
    acme = logo(store, "Acme")
    add(store, "person", ref="P1", logo_id=acme, name="M. Kern", champion=1, left_on=ago(9))
    assert said(story(store, acme)[0]) == ["champion M. Kern left; no successor▼ !"]
    after = add(store, "person", ref="P2", logo_id=acme, name="R. Dahl")
    with store.write():
        store.rows("UPDATE person SET successor_id = ? WHERE ref = 'P1'", (after,))
    assert said(story(store, acme)[0]) == ["champion M. Kern left; R. Dahl follows▼"]


def test_a_review_says_how_likely_they_renew_and_what_they_named(store):
    acme = logo(store, "Acme")
    review = add(
        store,
        "review",
        ref="R1",
        logo_id=acme,
        held_on=ago(60),
        likelihood=5,
        reason="only if SSO comes\nsoon",
    )
    theme = add(store, "theme", name="missing SSO")
    passage = add(store, "highlight", review_id=review, starts_at=0, ends_at=4, quote="only")
    add(store, "highlight_theme", highlight_id=passage, theme_id=theme)
    (event,), _ = story(store, acme)
    assert (event.text, event.sign) == ("QBR, likely 5/10: “only if SSO comes”", "▼")
    assert event.themes == ("missing SSO",)


def test_a_goal_tells_each_value_and_whether_it_was_reached(store):
    acme = logo(store, "Acme")
    goal = add(
        store, "goal", ref="G1", logo_id=acme, goal="onboard a branch", unit="days", start_value=10.0,
        target_value=4.0, due_on=ago(1),
    )  # fmt: skip
    for back, value in ((90, 6.5), (30, 7.0), (2, 4.0)):
        add(store, "goal_value", goal_id=goal, day=ago(back), value=value)
    assert said(story(store, acme)[0]) == [
        "due: onboard a branch, 4 days (target 4 days)▲",
        "onboard a branch: 4 days (target 4 days)▲",
        "onboard a branch: 7 days (target 4 days)▼",
        "onboard a branch: 6.5 days (target 4 days)▲",
    ]


def test_what_was_not_paid_how_we_see_them_and_milestones_are_told():
    file = LogoFile(
        milestones=(
            Milestone(1, 1, "first use", AS_OF - timedelta(days=9), AS_OF - timedelta(days=2)),
            Milestone(2, 1, "first goal met", AS_OF - timedelta(days=1)),
        ),
        payments=(Payment(1, "Y1", 1, AS_OF, "failed"), Payment(2, "Y2", 1, AS_OF, "paid")),
        sentiments=(Sentiment(1, 1, AS_OF - timedelta(days=3), 2, "Ana"),),
    )
    assert said(happened(file, BOOK)) == [
        "payment failed▼",
        "reached: first use, 7 days late",
        "2 uneasy, Ana▼",
    ]
    assert said(ahead(file, BOOK)) == ["to reach: first goal met !"]


def test_a_stage_called_by_hand_is_told_until_it_is_taken_back(store):
    acme = logo(store, "Acme")
    due = contract(store, acme, 83)
    contracts.call_stage(store, due, "at_risk", "called")
    contracts.call_stage(store, due, "verbal", "called")
    with store.write():
        store.rows("UPDATE edit SET at = ?", (f"{AS_OF}T09:00:00Z",))
    assert said(story(store, acme)[0])[:2] == ["stage: at risk → verbal", "stage: open → at risk▼"]


def test_what_a_loss_taught_is_done_or_waits():
    facts = InterviewFacts(fix="answer in a day", fix_owner="Ben", fix_due_on=AS_OF - timedelta(days=1))
    file = LogoFile(interviews=(Interview(1, "I1", 1, "held", AS_OF),), facts={1: facts})
    assert said(ahead(file, BOOK)) == ["to mend: answer in a day, Ben !"]


def test_of_a_note_its_first_line_is_told():
    assert first_line("\n  \n Budget is tight \n more") == "Budget is tight"
    assert first_line("") == ""


def test_values_of_later_days_are_not_known_yet():
    later = AS_OF + timedelta(days=1)
    file = LogoFile(goals=(Goal(1, "G1", 1, "x", due_on=AS_OF),), values={1: (GoalValue(1, 1, later, 3.0),)})
    assert said(happened(file, BOOK)) == ["due: x, never measured▼"]
