"""Every column of every table: entered, corrected and emptied by keys, or named with the reason why nobody types it.

Tables with a form of their declared columns are walked in `test_journey_forms`; those with an editor of their own here.
"""

from dataclasses import fields

import pytest
from test_journey_forms import ENTERED
from typing_keys import type_in
from ui_books import AS_OF, app_over, contract, go_to, heard_book, until

from churntui.data.file import selects
from churntui.data.keeping.untyped import UNTYPED
from churntui.data.opening import open_book
from churntui.data.rows import highlights, initiatives, interview_facts, interviews, marks, snoozes, winbacks
from churntui.model.notes import NoteRef
from churntui.model.rows import InterviewFacts, Theme, WinBackCall
from churntui.model.saving import SaveAttempt
from churntui.model.schema import columns_of
from churntui.model.tables import TABLES
from churntui.ui.interviews.fields import INTERVIEW
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.themes.initiatives import InitiativesPage
from churntui.ui.themes.winbacks import WinBackPage
from churntui.ui.trends.events_page import MarksPage

LUMEN, ORBIS, NORDWIND = 1, 2, 4

ELSEWHERE = {
    "settings": {"value"},  # test_ui_settings_page
    "own_fields": {"field", "value"},  # test_journey_own_fields
    "activity": {"customer_id", "action", "day", "count"},  # test_ui_logos_days
    "themes": {"theme", "description", "parent", "archived", "colour", "locked"},
    "renewals": {"stage"},
    "interviews": {field.name for field in INTERVIEW.fields.values()} | {"logo_id", "notes"},
    "interview_details": {field.name for field in INTERVIEW.fields.values()},
    "save_attempts": {column.name for column in columns_of(SaveAttempt)} - {"interview_id", "outcome"},
    "highlights": {"themes", "their_words"},
    "initiatives": {"name", "status", "owner", "due_on", "shipped_on", "themes", "note", "shareable"},
    "briefs": {"kind", "meets_on", "review_id"},  # test_ui_briefs
    "brief_points": {"section", "text", "so_what"},  # test_ui_briefs
    "proof_members": {"side", "before", "after"},  # test_ui_logos_proof_page
    "events": {"day", "kind", "name", "note"},
    "win_backs": {"called_on", "outcome", "note"},
    "accepted": set(),
    "former_logos": set(),
    "mappings": set(),
    "snoozes": {"until"},
}
"""What is typed into an editor of its own, by table."""


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_column_is_typed_somewhere_or_says_why_nobody_does(table):
    columns = {column.name for column in table.kept}
    untyped = UNTYPED.get(table.name, {})
    typed = columns if table.name in ENTERED else ELSEWHERE[table.name] & columns
    assert typed | untyped.keys() == columns
    assert not typed & untyped.keys()
    assert all(reason.strip() for reason in untyped.values())


def test_no_reason_is_given_for_what_is_no_column():
    assert UNTYPED.keys() <= TABLES.keys()
    assert ELSEWHERE.keys() | {*ENTERED} == TABLES.keys()


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def at_themes(pilot, keys, page):
    await go_to(pilot, "6")
    await until(pilot, lambda: pilot.app.place.table.empty != "Counting …")
    await type_in(pilot, keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, page) and pilot.app.screen.table.rows)
    await pilot.pause()


async def test_a_theme(path):
    app = app_over(path)

    def theme():
        (found,) = selects.read(app._store, Theme, "WHERE id = 5")
        return found.name, found.description, found.parent_id, found.archived, found.colour, found.locked

    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "6")
        await until(pilot, lambda: app.place.table.empty != "Counting …")
        await type_in(pilot, "faprice\n")
        for change in ("describe\nDear\n", "part of\nsilence\n", "colour\nred\n", "archive\n", "lock\n"):
            await to_theme(pilot, 5)
            await type_in(pilot, f"<f2>{change}")
        assert theme() == ("price", "Dear", 3, True, "red", True)
        await to_theme(pilot, 5)
        await type_in(pilot, "<f2>unlock\n")
        for change in (
            "rename\nprice II\n",
            "describe\n<end><ctrl+u>Dearer\n",
            "part of\nsso\n",
            "colour\nblue\n",
            "archive\n",
        ):
            await to_theme(pilot, 5)
            await type_in(pilot, f"<f2>{change}")
        assert theme() == ("price II", "Dearer", 2, False, "blue", False)
        for change in ("describe\n<end><ctrl+u>\n", "part of\nnothing\n", "colour\nnone\n"):
            await to_theme(pilot, 5)
            await type_in(pilot, f"<f2>{change}")
        assert theme() == ("price II", "", None, False, "", False)


async def to_theme(pilot, theme_id):
    table = pilot.app.place.table
    table.cursor = [row.theme.id for row in table.rows].index(theme_id)
    await pilot.pause()


