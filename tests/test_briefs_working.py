from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from churntui.briefs.facts import Figure, Point, Section
from churntui.briefs.working import (
    GONE,
    MOST_ASKED,
    MOST_IN_ALL,
    MOST_OF_AGREED,
    MOST_OF_SECTION,
    NEVER_CUT,
    said,
    said_once,
    worked,
)
from churntui.model.choices import BRIEF_SECTIONS, BriefSection, PointState
from churntui.model.living import KeptPoint


def point(key: str, rank: float = 50.0, text: str = "") -> Point:
    return Point(text or f"says {key}", "product activity", date(2026, 11, 20), key=key, rank=rank)


def section(code: BriefSection, *points: Point) -> Section:
    return Section(f"The {code}", points, code)


def kept(
    key: str,
    state: PointState,
    code: BriefSection = "use",
    *,
    text: str = "",
    so_what: str = "",
    proposed: str = "",
    position: int | None = None,
) -> KeptPoint:
    return KeptPoint(1, 1, key, code, state, position, text, so_what, proposed)


def texts(sections) -> list[str]:
    return [point.text for section in sections for point in section.points]


def keys(sections) -> list[str]:
    return [point.key for section in sections for point in section.points]


USE = section("use", *(point(f"use.{nth}", 90 - nth) for nth in range(5)))


def test_the_strongest_of_a_section_are_in_and_the_others_are_offered():
    shareable, offered = worked([USE], (), "qbr")
    assert keys(shareable) == ["use.0", "use.1", "use.2"]
    assert keys(offered) == ["use.3", "use.4"]
    assert shareable[0].heading == offered[0].heading == "The use"
    assert keys(worked([USE], (), "ebr")[0]) == ["use.0", "use.1"]


def test_an_executive_reads_the_six_strongest_of_all_and_of_what_was_agreed_what_says_most():
    codes: list[BriefSection] = ["use", "trouble", "told", "roadmap"]
    proposals = [
        section("decide", *(point(f"decide.{nth}") for nth in range(5))),
        section("goals", *(point(f"goals.{nth}", 0) for nth in range(9))),
        section("promises", *(point(f"promises.{nth}", 0) for nth in range(9))),
        *(section(code, *(point(f"{code}.{nth}", 10 * at + nth) for nth in range(4)))
          for at, code in enumerate(codes)),
    ]  # fmt: skip
    shareable, offered = worked(proposals, (), "ebr")
    assert [len(part.points) for part in shareable] == [3, 4, 3, 2, 2, 2]
    assert "use" not in {part.code for part in shareable}
    assert keys(offered)[:2] == ["decide.3", "decide.4"]


def test_an_accepted_point_is_in_and_puts_no_other_out():
    shareable, offered = worked([USE], [kept("use.4", "accepted")], "qbr")
    assert keys(shareable) == ["use.0", "use.1", "use.2", "use.4"]
    assert shareable[0].points[-1].state == "accepted"
    assert keys(offered) == ["use.3"]


def test_a_dropped_point_is_offered_and_brings_no_other_in():
    shareable, offered = worked([USE], [kept("use.0", "dropped")], "qbr")
    assert keys(shareable) == ["use.1", "use.2"]
    assert [(point.key, point.state) for point in offered[0].points[:1]] == [("use.0", "dropped")]


def test_an_edited_point_says_what_was_written_and_is_stale_once_the_figures_are_others():
    proposed = replace(point("use.0"), so_what="So it is", figure=Figure("bars", ("a",), (1.0,), ("1",)))
    edited = kept("use.0", "edited", text="Mine", so_what="Because", proposed=said(proposed))
    ((now,),) = (part.points for part in worked([section("use", proposed)], [edited], "qbr")[0])
    assert (now.text, now.so_what, now.proposed) == ("Mine", "Because", "")
    assert now.as_of == proposed.as_of
    assert now.figure == proposed.figure

    risen = replace(proposed, text="It rose")
    ((now,),) = (part.points for part in worked([section("use", risen)], [edited], "qbr")[0])
    assert (now.text, now.so_what, now.proposed) == ("Mine", "Because", "It rose\nSo it is")
    assert now.as_of is None, "the day of figures that it does not state"
    assert now.figure is None
    assert now.source == "product activity"


