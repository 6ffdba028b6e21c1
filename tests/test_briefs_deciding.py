from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from churntui.briefs import deciding
from churntui.briefs.deciding import PlacedPoint, Written, placed_points
from churntui.briefs.discretion import Guard, Hit, Names, withheld_points
from churntui.briefs.facts import Brief, Point, Section
from churntui.briefs.working import GONE, worked
from churntui.data.rows.briefs import Decided
from churntui.model.choices import BRIEF_SECTIONS
from churntui.model.living import KeptPoint
from churntui.model.rows import Logo

GUARD = Guard(Names(["Kestrel Ltd"], "Harbour"), Names([], ""), Names([], ""))

PROPOSALS = tuple(
    Section(
        code.capitalize(),
        tuple(
            Point(f"{code} {nth}", so_what=f"so {nth}", key=f"{code}.{nth}", rank=60 - nth)
            for nth in range(4)
        ),
        code,
    )
    for code in BRIEF_SECTIONS
)


class Desk:
    """A brief and what is kept of it, as the file keeps it."""

    def __init__(self, proposals=PROPOSALS) -> None:
        self.proposals = proposals
        self.kept: dict[str, KeptPoint] = {}

    @property
    def brief(self) -> Brief:
        shareable, offered = worked(self.proposals, tuple(self.kept.values()), "qbr")
        shareable, offered, _ = withheld_points(shareable, offered, GUARD.names)
        return Brief(Logo(1, "L1", "Harbour"), date(2026, 11, 21), shareable, (), offered=offered)

    @property
    def places(self) -> tuple[PlacedPoint, ...]:
        return placed_points(self.brief, tuple(self.kept.values()), GUARD)

    def place(self, key: str) -> PlacedPoint:
        return next(place for place in self.places if place.point.key == key)

    def keep(self, decided: Decided) -> None:
        before = self.kept.get(decided.key)
        self.kept[decided.key] = KeptPoint(
            1, 1, decided.key, decided.section, decided.state, before and before.position,
            decided.text, decided.so_what, decided.proposed,
        )  # fmt: skip

    def facts(self, key: str, text: str) -> None:
        """Have the facts propose other words."""
        self.proposals = tuple(
            replace(part, points=tuple(replace(p, text=text) if p.key == key else p for p in part.points))
            for part in self.proposals
        )


def test_other_words_are_kept_with_what_was_proposed():
    desk = Desk()
    desk.keep(deciding.edited(desk.place("use.0"), Written("use", "Mine", "So")))
    assert desk.kept["use.0"].proposed == "use 0\nso 0"
    assert not desk.place("use.0").is_stale
    desk.keep(deciding.edited(desk.place("use.0"), Written("use", "Mine, better", "So")))
    assert desk.kept["use.0"].proposed == "use 0\nso 0"
    desk.facts("use.0", "use 7")
    assert desk.place("use.0").is_stale
    assert desk.place("use.0").proposed == "use 7\nso 0"
    desk.keep(deciding.edited(desk.place("use.0"), Written("use", "Mine of seven", "So")))
    assert not desk.place("use.0").is_stale, "it was written in view of the new figures"


def test_the_proposed_words_again_are_no_edit():
    desk = Desk()
    desk.keep(deciding.edited(desk.place("use.0"), Written("use", "Mine", "So")))
    desk.keep(deciding.edited(desk.place("use.0"), Written("use", "use 0", "so 0")))
    assert (desk.kept["use.0"].state, desk.kept["use.0"].text) == ("accepted", "")


def test_of_a_stale_point_either_text_can_be_right():
    for doing, text in ((deciding.confirmed, "Mine"), (deciding.renewed, "use 7")):
        desk = Desk()
        desk.keep(deciding.edited(desk.place("use.0"), Written("use", "Mine", "So")))
        desk.facts("use.0", "use 7")
        desk.keep(doing(desk.place("use.0")))
        assert desk.place("use.0").point.text == text
        assert not desk.place("use.0").is_stale


def test_of_a_point_whose_facts_are_gone_the_words_can_be_kept_for_good():
    desk = Desk()
    desk.keep(deciding.edited(desk.place("use.0"), Written("use", "Mine", "So")))
    desk.proposals = ()
    assert desk.place("use.0").point.proposed == GONE
    desk.keep(deciding.confirmed(desk.place("use.0")))
    assert not desk.place("use.0").is_stale


