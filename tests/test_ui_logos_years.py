from __future__ import annotations

from datetime import date
from itertools import groupby

from rich.cells import cell_len

from churntui.ui.logos.years import AHEAD, LABEL, PAST, PAST_TOO, PRESENT, TODAY, Bar, lanes, years

AS_OF = date(2026, 7, 2)


def bars(*spans: tuple[str, str | None]) -> list[Bar]:
    return [
        Bar("Team", date.fromisoformat(start), date.fromisoformat(end) if end else None)
        for start, end in spans
    ]


def drawn(line: str) -> str:
    return line[LABEL + 1 :]


def test_a_year_takes_its_share_and_the_day_stands_in_its_column() -> None:
    lines = years(bars(("2025-01-01", "2026-01-01"), ("2026-01-01", "2027-01-01")), LABEL + 1 + 24, AS_OF)
    assert drawn(lines[0]) == "2025    2026    2027"
    assert drawn(lines[1]) == PAST * 8 + PRESENT * 3 + TODAY + PRESENT * 4
    assert len(lines) == 2


def test_terms_of_one_plan_stand_in_a_line_by_turns_and_those_that_overlap_in_two() -> None:
    (_, line) = years(
        bars(*((f"{year}-01-01", f"{year + 1}-01-01") for year in range(2022, 2026))), 60, AS_OF
    )
    shades = drawn(line).split(TODAY)[0].rstrip()
    assert [mark for mark, _ in groupby(shades)] == [PAST, PAST_TOO, PAST, PAST_TOO]
    assert len(lanes(bars(("2025-01-01", "2026-01-01"), ("2025-06-01", "2026-06-01")))) == 2
    assert len(lanes([Bar("A", AS_OF, None), Bar("B", AS_OF, None)])) == 2


def test_of_too_many_lines_those_that_end_last_are_drawn() -> None:
    many = [Bar(f"P{nth}", date(2020, 1, nth), date(2021, 1, nth)) for nth in range(1, 9)]
    assert [line[:2] for line in years(many, 60, AS_OF, 2)[1:]] == ["P7", "P8"]
    assert years(many, 60, AS_OF, 0) == []


def test_what_has_not_begun_is_drawn_otherwise() -> None:
    (_, line) = years(bars(("2026-10-01", "2027-10-01")), 60, AS_OF)
    assert AHEAD in line
    assert PRESENT not in line


def test_without_end_it_reaches_the_edge() -> None:
    (_, line) = years(bars(("2026-01-01", None)), 60, AS_OF)
    assert line.endswith(PRESENT)
    assert cell_len(line) == 60


def test_the_shortest_contract_is_still_seen() -> None:
    lines = years(bars(("2020-01-01", "2026-01-01"), ("2021-03-01", "2021-03-02")), 40, AS_OF)
    assert drawn(lines[2]).count(PAST) == 1


def test_many_years_do_not_touch() -> None:
    heading = years(bars(("1995-01-01", "2026-01-01")), 50, AS_OF)[0]
    assert all(len(word) == 4 for word in heading.split())
    assert cell_len(heading) <= 50


def test_lines_fit_whatever_the_name() -> None:
    for name in ("青空フーズ株式会社の契約", "x" * 500, "a[/]b", ""):
        lines = years([Bar(name, date(2025, 1, 1), date(2027, 1, 1))], 44, AS_OF)
        assert max(cell_len(line) for line in lines) <= 44


def test_nothing_is_drawn_of_nothing_or_without_room() -> None:
    assert years([], 80, AS_OF) == []
    assert years(bars(("2025-01-01", None)), LABEL + 5, AS_OF) == []
