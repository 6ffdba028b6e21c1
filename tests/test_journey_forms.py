"""A book begun empty and kept by keys alone: every field of every table with a form, and three logos in one sitting."""

from datetime import date

import pytest
from typing_keys import keys, type_in

from churntui.data import history
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.model.schema import LINKS
from churntui.model.tables import TABLES
from churntui.ui.app import ChurntuiApp
from churntui.ui.parts import forms
from churntui.ui.parts.row_form import RowForm
from churntui.ui.shell.opening import Opening

DAY = date(2026, 11, 28)

MOST_KEYS = 600
"""What three logos with contracts and people may take: two minutes at five keys a second."""

ENTERED = (
    "logos", "contracts", "people", "customers", "tickets", "surveys", "talks", "reviews", "steps", "goals",
    "goal_values", "commitments", "rates", "actions", "proofs", "milestones", "payments", "sentiments",
    "health_overrides", "playbooks",
)  # fmt: skip


@pytest.fixture
def app(tmp_path):
    path = tmp_path / "own.db"
    with open_book(path) as store:
        logo = rows.add(store, "logos", {"name": "Nordwind", "ref": "L1"}, "Added")
        first = {
            "logo_id": logo,
            "ref": "K0",
            "starts_on": "2020-01-01",
            "ends_on": "2021-01-01",
            "amount_minor": 1,
        }
        rows.add(store, "contracts", first, "Added")
        for name in ("Ann", "Ben"):
            rows.add(store, "people", {"logo_id": logo, "name": name}, "Added")
            rows.add(store, "customers", {"logo_id": logo, "name": name}, "Added")
            rows.add(store, "goals", {"logo_id": logo, "goal": name}, "Added")
        rows.add(store, "actions", {"name": "share", "qualifies": True}, "Added")
        for day in ("2026-02-01", "2026-01-01"):
            rows.add(store, "reviews", {"logo_id": logo, "held_on": day}, "Added")
            rows.add(store, "talks", {"logo_id": logo, "day": day}, "Added")
    return ChurntuiApp(open_book(path), Opening(path, DAY))


TEXTS = {
    "day": (("3 dec", "2026-12-03"), ("+2w", "2026-12-12")),
    "end": (("+12m", None), ("31 dec 2029", "2029-12-31")),
    "flag": (("y", 1), ("no", 0)),
    "currency": (("usd", "USD"), ("chf", "CHF")),
    "amount": (("96k", 9_600_000), ("1.234,50", 123_450)),
    "whole": (("7", 7), ("1k", 1000)),
    "number": (("3 %", 3.0), ("4,5", 4.5)),
    "rate": (("1,08", "1.08"), ("0.92", "0.92")),
    "domain": (("https://a.example/x", "a.example"), ("b.example", "b.example")),
    "names": (("SSO; price", ("price", "SSO")), ("price", ("price",))),
}
OF_FIELD = {
    "likelihood": (("6", 6), ("10", 10)),
    "score": (("4", 4), ("5", 5)),
    "days": (("14", 14), ("8", 8)),
    "measure": (("product activity", "activity"),) * 2,  # by hand there is no action: test_ui_logos_proofs
    "renews_id": (("K0", 1), ("K0", 1)),
    "to_currency": (("eur", "EUR"), ("gbp", "GBP")),
    "ends_on": (("31 dec 2028", "2028-12-31"), ("31 dec 2029", "2029-12-31")),
}


def typed_texts(column):
    """Two texts for a field, each with the value that is kept of it."""
    if column.field in OF_FIELD:
        return OF_FIELD[column.field]
    if column.kind == "choice":
        return tuple((column.reads(code), code) for code in column.choices[-2:])
    if column.kind in LINKS:
        return (
            (("↓", 1), ("↓", 2))
            if column.kind in {"customer", "person", "goal", "review", "self"}
            else (("↓", 1),) * 2
        )
    return TEXTS.get(column.kind, ((f"{column.label} one", f"{column.label} one"), ("Two", "Two")))


async def fill(pilot, nth):
    """Type into each field of the form in view, from the first to the last; by field what is to be kept."""
    form = pilot.app.screen
    wanted = {}
    for column in form._opened.columns:
        if column.field == "price_per_seat":
            await type_in(pilot, "\t")
            continue
        text, value = typed_texts(column)[nth]
        if text == "↓":
            await type_in(pilot, "<down>" + "<down>" * (value - 1) + "\n")
        else:
            await type_in(pilot, f"{'<f7>' if column.kind == 'note' else ''}{text}\t")
        wanted[column.field] = value
    return wanted


