from datetime import date

from brief_samples import AS_OF, review

from churntui.briefs.facts import Point, Section
from churntui.briefs.output import frame


def test_the_shareable_part_is_headed_in_its_language_and_ours_as_we_say_it():
    assert frame.title(review(kind="ebr")) == "Nordwind GmbH · 2026 Q4"
    assert frame.headline(review()) == "Nordwind GmbH · Business review, Q4 2026"
    assert frame.headline(review(kind="ebr")) == "Nordwind GmbH · Executive review, Q4 2026"


def test_a_source_has_its_day_where_nothing_else_says_it():
    old = date(2026, 11, 2)
    assert frame.cited(Point("Seven", "contracts", AS_OF), AS_OF) == "contracts"
    assert frame.cited(Point("Seven", "contracts", old), AS_OF) == "contracts, 2 Nov 2026"
    assert frame.cited(Point("Seven", "合同", old), AS_OF, "zh") == "合同，2026年11月2日"
    assert frame.cited(Point("Seven on 2 Nov 2026", "contracts", old), AS_OF) == "contracts"
    assert frame.cited(Point("Seven"), AS_OF) == ""


def test_points_of_one_source_share_it():
    same, other = Point("a", "contracts", AS_OF), Point("b", "surveys", AS_OF)
    days = [Point(f"a on {n} Nov 2026", "agreed goals", date(2026, 11, n)) for n in (2, 3)]
    assert frame.shared_source(Section("s", tuple(days)), AS_OF) == "agreed goals"
    day = date(2026, 11, 2)
    mixed = (Point("a", "use", day), Point("b on 2 Nov 2026", "use", day))
    assert frame.shared_source(Section("s", mixed), AS_OF) == "use, 2 Nov 2026"
    assert frame.shared_source(Section("s", (same, same)), AS_OF) == "contracts"
    assert frame.shared_source(Section("s", (same, other)), AS_OF) == ""
    assert frame.shared_source(Section("s", (same,)), AS_OF) == ""
    assert frame.shared_source(Section("s", ()), AS_OF) == ""


def test_the_day_of_the_meeting_is_told_where_it_is_known():
    assert frame.dated(review(), "shareable") == "As of 21 Nov 2026"
    made = review(meets_on=date(2026, 12, 3))
    assert frame.dated(made, "shareable") == "For our meeting on 3 Dec 2026 · As of 21 Nov 2026"


def test_the_shareable_part_is_in_the_briefs_language_and_the_internal_one_in_ours():
    made = review(language="pl")
    assert [frame.said_in(made, part) for part in frame.PARTS] == ["pl", "en"]
    assert frame.in_order(("internal", "shareable")) == ["shareable", "internal"]
