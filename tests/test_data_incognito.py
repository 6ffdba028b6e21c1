"""The book as it may be shown: nothing of it tells whose it is, every figure stays, and nothing can be written."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from secret_books import AS_OF, MARK, secret_book
from stores import add, add_contract, add_interview, add_logo

from churntui.book import Book
from churntui.data import history, incognito, stories
from churntui.data.file import migrations
from churntui.data.incognito import shadows
from churntui.data.opening import open_book
from churntui.data.rows import drafts, owners, settings, snoozes
from churntui.data.words import search
from churntui.metrics.goals import progress
from churntui.model.living import Goal, GoalValue
from churntui.model.tables import TABLES
from churntui.plain.errors import ReadOnlyBookError
from churntui.plain.masks import BAR
from churntui.questions import registry, today
from churntui.questions.asked import Asked


@pytest.fixture
def masked_of():
    """Opens a book masked; all of them are closed again."""
    opened = []

    def open_masked(store):
        opened.append(incognito.masked(store))
        return opened[-1]

    yield open_masked
    for store in opened:
        store.close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory):
    """The sample book in which every word that is nobody's to see carries a mark; and the same masked."""
    path = secret_book(tmp_path_factory.mktemp("secret") / "book.db")
    with open_book(path) as store, closing(incognito.masked(store)) as masked:
        yield store, masked


def every_text(store):
    """Table, column and text of all that a query can read."""
    tables = {
        name: [row[1] for row in store.rows(f"PRAGMA main.table_info({name})")]
        for name in migrations.tables()
    }
    views = {
        name: [row[1] for row in store.rows(f"PRAGMA table_info({name})")]
        for (name,) in store.rows("SELECT name FROM main.sqlite_master WHERE type = 'view'")
    }
    for name, columns in (tables | views).items():
        if not name.startswith("text_index"):
            for row in store.rows(f"SELECT {', '.join(columns)} FROM {name}"):
                yield from (
                    (name, column, text)
                    for column, text in zip(columns, row, strict=True)
                    if isinstance(text, str)
                )


def test_nothing_that_is_read_holds_a_word_that_is_nobodys_to_see(secret):
    store, masked = secret
    assert Counter(table for table, _, text in every_text(store) if MARK in text)["logo"] > 100
    assert [found for found in every_text(masked) if MARK in found[2]] == []


SHOWN = {
    ("accepted", "about"), ("accepted", "kind"), ("brief_points", "point"), ("settings", "key"), ("snoozes", "about"),
    # above on no screen, below on some
    ("actions", "action"), ("contracts", "plan"), ("customers", "role"), ("events", "name"), ("goals", "unit"),
    ("initiatives", "name"), ("interview_details", "channel"), ("logos", "country"), ("logos", "industry"),
    ("own_fields", "field"), ("people", "role"), ("proofs", "unit"), ("surveys", "kind"), ("themes", "colour"),
    ("themes", "theme"), ("tickets", "priority"),
}  # fmt: skip
"""The lines that name nobody."""


def test_every_line_and_note_is_masked_unless_it_was_decided_that_it_names_nobody(store):
    shapes = shadows.shapes(store._connection)
    shown = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.kind in {"line", "note", "domain"} and column.stored and not column.moved_to
        and shapes[table.stored].rule(column.stored) in {"", "shown", "about"}
    }  # fmt: skip
    assert shown == SHOWN


def test_a_column_that_nobody_has_declared_is_masked(store, masked_of):
    with store.write():
        store.rows("ALTER TABLE ticket ADD COLUMN whispered TEXT NOT NULL DEFAULT ''")
        store.rows("ALTER TABLE ticket ADD COLUMN aloud TEXT CHECK(aloud IN ('yes', 'no'))")
        add_logo(store, "L1")
        store.rows(
            """INSERT INTO ticket(ref, logo_id, opened_on, whispered, aloud)
            VALUES ('T1', 1, '2026-11-02', 'they may leave', 'yes')"""
        )
    assert masked_of(store).rows("SELECT whispered, aloud FROM ticket") == [("▒▒▒▒ ▒▒▒ ▒▒▒▒▒", "yes")]


def test_a_logo_is_called_by_its_number_and_everybody_by_what_they_are(store, masked_of):
    nord = add_logo(store, "nord", name="Nordwind GmbH", domain="nordwind.example", owner="Ines Berg")
    add(store, "person", ref="P1", logo_id=nord, name="Ann Dahl", email="ann@nordwind.example", role="CFO")
    add(store, "customer", ref="C1", logo_id=nord, name="Bo Lund")
    seen = masked_of(store)
    assert seen.rows("SELECT ref, name, domain, owner FROM logo") == [
        ("logo-1", "Logo 01", BAR * 16, "Owner\N{NO-BREAK SPACE}01")
    ]
    assert seen.rows("SELECT name, email, role FROM person") == [("Person 01", BAR * 20, "CFO")]
    assert seen.rows("SELECT ref, name, email FROM customer") == [("customer-1", "Customer 01", "")]


