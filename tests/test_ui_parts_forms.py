"""The form of a row and the ways to it: what is understood, what is wrong, what is left behind, what is taken away."""

from datetime import date

import pytest
from stores import add_interview
from typing_keys import type_in
from ui_books import shown as shown_on
from ui_books import until

from churntui.data import history
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import drafts
from churntui.plain import session
from churntui.ui.app import ChurntuiApp
from churntui.ui.kit.choosing import Choose
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.fields import FieldRow
from churntui.ui.parts.row_form import RowForm
from churntui.ui.shell.opening import Opening

DAY = date(2026, 11, 28)


@pytest.fixture
def app(tmp_path):
    path = tmp_path / "own.db"
    with open_book(path) as store:
        logo = rows.add(
            store, "logos", {"name": "Nordwind GmbH", "domain": "nordwind.example", "ref": "L014"}, "Added"
        )
        signed = {
            "logo_id": logo,
            "plan": "Business",
            "starts_on": date(2026, 2, 12),
            "ends_on": date(2027, 2, 12),
            "amount_minor": 9_600_000,
            "seats": 80,
            "ref": "K1",
        }
        rows.add(store, "contracts", signed, "Signed")
        rows.add(store, "people", {"logo_id": logo, "name": "[b]R. Dahl[/b]"}, "Added")
    return ChurntuiApp(open_book(path), Opening(path, DAY))


def shown(app):
    """What stands in the form in view, line by line."""
    rows_of_form = app.screen.query(FieldRow)
    lines = {}
    for row in rows_of_form:
        remark, problem = row._remark, row._problem
        lines[row.field.id.removeprefix("row-")] = (
            str(remark.render()) if remark else "",
            str(problem.render()) if problem and problem.display else "",
        )
    return lines


async def to_section(pilot, name):
    """From the logo's page as it opens to a section of it."""
    while name != pilot.app.screen.section.NAME:
        await type_in(pilot, "<right>")