def test_a_changed_so_what_makes_it_stale_too():
    edited = kept("use.0", "edited", text="Mine", proposed="says use.0\nOld")
    shareable, _ = worked([section("use", replace(point("use.0"), so_what="New"))], [edited], "qbr")
    assert shareable[0].points[0].proposed == "says use.0\nNew"


def test_what_facts_no_longer_propose_stays_where_somebody_wrote_it_only():
    done = [kept("gone.1", "edited", text="Mine", proposed="was"), kept("gone.2", "accepted")]
    shareable, offered = worked([], done, "qbr")
    assert texts(shareable) == ["Mine"]
    assert shareable[0].points[0].proposed == GONE
    assert offered == ()


def test_an_added_point_stands_in_its_section_also_where_nothing_is_proposed_in_it():
    added = [
        kept("own:1", "added", "proof", text="Twice as fast"),
        kept("own:2", "added", "use", text="Also"),
    ]
    shareable, _ = worked([USE, section("question", point("question"))], added, "qbr")
    assert [part.code for part in shareable] == ["use", "proof", "question"]
    assert shareable[1].heading == "What it has changed"
    assert texts(shareable)[3] == "Also"
    empty = [USE, Section("Beweis", (), "proof")]
    assert worked(empty, added, "qbr")[0][1].heading == "Beweis"


def test_those_with_a_place_come_first_and_the_others_by_rank():
    done = [
        kept("use.2", "accepted", position=1),
        kept("own:1", "added", text="Mine", position=2),
        kept("use.4", "accepted"),
    ]
    shareable, _ = worked([USE], done, "qbr")
    assert keys(shareable) == ["use.2", "own:1", "use.0", "use.1", "use.4"]


def test_a_point_moved_to_another_section_stands_there_and_is_offered_where_it_is_proposed():
    shareable, _ = worked([USE, section("next")], [kept("use.0", "accepted", "next")], "qbr")
    assert [(part.code, len(part.points)) for part in shareable] == [("use", 2), ("next", 1)]
    _, offered = worked([USE, section("next")], [kept("use.0", "dropped", "next")], "qbr")
    assert [part.code for part in offered] == ["use"]


def test_what_was_written_in_a_dropped_point_is_still_offered():
    dropped = [
        kept("use.0", "dropped", text="Mine", proposed="says use.0"),
        kept("gone", "dropped", text="Old"),
    ]
    _, offered = worked([USE], dropped, "qbr")
    assert texts(offered) == ["Mine", "says use.3", "says use.4", "Old"]


def test_what_follows_is_said_once_also_of_accepted_points_but_as_somebody_wrote_it():
    so = [replace(point(f"use.{nth}"), so_what="Ask why") for nth in range(4)]
    states = (None, "accepted", "edited", None)
    points = tuple(replace(one, state=state) for one, state in zip(so, states, strict=True))
    (part,) = said_once((section("use", *points),))
    assert [one.so_what for one in part.points] == ["Ask why", "", "Ask why", ""]


PROPOSALS = st.lists(
    st.tuples(st.sampled_from(BRIEF_SECTIONS), st.floats(0, 100)), max_size=40
).map(
    lambda ranks: [
        section(code, *(point(f"p{nth}", rank) for nth, (of, rank) in enumerate(ranks) if of == code))
        for code in BRIEF_SECTIONS
    ]
)  # fmt: skip

DONE = st.dictionaries(
    st.integers(0, 45).map("p{}".format) | st.integers(0, 5).map("own:{}".format),
    st.tuples(
        st.sampled_from(BRIEF_SECTIONS),
        st.sampled_from(["accepted", "edited", "dropped"]),
        st.none() | st.integers(1, 9),
        st.sampled_from(["", "says p1", "old"]),
    ),
    max_size=20,
).map(
    lambda by_key: [
        kept(key, "added", code, text=f"own words of {key}", position=place)
        if key.startswith("own:")
        else kept(
            key,
            state,
            code,
            text=f"own words of {key}" if state == "edited" else "",
            proposed=proposed,
            position=place,
        )
        for key, (code, state, place, proposed) in by_key.items()
    ]
)

