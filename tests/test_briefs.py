from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from ui_books import AS_OF, HOSTILE, add, contract, logo, use

from churntui import briefs as brief
from churntui.book import Book
from churntui.briefs.discretion import Names, bare, inside_words, speaks_of_logos
from churntui.data.file.store import Store
from churntui.data.opening import open_book
from churntui.demo import build
from churntui.plain.markdown import escaped
from churntui.plain.text import fold

FORBIDDEN = (
    "risk", "forecast", "stage", "health", "churn", "attrition", "champion", "renew", r"arr\b", "notice", "verbal",
    "regrettable", "look-alike", "lost",
)  # fmt: skip
"""Words of the internal part; a shareable one has none of them outside what the logo said itself."""

QUOTED = re.compile("«[^»]*»|“[^”]*”|„[^”“]*[”“]")
"""What somebody said, in the marks of any language."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Every brief of the sample book, with the book."""
    path = tmp_path_factory.mktemp("sample") / "demo.db"
    build.build(path, AS_OF)
    with open_book(path) as store:
        book = Book.load(store, AS_OF).with_usage(store)
        return book, [brief.of(store, book, logo_id) for logo_id in book.logos]


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        yield store


def made(store: Store, logo_id: int, as_of: date = AS_OF) -> brief.Brief:
    return brief.of(store, Book.load(store, as_of).with_usage(store), logo_id)


def texts(sections) -> list[str]:
    return [point.text for section in sections for point in section.points]


def under(sections, heading: str) -> list[str]:
    return [point.text for section in sections if section.heading == heading for point in section.points]


def not_of_goals(one: brief.Brief) -> list[str]:
    """What is said beside the goals, which may be counted in money."""
    return texts(section for section in one.shareable if section.code not in {"goals", "next"})


def points(one: brief.Brief):
    return [point for part in brief.PARTS for section in one.part(part) for point in section.points]


def test_no_shareable_brief_of_the_sample_names_another_logo(sample):
    book, every = sample
    for one in every:
        text = fold(brief.markdown(one))
        others = [other.name for other in book.logos.values() if other.id != one.logo.id]
        assert not [name for name in others if fold(name) in text or bare(name) in text], one.logo.name


def test_no_shareable_brief_of_the_sample_has_a_word_of_the_internal_part(sample):
    for one in sample[1]:
        ours = QUOTED.sub("", brief.markdown(one).replace(one.logo.name, ""))
        assert not re.findall(rf"\b(?:{'|'.join(FORBIDDEN)})", ours, re.IGNORECASE), one.logo.name
        assert not inside_words(ours), one.logo.name


def test_no_shareable_brief_of_the_sample_tells_a_reason_theme_or_amount(sample):
    book, every = sample
    for one in every:
        ours = QUOTED.sub("", brief.markdown(one))
        assert not [theme.name for theme in book.themes if theme.name in ours], one.logo.name
        assert not re.findall("[€$£¥]", "".join(not_of_goals(one))), one.logo.name


def test_every_figure_of_the_sample_has_its_source_and_day(sample):
    unsourced = [
        point.text
        for one in sample[1]
        for point in points(one)
        if re.search(r"\d", point.text)
        and not (point.source and point.as_of)
        and "never shown" not in point.text
    ]
    assert not unsourced
    assert all(point.as_of <= AS_OF for one in sample[1] for point in points(one) if point.as_of)


def test_every_brief_of_the_sample_has_two_parts_and_points_to_talk_about(sample):
    for one in sample[1]:
        assert one.shareable[0].code == "decide"
        assert 1 <= len(one.shareable[0].points) <= 3
        assert one.shareable[-1].code == "question"
        assert one.internal[0].heading == "Contract and renewal"


def test_people_are_counted_against_seats_and_a_quarter_ago(store):
    acme = logo(store, "Acme")
    people = [
        add(store, "customer", ref=f"C{n}", logo_id=acme, name="", joined_on="2025-01-01") for n in range(4)
    ]
    add(store, "customer", ref="C9", logo_id=acme, name="", joined_on="2026-11-25")
    use(store, acme, [3] * 60, customers=people)
    assert under(made(store, acme).shareable, "How you use it")[0] == (
        "4 of 4 people used it in the 28 days to 20 Nov 2026; 4 a quarter earlier; 4 a year earlier"
    )


