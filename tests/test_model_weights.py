"""The weights of called stages, as they are typed and as they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.opening import open_book
from churntui.data.rows import settings
from churntui.model.choices import FORECAST_PERCENT, STAGES
from churntui.model.weights import told, weights, written
from churntui.plain.errors import BadInputError


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", {}),
        ("at risk 43", {"at_risk": 43}),
        ("AT_RISK: 43 %; open=60 ,verbal 95%", {"at_risk": 43, "open": 60, "verbal": 95}),
    ],
)
def test_what_is_typed(text, said):
    assert weights(text) == FORECAST_PERCENT | said


@pytest.mark.parametrize("text", ["43", "at risk", "maybe 20", "open 101", "open -3"])
def test_what_cannot_be(text):
    with pytest.raises(BadInputError, match="no stage"):
        weights(text)


@given(st.fixed_dictionaries({stage: st.integers(0, 100) for stage in STAGES}))
def test_what_is_written_is_read_again(known):
    assert weights(written(known)) == known


def test_they_are_a_setting_of_the_book(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        assert settings.change(store, "forecast_weights", "at risk 43; open 70") == "at risk 43"
        with pytest.raises(BadInputError):
            settings.change(store, "forecast_weights", "at risk never")
        known = weights(settings.read(store).forecast_weights)
    assert told(known) == "open 70 %, verbal 90 %, at risk 43 %, won 100 %, lost 0 %"