async def test_a_called_stage(path):
    with open_book(path) as store:
        contract(store, NORDWIND, 70)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        await until(pilot, lambda: app.place.table.rows)
        for stage, letter in (("verbal", "v"), ("at_risk", "r"), ("open", "o")):
            await type_in(pilot, f"c{letter}")
            agreed = app.place.table.row.contract.id
            kept = app._store.scalar("SELECT stage FROM renewal WHERE contract_id = ?", (agreed,))
            assert (kept or "open") == stage


async def test_an_initiative(path):
    app = app_over(path)

    def kept():
        return {one.name: one for one in initiatives.every(app._store)}

    async with app.run_test(size=(120, 36)) as pilot:
        await at_themes(pilot, "i", InitiativesPage)
        await type_in(pilot, "aSAML\n\ts\tBo\t+2w\t1 nov\tby then\ty\n")
        made = kept()["SAML"]
        assert (made.status, made.owner, made.note, made.shareable) == ("shipped", "Bo", "by then", True)
        assert made.due_on
        assert made.shipped_on
        assert made.themes == ("missing SSO",)
        table = app.screen.table
        table.cursor = [row.initiative.name for row in table.rows].index("SAML")
        await type_in(pilot, "<f2> 2\t\tAna\t+3w\t2 nov\tlater\tn\n")
        changed = kept()["SAML 2"]
        assert (changed.status, changed.owner, changed.note, changed.shareable) == (
            "shipped",
            "Ana",
            "later",
            False,
        )
        assert changed.due_on != made.due_on
        assert changed.shipped_on != made.shipped_on
        await type_in(pilot, "<f2>\tp\t<backspace>\t<backspace>\t<backspace>\t<backspace>\n")
        emptied = kept()["SAML 2"]
        assert emptied.status == "planned"
        assert (emptied.owner, emptied.due_on, emptied.shipped_on, emptied.note) == ("", None, None, "")


async def test_what_an_initiative_answers(path):
    app = app_over(path)

    def answered():
        return initiatives.every(app._store)[0].themes

    async with app.run_test(size=(120, 36)) as pilot:
        await at_themes(pilot, "i", InitiativesPage)
        await type_in(pilot, "Tsilence\t\n")
        assert set(answered()) == {"missing SSO", "support silence"}
        await type_in(pilot, "f")
        await until(pilot, lambda: app.screen.table.rows)
        await type_in(pilot, "Tsilence\t\n")
        await type_in(pilot, "Tmissing\t\n")
        assert answered() == ()


async def test_an_event(path):
    app = app_over(path)

    def kept():
        return [(mark.name, mark.kind, mark.day.isoformat(), mark.note) for mark in marks.every(app._store)]

    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "4")
        await type_in(pilot, "M")
        await until(pilot, lambda: isinstance(app.screen, MarksPage))
        await type_in(pilot, "aPrices up\to\t1 oct\tby 9 %\n")
        (made,) = kept()
        assert (made[0], made[2:]) == ("Prices up", ("2026-10-01", "by 9 %"))
        await type_in(pilot, "<f2> II\tr\t2 oct\tby 8 %\n")
        (changed,) = kept()
        assert (changed[0], changed[2:]) == ("Prices up II", ("2026-10-02", "by 8 %"))
        assert changed[1] != made[1]
        await type_in(pilot, "<f2>\t\t\t<backspace>\n")
        assert kept()[0][3] == ""


async def test_what_came_of_asking_a_logo_back(path):
    with open_book(path) as store, store.write():
        store.rows("UPDATE initiative SET status = 'shipped', shipped_on = '2026-11-20'")
    app = app_over(path)

    async with app.run_test(size=(120, 36)) as pilot:
        await at_themes(pilot, "w", WinBackPage)
        await type_in(pilot, "<f2>A demo<ctrl+s>")
        assert winbacks.calls(app._store) == [WinBackCall(LUMEN, note="A demo")]
        await type_in(pilot, "<f2><up><up>3 nov\ttalking<ctrl+s>")
        (call,) = winbacks.calls(app._store)
        assert (call.called_on.isoformat(), call.outcome, call.note) == ("2026-11-03", "talking", "A demo")
        await type_in(pilot, "<f2><f7>Another<up><up>4 nov\tlater<ctrl+s>")
        (call,) = winbacks.calls(app._store)
        assert (call.called_on.isoformat(), call.outcome, call.note) == ("2026-11-04", "later", "Another")
        await type_in(pilot, "<f2><f7><backspace><up><up><backspace>\t<backspace><ctrl+s>")
        assert winbacks.calls(app._store) == [WinBackCall(LUMEN)]
        await type_in(pilot, "c<delete>")
        assert winbacks.calls(app._store) == []


async def test_a_row_of_today_that_is_put_off(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.place.table.rows and app.book.usage is not None)
        await pilot.pause()
        await type_in(pilot, "<end>S3 dec\n")
        assert [day.isoformat() for day in snoozes.ahead(app._store, AS_OF).values()] == ["2026-12-03"]
        await type_in(pilot, "fS4 dec\n")
        assert [day.isoformat() for day in snoozes.ahead(app._store, AS_OF).values()] == ["2026-12-04"]
        await type_in(pilot, "<delete>")
        assert snoozes.ahead(app._store, AS_OF) == {}


