"""The sheet for who takes a logo over: all that was written down, and what was not."""

from datetime import date

import pytest
from stores import add, add_contract, add_logo

from churntui.book import Book
from churntui.briefs import handover
from churntui.briefs.sheets import markdown

AS_OF = date(2026, 11, 21)


@pytest.fixture
def sheet(store):
    """Its sections by heading, each the texts of its points; those that are urgent begin with `!`."""

    def made(logo_id=1, as_of=AS_OF):
        told = handover.of(store, Book.load(store, as_of).with_usage(store), logo_id)
        return {
            section.heading: [f"{'! ' if point.urgent else ''}{point.text}" for point in section.points]
            for section in told.sections
        }

    return made


@pytest.fixture
def acme(store):
    return add_logo(store, "Acme", name="Acme", owner="Ines Berg")


def test_people_are_told_with_where_they_are_reached(store, sheet, acme):
    add(
        store, "person", ref="P1", logo_id=acme, name="Ana", role="CFO", email="ana@acme.example", champion=1,
        stance="supportive", last_contact_on="2026-11-01",
    )  # fmt: skip
    add(store, "person", ref="P2", logo_id=acme, name="Bo", left_on="2026-10-01")
    assert sheet()["People"] == [
        "Ana · CFO · champion · last contact 1 Nov 2026, 20 days ago · supportive · ana@acme.example",
        "Bo · left 1 Oct 2026",
    ]


def test_promises_of_both_sides_that_are_not_kept(store, sheet, acme):
    for ref, what, by_us, owner, due, state in (
        ("C1", "send the roadmap", 1, "Ines", "2026-11-20", "open"),
        ("C2", "name a sponsor", 0, "", "2026-12-03", "partly"),
        ("C3", "done long ago", 1, "", "2026-01-01", "done"),
        ("C4", "someday", 1, "", None, "open"),
    ):
        add(
            store, "commitment", ref=ref, logo_id=acme, what=what, by_us=by_us, owner=owner, due_on=due, state=state
        )  # fmt: skip
    assert sheet()["Promises"] == [
        "! We promised: send the roadmap · was due 20 Nov · Ines",
        "They promised: name a sponsor · by 3 Dec · partly kept",
        "We promised: someday",
    ]


def test_steps_that_are_to_be_done(store, sheet, acme):
    for ref, due, done in (
        ("S1", "2026-11-01", None),
        ("S2", "2026-12-01", None),
        ("S3", "2026-12-01", "2026-11-20"),
    ):
        add(store, "step", ref=ref, logo_id=acme, what=f"call {ref}", owner="Bo", due_on=due, done_on=done)
    assert sheet()["Next steps"] == ["! call S1 · was due 1 Nov · Bo", "call S2 · by 1 Dec · Bo"]


def test_goals_with_how_far_they_are(store, sheet, acme):
    add(
        store, "goal", ref="G1", logo_id=acme, goal="Onboard faster", why="New depots", unit="days", start_value=30.0,
        target_value=10.0, due_on="2027-01-01",
    )  # fmt: skip
    add(store, "goal", ref="G2", logo_id=acme, goal="Fewer errors")
    for day, value in (("2026-06-01", 20.0), ("2026-10-01", 12.5), ("2026-12-01", 9.0)):
        add(store, "goal_value", goal_id=1, day=day, value=value)
    assert sheet()["Why they bought, and what they want to reach"] == [
        "Onboard faster · from 30 to 10 days · 12.5 days on 1 Oct · by 1 Jan",
        "Fewer errors · never measured",
    ]


def test_the_last_talks_and_the_reviews_among_them(store, sheet, acme):
    add(store, "person", ref="P1", logo_id=acme, name="Ana")
    for nth in range(7):
        add(
            store,
            "talk",
            ref=f"T{nth}",
            logo_id=acme,
            day=f"2026-1{nth // 4}-0{nth + 1}",
            author="Ines",
            notes=f"n{nth}",
        )
    add(store, "talk", ref="T9", logo_id=acme, day="2026-11-10", person_id=1, how="mail", both_ways=0)
    add(store, "talk", ref="T8", logo_id=acme, day="2026-12-01", notes="not yet")
    add(
        store, "review", ref="R1", logo_id=acme, kind="qbr", held_on="2026-11-08", likelihood=7, likelihood_by="Ana",
        reason="price", agreed="a plan",
    )  # fmt: skip
    add(store, "review", ref="R0", logo_id=acme, kind="ebr", held_on="2026-01-08")
    assert sheet()["Last talks"] == [
        "10 Nov · mail with Ana · no answer",
        "8 Nov · QBR · likely to renew 7 of 10 (Ana): «price»",
        "7 Nov · call · by Ines: n6",
        "6 Nov · call · by Ines: n5",
        "5 Nov · call · by Ines: n4",
        "4 Oct · call · by Ines: n3",
    ]


def test_what_they_named_in_notes_of_any_kind(store, sheet, acme):
    for name in ("price", "missing SSO"):
        add(store, "theme", name=name)
    add(store, "talk", ref="T1", logo_id=acme, day="2026-11-01")
    add(store, "review", ref="R1", logo_id=acme, held_on="2026-11-02")
    for table, note, theme in (("talk", 1, 2), ("review", 1, 2), ("review", 1, 1)):
        add(store, f"{table}_theme", **{f"{table}_id": note, "theme_id": theme})
    assert sheet()["What they named"] == ["missing SSO · in 2 notes", "price · in 1 note"]


def test_what_nobody_wrote_down_is_asked(store, sheet, acme):
    add_contract(store, "K1", acme, "2026-02-12", "2027-02-12")
    add(store, "person", ref="P1", logo_id=acme, name="Ana")
    assert sheet()["Open questions"] == [
        "Use is not measured: a fall would not be seen",
        "Nobody is known as their champion",
        "No goal is written down: why did they buy?",
        "No talk is written down",
    ]


def test_a_lost_logo_has_no_open_questions(store, sheet, acme):
    add_contract(store, "K1", acme, "2024-02-12", "2025-02-12")
    assert "Open questions" not in sheet()
    assert sheet()["How it stands"][0].startswith("Lost")


def test_a_book_of_nothing_but_the_logo_has_a_sheet(sheet, acme):
    assert sheet() == {
        "How it stands": ["No contract was ever in force", "No ARR"],
        "People": ["! Nobody is recorded: whom do we talk to?"],
        "Open questions": [
            "Use is not measured: a fall would not be seen",
            "No goal is written down: why did they buy?",
            "No talk is written down",
        ],
    }


def test_as_markdown_what_people_wrote_obeys_nothing(store, acme):
    add(store, "step", ref="S1", logo_id=acme, what="# call\n![x](http://x.example) <b>", due_on="2026-12-01")
    book = Book.load(store, AS_OF).with_usage(store)
    text = markdown(handover.of(store, book, acme))
    assert text.startswith("# Handover: Acme\n\nLooked after by Ines Berg. As of 21 Nov 2026. For us alone")
    assert r"- \# call \!\[x\](http\://x\.example) \<b\> · by 1 Dec" in text
    assert text.endswith("\n")
