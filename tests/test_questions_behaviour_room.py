"""The behaviour report through a real file, against figures worked out by hand and by plain counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Deal, Oracle
from profiles import examples
from stores import add_contract, add_logo, add_usage, inserted
from ui_books import add

from churntui.book import Book
from churntui.data import activity
from churntui.data.opening import open_book
from churntui.metrics.behaviour import Finding, Quarter
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.questions import registry as reports
from churntui.questions.asked import Asked
from churntui.questions.behaviour.explaining import sentence

AS_OF = date(2025, 8, 1)
Q2 = {"span": "quarter", "first": date(2025, 4, 1), "end": date(2025, 7, 1)}


def eight(store):
    """Eight logos measured since January; L1 sends 10 times before the second quarter, L8 80 times; L1, L5 leave."""
    for n in range(1, 9):
        logo_id = add_logo(
            store, f"L{n}", industry="Food" if n < 5 else "Health", fit="good" if n < 5 else "poor"
        )
        add_contract(store, f"K{n}", logo_id, "2024-01-01", "2025-05-01" if n in (1, 5) else None)
        add_usage(store, logo_id, ["2025-01-02"], action="login")
        add_usage(store, logo_id, ["2025-03-04", "2025-03-31"], n=5 * n)
        add_usage(store, logo_id, ["2025-03-03", "2025-04-01"], n=100 - 10 * n)
    add_usage(store, 1, ["2025-07-30"], action="login")


def rows(store, as_of=AS_OF, **options):
    made = reports.run(Book.load(store, as_of), "behaviour", Asked(**options), store)
    return made, [tuple(row.values()) for row in made.rows]


def test_the_quarters_of_one_action(store):
    eight(store)
    made, found = rows(store, action="send", **Q2)
    assert [row[:3] for row in found] == [("top", 2, 0), ("middle", 4, 1), ("bottom", 2, 1)]
    assert [row[6:] for row in found] == [
        ("send", 70, 80, "no difference shown"),
        ("send", 30, 60, "no difference shown"),
        ("send", 10, 20, "no difference shown"),
    ]
    assert found[1][3] == 1 / 4
    assert tuple(made.rows[0]) == (
        *("segment", "initial", "lost", "rate", "low", "high"), "action", "use_from", "use_to", "verdict"
    )  # fmt: skip
    assert "0/2 lost against 1/2" in made.text()


def test_every_action_is_ranked_and_one_nobody_did_has_no_top(store):
    eight(store)
    with store.write():
        inserted(store, "action", name="never", qualifies=0)
    _, found = rows(store, **Q2)
    assert [row[6] for row in found[::3]] == ["send", "login", "never"]
    assert found[-3][:6] == ("top", 0, 0, None, None, None)
    assert found[-1][:3] == ("bottom", 8, 2)
    assert found[-1][7:] == (0, 0, "no difference shown")


def test_a_group_has_quarters_of_its_own(store):
    eight(store)
    made, found = rows(store, action="send", by=("industry",), **Q2)
    assert {(row[-1], row[0]): row[1:3] for row in found} == {
        ("Food", "top"): (1, 0),
        ("Food", "middle"): (2, 0),
        ("Food", "bottom"): (1, 1),
        ("Health", "top"): (1, 0),
        ("Health", "middle"): (2, 0),
        ("Health", "bottom"): (1, 1),
    }
    assert tuple(made.rows[0])[-1] == "group"


def test_only_the_losses_asked_for_count_and_the_denominator_stays(store):
    eight(store)
    _, found = rows(store, action="send", regrettable=True, **Q2)
    assert [row[1:3] for row in found] == [(2, 0), (4, 0), (2, 1)]


def test_another_window_reaches_further_back(store):
    eight(store)
    _, found = rows(store, action="send", window=29, **Q2)
    assert [row[1:3] for row in found] == [(0, 0), (0, 0), (8, 2)]
    assert found[2][7:9] == (100, 100)


def test_a_logo_that_was_not_measured_yet_is_not_compared(store):
    eight(store)
    late = add_logo(store, "L9")
    add_contract(store, "K9", late, "2024-01-01", None)
    add_usage(store, late, ["2025-04-01"])
    _, found = rows(store, action="send", **Q2)
    assert sum(row[1] for row in found) == 8


@pytest.mark.parametrize(
    ("options", "compared"),
    [
        (
            {"span": "quarter"},
            1,
        ),  # the first quarter opened before anything was measured, the third is not over
        ({"span": "quarter", "first": date(2025, 1, 1)}, 1),
        ({"span": "quarter", "end": date(2025, 10, 1)}, 2),
        ({}, 6),  # February to July
        ({"first": date(2025, 3, 1)}, 5),
        ({"end": date(2025, 9, 1)}, 6),
    ],
)
def test_only_periods_with_known_use_are_compared(store, options, compared):
    eight(store)
    made, _ = rows(store, **options)
    assert made.settings["periods"] == compared


@pytest.mark.parametrize("name", ["sent", ""])
def test_an_unknown_action_is_told_in_one_line(store, name):
    eight(store)
    with pytest.raises(BadInputError, match="is no action of this book"):
        rows(store, action=name)


def test_the_case_of_an_action_does_not_matter(store):
    eight(store)
    assert rows(store, action="SEND", **Q2)[1] == rows(store, action="send", **Q2)[1]


def test_the_headline_says_which_losses_count(store):
    eight(store)
    narrowed = {False: "involuntary losses only", True: "voluntary losses only"}
    for voluntary, words in narrowed.items():
        assert f" · {words} · " in rows(store, voluntary=voluntary, **Q2)[0].headline
    assert "losses only" not in rows(store, **Q2)[0].headline


def test_text_says_that_a_logo_counts_once_for_each_period(store):
    eight(store)
    told = "a logo counts once for each in which it is compared"
    assert told in rows(store)[0].text()
    assert told not in rows(store, **Q2)[0].text()


def test_people_see_no_verdict_where_nothing_can_be_compared(store):
    eight(store)
    made, _ = rows(store, first=date(2025, 1, 1), end=date(2025, 2, 1))
    assert {line[-1] for line in made.sheet.rows} == {"–"}


def test_an_empty_book_gives_nothing_and_says_what_to_do(store):
    made, found = rows(store)
    assert found == []
    assert made.notes == ("No contracts yet. Import them: churntui import contracts.csv",)


def test_without_activity_or_contracts_there_are_zeros(store):
    logo_id = add_logo(store, "L1")
    with store.write():
        inserted(store, "action", name="send", qualifies=1)
    assert rows(store, action="send")[1] == [
        (name, 0, 0, None, None, None, "send", None, None, "no difference shown")
        for name in ("top", "middle", "bottom")
    ]
    add_contract(store, "K1", logo_id, "2024-01-01", None)
    assert rows(store)[0].notes == ("No activity yet. Import it: churntui import activity.csv",)
    add_usage(store, logo_id, ["2025-07-20"])
    assert "No period to compare" in rows(store)[0].notes[0]


@pytest.mark.parametrize(
    ("top", "bottom", "said"),
    [
        (
            (2, 40),
            (9, 41),
            "No difference shown between logos that use “a” most and least: 2/40 · 5.0 % lost against",
        ),
        (
            (2, 80),
            (29, 81),
            "Logos that use “a” most stay: 2/80 · 2.5 % lost, against 29/81 · 35.8 % of those",
        ),
        (
            (29, 81),
            (2, 80),
            "Logos that use “a” most leave: 29/81 · 35.8 % lost, against 2/80 · 2.5 % of those",
        ),
        ((0, 0), (2, 80), "Nothing can be said about “a”: no logo uses it more"),
        ((0, 0), (0, 0), "Nothing can be said about “a”: no logo can be compared"),
    ],
)
def test_a_finding_in_words(top, bottom, said):
    finding = Finding(1, None, Quarter(top[1], top[0]), Quarter(), Quarter(bottom[1], bottom[0]), None)
    assert sentence("a", finding).startswith(said)


DAYS = [date(2025, 1, 6) + timedelta(days=9 * n) for n in range(22)]


@st.composite
def small_books(draw):
    """(deals, uses as (logo, day, action, n, customer))."""
    deals = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        starts = date(2024, 6, 1) + timedelta(days=draw(st.integers(0, 300)))
        length = draw(st.one_of(st.none(), st.integers(20, 400)))
        ends = None if length is None else starts + timedelta(days=length)
        deals.append(Deal(number, draw(st.integers(1, 6)), starts, ends, 1200))
    uses = draw(
        st.lists(
            st.tuples(
                st.integers(1, 6),
                st.sampled_from(DAYS),
                st.integers(1, 2),
                st.integers(0, 4),
                st.integers(0, 1),
            ),
            unique_by=lambda use: (use[0], use[1], use[2], use[4]),
            max_size=40,
        )
    )
    return deals, uses


@settings(max_examples=examples(15))
@given(small_books(), st.sampled_from(["month", "quarter"]), st.booleans())
def test_as_counted_plainly(tmp_path_factory, book, span, ask):
    deals, uses = book
    end = date(2025, 7, 1)
    options = {"span": span} | ({"first": date(2025, 1, 1), "end": end} if ask else {})
    with open_book(tmp_path_factory.mktemp("book") / "book.db") as store:
        fill(store, deals, uses)
        _, found = rows(store, **options)
    assert {(row[6], row[0]): row[1:3] for row in found} == plainly(deals, uses, span, ask)


def fill(store, deals, uses):
    with store.write():
        for logo in range(1, 7):
            add_logo(store, f"L{logo}")
            inserted(store, "customer", id=logo, ref=f"C{logo}", logo_id=logo, name="")
        for deal in deals:
            ends_on = deal.ends and deal.ends.isoformat()
            add_contract(store, f"K{deal.id}", deal.logo, deal.starts.isoformat(), ends_on)
        for action in (1, 2):
            inserted(store, "action", id=action, name=str(action), qualifies=1)
        for logo, day, action, n, named in uses:
            inserted(
                store, "usage_day", logo_id=logo, day=dates.number(day), action_id=action, n=n,
                customer_id=logo if named else 0,
            )  # fmt: skip
        activity.rebuild(store)


def plainly(deals, uses, span, ask):
    """(action, segment) to (initial, lost), counted logo by logo."""
    oracle = Oracle(deals, 30, AS_OF)
    counts = {(a, s): [0, 0] for a in "12" for s in ("top", "middle", "bottom")}
    first = min((use[1] for use in uses), default=AS_OF)
    last = max((use[1] for use in uses), default=date.min)
    for period in dates.periods(span, date(2024, 4, 1), date(2025, 7, 1) if ask else AS_OF):
        opening, window = period.starts_on, period.starts_on - timedelta(days=28)
        if ask and not (opening >= date(2025, 1, 1) and opening > first and window <= last):
            continue
        whole = window >= first and opening <= last + timedelta(days=1) and period.ends_on <= AS_OF
        if not (ask or whole):
            continue
        known = {use[0] for use in uses if use[1] < opening}
        compared = [logo for logo in sorted(oracle.active(opening)) if logo in known]
        for action in (1, 2) if compared else ():
            use = {
                logo: sum(
                    n
                    for who, day, what, n, _ in uses
                    if (who, what) == (logo, action) and window <= day < opening
                )
                for logo in compared
            }
            quarter = ceil(len(compared) / 4)
            low = sorted(use.values())[quarter - 1]
            high = sorted(use.values(), reverse=True)[quarter - 1]
            for logo, n in use.items():
                segment = "bottom" if n <= low else "top" if n >= high else "middle"
                counts[str(action), segment][0] += 1
                counts[str(action), segment][1] += not oracle.counted(logo, period.ends_on)
    return {key: tuple(value) for key, value in counts.items()}


def test_the_options_that_mean_something(store):
    eight(store)
    made = reports.run(Book.load(store, AS_OF), "behaviour", replace(Asked(), actions=("send",)), store)
    assert made.notes[-1] == "--actions means nothing for behaviour and was not used"


def people(store):
    """Eight customers of two logos, active before April by logging in; P1 sends 5 times, P8 40; P1 and P2 go."""
    for n in range(1, 9):
        if n in (1, 5):
            add_contract(
                store,
                f"K{n}",
                add_logo(store, f"L{n}", industry="Food" if n == 1 else "Health"),
                "2024-01-01",
                None,
            )
        logo_id = 1 if n < 5 else 2
        add(store, "customer", ref=f"P{n}", logo_id=logo_id, name=f"Person {n}", role="admin")
        add_usage(store, logo_id, ["2025-01-02", "2025-03-20"], action="login", customer=n)
        add_usage(store, logo_id, ["2025-03-31"], n=5 * n, customer=n)
        if n > 2:
            add_usage(store, logo_id, ["2025-06-20"], action="login", customer=n)
    add_usage(store, 2, ["2025-07-30"], action="login")
    activity.qualify(store, ["login"])


def test_customers_are_compared_by_their_own_use_and_rule(store):
    people(store)
    made, found = rows(store, action="send", of="customers", **Q2)
    assert [row[:3] for row in found] == [("top", 2, 0), ("middle", 4, 0), ("bottom", 2, 2)]
    assert [row[7:9] for row in found] == [(35, 40), (15, 30), (5, 10)]
    assert made.settings["of"] == "customers"
    assert made.headline.startswith("Customer attrition by use of “send”")
    assert "customers that use “send” most and least: 0/2 lost against 2/2" in made.headline
    _, logos = rows(store, action="send", **Q2)
    assert [row[:3] for row in logos] == [("top", 1, 0), ("middle", 0, 0), ("bottom", 1, 0)]
    by, _ = rows(store, action="send", of="customers", by=("industry",), **Q2)
    assert [(row["group"], row["segment"], row["initial"], row["lost"]) for row in by.rows] == [
        ("Food", "top", 1, 0), ("Food", "middle", 2, 1), ("Food", "bottom", 1, 1),
        ("Health", "top", 1, 0), ("Health", "middle", 2, 0), ("Health", "bottom", 1, 0),
    ]  # fmt: skip


def test_losses_of_logos_cannot_narrow_those_of_customers(store):
    people(store)
    made, _ = rows(store, of="customers", regrettable=True, **Q2)
    assert made.notes[-1] == "--regrettable means nothing for behaviour of customers and was not used"
    with pytest.raises(BadInputError, match="week, month or quarter"):
        rows(store, of="customers", span="year", first=date(2025, 1, 1), end=date(2026, 1, 1))


def test_the_part_of_customers_has_no_losses_to_narrow():
    question = reports.REPORTS["behaviour"]
    asked = Asked(latest=True, part="customers", regrettable=True, action="send")
    assert question.meant(asked) == replace(asked, regrettable=False, span="quarter")
    assert question.meant(replace(asked, part="")).regrettable


def test_the_part_of_the_tab_lists_the_customers_of_each_quarter(store):
    people(store)
    whole = Book.load(store, AS_OF)
    asked = Asked(latest=True, part="customers", **Q2)
    room = reports.REPORTS["behaviour"].load()
    figures = room.answer(whole, asked, room.read(store, whole, asked)).figures()
    assert "customers" in figures.told
    row = next(row for row in figures.rows if row.line.cells[0] == "send")
    top, _, bottom = row.behind_in_file(store, whole)
    assert [member.line.cells[:5] for member in bottom.members] == [
        ("Person 2", "L1", "2025 Q2", "lost", "10"),
        ("Person 1", "L1", "2025 Q2", "lost", "5"),
    ]
    assert {member.customer_id for member in top.members} == {7, 8}


def test_a_quarter_that_is_none_for_ties_is_told(store):
    eight(store)
    made, _ = rows(store, action="login", **Q2)
    told = "these are no quarters: the bottom holds 100 % of them and the top holds 0 % of them."
    assert made.notes[-1].endswith(told)
    every, _ = rows(store, **Q2)
    assert "Logos of equal use stay together, so a quarter is no quarter for: login" in every.notes
    alone, _ = rows(store, action="send", **Q2)
    assert not any("Equal use" in note for note in alone.notes)
