"""What is kept of living logos shows each thing that can be: on any day, and of nobody who has left."""

from datetime import timedelta

from sample_tables import book, on_any_day, refs

from churntui.data.opening import open_book
from churntui.data.rows import highlights
from churntui.demo.build import build
from churntui.demo.logos import Logo
from churntui.demo.reading import read
from churntui.model.choices import COMMITMENT_STATES, REVIEW_KINDS, SAVE_STAGES, TALK_HOWS
from churntui.questions import proofs


@on_any_day
def test_it_is_told_of_living_logos_and_of_days_that_fit(as_of):
    tables, today = book(as_of), as_of.isoformat()
    living = {
        refs(as_of)[key] for key, logo in read("logos.toml", dict[str, Logo]).items() if logo.stage != "lost"
    }
    for name in ("goals", "commitments", "talks", "reviews", "steps", "proofs", "milestones"):
        assert {row["logo_id"] for row in tables[name]} <= living
    tried = [row for row in tables["save_attempts"] if not row["interview_id"]]
    assert {row["logo_id"] for row in tried} <= living
    assert {row["stage"] for row in tried} == set(SAVE_STAGES) - {"lost"}
    assert all(row["at_risk_on"] < today for row in tried)
    assert all(row["day"] < today for row in (*tables["goal_values"], *tables["talks"]))
    assert all(review["held_on"] < today for review in tables["reviews"])
    assert {talk["how"] for talk in tables["talks"]} < set(TALK_HOWS)
    assert {review["kind"] for review in tables["reviews"]} < set(REVIEW_KINDS)


@on_any_day
def test_there_is_something_overdue_and_something_reached(as_of):
    tables, today = book(as_of), as_of.isoformat()
    states = {commitment["state"] for commitment in tables["commitments"]}
    assert {"open", "done", "partly"} <= states <= set(COMMITMENT_STATES)
    assert any(c["state"] == "open" and c["due_on"] < today for c in tables["commitments"])
    assert any(step["due_on"] < today for step in tables["steps"])
    last = {value["goal_id"]: float(value["value"]) for value in tables["goal_values"]}
    assert any(last[goal["goal_id"]] >= float(goal["target_value"]) for goal in tables["goals"])
    assert any(not goal["start_value"] for goal in tables["goals"])


@on_any_day
def test_what_logos_said_in_their_reviews_may_be_quoted_to_them(as_of, tmp_path):
    passages = [row for row in book(as_of)["highlights"] if row["note_kind"] == "review"]
    assert len(passages) == 3
    assert {row["their_words"] for row in passages} == {"yes"}
    assert {row["their_words"] for row in book(as_of)["highlights"] if row["interview_id"]} == {""}
    build(tmp_path / "demo.db", as_of)
    with open_book(tmp_path / "demo.db") as store:
        logo_id = store.scalar("SELECT id FROM logo WHERE domain = 'tannwald.example'")
        (quoted,) = (
            passage for found in highlights.in_their_words(store, logo_id).values() for passage in found
        )
        assert quoted.quote == "Auf zwei Stationen liegt das Tablet im Schrank."


@on_any_day
def test_of_what_is_tried_one_has_helped_and_of_the_other_no_difference_is_shown(as_of, tmp_path):
    build(tmp_path / "demo.db", as_of)
    with open_book(tmp_path / "demo.db") as store:
        logo_id = store.scalar("SELECT id FROM logo WHERE domain = 'tannwald.example'")
        trained, tablets = proofs.of_logo(store, logo_id, as_of)
        assert (trained.verdict, tablets.verdict) == ("no_difference", "improved")
        assert trained.target.n + trained.control.n + len(trained.left_out) == 36
        assert trained.through == trained.proof.after_until - timedelta(days=1)
        assert (tablets.target.n, tablets.control.n, tablets.left_out) == (8, 9, ())
