"""Masks as they are drawn: as long as what they hide, and of amounts not even that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain import masks, money
from churntui.plain.chart import ChartData
from churntui.plain.errors import ChurnError
from churntui.plain.files import write_whole
from churntui.plain.masks import AMOUNT, BAR, bars


@pytest.fixture
def on():
    masks.turn(on=True)
    yield
    masks.turn(on=False)


@given(st.text())
def test_bars_are_as_long_as_the_text_and_break_where_it_does(text):
    masked = bars(text)
    assert len(masked) == len(text)
    assert [(at, char) for at, char in enumerate(masked) if char.isspace()] == [
        (at, char) for at, char in enumerate(text) if char.isspace()
    ]
    assert masks.is_moment(text) or {char for char in masked if not char.isspace()} <= {BAR}


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-21T09:30:00Z", "2026-11-21 09:30"])
def test_a_day_is_neither_a_name_nor_an_amount(day):
    assert bars(day) == day
    assert bars(f"{day}, Acme") != f"{day}, Acme"


def test_an_amount_tells_its_currency_and_its_sign_and_nothing_of_its_size(on):
    written = [money.short, money.trimmed, money.full]
    assert {write(minor, "EUR") for write in written for minor in (1, 96_000_00, 10**15)} == {f"€{AMOUNT}"}
    assert {write(-5_00, "PLN") for write in written} == {f"−zł{AMOUNT}"}
    assert money.plain(96_000_00, "EUR") == AMOUNT


def test_what_is_masked_can_be_written_to_no_file(on, tmp_path):
    with pytest.raises(ChurnError, match="Incognito is on"):
        write_whole(tmp_path / "a.csv", AMOUNT)
    assert [*tmp_path.iterdir()] == []


def test_a_chart_with_its_amounts_masked_is_another_one_than_with_them_shown():
    chart = ChartData("bars", ("Q1",), (), unit="money")
    masks.turn(on=True)
    try:
        assert ChartData("bars", ("Q1",), (), unit="money") != chart
    finally:
        masks.turn(on=False)
    assert ChartData("bars", ("Q1",), (), unit="money") == chart
