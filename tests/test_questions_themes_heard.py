"""What is counted of a theme: against plain SQL over the same file, and by hand over a small one."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from ui_books import AS_OF, add, contract, heard_book, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.themes_heard import heard_themes, main_industry, months, ordered, spread

LOGOS, THEMES = 6, 3

FIGURES = """
    WITH tag AS (SELECT interview_id, theme_id FROM interview_theme UNION
                 SELECT h.interview_id, g.theme_id FROM highlight_theme g JOIN highlight h ON h.id = g.highlight_id),
         heard AS (SELECT t.id AS theme_id, i.id AS interview_id, i.logo_id,
                          coalesce(i.held_on, i.effective_on) AS day,
                          coalesce(i.effective_on, i.held_on, substr(i.updated_at, 1, 10)) AS known_by
                   FROM theme t JOIN tag ON tag.theme_id = t.id JOIN interview i ON i.id = tag.interview_id),
         loss AS (SELECT c.id, min(i.effective_on) AS lost_on FROM contract c JOIN interview i
                  ON i.logo_id = c.logo_id AND i.effective_on > c.starts_on GROUP BY 1),
         service AS (SELECT c.logo_id, c.arr_minor, coalesce(min(c.ends_on, l.lost_on), c.ends_on) AS ended
                     FROM contract c LEFT JOIN loss l ON l.id = c.id),
         cost AS (SELECT DISTINCT theme_id, h.logo_id, s.arr_minor FROM heard h JOIN service s ON s.logo_id = h.logo_id
                  WHERE s.ended <= :day AND h.known_by >= s.ended)
    SELECT t.id, (SELECT count(DISTINCT logo_id) FROM heard WHERE theme_id = t.id),
           (SELECT count(DISTINCT interview_id) FROM heard WHERE theme_id = t.id),
           (SELECT coalesce(sum(arr_minor), 0) FROM cost WHERE theme_id = t.id),
           (SELECT min(day) FROM heard WHERE theme_id = t.id), (SELECT max(day) FROM heard WHERE theme_id = t.id)
    FROM theme t"""

PAIRS = """
    WITH tag AS (SELECT interview_id, theme_id FROM interview_theme UNION
                 SELECT h.interview_id, g.theme_id FROM highlight_theme g JOIN highlight h ON h.id = g.highlight_id),
         named AS (SELECT DISTINCT tag.theme_id, i.logo_id FROM tag JOIN interview i ON i.id = tag.interview_id)
    SELECT a.theme_id, b.theme_id, count(*) FROM named a JOIN named b
    ON b.logo_id = a.logo_id AND b.theme_id <> a.theme_id GROUP BY 1, 2"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Six logos, the first four lost; themes on nothing."""
    path = tmp_path_factory.mktemp("figures") / "template.db"
    with open_book(path) as store:
        for number in range(1, LOGOS + 1):
            contract(
                store, logo(store, f"Logo {number}"), -50 * number if number < 5 else 200, number * 1_000_00
            )
        for number in range(1, THEMES + 1):
            add(store, "theme", name=f"theme {number}")
    return path


INTERVIEW = st.tuples(
    st.integers(1, LOGOS),
    st.none() | st.integers(-400, 0),
    st.none() | st.integers(-400, 100),
    st.sets(st.integers(1, THEMES)),
    st.sets(st.integers(1, THEMES)),
)
"""Logo, held and effective in days from the as-of day, themes of the whole, themes of a passage."""