async def until_shown(pilot, work):
    pilot.app.do(work)
    await pilot.pause()
    assert isinstance(pilot.app.screen, RowForm)


@pytest.mark.parametrize("name", ENTERED)
async def test_every_field_can_be_entered_corrected_and_emptied_by_keys(app, name):
    given = {} if name in {"logos", "rates", "actions", "goal_values"} else {"logo_id": 1}
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, forms.add_row(app, name, given))
        wanted = await fill(pilot, 0)
        await type_in(pilot, "<ctrl+s>")
        assert not isinstance(app.screen, RowForm)
        row_id = app._store.scalar(f"SELECT max(rowid) FROM {TABLES[name].stored}")
        kept = rows.stored(app._store, name, row_id)
        assert {field: kept[field] for field in wanted} == wanted
        await until_shown(pilot, forms.change_row(app, name, row_id))
        wanted = await fill(pilot, 1)
        await type_in(pilot, "<ctrl+s>")
        assert not isinstance(app.screen, RowForm)
        kept = rows.stored(app._store, name, row_id)
        assert {field: kept[field] for field in wanted} == wanted
        await until_shown(pilot, forms.change_row(app, name, row_id))
        needed = await empty(pilot)
        await type_in(pilot, "<ctrl+s>")
        assert not isinstance(app.screen, RowForm)
        emptied = rows.stored(app._store, name, row_id)
        usual = {"currency": "EUR", "per": "year"} | dict.fromkeys(needed)
        assert {
            field for field, value in emptied.items() if value not in (None, "", 0, ())
        } <= usual.keys() | CODED
        assert all(emptied[field] == kept[field] for field in needed)


CODED = {"how", "both_ways", "kind", "by_us", "state", "qualifies", "days", "measure", "outcome"}
"""Fields that are never empty: they go back to what is usual."""


async def empty(pilot):
    """Empty each field but those that are needed, which are named."""
    needed = []
    for column in pilot.app.screen._opened.columns:
        if column.required or column.stored in {"ref", "status"}:
            needed.append(column.field)
            await type_in(pilot, "\t")
        elif column.kind == "note":
            await type_in(pilot, "<f7><backspace>\t")
        else:
            await type_in(pilot, "<backspace>\t")
    return needed


async def test_from_an_empty_book_three_logos_with_contracts_and_people_take_few_keys(tmp_path):
    path = tmp_path / "own.db"
    open_book(path).close()
    app = ChurntuiApp(open_book(path), Opening(path, DAY))
    typed = [
        "2aNordwind GmbH\tnordwind.example\tLogistics<ctrl+n>Business\t12 feb\t+12m\t84\t\t96k<ctrl+n>",
        "R. Dahl\teconomic buyer<ctrl+n>M. Kern\tchampion<ctrl+s>",
        "aAcme Health\tacme.example\tHealth<ctrl+n>Team\t1 jan\t+12m\t20\t1.2k<ctrl+n>A. Berg\tadmin<ctrl+s>",
        "aLumen Labs\tlumen.example\tHealth<ctrl+n>Starter\t1 mar\t+24m\t\t\t18k<ctrl+n>L. Moss\tuser<ctrl+s>",
    ]
    assert sum(len(keys(text)) for text in typed) < MOST_KEYS
    async with app.run_test(size=(80, 24)) as pilot:
        for text in typed:
            await type_in(pilot, text)
        store = app._store
        assert store.rows("SELECT name FROM logo ORDER BY id") == [
            ("Nordwind GmbH",),
            ("Acme Health",),
            ("Lumen Labs",),
        ]
        assert store.rows(
            "SELECT logo_id, plan, starts_on, ends_on, seats, arr_minor FROM contract ORDER BY id"
        ) == [
            (1, "Business", "2027-02-12", "2028-02-12", 84, 9_600_000),
            (2, "Team", "2027-01-01", "2028-01-01", 20, 2_400_000),
            (3, "Starter", "2027-03-01", "2029-03-01", None, 1_800_000),
        ]
        assert store.rows("SELECT logo_id, name, role FROM person ORDER BY id") == [
            (1, "R. Dahl", "economic buyer"),
            (1, "M. Kern", "champion"),
            (2, "A. Berg", "admin"),
            (3, "L. Moss", "user"),
        ]
        await type_in(pilot, "u" * 10)
        assert store.scalar("SELECT (SELECT count(*) FROM logo) + (SELECT count(*) FROM person)") == 0
        await type_in(pilot, "<ctrl+r>" * 10)
        assert store.scalar("SELECT count(*) FROM person") == 4
        assert history.undo(store) == "Added the person L. Moss"
