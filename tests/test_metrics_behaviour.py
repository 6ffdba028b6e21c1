from __future__ import annotations

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.behaviour import SEGMENTS, Finding, Opening, Quarter, findings, placed, ranked
from churntui.metrics.intervals import newcombe, wilson
from churntui.metrics.splits import Split
from churntui.model.presence import Use


def opening(use, logos, lost=(), groups=None):
    """An opening from {action: {logo: n}}, the ids compared, those lost, and {logo: group} where there are any."""
    rows = sorted((action, n, logo) for action, of in use.items() for logo, n in of.items() if n)
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    labels = (None,) if groups is None else tuple(sorted(set(groups.values())))
    codes = [0 if groups is None else labels.index(groups[logo]) for logo in logos]
    return Opening(
        Use(0, columns[0].astype(np.int32), columns[2].astype(np.int32), columns[1]),
        np.array(logos, dtype=np.int64),
        np.array([logo in lost for logo in logos], dtype=np.bool_),
        Split(labels, np.array(codes, dtype=np.int64)),
    )


def told(finding):
    return {name: (one.initial, one.lost, one.use_from, one.use_to) for name, one in finding.segments}


def test_quarters_of_eight_logos():
    (found,) = findings([opening({7: {n: 10 * n for n in range(1, 9)}}, range(1, 9), lost={1, 2, 5})], [7])
    assert told(found) == {"top": (2, 0, 70, 80), "middle": (4, 1, 30, 60), "bottom": (2, 2, 10, 20)}
    assert (found.median, found.action, found.group) == (40, 7, None)


def test_five_logos_have_two_at_each_end():
    (found,) = findings([opening({1: {n: n for n in range(1, 6)}}, range(1, 6))], [1])
    assert told(found) == {"top": (2, 0, 4, 5), "middle": (1, 0, 3, 3), "bottom": (2, 0, 1, 2)}


def test_equal_use_stays_together():
    (found,) = findings(
        [opening({1: dict(zip(range(8), [1, 3, 3, 3, 3, 5, 9, 9], strict=True))}, range(8))], [1]
    )
    assert told(found) == {"top": (2, 0, 9, 9), "middle": (1, 0, 5, 5), "bottom": (5, 0, 1, 3)}


def test_who_never_did_it_is_at_the_bottom_and_who_is_not_compared_is_nowhere():
    use = {1: {1: 4, 2: 4, 9: 100}, 2: {9: 3}}
    found = findings([opening(use, [1, 2, 3, 4], lost={3})], [1, 2, 5])
    assert told(found[0]) == {"top": (2, 0, 4, 4), "middle": (0, 0, None, None), "bottom": (2, 1, 0, 0)}
    for never in found[1:]:
        assert told(never)["bottom"] == (4, 1, 0, 0)
        assert never.top == never.middle == Quarter()
        assert never.verdict == "no difference shown"
        assert never.difference is None


def test_periods_are_cut_one_by_one_and_added_up():
    first = opening({1: {1: 1, 2: 2, 3: 3, 4: 4}}, [1, 2, 3, 4], lost={1})
    later = opening({1: {2: 20, 3: 30, 4: 40}}, [2, 3, 4], lost={4})
    (found,) = findings([first, later], [1])
    assert told(found) == {"top": (2, 1, 4, 40), "middle": (3, 0, 2, 30), "bottom": (2, 1, 1, 20)}
    assert found.median == 30


def test_groups_have_quarters_of_their_own():
    groups = dict(zip(range(1, 9), "aaaabbbb", strict=True))
    small_and_large = {1: {n: n if n < 5 else 100 * n for n in range(1, 9)}}
    a, b = findings([opening(small_and_large, range(1, 9), lost={1, 8}, groups=groups)], [1])
    assert (a.group, told(a)["top"], told(a)["bottom"]) == ("a", (1, 0, 4, 4), (1, 1, 1, 1))
    assert (b.group, told(b)["top"], told(b)["bottom"]) == ("b", (1, 1, 800, 800), (1, 0, 500, 500))