async def test_each_field_says_how_it_was_understood_and_what_is_wrong_with_it(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\naoPro\t12 feb\t+12m\t24o\t")
        assert isinstance(app.screen, RowForm)
        lines = shown(app)
        assert lines["starts_on"] == ("→ Fri 12 Feb 2027", "")
        assert lines["ends_on"] == ("→ Sat 12 Feb 2028", "")
        assert lines["seats"] == ("", "“24o” is not a whole number. Write it as 1234")
        await type_in(pilot, "<shift+tab>24")
        assert shown(app)["seats"] == ("", "")
        await type_in(pilot, "\t€1k\t")
        assert app.screen.text("amount_minor") == "24,000"
        assert shown(app)["amount_minor"][0] == "→ €24,000 · €1,000 a seat"
        await type_in(pilot, "<ctrl+s>")
        assert app._store.one("SELECT seats, amount_minor, currency FROM contract WHERE plan = 'Pro'") == (
            24,
            2_400_000,
            "EUR",
        )


async def test_a_sign_beside_the_amount_says_the_currency(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\naoPro\t1 jan\t+12m\t\t\t$12k\t")
        assert app.screen.text("currency") == "USD"
        await type_in(pilot, "eur\t<ctrl+s>")
        assert shown(app)["currency"][1] == "“EUR” is not what stands beside the amount: USD"


async def test_the_keys_stay_in_view_however_much_is_wrong(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\na")
        await type_in(pilot, "o")
        await type_in(pilot, "x" + "\tq" * 15)
        await pilot.pause()
        screen = shown_on(app).splitlines()
        assert screen[-2].strip(" │") == (
            "ctrl+s keeps · ctrl+n keeps, then its person · esc leaves it as a draft"
        )
        assert "Id  " in screen[-4]


async def test_what_is_needed_is_said_when_it_is_to_be_kept(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\na")
        await type_in(pilot, "oPro<ctrl+s>")
        assert shown(app)["starts_on"][1] == "Starts is needed"
        assert app.focused.id == "row-starts_on"


async def test_a_form_that_is_left_stands_there_again(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2aAcme\tacme.ex<escape>")
        assert not isinstance(app.screen, RowForm)
        (draft,) = drafts.every(app._store)
        assert (draft.form, draft.row_id, draft.fields["name"]) == ("logos", None, "Acme")
        assert app._store.scalar("SELECT session FROM draft") == ""
        await type_in(pilot, "1")
        await type_in(pilot, "/draft\n\n")
        assert isinstance(app.screen, RowForm)
        assert app.screen.text("domain") == "acme.ex"
        await pilot.pause()
        assert app._store.scalar("SELECT session FROM draft") != ""
        await type_in(pilot, "<ctrl+s>")
        assert drafts.every(app._store) == []
        assert app._store.scalar("SELECT domain FROM logo WHERE name = 'Acme'") == "acme.ex"


async def test_a_draft_can_be_thrown_away(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2<f2>Other<escape><f2>")
        assert app.screen.text("name") == "Other"
        assert app.screen.query("#row-draft")
        await type_in(pilot, "<ctrl+l>")
        assert app.screen.text("name") == "Nordwind GmbH"
        assert not app.screen.query("#row-draft")
        await type_in(pilot, "<escape>")
        assert drafts.every(app._store) == []


async def test_a_draft_of_a_row_leaves_alone_what_it_did_not_touch(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2<f2>\t\tLogistics<escape>")
        assert drafts.every(app._store)[0].fields == {"industry": "Logistics"}
        rows.change(app._store, "logos", 1, {"country": "DE"}, "Theirs")
        await type_in(pilot, "<f2>")
        assert (app.screen.text("industry"), app.screen.text("country")) == ("Logistics", "DE")
        await type_in(pilot, "<ctrl+s>")
        assert app._store.rows("SELECT industry, country FROM logo") == [("Logistics", "DE")]


async def test_a_draft_says_what_its_field_has_become_since_it_was_left(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2<f2>\t\tLogistics<escape>")
        rows.change(app._store, "logos", 1, {"industry": "Rail"}, "Theirs")
        await type_in(pilot, "<f2>")
        assert shown(app)["industry"][1] == "Somebody made it “Rail” meanwhile: ctrl+s keeps yours"
        await type_in(pilot, "<ctrl+s>")
        assert app._store.scalar("SELECT industry FROM logo") == "Logistics"


async def test_a_day_of_a_draft_stays_the_one_that_was_meant(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\nauPlus\ttomorrow\t+12m<escape>")
        (draft,) = drafts.every(app._store)
        assert (draft.fields["starts_on"], draft.fields["ends_on"]) == ("29 Nov 2026", "+12m")
    later = ChurntuiApp(open_book(app.opening.path), Opening(app.opening.path, DAY.replace(month=12, day=5)))
    async with later.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "1/draft\n\n")
        assert shown(later)["starts_on"][0].endswith("Sun 29 Nov 2026")
        assert shown(later)["ends_on"][0].endswith("Mon 29 Nov 2027")


async def test_a_draft_with_a_fault_says_so_when_it_is_opened_again(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2aAcme\t\t\t\tabc<escape>a")
        assert shown(app)["employees"][1] == "“abc” is not a whole number. Write it as 1234"


async def test_a_logo_that_looks_like_another_is_named_and_opened(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2aNordwind")
        assert shown(app)["name"][1] == "looks like “Nordwind GmbH” (L014): ctrl+g opens it"
        await type_in(pilot, "\t")
        assert shown(app)["name"][1] == "looks like “Nordwind GmbH” (L014): ctrl+g opens it"
        await type_in(pilot, "<ctrl+g>")
        assert app.screen.NAME == "Logo"
        assert len(drafts.every(app._store)) == 1


async def test_what_somebody_else_changed_is_shown_and_kept_again_is_overwritten(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2<f2>\t\tLogistics")
        rows.change(app._store, "logos", 1, {"industry": "Rail"}, "Theirs")
        await type_in(pilot, "<ctrl+s>")
        assert shown(app)["industry"][1] == "Somebody made it “Rail” meanwhile: ctrl+s again keeps yours"
        await type_in(pilot, "<ctrl+s>")
        assert app._store.scalar("SELECT industry FROM logo") == "Logistics"


async def test_a_change_within_the_term_ends_the_present_contract_on_that_day(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\na")
        assert isinstance(app.screen, Choose)
        await type_in(pilot, "c")
        await type_in(pilot, "Business plus\t1 dec\t\t100\t\t120k<ctrl+s>")
        assert app._store.rows(
            "SELECT plan, starts_on, ends_on, renews_id, seats, arr_minor FROM contract ORDER BY id"
        ) == [
            ("Business", "2026-02-12", "2026-12-01", None, 80, 9_600_000),
            ("Business plus", "2026-12-01", "2027-02-12", 1, 100, 12_000_000),
        ]
        await type_in(pilot, "u")
        assert app._store.rows("SELECT plan, ends_on FROM contract") == [("Business", "2027-02-12")]


async def test_an_upsell_stands_beside_and_a_renewal_follows(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\nauSupport\t\t\t\t\t12k<ctrl+s>")
        await type_in(pilot, "<home>")
        assert app._store.one(
            "SELECT starts_on, ends_on, renews_id FROM contract WHERE plan = 'Support'"
        ) == (
            "2026-11-28",
            "2027-02-12",
            None,
        )
        await type_in(pilot, "<down>ar<ctrl+s>")
        assert app._store.one("SELECT starts_on, ends_on, plan FROM contract WHERE renews_id = 1") == (
            "2027-02-12",
            "2028-02-12",
            "Business",
        )


async def test_a_renewal_is_not_entered_twice_from_the_menu_of_adding(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\nar<ctrl+s><home>")
        assert app._store.rows("SELECT ref, renews_id FROM contract") == [("K1", None), ("K1-r2", 1)]
        await type_in(pilot, "<down>a")
        why_not = "No renewal: it is renewed already, from 12 Feb 2027 on"
        await until(pilot, lambda: why_not in shown_on(app))
        await type_in(pilot, "r")
        assert isinstance(app.screen, Choose)
        assert app._store.scalar("SELECT count(*) FROM contract") == 2


async def test_a_contract_is_added_beside_the_chosen_one_also_before_it_begins(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\nar<ctrl+s><home>a")
        meant = "A contract beside Business €96.0k a year, from 12 Feb 2027 to 12 Feb"
        await until(pilot, lambda: meant in shown_on(app))
        assert "Change within the term" not in shown_on(app)
        await type_in(pilot, "uSupport\t\t\t\t\t12k<ctrl+s>")
        assert app._store.one("SELECT starts_on, ends_on FROM contract WHERE plan = 'Support'") == (
            "2027-02-12",
            "2028-02-12",
        )


async def test_a_renewal_from_the_menu_of_adding_is_refused_after_a_loss(app):
    add_interview(app._store, "E1", 1, effective_on="2027-02-01")
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\na")
        await until(pilot, lambda: "No renewal: its loss on 1 Feb 2027 is recorded" in shown_on(app))
        await type_in(pilot, "r")
        assert isinstance(app.screen, Choose)
        assert app._store.scalar("SELECT count(*) FROM contract") == 1


async def test_what_goes_with_a_logo_is_said_before_it_goes(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2<delete>")
        assert isinstance(app.screen, Confirm)
        assert app.screen._heading == "Delete the logo Nordwind GmbH?"
        assert app.screen._body == "With it go 1 person, 1 contract. u brings it back."
        await type_in(pilot, "y")
        assert app._store.scalar("SELECT count(*) FROM contract") == 0
        await type_in(pilot, "u")
        assert app._store.scalar("SELECT count(*) FROM contract") == 1


async def test_a_person_is_corrected_and_taken_away_on_the_logo_page(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\n")
        await to_section(pilot, "People")
        await type_in(pilot, "<f2>")
        assert app.screen.text("name") == "[b]R. Dahl[/b]"
        await type_in(pilot, "R. Dahl<ctrl+s>")
        assert app._store.scalar("SELECT name FROM person") == "R. Dahl"
        await type_in(pilot, "<delete>y")
        assert app._store.scalar("SELECT count(*) FROM person") == 0


async def test_a_book_to_be_read_takes_nothing(app, tmp_path):
    path = tmp_path / "own.db"
    reading = ChurntuiApp(open_book(path, read_only=True), Opening(path, DAY, read_only=True))
    async with reading.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2a")
        assert not isinstance(reading.screen, RowForm)


async def test_delete_on_a_contract_in_force_ends_it_early_or_takes_it_out_of_the_book(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await type_in(pilot, "2\n<delete>e")
        await type_in(pilot, "12 feb 2027\n")
        assert "lies not within the present term" in shown(app)["ends_on"][1]
        await type_in(pilot, "<ctrl+u>31 dec<ctrl+s>")
        assert app._store.one("SELECT ends_on, arr_minor FROM contract") == ("2026-12-31", 9_600_000)
        assert history.undo(app._store) == "Ended Business (K1) early, on 31 Dec 2026"
        await app.reload()
        await type_in(pilot, "<delete><escape><delete>d")
        assert isinstance(app.screen, Confirm)
        await type_in(pilot, "y")
        assert app._store.scalar("SELECT count(*) FROM contract") == 0


async def test_an_amount_for_the_whole_term_keeps_its_worth_a_year_when_it_ends_early(app):
    rows.change(app._store, "contracts", 1, {"per": "term"}, "Changed")
    before = app._store.scalar("SELECT arr_minor FROM contract")
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\n<delete>e1 jan<ctrl+s>")
        assert app._store.one("SELECT ends_on, per, arr_minor FROM contract") == (
            "2027-01-01",
            "year",
            before,
        )


async def test_tickets_and_survey_answers_are_of_today_unless_typed_over(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await type_in(pilot, "2\n")
        await to_section(pilot, "Feedback")
        await type_in(pilot, "akExport is slow\t\t\turgent<ctrl+s>")
        assert app._store.one("SELECT opened_on, priority, subject FROM ticket") == (
            "2026-11-28", "urgent", "Export is slow",
        )  # fmt: skip
        await type_in(pilot, "asnps\t9\t3 nov\tGood<ctrl+s>")
        assert app._store.one("SELECT day, kind, score, comment FROM survey") == (
            "2026-11-03",
            "nps",
            9,
            "Good",
        )
        await type_in(pilot, "<home><f2>\tyesterday<ctrl+s><delete>y")
        assert app._store.scalar("SELECT (SELECT count(*) FROM ticket) + (SELECT count(*) FROM survey)") == 1


async def test_what_goes_and_stays_is_said_of_one_and_of_several(app):
    store = app._store
    second = rows.add(store, "logos", {"name": "Ostkap"}, "Added")
    follows = {"logo_id": 1, "renews_id": 1, "starts_on": date(2027, 2, 12), "amount_minor": 1, "ref": "K2"}
    rows.add(store, "contracts", follows, "Renewed")
    rows.add(store, "people", {"logo_id": second, "name": "P"}, "Added")
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2<home>  <delete>")
        assert app.screen._body == "With them go 2 people, 2 contracts. u brings them back."
        await type_in(pilot, "n<escape><home>\n<down><delete>d")
        assert isinstance(app.screen, Confirm)
        assert app.screen._body == "1 contract stays, without it. u brings it back."


async def test_a_new_logo_is_of_the_owner_whose_logos_are_shown(app):
    rows.change(app._store, "logos", 1, {"owner": "Ines Kolb"}, "Owned")
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2a<escape>")
        assert drafts.every(app._store) == []
        app.show_logos_of("Ines Kolb")
        await type_in(pilot, "aOstkap")
        assert app.screen.text("owner") == "Ines Kolb"
        await type_in(pilot, "<ctrl+s>")
        assert "Ostkap" in shown_on(app)


async def test_what_is_kept_as_it_was_is_no_change_and_says_so(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "2<enter><escape>")
        before = await app.ask(history.newest)
        await type_in(pilot, "<f2><ctrl+s>")
        assert [notice.message for notice in app._notifications][-1:] == [
            "Nothing was changed: it is as it was"
        ]
        assert await app.ask(history.newest) == before


async def test_what_follows_from_ending_or_deleting_a_contract_is_read_whole(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\n<delete>")
        assert "on a day you name; until then it stays as agreed" in shown_on(app)
        assert "it was never agreed: it goes from all its years" in shown_on(app)


def told(app):
    return "".join(note.message for note in app._notifications)


async def test_a_draft_that_is_open_elsewhere_stays_and_says_so(app, monkeypatch):
    here = session.this()

    def left(name, about):
        monkeypatch.setattr(session, "this", lambda: name)
        with open_book(app.opening.path) as store:
            drafts.keep(store, {"notes": about}, logo_id=1, note_id=None, author="", draft_id=None)
        monkeypatch.setattr(session, "this", lambda: here)

    left("elsewhere", "theirs")
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "open elsewhere" in shown_on(app))
        await type_in(pilot, "/draft\n<delete>")
        assert not isinstance(app.screen, Confirm)
        await until(pilot, lambda: told(app).startswith("1 draft stays: it is open in another window"))
        left(here, "mine")
        await app.reload()
        await until(pilot, lambda: [len(row.parts) for row in app.place.table.rows] == [2])
        await type_in(pilot, "<home><delete>")
        assert isinstance(app.screen, Confirm)
        app.clear_notifications()
        await type_in(pilot, "y")
        await until(pilot, lambda: len(app.book.drafts) == 1)
        await until(pilot, lambda: told(app).startswith("1 draft stays: it is open in another window"))
        assert app.book.drafts[0].fields["notes"] == "theirs"


async def test_an_amount_typed_over_takes_the_place_of_a_price_per_seat(app):
    async with app.run_test(size=(100, 40)) as pilot:
        await type_in(pilot, "2<enter>")
        await to_section(pilot, "Contracts")
        await type_in(pilot, "a")
        while isinstance(app.screen, Choose):
            await type_in(pilot, "<enter>")
        assert isinstance(app.screen, RowForm)
        form = app.screen
        form.put("seats", "20")
        form.put("price_per_seat", "99,90")
        await pilot.pause()
        assert form.read(form.column("amount_minor")) == 199_800
        form.put("amount_minor", "999")
        await pilot.pause()
        assert (form.text("price_per_seat"), form.text("amount_minor")) == ("", "999")