SKIPPED = {"logo", "status"}
"""Fields of an interview that are never empty, and are corrected last."""


async def editor(pilot, logo_id, interview_id=None):
    await until(pilot, lambda: pilot.app.book.usage is not None)
    pilot.app.do(open_interview(pilot.app, logo_id, interview_id))
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewPage) and pilot.app.screen.focused)


async def walk(pilot, typed):
    """Through every field of the facts, from the first group on; `typed` says the keys for one."""
    await type_in(pilot, "<f4><f3>")
    for name, field in INTERVIEW.fields.items():
        assert pilot.app.focused.id == f"interview-{name}"
        if name not in SKIPPED:
            await type_in(pilot, typed(name, field))
        await type_in(pilot, "\t")


PICKED = {
    "secondary_reasons": ("\nadop\t\n", "\nadop\t<ctrl+u>price\t\n", "\nprice\t\n"),
    "themes": ("\nsilence\t\n", "\nsilence\t<ctrl+u>missing\t\n", "\nmissing\t\n"),
    "save_attempts": (
        "\n1 nov\nAna\n20 %\nno\nl\nd<ctrl+s>",
        "\n\n<ctrl+u>2 nov\n<end><ctrl+u>Bo\n<end><ctrl+u>30 %\n<end><ctrl+u>yes\nr\nt<ctrl+s>",
        "\n\n<ctrl+d>",
    ),
}
"""Keys that enter, correct and empty what is picked in a dialog."""


def step(nth):
    """The keys of the first, second and third time a field is filled in: entered, corrected, emptied."""

    def typed(name, field):
        if field.shape == "pick":
            return PICKED[name][nth]
        if field.shape == "one":
            return "<backspace>" if nth == 2 else "<right>"
        text = ("1 nov", "2 nov", "") if field.shape == "day" else ("One", "Two", "")
        return f"<end><ctrl+u>{text[nth]}"

    return typed


async def test_an_interview_with_every_fact_of_it(path):
    app = app_over(path)

    def kept():
        one = interviews.one(app._store, 4)
        facts = interview_facts.one(app._store, 4)
        return {field.name: getattr(one, field.name) for field in fields(one)} | {
            field.name: getattr(facts, field.name) for field in fields(InterviewFacts)
        }

    def asked(row):
        return {
            name: value for name, value in row.items() if name in INTERVIEW.fields and name not in SKIPPED
        }

    async with app.run_test(size=(120, 36)) as pilot:
        await editor(pilot, ORBIS)
        await type_in(pilot, "Nobody called.")
        await walk(pilot, step(0))
        await type_in(pilot, "<ctrl+s>")
        entered = kept()
        assert [name for name, value in asked(entered).items() if value in (None, "", ())] == []
        assert entered["notes"] == "Nobody called."
        assert [
            field
            for field in ("day", "owner", "offer", "response", "stage", "offer_kind")
            if not getattr(entered["save_attempts"][0], field)
        ] == []
        await editor(pilot, ORBIS, 4)
        await type_in(pilot, "<end> Twice.")
        await walk(pilot, step(1))
        await type_in(pilot, "<ctrl+s>")
        corrected = kept()
        assert [name for name, value in asked(corrected).items() if value == entered[name]] == []
        assert corrected["notes"] == "Nobody called. Twice."
        await editor(pilot, ORBIS, 4)
        await type_in(pilot, "<f7><backspace>")
        await walk(pilot, step(2))
        await type_in(pilot, "<ctrl+s>")
        emptied = kept()
        assert {name for name, value in asked(emptied).items() if value not in (None, "", ())} <= {"kind"}
        assert emptied["notes"] == ""


async def test_the_logo_of_an_interview_and_how_it_went(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await editor(pilot, ORBIS)
        await type_in(pilot, "<f3>\nnordw\n\td<ctrl+s>")
        made = interviews.one(app._store, 4)
        assert (app.book.name(made.logo_id), made.status) == ("Nordwind", "declined")


async def test_the_themes_of_a_passage(path):
    app = app_over(path)

    def tags():
        return [one.themes for one in highlights.of_note(app._store, NoteRef("interview", LUMEN))]

    async with app.run_test(size=(120, 36)) as pilot:
        assert tags() == [("support silence",)]
        await editor(pilot, LUMEN, LUMEN)
        await type_in(pilot, "\tTmissing\t\n<ctrl+s>")
        assert tags() == [("missing SSO", "support silence")]
        await editor(pilot, LUMEN, LUMEN)
        await type_in(pilot, "\t<delete><ctrl+s>")
        assert tags() == []
        await editor(pilot, LUMEN, LUMEN)
        await type_in(pilot, "<ctrl+end><ctrl+t>missing\t\n<ctrl+s>")
        assert tags() == [("missing SSO",)]