def test_what_was_dropped_comes_back_as_it_was_written():
    desk = Desk()
    for key, written in (("use.0", Written("use", "Mine", "So")), ("told.0", None)):
        if written:
            desk.keep(deciding.edited(desk.place(key), written))
        before = desk.place(key).point.text
        desk.keep(deciding.dropped(desk.place(key)))
        assert not desk.place(key).is_in
        assert desk.place(key).point.text == before
        desk.keep(deciding.accepted(desk.place(key)))
        assert desk.place(key).is_in
        assert desk.place(key).point.text == before
    assert (desk.kept["use.0"].state, desk.kept["told.0"].state) == ("edited", "accepted")


def test_a_new_point_has_a_key_of_its_own_and_says_so():
    desk = Desk()
    one, two = (deciding.added(Written("use", text, "")) for text in ("One", "Two"))
    assert one.key != two.key
    desk.keep(one)
    assert desk.place(one.key).is_added
    assert desk.place(one.key).proposed == ""
    desk.keep(deciding.edited(desk.place(one.key), Written("next", "One and a half", "")))
    assert (desk.place(one.key).point.state, desk.place(one.key).section) == ("added", "next")


def test_one_that_names_another_logo_is_withheld_with_the_reason():
    desk = Desk()
    desk.keep(deciding.added(Written("use", "As Kestrel", "")))
    (place,) = (place for place in desk.places if place.withheld)
    assert not place.is_in
    assert place.withheld == (Hit("logo", "Kestrel Ltd"),)


def test_whoever_sends_it_is_told_what_is_left_out_and_what_is_stale():
    desk = Desk()
    assert deciding.to_be_seen_to(desk.brief) == ""
    desk.keep(deciding.edited(desk.place("use.0"), Written("use", "Mine", "")))
    assert deciding.to_be_seen_to(desk.brief) == ""
    desk.facts("use.0", "Other figures")
    assert deciding.to_be_seen_to(desk.brief) == "1 stale point: something else is proposed by now"
    desk.keep(deciding.added(Written("use", "As Kestrel", "")))
    assert deciding.to_be_seen_to(desk.brief) == (
        "1 point left out: another logo is named there · 1 stale point: something else is proposed by now"
    )


def test_at_the_end_of_its_section_there_is_no_further():
    places = Desk().places
    assert deciding.moved(places, "use.0", -1) == ()
    assert deciding.moved(places, "use.2", 1) == (), "the one below it is not in the brief"
    assert [one.key for one in deciding.moved(places, "use.0", 1)] == ["use.1", "use.0", "use.2"]


def test_a_line_that_nobody_can_change_is_no_place_to_move_to():
    fixed = deciding.PlacedPoint(Point("2 more in the full review"), "use", "Use", is_in=True)
    places = (*(place for place in Desk().places if place.is_in), fixed)
    assert deciding.moved(places, "use.2", 1) == ()
    assert [one.key for one in deciding.moved(places, "use.1", 1)] == ["use.0", "use.2", "use.1"]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "drop", "accept", "renew", "confirm", "facts"]),
        st.sampled_from([point.key for part in PROPOSALS for point in part.points]),
        st.sampled_from(BRIEF_SECTIONS),
    ),
    max_size=12,
)


@given(ACTS)
def test_whatever_is_done_no_point_is_lost_or_doubled_and_what_is_asked_for_happens(acts):
    desk = Desk()
    for nth, (act, key, section) in enumerate(acts):
        place = desk.place(key)
        if act == "edit":
            desk.keep(deciding.edited(place, Written(section, f"words {nth}", "")))
            assert (desk.place(key).point.text, desk.place(key).section) == (f"words {nth}", section)
            assert not desk.place(key).is_stale
        elif act == "drop":
            desk.keep(deciding.dropped(place))
            assert not desk.place(key).is_in
            assert desk.place(key).point.text == place.point.text
        elif act == "accept":
            desk.keep(deciding.accepted(place))
            assert desk.place(key).is_in
            assert desk.place(key).point.text == place.point.text
        elif act == "facts":
            desk.facts(key, f"facts {nth}")
        elif place.is_stale and place.is_in:
            desk.keep(deciding.renewed(place) if act == "renew" else deciding.confirmed(place))
            assert not desk.place(key).is_stale
        keys = [one.point.key for one in desk.places]
        assert sorted(keys) == sorted(point.key for part in PROPOSALS for point in part.points)
