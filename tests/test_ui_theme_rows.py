"""What a theme's row says, against plain SQL over the same file."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples
from ui_books import AS_OF, add, contract, logo

from churntui.book import Book
from churntui.data.store import Store
from churntui.ui.theme_rows import rows

LOGOS, THEMES = 6, 3

FIGURES = """
    WITH tag AS (SELECT interview_id, theme_id FROM interview_theme UNION
                 SELECT h.interview_id, g.theme_id FROM highlight_theme g JOIN highlight h ON h.id = g.highlight_id),
         heard AS (SELECT t.id AS theme_id, i.id AS interview_id, i.logo_id,
                          coalesce(i.held_on, i.effective_on) AS day, i.effective_on
                   FROM theme t JOIN tag ON tag.theme_id = t.id JOIN interview i ON i.id = tag.interview_id),
         cost AS (SELECT DISTINCT theme_id, h.logo_id, c.arr_minor FROM heard h JOIN contract c ON c.logo_id = h.logo_id
                  WHERE c.ends_on <= :day AND (h.effective_on IS NULL OR h.effective_on <= :day))
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
    with Store.open(path) as store:
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
    with Store.open(path) as store:
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
        found = rows(Book.load(store, AS_OF))
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