def test_one_of_us_is_called_the_same_everywhere_however_spelled(store, masked_of):
    first, second = add_logo(store, "a", owner="Ana"), add_logo(store, "b", owner="Inés Berg")
    add(store, "step", ref="S1", logo_id=first, what="call", owner="ines berg")
    add(store, "talk", ref="T1", logo_id=second, day="2026-11-02", author="Bo")
    seen = masked_of(store)
    named = dict(seen.rows("SELECT ref, owner FROM logo"))
    assert seen.scalar("SELECT owner FROM step") == named["logo-2"] != named["logo-1"]
    assert seen.scalar("SELECT author FROM talk") not in named.values()
    assert seen.called_so(seen.alias_of("INES BERG")) == "Inés Berg"
    assert seen.alias_of("") == seen.called_so("") == ""


def test_who_of_them_promised_is_no_owner_of_ours(store, masked_of):
    add_logo(store, "a")
    for by_us in (0, 1):
        add(store, "commitment", ref=f"C{by_us}", logo_id=1, what="a plan", by_us=by_us, owner="Ann")
    said = masked_of(store).rows("SELECT owner FROM commitment ORDER BY by_us")
    assert said == [("▒▒▒",), ("Owner\N{NO-BREAK SPACE}01",)]


@pytest.mark.parametrize(
    ("plan", "shown"),
    [
        ("Business", "Business"),
        ("Nordwind special", "▒▒▒▒▒▒▒▒ ▒▒▒▒▒▒▒"),
        ("for Ana Lind", "▒▒▒ ▒▒▒ ▒▒▒▒"),
        ("instead of Vantage", "▒▒▒▒▒▒▒ ▒▒ ▒▒▒▒▒▒▒"),
        ("as with Quellbach", "▒▒ ▒▒▒▒ ▒▒▒▒▒▒▒▒▒"),
        ("Lind's terms", "▒▒▒▒▒▒ ▒▒▒▒▒"),
        ("Acme", "▒▒▒▒"),
        ("Grupo plan", "Grupo plan"),
        ("Flat 96k", "▒▒▒▒ ▒▒▒"),
        ("€5 a seat", "▒▒ ▒ ▒▒▒▒"),
        ("100 EUR", "▒▒▒ ▒▒▒"),
        ("Analytics 2", "Analytics 2"),
    ],
)
def test_a_word_that_may_be_shown_is_masked_where_it_names_somebody_or_an_amount(
    store, masked_of, plan, shown
):
    logo_id = add_logo(store, "a", name="Nordwind GmbH", owner="Ana Lind")
    add_logo(store, "b", name="Quellbach Logistik AG", domain="acme.example")
    for name in ("Grupo Sol", "Grupo Luna"):
        add_logo(store, name)
    add_contract(store, "k", logo_id, "2026-01-01", "2027-01-01", plan=plan)
    add_interview(store, "i", logo_id, competitor="Vantage Inc.")
    seen = masked_of(store)
    assert seen.scalar("SELECT plan FROM contract") == shown
    assert seen.scalar("SELECT competitor FROM interview") == "Competitor 01"


def test_fields_of_the_users_own_keep_their_values_apart(store, masked_of):
    for number, (region, live) in enumerate((("DACH", "yes"), ("Iberia", "no"), ("DACH", "yes")), 1):
        add_logo(store, f"L{number}")
        add(store, "own_value", logo_id=number, field="region", value=region)
        add(store, "own_value", logo_id=number, field="live", value=live)
    with store.write():
        settings.write(store, "own_fields", "region (Nordics, Iberia, DACH); live (yes/no); since (day)")
    book = Book.load(masked_of(store), AS_OF)
    assert [str(own) for own in book.own_fields] == [
        "region (region 01, region 02, region 03)", "live (yes/no)", "since (day)"
    ]  # fmt: skip
    assert dict(book.own["region"].values) == {1: "region 03", 2: "region 02", 3: "region 03"}
    assert dict(book.own["live"].values) == {1: "yes", 2: "no", 3: "yes"}