KINDS = st.sampled_from(["qbr", "ebr"])


@given(PROPOSALS, DONE, KINDS)
def test_every_proposal_is_in_exactly_one_pile_and_all_that_was_written_in_the_brief(proposals, done, kind):
    shareable, offered = worked(proposals, done, kind)
    everything = keys(shareable) + keys(offered)
    assert len(everything) == len(set(everything))
    assert set(keys(proposals)) <= set(everything)
    written = {about.key: about.text for about in done if about.state in {"edited", "added"}}
    in_brief = {point.key: point.text for part in shareable for point in part.points}
    assert all(in_brief[key] == text for key, text in written.items())
    assert all(part.points and part.heading for part in (*shareable, *offered))
    order = [BRIEF_SECTIONS.index(part.code) for part in shareable]
    assert order == sorted(order)


@given(PROPOSALS, DONE, KINDS)
def test_what_is_done_about_a_point_changes_no_other_points_pile(proposals, done, kind):
    without, _ = worked(proposals, (), kind)
    shareable, _ = worked(proposals, done, kind)
    touched = {about.key for about in done}
    assert set(keys(without)) - touched == set(keys(shareable)) - touched


def test_an_executive_reads_one_reason_and_the_goals_rather_than_several_reasons():
    points = tuple(
        Point(key, key=key, rank=rank)
        for key, rank in (
            ("why:1", 71.0),
            ("why:2", 71.0),
            ("goal:1", 70.0),
            ("goal:2", 70.0),
            ("goal:3", 70.0),
        )
    )
    goals = Section("Goals", points, "goals")
    shareable, offered = worked([goals], (), "ebr")
    assert (keys(shareable), keys(offered)) == (["why:1", "goal:1", "goal:2", "goal:3"], ["why:2"])
    assert keys(worked([goals], (), "qbr")[0]) == [point.key for point in points]


@given(PROPOSALS, DONE, KINDS)
def test_the_same_again_changes_nothing(proposals, done, kind):
    assert worked(proposals, done, kind) == worked(proposals, done, kind)
    order = {key: nth for nth, key in enumerate(keys(worked(proposals, done, kind)[0]), start=1)}
    placed = [replace(about, position=order.get(about.key, about.position)) for about in done]
    untouched = [
        kept(point.key, "accepted", part.code, position=order[point.key])
        for part in worked(proposals, done, kind)[0]
        for point in part.points
        if point.key not in {about.key for about in done}
    ]
    assert list(order) == keys(worked(proposals, [*placed, *untouched], kind)[0]), "what one sees can be kept"


@given(PROPOSALS, KINDS)
def test_no_more_than_fits_is_in_by_rank_and_goals_and_promises_always_are(proposals, kind):
    shareable, offered = worked(proposals, (), kind)
    cut = [part for part in shareable if part.code not in {*NEVER_CUT, "decide"}]
    assert sum(len(part.points) for part in cut) <= MOST_IN_ALL[kind]
    assert all(len(part.points) <= MOST_OF_SECTION[kind] for part in cut)
    assert all(len(part.points) <= MOST_ASKED for part in shareable if part.code == "decide")
    cut_for = frozenset(MOST_OF_AGREED) if kind == "ebr" else frozenset()
    assert not {part.code for part in offered} & (NEVER_CUT - cut_for)
    agreed = {part.code: len(part.points) for part in shareable}
    assert all(agreed.get(code, 0) <= MOST_OF_AGREED[code] for code in cut_for)
    weakest = {part.code: min(point.rank for point in part.points) for part in shareable}
    for part in offered:
        if (
            len(next((kept.points for kept in shareable if kept.code == part.code), ()))
            == MOST_OF_SECTION[kind]
        ):
            assert all(point.rank <= weakest[part.code] for point in part.points)
