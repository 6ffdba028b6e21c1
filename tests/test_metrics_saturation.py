"""Whether interviews still tell anything new, on a few that can be gone through by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.saturation import Saturation, saturation
from churntui.model.rows import Interview, Naming


def interview(number, day, status="held"):
    return Interview(number, f"I{number}", number, status, held_on=day and date(2026, 1, day))


def naming(number, *themes, note="interview"):
    return [Naming(note, number, number, None, theme) for theme in themes]


def test_the_last_ones_without_a_new_theme_are_counted_in_the_order_of_their_days():
    heard = [interview(1, 20), interview(2, 5), interview(3, 10), interview(4, 25)]
    told = saturation(heard, [*naming(1, 7), *naming(2, 7, 8), *naming(3, 9, 8), *naming(4, 8)])
    assert told.brought == ((2, (7, 8)), (3, (9,)), (1, ()), (4, ()))
    assert (told.run, told.last_new, told.untagged) == (2, (3, (9,)), 0)


def test_what_is_untagged_not_held_or_about_the_living_says_nothing():
    heard = [interview(1, 5), interview(2, 6), interview(3, 7, "declined"), interview(4, None)]
    told = saturation(heard, [*naming(1, 7), *naming(3, 9), *naming(2, 8, note="review"), *naming(4, 7)])
    assert told.brought == ((4, (7,)), (1, ()))
    assert (told.run, told.untagged) == (1, 1)


def test_without_tags_there_is_nothing_to_tell():
    assert (Saturation().run, Saturation().last_new) == (0, None)
    assert saturation([interview(1, 1)], []).untagged == 1


@given(st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=4), max_size=12))
def test_each_theme_is_new_once_and_the_run_has_none(themes):
    heard = [interview(nth, nth) for nth in range(1, len(themes) + 1)]
    told = saturation(heard, [one for nth, own in enumerate(themes, 1) for one in naming(nth, *own)])
    new = [theme for _, own in told.brought for theme in own]
    assert sorted(new) == sorted({theme for own in themes for theme in own})
    assert not any(own for _, own in told.brought[len(themes) - told.run :])
