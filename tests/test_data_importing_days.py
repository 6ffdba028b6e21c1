import pytest

from churntui.data.importing.days import DayColumns, DayReader
from churntui.plain.errors import BadInputError


def day(text, order=None, others=()):
    told = DayColumns(lambda: [[one] for one in (text, *others)], {"day": 0})
    return DayReader(order, lambda: told.orders("day")).read(text).isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-31", "2025-12-31"),
        ("2024-02-29", "2024-02-29"),
        ("2025/1/5", "2025-01-05"),
        ("20250105", "2025-01-05"),
        ("2024-05-01 13:00", "2024-05-01"),
        ("2024-05-01T23:59:59Z", "2024-05-01"),
        ("2020-01-01T15:00:00+03:00", "2020-01-01"),
        ("31.12.2025", "2025-12-31"),
        ("05.02.25", "2025-02-05"),
        ("2025年3月9日", "2025-03-09"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("07/15/2009 02:14:45+0800", "2009-07-15"),
        ("03/03/2025", "2025-03-03"),
    ],
)
def test_days_are_read(text, expected):
    assert day(text) == expected


@pytest.mark.parametrize(
    "text", ["2025-02-30", "2023-02-29", "31.04.2025", "soon", "2025-13-01", "45000", "2025-1"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(BadInputError):
        day(text)


def test_an_ambiguous_day_needs_the_order_or_a_telling_neighbour():
    with pytest.raises(BadInputError, match="--date-order"):
        day("03/04/2025")
    assert day("03/04/2025", "dmy") == "2025-04-03"
    assert day("03/04/2025", "mdy") == "2025-03-04"
    assert day("03/04/2025", others=["25/12/2025"]) == "2025-04-03"
    assert day("03/04/2025", others=["12/25/2025 10:00"]) == "2025-03-04"


def test_neighbours_that_contradict_each_other_tell_nothing():
    with pytest.raises(BadInputError, match="--date-order"):
        day("03/04/2025", others=["25/12/2025", "12/25/2025"])


def test_a_said_order_is_kept_to():
    with pytest.raises(BadInputError):
        day("12/25/2025", "dmy")


@pytest.mark.parametrize(
    "text",
    [
        "31 Mar 2026",
        "Mar 31, 2026",
        "March 31, 2026",
        "31-Mar-26",
        "31st of March 2026",
        "Tue, 31 Mar 2026 00:00:00 GMT",
        "Tue Mar 31 2026 00:00:00 GMT+0200 (CEST)",
        "2026-Mar-31",
        "31. März 2026",
        "31 marca 2026 r.",
        "31 de marzo de 2026",
        "31 березня 2026 р.",
        "31 марта 2026 г.",
        "31.03.26",
        "31.03.2026 12:00",
        "2026/3/31",
        "1774915200000",
    ],
)
def test_one_day_in_many_ways(text):
    assert day(text) == "2026-03-31"


@pytest.mark.parametrize("text", ["Mar 2026", "März 26", "31 Foo 2026", "31.12.99", "31-Dec-75"])
def test_a_month_no_month_and_a_year_of_no_century_are_refused(text):
    with pytest.raises(BadInputError):
        day(text)


def test_numbers_of_excel_are_days_only_where_they_may_be():
    reader = DayReader(None, takes_serials=True)
    assert [reader.read(text).isoformat() for text in ("46112", "46477.75")] == ["2026-03-31", "2027-03-31"]
    assert reader.is_serial("46112")
    for text in ("12", "1234", "461123", "99999"):
        with pytest.raises(BadInputError):
            reader.read(text)


def columns(*rows):
    told = DayColumns(lambda: map(list, rows), {"start": 0, "end": 1})
    return told.orders("start"), told.orders("end")


def test_one_column_tells_the_order_of_the_others():
    assert columns(("03/04/2025", "31/03/2026"), ("05/06/2025", "04/06/2026")) == (("dmy",), ("dmy",))
    assert columns(("03/04/2025", "03/31/2026"), ("05/06/2025", "soon")) == (("mdy",), ("mdy",))


def test_columns_that_differ_tell_nothing_of_a_third():
    told = DayColumns(lambda: [["25/12/2025", "12/25/2025", "01/02/2025"]], {"a": 0, "b": 1, "c": 2})
    assert [told.orders(name) for name in "abc"] == [("dmy",), ("mdy",), ("dmy", "mdy")]


def test_a_column_with_both_orders_has_none():
    start, end = columns(("13/01/2026", "13/01/2027"), ("01/13/2026", "01/02/2027"))
    assert (start, end) == ((), ("dmy",))
    with pytest.raises(BadInputError, match="several orders"):
        day("13/01/2026", others=["01/13/2026"])


def test_short_years_may_stand_first():
    assert columns(("26-03-31", "27-03-30"), ("25-01-05", "26-01-04"))[0] == ("ymd",)
    assert columns(("15-01-26", "14-01-27"), ("01-02-26", "31-01-27"))[0] == ("dmy",)
    with pytest.raises(BadInputError, match="--date-order dmy or ymd"):
        day("26-03-31")
    assert day("26-03-31", "ymd") == "2026-03-31"
    assert day("26-03-31", others=["25-01-05"]) == "2026-03-31"


def test_every_row_is_looked_at_once_for_all_columns():
    passes = []

    def rows():
        passes.append(1)
        return [["03/04/2025", "25/12/2025"]]

    told = DayColumns(rows, {"start": 0, "end": 1})
    assert (told.orders("start"), told.orders("end"), len(passes)) == (("dmy",), ("dmy",), 1)