@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(INTERVIEW, max_size=8))
def test_figures_are_those_of_plain_sql(template, interviews):
    path = template.with_name("copy.db")
    shutil.copyfile(template, path)
    with open_book(path) as store:
        with store.write():
            for number, (logo_id, held, effective, whole, passage) in enumerate(interviews, 1):
                days = [
                    None if at is None else (AS_OF + timedelta(days=at)).isoformat()
                    for at in (held, effective)
                ]
                store.insert(
                    """INSERT INTO interview(id, ref, logo_id, status, held_on, effective_on, updated_at)
                    VALUES (?, ?, ?, 'held', ?, ?, '2026-11-01T09:00:00Z')""",
                    (number, f"I{number}", logo_id, *days),
                )
                store.insert(
                    "INSERT INTO highlight(id, interview_id, starts_at, ends_at, quote) VALUES (?, ?, 0, 1, 'x')",
                    (number, number),
                )
                store.many(
                    "INSERT INTO interview_theme VALUES (?, ?)", [(number, theme) for theme in sorted(whole)]
                )
                store.many(
                    "INSERT INTO highlight_theme VALUES (?, ?)",
                    [(number, theme) for theme in sorted(passage)],
                )
        found = heard_themes(Book.load(store, AS_OF))
        expected = store.rows(FIGURES, {"day": AS_OF.isoformat()})
        pairs = store.rows(PAIRS)
    assert sorted(
        (
            row.theme.id, row.counted.logos, row.counted.interviews, row.counted.arr_lost,
            row.counted.first and row.counted.first.isoformat(), row.counted.last and row.counted.last.isoformat(),
        )
        for row in found
    ) == sorted(expected)  # fmt: skip
    ids = {row.theme.name: row.theme.id for row in found}
    assert (
        sorted((row.theme.id, ids[name], pair.logos) for row in found for name, pair in row.together) == pairs
    )


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


@pytest.fixture
def book(path):
    with open_book(path) as store:
        return Book.load(store, AS_OF)


def test_rows_name_what_answers_them_and_who_named_them(book):
    found = {row.theme.name: row for row in heard_themes(book)}
    assert list(found) == ["missing SSO", "support silence", "old one", "product gaps"]
    sso = found["missing SSO"]
    assert sso.name == "product gaps > missing SSO"
    assert [initiative.name for initiative in sso.initiatives] == ["Sign-on"]
    assert [line.name for line in sso.lines] == ["Acme", "Lumen Labs"]
    assert (sso.counted.logos, sso.counted.arr_lost) == (2, 18_000_00)
    assert found["support silence"].initiatives == found["product gaps"].initiatives == ()


def test_orders(book):
    found = heard_themes(book)
    assert [row.theme.name for row in ordered(found, "recent")][-1] == "product gaps"
    assert [row.counted.arr_lost for row in ordered(found, "arr")] == [18_000_00, 18_000_00, 0, 0]
    assert [row.counted.growth for row in ordered(found, "growth")] == [2, 2, 0, 0]


def test_a_theme_says_how_many_are_to_be_called(path):
    with open_book(path) as store, store.write():
        store.rows("UPDATE initiative SET status = 'shipped', shipped_on = '2026-11-20'")
        found = heard_themes(Book.load(store, AS_OF))
    assert [(row.to_call, len(row.win_backs)) for row in found] == [(1, 1), (0, 0), (0, 0), (0, 0)]


def of(book, name):
    return next(row for row in heard_themes(book) if row.theme.name == name)


def test_months_end_with_the_running_one(book):
    chart = months(book, of(book, "missing SSO"))
    assert (chart.labels[0], chart.labels[-1], chart.dim_last) == ("Dec", "Nov", True)
    assert chart.series[0].values == (*(0.0,) * 11, 2.0)
    assert months(book, of(book, "product gaps")).empty == "Not heard in the last 12 months"


def test_its_losses_count_once_and_those_about_none_apart(book):
    row = of(book, "missing SSO")
    assert (list(row.losses.values()), row.without_loss) == ([18_000_00], 1)


def test_an_industry_stands_out_from_three_logos_on_and_where_half_of_them_are_of_it(path):
    def main(store):
        book = Book.load(store, AS_OF)
        return main_industry(book, of(book, "missing SSO"))

    with open_book(path) as store:
        assert main(store) is None
        add(store, "interview_theme", interview_id=2, theme_id=2)
        assert main(store) == ("Health", 3)
        store.rows("UPDATE logo SET industry = 'Food' WHERE name = 'Ferrum'")
        assert main(store) == ("Health", 2)
        store.rows("UPDATE logo SET industry = 'Steel' WHERE name = 'Acme'")
        assert main(store) is None


def test_shares_are_of_those_heard_there(path):
    with open_book(path) as store:
        store.rows("UPDATE logo SET industry = 'Food', employees = 12 WHERE name = 'Acme'")
        book = Book.load(store, AS_OF)
    told = [
        (field, [(share.label, share.named, share.heard) for share in shares])
        for field, shares in spread(book, of(book, "missing SSO"))
    ]
    assert told == [
        ("Industry", [("Food", 1, 1), ("Health", 1, 1)]),
        ("Staff", [("11–50", 1, 1), ("51–200", 1, 1)]),
    ]