def test_what_the_figures_depend_on_stays(store, masked_of):
    put = {"reporting_currency": "USD", "grace_days": "14", "target_rate": "0.05", "owner": "Ana"}
    with store.write():
        for key, value in put.items():
            settings.write(store, key, value)
        store.rows("INSERT INTO setting(key, value) VALUES ('of_another_program', 'Nordwind')")
    seen = masked_of(store)
    assert replace(settings.read(store), owner="Owner\N{NO-BREAK SPACE}01") == settings.read(seen)
    assert seen.scalar("SELECT value FROM setting WHERE key = 'of_another_program'") == "▒▒▒▒▒▒▒▒"


def test_every_figure_stays_what_it_is(secret):
    store, masked = secret
    plain, seen = (
        Book.load(opened, AS_OF).with_usage(opened).with_facts(opened) for opened in (store, masked)
    )
    for name in ("attrition", "revenue", "renewal-rate", "survival", "coverage", "reasons"):
        asked = Asked(span="quarter")
        counted = [
            [
                {key: value for key, value in row.items() if key != "silent"}
                for row in registry.run(book, name, asked).rows
            ]
            for book in (plain, seen)
        ]
        assert counted[0] == counted[1]
    assert [(need.kind, need.logo_id, need.urgent, need.arr) for need in today.everything(plain, {})] == [
        (need.kind, need.logo_id, need.urgent, need.arr) for need in today.everything(seen, {})
    ]


def test_a_goal_that_is_an_amount_keeps_its_course_and_not_its_size(store, masked_of):
    add_logo(store, "a")
    for number, unit in enumerate(("k€", "days", "NPS"), 1):
        add(
            store,
            "goal",
            ref=f"G{number}",
            logo_id=1,
            goal="g",
            unit=unit,
            start_value=120.0,
            target_value=480.0,
        )
        add(store, "goal_value", goal_id=number, day="2026-11-02", value=300.0)
    seen = masked_of(store)
    goals = seen.rows("SELECT unit, start_value, target_value FROM goal ORDER BY id")
    values = [value for (value,) in seen.rows("SELECT value FROM goal_value ORDER BY goal_id")]
    assert goals == [("index", 25.0, 100.0), ("days", 120.0, 480.0), ("NPS", 120.0, 480.0)]
    assert values == [62.5, 300.0, 300.0]
    (unit, start, target), value = goals[0], values[0]
    way = progress(
        Goal(1, "G1", 1, "g", "", unit, start, target), [GoalValue(1, 1, date(2026, 11, 2), value)], as_of=AS_OF,
        signed_on=None,
    )  # fmt: skip
    assert way.share == pytest.approx(0.5)


def test_a_proof_of_value_in_money_keeps_its_difference_and_not_its_size(store, masked_of):
    logo_id = add_logo(store, "a")
    for number, unit in enumerate(("€ saved", "hours"), 1):
        add(
            store,
            "proof",
            ref=f"P{number}",
            logo_id=logo_id,
            name="setup",
            starts_on="2026-01-05",
            measure="by_hand",
            unit=unit,
        )
        for side, before, after in (("target", 8000.0, 6000.0), ("control", 4000.0, 4000.0)):
            customer = add(store, "customer", ref=f"C{number}{side}", logo_id=logo_id)
            add(
                store,
                "proof_member",
                proof_id=number,
                customer_id=customer,
                side=side,
                before=before,
                after=after,
            )
    seen = masked_of(store)
    assert seen.rows("SELECT name, unit FROM proof ORDER BY id") == [("▒▒▒▒▒", "index"), ("▒▒▒▒▒", "hours")]
    assert seen.rows("SELECT before, after FROM proof_member ORDER BY id") == [
        (100.0, 75.0), (50.0, 50.0), (8000.0, 6000.0), (4000.0, 4000.0)
    ]  # fmt: skip


def test_what_rests_and_what_was_found_right_is_told_by_the_masked_ids(store, masked_of):
    add_logo(store, "Nord")
    add(store, "step", ref="the step", logo_id=1, what="call", due_on="2026-11-20")
    snoozes.put_off(
        store, ["step:the step", "silent:Nord:2026-01-02", "alarm:2026 Q4"], date(2026, 12, 24), "Rest"
    )
    add(store, "accepted", kind="used_after", about="Nord 2026-01-02 2026-02-03")
    book = Book.load(masked_of(store), AS_OF)
    assert set(book.snoozed) == {f"step:{book.steps[0].ref}", "silent:logo-1:2026-01-02", "alarm:2026 Q4"}
    assert book.accepted == {("used_after", "logo-1 2026-01-02 2026-02-03")}


