"""Which story of another logo may be told to one, and which are for us alone."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add, add_contract, add_logo

from churntui.book import Book
from churntui.briefs.talk import sheet

AS_OF = date(2026, 11, 21)


@pytest.fixture
def stories(store):
    """What the sheet of the first logo has of stories: those that may be told, and those for us with why."""

    def made():
        told = sheet.of(store, Book.load(store, AS_OF).with_usage(store), 1)
        by_heading = {section.heading: section.points for section in told.sections}
        return (
            [point.text for point in by_heading.get("Stories you may tell", ())],
            [(point.text, point.so_what) for point in by_heading.get("Stories for us alone", ())],
        )

    return made


@pytest.fixture
def logos(store):
    """Acme, the logo of the sheet; Borealis, like it and renewed; Cedar, of another trade and renewed; Delta, lost."""
    for name, trade in (("Acme", "Food"), ("Borealis", "Food"), ("Cedar Bank", "Finance"), ("Delta", "Food")):
        logo_id = add_logo(store, name, industry=trade)
        add_contract(store, f"{name}1", logo_id, "2024-02-12", "2026-02-12")
        if name != "Delta":
            first = store.scalar("SELECT max(id) FROM contract")
            add_contract(store, f"{name}2", logo_id, "2026-02-12", "2027-02-12", renews_id=first)


def review(store, logo_id, story, notes, day="2026-10-01"):
    add(
        store, "review", ref=f"R{logo_id}{notes}", logo_id=logo_id, held_on=day, kind="qbr", notes=notes, story=story
    )  # fmt: skip


def test_only_stories_of_logos_like_it_that_stayed_are_told(store, stories, logos):
    for logo_id, notes in (
        (1, "its own"),
        (2, "Borealis saves a day"),
        (3, "another trade"),
        (4, "gone since"),
    ):
        review(store, logo_id, "shareable", notes)
    review(store, 2, None, "no story")
    review(store, 2, "shareable", "not told yet", day="2026-12-01")
    assert stories() == (["Borealis, 1 Oct: Borealis saves a day"], [])
    told = sheet.of(store, Book.load(store, AS_OF).with_usage(store), 1)
    worked = next(section for section in told.sections if section.heading == "What worked")
    assert [point.text for point in worked.points] == ["Story of 1 Oct: its own"]


@pytest.mark.parametrize(
    ("kind", "story", "text", "why"),
    [
        ("review", "ours", "A day saved", "it is not marked as shareable"),
        ("interview", "shareable", "A day saved", "what is said in an exit interview is never shown"),
        ("review", "shareable", "As good as at Cedar Bank", "“Cedar Bank” is another logo"),
        ("talk", "shareable", "They left Vantage for us", "“Vantage” is a competitor named in interviews"),
        (
            "review",
            "shareable",
            "Their health score rose",
            "“health score” is a word of ours about customers",
        ),
    ],
)
def test_what_others_may_not_hear_is_for_us_with_the_reason(store, stories, logos, kind, story, text, why):
    add(store, "interview", ref="I9", logo_id=4, status="held", competitor="Vantage", updated_at="")
    days = {"review": {"held_on": "2026-10-01", "kind": "qbr"}, "talk": {"day": "2026-10-01"}}
    about = days.get(kind, {"held_on": "2026-10-01", "status": "held", "kind": "downgrade", "updated_at": ""})
    add(store, kind, ref="X", logo_id=2, notes=text, story=story, **about)
    told, ours = stories()
    assert told == [
        "None is written: mark a review or talk of one that stayed as one that may be told (ctrl+p, Story, on the note)"
    ]
    assert ours == [(f"Borealis, 1 Oct: {text}", f"Not to be told: {why}")]


def test_a_file_says_what_is_a_story(store, take, logos):
    header, days = "review_id,logo_id,held_on,notes,story\n", ("2026-10-01", "2026-10-02", "2026-10-03")
    said = zip(("R1", "R2", "R3"), days, ("yes", "shareable", ""), strict=True)
    take(reviews=header + "".join(f"{ref},Acme,{day},a,{story}\n" for ref, day, story in said))
    assert store.rows("SELECT ref, story FROM review ORDER BY ref") == [
        ("R1", "ours"),
        ("R2", "shareable"),
        ("R3", None),
    ]