def test_nobody_compared_gives_nothing():
    assert findings([opening({1: {1: 1}}, [])], [1]) == []
    assert findings([], [1]) == []


def finding(top, bottom, action=1):
    return Finding(
        action, None, Quarter(top[1], top[0], 5, 9), Quarter(), Quarter(bottom[1], bottom[0], 0, 1), 2
    )


@pytest.mark.parametrize(
    ("top", "bottom", "verdict"),
    [
        ((1, 60), (20, 60), "keeps"),
        ((20, 60), (1, 60), "loses"),
        ((9, 60), (20, 60), "no difference shown"),
        ((0, 0), (20, 60), "no difference shown"),
        ((0, 4), (4, 4), "keeps"),
    ],
)
def test_a_verdict_needs_intervals_that_lie_apart(top, bottom, verdict):
    assert finding(top, bottom).verdict == verdict


def test_the_difference_is_that_of_the_rates():
    found = finding((2, 40), (9, 41))
    assert found.difference == newcombe(9, 41, 2, 40)
    assert found.top.rate == 2 / 40
    assert found.bottom.interval == wilson(9, 41)


def test_what_separates_most_comes_first():
    sure, reverse = finding((1, 100), (30, 100), 1), finding((25, 100), (1, 100), 2)
    wide, equal, none = finding((0, 5), (3, 5), 3), finding((5, 50), (5, 50), 4), finding((0, 0), (5, 9), 5)
    assert [one.action for one in ranked([none, equal, wide, reverse, sure])] == [1, 2, 3, 4, 5]


@st.composite
def books(draw):
    logos = draw(st.lists(st.integers(0, 30), unique=True, max_size=14))
    use = draw(
        st.dictionaries(
            st.integers(1, 4), st.dictionaries(st.integers(0, 30), st.integers(1, 6), max_size=20), max_size=4
        )
    )
    lost = draw(st.sets(st.sampled_from(logos))) if logos else set()
    grouped = draw(st.booleans())
    groups = {logo: draw(st.sampled_from("abc")) for logo in logos} if grouped and logos else None
    return use, logos, lost, groups


def by_hand(use, logos):
    """Segment by logo, straight from the definition."""
    own = {logo: use.get(logo, 0) for logo in logos}
    quarter = ceil(len(logos) / 4)
    q1 = min(u for u in own.values() if sum(v <= u for v in own.values()) >= quarter)
    q3 = max(u for u in own.values() if sum(v >= u for v in own.values()) >= quarter)
    return {logo: ("bottom" if u <= q1 else "top" if u >= q3 else "middle", u) for logo, u in own.items()}


@given(books())
def test_as_in_the_definition(book):
    use, logos, lost, groups = book
    made = opening(use, logos, lost, groups)
    found = findings([made], [1, 2, 3, 4, 99])
    wanted = {}
    for group in sorted(set(groups.values())) if groups else [None] if logos else []:
        own = [logo for logo in logos if groups is None or groups[logo] == group]
        for action in (1, 2, 3, 4, 99):
            segments = by_hand(use.get(action, {}), own)
            for name in SEGMENTS:
                those = {logo: u for logo, (segment, u) in segments.items() if segment == name}
                ends = (min(those.values()), max(those.values())) if those else (None, None)
                wanted[group, action, name] = (len(those), len(lost & those.keys()), *ends)
    assert {
        (one.group, one.action, name): figures for one in found for name, figures in told(one).items()
    } == wanted
    for action in (1, 99):
        behind = dict(zip(logos, placed(made, action), strict=True))
        for group in set(groups.values()) if groups else {None}:
            own = [logo for logo in logos if groups is None or groups[logo] == group]
            expected = by_hand(use.get(action, {}), own) if own else {}
            assert {logo: behind[logo] for logo in own} == expected