def test_of_an_id_that_several_tables_have_the_one_is_meant_that_stands_before_it(store, masked_of):
    add_logo(store, "17")
    add(store, "goal", ref="17", logo_id=1, goal="g")
    for by_us in (0, 1):
        add(store, "commitment", ref=f"{17 + by_us}", logo_id=1, what="w", by_us=by_us)
    told = (
        "silent:17:2026-01-02",
        "goal:17",
        "decide.goal:17",
        "why:17",
        "promise:17",
        "decide.promise:17",
        "next:18",
    )
    snoozes.put_off(store, told, date(2026, 12, 24), "Rest")
    said = {about for (about,) in masked_of(store).rows("SELECT about FROM snooze")}
    assert said == {
        "silent:logo-1:2026-01-02", "goal:goal-1", "decide.goal:goal-1", "why:goal-1", "promise:promise-1",
        "decide.promise:promise-1", "next:promise-2",
    }  # fmt: skip


def test_what_the_book_finds_by_its_real_words_is_shown_masked(store, masked_of):
    add_interview(store, "i", add_logo(store, "Quellbach"), notes="They bought Zephyr")
    seen = masked_of(store)
    for words, kind, excerpt in (("zephyr", "note", "▒▒▒▒ ▒▒▒▒▒▒ ▒▒▒▒▒▒"), ("quellb", "logo", "Logo 01")):
        (hit,) = search.hits(seen, search.matches(store, words), words)
        assert (hit.kind, hit.title, hit.excerpt, hit.marks) == (kind, "Logo 01", excerpt, ())


def test_a_note_that_looks_like_data_is_a_note(store, masked_of):
    add_interview(store, "i", add_logo(store, "a"), notes='{"secret": 5}')
    assert masked_of(store).scalar("SELECT notes FROM interview") == "▒▒▒▒▒▒▒▒▒▒ ▒▒"


def test_the_history_names_nobody(store, masked_of):
    logo_id = add_logo(store, "a", name="Nordwind", owner="Ana")
    with store.edit("Renamed Nordwind"):
        store.rows("UPDATE logo SET name = 'Südwind', owner = 'Bo', annual_revenue = 5, country = 'DE'")
    told = stories.of(masked_of(store), "logo", logo_id)
    assert {line.label for line in told} == {"▒▒▒▒▒▒▒ ▒▒▒▒▒▒▒▒"}
    assert {(line.column, line.before, line.after) for line in told} == {
        ("owner", "Owner\xa002", "Owner\xa001"), ("country", "", "DE")
    }  # fmt: skip
    assert not [line for line in told if line.undone]


def test_a_draft_is_there_and_says_nothing(store, masked_of):
    add_logo(store, "a")
    drafts.keep(
        store,
        {"notes": "They whispered", "status": "held"},
        logo_id=1,
        note_id=None,
        author="Ana",
        draft_id=None,
    )
    (draft,) = drafts.every(masked_of(store))
    assert (draft.logo_id, draft.fields["notes"]) == (1, "▒▒▒▒ ▒▒▒▒▒▒▒▒▒")


def test_nothing_can_be_written_through_it(store, masked_of):
    add_logo(store, "a")
    seen = masked_of(store)
    with pytest.raises(ReadOnlyBookError, match="Incognito is on") as refused, seen.edit("Renamed"):
        raise AssertionError("never reached")
    assert str(store.path) not in str(refused.value)
    for statement in (
        "UPDATE logo SET name = name",
        "UPDATE main.logo SET name = 'x'",
        "DELETE FROM main.step",
    ):
        with pytest.raises(Exception, match=r"readonly|cannot be written|view"):
            seen.rows(statement)
    with pytest.raises(ReadOnlyBookError):
        history.undo(seen)
    assert store.scalar("SELECT name FROM logo") == "a"


def test_a_book_that_is_open_read_only_is_masked_as_well(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "a", name="Nordwind", owner="Ana")
    before = (tmp_path / "book.db").read_bytes()
    with open_book(tmp_path / "book.db", read_only=True) as store, closing(incognito.masked(store)) as seen:
        assert [logo.name for logo in Book.load(seen, AS_OF).logos.values()] == ["Logo 01"]
        assert owners.every(seen) == {"Owner\xa001": 1}
    assert (tmp_path / "book.db").read_bytes() == before


def test_what_another_program_adds_meanwhile_is_masked(store, masked_of):
    seen = masked_of(store)
    add_logo(store, "a", name="Nordwind", owner="Ana")
    add_logo(store, "b", name="Südwind", owner="Bo")
    assert seen.rows("SELECT name, owner FROM logo ORDER BY id") == [
        ("Logo 01", "Owner\xa001"), ("Logo 02", "Owner\xa002")
    ]  # fmt: skip