def test_who_is_active_follows_the_settings(store):
    acme = logo(store, "Acme")
    one, two = (add(store, "customer", ref=f"C{n}", logo_id=acme, name="") for n in (1, 2))
    use(store, acme, [9] * 60, customers=[one, one, one, two])
    add(store, "setting", key="active_window_days", value="7")
    assert under(made(store, acme).shareable, "How you use it")[0].startswith(
        "1 of 2 people used it in the 7 days"
    )


def test_measured_none_and_not_measured_differ(store):
    silent, unmeasured = logo(store, "Silent"), logo(store, "Unmeasured")
    add(store, "customer", ref="C1", logo_id=silent, name="")
    use(store, silent, [0] * 60, customers=[1])
    use(store, logo(store, "Busy"), [5])
    assert "No completed action, 1 Oct to 20 Nov 2026" in under(
        made(store, silent).shareable, "How you use it"
    )
    assert under(made(store, unmeasured).shareable, "How you use it") == [
        "We cannot tell how you use it: no activity data has reached us"
    ]


def test_a_book_that_measures_nobody_asks_no_logo_for_its_use(store):
    unmeasured = logo(store, "Unmeasured")
    contract(store, unmeasured, 200)
    asked = under(made(store, unmeasured).shareable, "What we ask you to decide")
    assert asked == ["Which result should we be measured by at our next review?"]
    assert "How you use it" not in [section.heading for section in made(store, unmeasured).shareable]


def test_a_logo_that_is_gone_gets_what_is_open_and_nothing_to_cheer_about(store):
    gone = logo(store, "Gone")
    contract(store, gone, -200)
    use(store, gone, [4] * 60)
    one = made(store, gone)
    end = AS_OF - timedelta(days=200)
    assert [section.code for section in one.shareable] == ["decide", "question"]
    assert f"ended on {end.day} May 2026" in one.shareable[0].points[0].text


def test_what_lies_after_the_day_is_not_told(store):
    acme = logo(store, "Acme")
    add(store, "ticket", ref="T1", logo_id=acme, opened_on="2026-11-30", subject="From the future")
    add(
        store,
        "survey",
        ref="S1",
        logo_id=acme,
        day="2026-11-30",
        kind="nps",
        score=1,
        comment="Tomorrow's words",
    )
    add(
        store,
        "interview",
        ref="I1",
        logo_id=acme,
        status="held",
        held_on="2026-11-30",
        stated_reason="Not yet",
        updated_at="",
    )
    text = brief.markdown(made(store, acme), brief.PARTS)
    assert not re.search("From the future|Tomorrow's|Not yet", text)


def test_a_comment_that_names_another_logo_is_kept_back_but_counted(store):
    acme = logo(store, "Acme")
    logo(store, "Nordwind GmbH")
    add(
        store,
        "survey",
        ref="S1",
        logo_id=acme,
        day="2026-11-01",
        kind="nps",
        score=9,
        comment="As good as at NORDWIND.",
    )
    add(store, "ticket", ref="T1", logo_id=acme, opened_on="2026-11-01", subject="Same as Nordwind gmbh had")
    one = made(store, acme)
    assert "nordwind" not in brief.markdown(one).casefold()
    assert "Would recommend us (0–10): 9.0 from 1 answer in the half-year to 21 Nov 2026" in texts(
        one.shareable
    )
    assert under(one.shareable, "What did not go well, and what we do") == [
        "1 support request has been open for more than 14 days, since 1 Nov 2026",
        "1 support request in the 90 days to 21 Nov 2026",
    ]
    assert under(one.internal, "Kept out of the shareable part") == [
        "comment of 1 Nov 2026: “Nordwind GmbH” is another logo",
        "request of 1 Nov 2026: “Nordwind GmbH” is another logo",
    ]


def test_an_action_called_after_another_logo_is_not_listed(store):
    acme = logo(store, "Acme")
    logo(store, "Nordwind")
    use(store, acme, [4] * 60)
    with store.write():
        store.rows("UPDATE action SET name = 'export for Nordwind'")
    assert "Nordwind" not in brief.markdown(made(store, acme))


