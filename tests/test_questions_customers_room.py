"""The customers report on a real book: what it promises, and the definitions day by day on random activity."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from crowds import Did, People
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add_contract, add_logo

from churntui.book import Book
from churntui.data import activity
from churntui.data.rows import settings as kept_settings
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError
from churntui.questions import registry as reports
from churntui.questions.asked import Asked

AS_OF = date(2026, 5, 20)

ACTIONS = {"send": 1, "export": 2, "login": 3}

KEYS = (
    "period, starts_on, ends_on, segment, initial, lost, remaining, gained, rate, retention, low, high, early_churn, "
    "complete"
)


def fill(store, done, *, action="send", logos=(1, 2)) -> None:
    """Logos, their customers, and what these did; `send` and `export` qualify."""
    with store.write():
        for logo_id in logos:
            store.rows(
                "INSERT OR IGNORE INTO logo(id, ref, name) VALUES (?, ?, ?)", (logo_id, f"L{logo_id}", "x")
            )
        for name, action_id in ACTIONS.items():
            row = (action_id, name, name != "login")
            store.rows("INSERT OR IGNORE INTO action(id, name, qualifies) VALUES (?, ?, ?)", row)
        for did in done:
            if did.customer:
                row = (did.customer, f"C{did.customer}", did.logo)
                store.rows("INSERT OR IGNORE INTO customer(id, ref, logo_id) VALUES (?, ?, ?)", row)
            store.rows(
                """INSERT INTO usage_day(logo_id, day, customer_id, action_id, n) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET n = n + excluded.n""",
                (did.logo, dates.number(did.day), did.customer, ACTIONS[action], did.n),
            )
        activity.rebuild(store)


def made(store, as_of=AS_OF, **options):
    return reports.run(Book.load(store, as_of), "customers", Asked(**options), store)


def day(text):
    return date.fromisoformat(text)


@pytest.fixture
def small(store):
    """Ann (1) is there throughout, Bo (2) until March; Ed (3) of the other logo, which pays until 10 April, too."""
    often = [day("2026-01-10") + timedelta(days=7 * week) for week in range(18)]
    fill(store, [Did(1, 1, on) for on in often])
    fill(store, [Did(2, 1, on) for on in often[:6]])
    fill(store, [Did(3, 2, on) for on in often[:10]])
    fill(store, [Did(2, 1, on) for on in often], action="login")
    store.rows("UPDATE logo SET industry = 'Food' WHERE id = 2")
    add_contract(store, "K1", 2, "2025-04-10", "2026-04-10")
    return store


def test_rows_have_the_promised_keys_and_more(small):
    report = made(small)
    assert ", ".join(report.columns) == f"{KEYS}, lost_with_logo"
    assert all(tuple(row) == report.columns for row in report.rows)
    assert [row["period"] for row in report.rows] == [f"2026-0{month}" for month in range(1, 6)]


def test_losses_by_month_and_those_that_left_with_their_logo(small):
    # last actions: Ann on 9 May, Bo on 14 Feb, Ed on 14 March; the window is 28 days
    figures = [(row["initial"], row["lost"], row["lost_with_logo"]) for row in made(small).rows]
    assert figures == [(0, 0, 0), (3, 0, 0), (3, 1, 0), (2, 1, 1), (1, 0, 0)]
    assert [row["complete"] for row in made(small).rows] == [True] * 4 + [False]


def test_another_window_and_other_actions(small):
    report = made(small, window=14)
    assert report.rows[2]["lost"] == 1
    assert report.rows[2]["initial"] == 2, "14 days back from 1 March is 15 February"
    assert report.settings["active_window_days"] == 14
    logins = made(small, actions=("login",))
    assert [(row["initial"], row["lost"]) for row in logins.rows[1:4]] == [(1, 0)] * 3
    assert logins.settings["actions"] == ["login"]
    assert "login in 28 days" in logins.text()


def test_an_unknown_action_is_one_line(small):
    with pytest.raises(BadInputError, match=r"“nap” is no action of this book\. It has: export, login, send"):
        made(small, actions=("send", "nap"))


def test_the_case_of_an_action_does_not_matter(small):
    assert made(small, actions=("SEND", "send")).settings["actions"] == ["send"]


def test_contracts_left_out_are_told_for_they_decide_what_left_with_its_logo(small):
    add_contract(small, "K9", 1, "2026-01-01", None, currency="GBP")
    (note,) = made(small).notes
    assert note == (
        "1 contract in GBP left out of amounts, where its logo may seem to pay less: there is no rate from GBP to EUR, "
        "needed from 1 Jan 2026 on. "
        "Import one: churntui import rates.csv"
    )


def test_text_says_which_windows_are_not_whole(small):
    told = "activity is measured from 10 Jan 2026: windows that begin before it are not whole"
    assert told in made(small).text()
    assert told not in made(small, first=day("2026-03-01")).text()


def test_how_often_is_a_setting(small):
    kept_settings.change(small, "active_min_count", "5")
    report = made(small)
    assert report.settings["active_min_count"] == 5
    assert not any(row["initial"] for row in report.rows), "four times in 28 days"


def test_a_split_is_by_the_logo_also_of_one_without_contracts(small):
    april = made(small, by=("industry",), first=day("2026-04-01"), end=day("2026-05-01"))
    assert [(row["segment"], row["initial"], row["lost"]) for row in april.rows] == [
        ("Food", 1, 1),
        ("(not set)", 1, 0),
    ]


def test_a_plan_is_that_of_the_opening(small):
    add_contract(small, "K2", 1, "2026-01-01", "2026-04-15", plan="Team")
    add_contract(small, "K3", 1, "2026-04-15", None, plan="Business")
    rows = made(small, by=("plan",), first=day("2026-04-01")).rows
    active = [
        (row["period"], row["segment"]) for row in rows if row["initial"] and row["segment"] != "(not set)"
    ]
    assert active == [("2026-04", "Team"), ("2026-05", "Business")]


def test_periods_asked_for_may_lie_outside_of_what_is_measured(small):
    rows = made(small, span="quarter", first=day("2025-10-01"), end=day("2027-01-01")).rows
    assert [(row["initial"], row["rate"], row["complete"]) for row in rows] == [
        (0, None, True),
        (0, None, True),
        (2, 0.5, False),
        (None, None, False),
        (None, None, False),
    ]


def test_json_names_what_the_figures_depend_on(small):
    whole = json.loads(made(small, span="week").json())
    settings = whole["settings"]
    assert whole["report"] == "customers"
    assert (settings["measured_from"], settings["measured_until"]) == ("2026-01-10", "2026-05-10")
    assert (settings["period"], settings["actions"]) == ("week", ["export", "send"])
    assert whole["rows"][0]["period"] == "2026-W02"


def test_text_says_through_which_day_it_counts(small):
    text = made(small).text()
    assert text.startswith(
        "Customer attrition by month · as of 20 May 2026 · active: export or send in 28 days\n"
    )
    assert "May 2026 *" in text
    assert "* counted so far: activity is measured through 9 May 2026" in text
    assert "1/2" in text


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda _: None, "churntui import activity.csv"),
        (lambda store: fill(store, [Did(0, 1, day("2026-05-01"))]), "names no customers"),
        (
            lambda store: [
                fill(store, [Did(1, 1, day("2026-05-01"))]),
                store.rows("UPDATE action SET qualifies = 0"),
            ],
            "churntui actions --qualify",
        ),
    ],
)
def test_an_empty_report_says_what_to_do(store, prepare, words):
    prepare(store)
    report = made(store)
    assert words in report.text()
    assert not any(row["initial"] for row in report.rows)


def test_with_nothing_measured_periods_asked_for_have_no_rate(store):
    add_logo(store, "L1")
    rows = made(store, first=day("2026-04-01")).rows
    assert [(row["period"], row["initial"], row["rate"], row["complete"]) for row in rows] == [
        ("2026-04", 0, None, False),
        ("2026-05", 0, None, False),
    ]


@st.composite
def people(draw: st.DrawFn) -> tuple[People, People]:
    """What four customers of two logos (and nobody named) did over five months that qualifies, and what does not."""
    start = date(2025, 12, 20)

    def some() -> list[Did]:
        drawn = st.tuples(st.sampled_from((0, 1, 2, 3, 4)), st.integers(0, 150), st.integers(1, 3))
        return [
            Did(who, 1 + who // 3, start + timedelta(days=on), n)
            for who, on, n in draw(st.lists(drawn, max_size=12))
        ]

    as_of = start + timedelta(days=draw(st.integers(30, 170)))
    rules = (as_of, draw(st.integers(1, 40)), draw(st.integers(1, 3)))
    return People(some(), *rules), People(some(), *rules)


@given(both=people(), span=st.sampled_from(("week", "month", "quarter")))
@settings(max_examples=examples(25), deadline=None)
def test_it_is_what_the_definitions_say(lasting, both, span):
    qualifying, other = both
    with lasting.write():
        for table in ("usage_day", "customer", "logo"):
            lasting.rows(f"DELETE FROM {table}")
    fill(lasting, qualifying.done)
    fill(lasting, other.done, action="login")
    kept_settings.change(lasting, "active_min_count", str(qualifying.min_count))
    every = People([*qualifying.done, *other.done], qualifying.as_of)
    if every.end == date.min:
        return
    rows = made(lasting, qualifying.as_of, span=span, window=qualifying.window).rows
    first = min(did.day for did in every.done)
    assert rows[0]["period"] == Period.of(first, span).name
    for row in rows:
        period = Period.of(day(row["starts_on"]), span)
        opening = qualifying.active(period.starts_on)
        closing = qualifying.active(min(period.ends_on, every.end))
        between, on = frozenset(), period.starts_on
        while (on := on + timedelta(days=1)) < min(period.ends_on, every.end):
            between |= qualifying.active(on)
        expected = (opening, opening - closing, closing - opening, between - opening - closing)
        assert (row["initial"], row["lost"], row["gained"], row["early_churn"]) == tuple(
            map(len, expected)
        ), row
        assert row["complete"] == (period.ends_on <= every.end)