def test_the_roadmap_answers_what_the_logo_named_and_keeps_the_rest_inside(store):
    acme, other = logo(store, "Acme", industry="Food"), logo(store, "Other", industry="Food")
    contract(store, acme, 80)
    contract(store, other, -100)
    for number, name in enumerate(("missing SSO", "price", "champion left"), start=1):
        add(store, "theme", name=name)
        add(
            store,
            "initiative",
            ref=f"N{number}",
            name=f"Answer to {name}",
            status="planned",
            due_on="2027-02-01",
        )
        add(store, "initiative_theme", initiative_id=number, theme_id=number)
    said = add(store, "review", ref="R1", logo_id=acme, held_on="2026-11-01")
    for theme in (1, 3):
        add(store, "review_theme", review_id=said, theme_id=theme)
    lost = add(
        store, "interview", ref="I2", logo_id=other, status="held", held_on="2026-08-13", stated_reason="x",
        updated_at="",
    )  # fmt: skip
    add(store, "interview_theme", interview_id=lost, theme_id=2)
    with store.write():
        store.rows("UPDATE initiative SET shareable = 1 WHERE ref = 'N1'")
    one = made(store, acme)
    assert under(one.shareable, "What we work on for you") == [
        "Answer to missing SSO: planned for 1 Feb 2027"
    ]
    assert under(one.internal, "Roadmap, not shared") == ["Answer to price: planned for 1 Feb 2027"]
    assert under(one.internal, "Kept out of the shareable part") == [
        "initiative: Answer to champion left: it is not marked as shareable"
    ]
    assert under(one.internal, "Logos like it") == [
        "0 logos of its industry or size active, 1 lost in 12 months",
        "Heard from 1 of the lost: price (1)",
    ]


def test_look_alikes_share_industry_or_size_and_left_within_a_year(store):
    acme = logo(store, "Acme", industry="Food", employees=100)
    for name, facts, ends_in in (
        ("same industry", {"industry": "food"}, 100),
        ("same size", {"employees": 150}, 100),
        ("neither", {"industry": "Health", "employees": 9_000}, 100),
        ("nothing known", {}, 100),
        ("lost", {"industry": "Food"}, -60),
        ("lost long ago", {"industry": "Food"}, -400),
    ):
        contract(store, logo(store, name, **facts), ends_in)
    contract(store, acme, 80)
    assert under(made(store, acme).internal, "Logos like it")[0] == (
        "2 logos of its industry or size active, 1 lost in 12 months"
    )


def test_a_sponsor_is_found_by_role_and_must_still_be_there(store):
    acme = logo(store, "Acme")
    for number, (name, role, left) in enumerate(
        (("Ana", "Champion", None), ("Bo", "Chief of staff", "2026-01-01"), ("Cy", "Managing Director", None))
    ):
        add(store, "person", ref=f"P{number}", logo_id=acme, name=name, role=role, left_on=left)
    (question,) = under(made(store, acme).shareable, "A question for you")
    assert question.startswith("Cy: ")


def test_nothing_is_claimed_of_requests_that_end_long_ago(store):
    acme = logo(store, "Acme")
    add(store, "ticket", ref="T1", logo_id=logo(store, "Other"), opened_on="2024-11-01", subject="Photos")
    assert under(made(store, acme).shareable, "What did not go well, and what we do") == [
        "Our record of your support requests ends on 1 Nov 2024; we say nothing about the time since"
    ]


def test_nothing_is_claimed_of_use_that_ends_long_ago(store):
    acme = logo(store, "Acme")
    use(store, acme, [4] * 60)
    later = AS_OF + timedelta(days=60)
    assert under(made(store, acme, later).shareable, "How you use it") == [
        "Our data on your use ends on 20 Nov 2026; we say nothing about the time since"
    ]
    assert "Use is steady" not in brief.markdown(made(store, acme, later))


def test_an_executives_review_says_how_many_goals_are_left_for_the_full_one(store):
    acme = logo(store, "Acme")
    for nth in range(1, 6):
        add(store, "goal", ref=f"G{nth}", logo_id=acme, goal=f"Goal {nth}", why=f"Reason {nth}")
    add(store, "brief", ref="B1", logo_id=acme, kind="ebr")
    assert under(made(store, acme).shareable, "Why you bought, and what we agreed") == [
        "Why you bought: Reason 1",
        "Goal 1: not measured yet",
        "Goal 2: not measured yet",
        "Goal 3: not measured yet",
        "2 more in the full review",
    ]


def test_a_book_of_nothing_but_a_name_makes_a_brief(store):
    one = made(store, logo(store, "Acme"))
    assert under(one.internal, "Contract and renewal") == ["No contract was ever in force", "No ARR"]
    assert [section.code for section in one.shareable] == ["decide", "next", "question"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(store, name):
    text = brief.markdown(made(store, logo(store, name)), brief.PARTS)
    assert "\x1b" not in text
    assert "[@" not in text.replace("\\[@", "")
    assert max(map(len, text.splitlines())) < 1_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("[a](javascript:x) <b>", r"\[a\](javascript:x) \<b\>"),
        ("# head", r"\# head"),
        ("1. first", r"1\. first"),
        ("Company_10, _so_, __so__", r"Company_10, \_so\_, \_\_so\_\_"),
        ("38 of 84", "38 of 84"),
        ("3.5 from 2", "3.5 from 2"),
        ("- dash", r"\- dash"),
        ("R&D &amp; &#42;", r"R&D \&amp; \&#42;"),
        ("two\nlines\x1b[31m", r"two lines\[31m"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_markdown_shows_text_as_it_is(text, shown):
    assert escaped(text) == shown


def test_markdown_is_the_shareable_part_unless_asked(sample):
    one = sample[1][0]
    assert "# Internal" not in brief.markdown(one)
    both = brief.markdown(one, brief.PARTS)
    assert both.index(f"# {one.logo.name}") < both.index("# Internal: ")
    assert brief.markdown(one, ("internal",)).startswith("# Internal: ")
    assert both.endswith("\n")
    assert not both.endswith("\n\n")


def test_a_point_cites_its_day_once(sample):
    one = sample[1][0]
    point = replace(one.shareable[0].points[0], source="product activity")
    assert (
        brief.cited(replace(point, text="in the 28 days to 20 Nov 2026", as_of=date(2026, 11, 20)), AS_OF)
        == point.source
    )
    assert (
        brief.cited(replace(point, text="none", as_of=date(2026, 11, 20)), AS_OF)
        == f"{point.source}, 20 Nov 2026"
    )
    assert brief.cited(replace(point, text="none", as_of=AS_OF), AS_OF) == point.source
    assert brief.cited(replace(point, text="none", source="", as_of=date(2026, 11, 20)), AS_OF) == ""


def test_json_has_the_parts_asked_for(sample):
    one = sample[1][0]
    plain = brief.as_json(one, brief.PARTS)
    assert {key: plain[key] for key in ("logo_id", "name", "as_of")} == {
        "logo_id": one.logo.ref,
        "name": one.logo.name,
        "as_of": "2026-11-21",
    }
    assert list(plain["parts"]) == ["shareable", "internal"]
    assert list(brief.as_json(one)["parts"]) == ["shareable"]
    first = plain["parts"]["shareable"][0]["points"][0]
    assert first["text"].endswith(one.shareable[0].points[0].so_what)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("as at Nordwind", True),
        ("NORDWIND's way", True),
        ("Ñördwind gmbh", True),
        ("nordwinds", False),
        ("Acme Nord does it", False),
        ("our Acme team", False),
        ("青空の方が良い", True),
        ("x Go y", True),
        ("good", False),
        ("", False),
    ],
)
def test_names_of_others_are_found_as_words(text, hit):
    names = Names(["Nordwind GmbH", "Nord", "青空", "Go", "A"], "Acme Nord")
    assert names.said_in(text) is hit


def test_our_own_words_about_logos_stay_inside():
    assert speaks_of_logos("A successor for every Champion")
    assert speaks_of_logos("Stop the churn, now")
    assert not speaks_of_logos("Reports with your own columns")
