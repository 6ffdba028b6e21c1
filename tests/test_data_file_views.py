"""The views say what churntui says: one definition, read by people with other programs."""

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from books import random_deals, random_losses
from hypothesis import given, settings
from profiles import examples
from stores import add, add_contract, add_deals, add_interview, add_logo, add_usage

from churntui.book import Book
from churntui.data.file import views
from churntui.data.opening import open_book
from churntui.data.rows import themes
from churntui.model.notes import NoteRef
from churntui.plain import dates


def dicts(store, view):
    columns = [row[1] for row in store.rows(f"PRAGMA table_info({view})")]
    return [dict(zip(columns, row, strict=True)) for row in store.rows(f"SELECT * FROM {view}")]


@pytest.mark.parametrize("view", views.VIEWS)
def test_every_view_can_be_read(store, view):
    assert store.rows(f"SELECT * FROM {view}") == []


def test_contracts_with_their_notice_and_call(store):
    logo_id = add_logo(store, "L1", name="Nordwind")
    first = add_contract(store, "K1", logo_id, "2024-03-31", "2025-03-31", notice_days=90)
    add_contract(store, "K2", logo_id, "2025-03-31", None, renews_id=first, stage="verbal")
    one, two = dicts(store, "v_contract")
    assert (one["logo"], one["notice_deadline"], one["stage"], one["renews"]) == (
        "Nordwind",
        "2024-12-31",
        "open",
        None,
    )
    assert (two["notice_deadline"], two["stage"], two["renews"]) == (None, "verbal", "K1")


@settings(max_examples=examples(40))
@given(random_deals(), random_losses())
def test_effective_ends_are_those_the_figures_use(deals, losses):
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book.db") as store:
        add_deals(store, deals, losses)
        shown = {
            (row["contract_id"], row["starts_on"], row["effective_ends_on"])
            for row in dicts(store, "v_contract_effective")
            if row["effective_ends_on"] is None or row["effective_ends_on"] > row["starts_on"]
        }
        rows = Book.load(store, date(2030, 1, 1)).timeline.query("kind == 'contract'")
        counted = {
            (
                f"K{row.contract_id}",
                dates.from_number(row.starts).isoformat(),
                None if row.ends == dates.OPEN_END else dates.from_number(row.ends).isoformat(),
            )
            for row in rows.itertuples()
        }
        assert shown == counted


def test_the_grace_of_the_book_counts(store):
    logo_id = add_logo(store, "L1")
    first = add_contract(store, "K1", logo_id, "2024-01-01", "2025-01-01")
    add_contract(store, "K2", logo_id, "2025-01-21", None, renews_id=first)
    assert dicts(store, "v_contract_effective")[0]["effective_ends_on"] == "2025-01-21"
    add(store, "setting", key="grace_days", value="19")
    assert dicts(store, "v_contract_effective")[0]["effective_ends_on"] == "2025-01-01"


def test_usage_has_days_and_names(store):
    add_usage(store, add_logo(store, "L1"), ["2024-02-29"], n=3)
    assert dicts(store, "v_usage") == [
        {
            "logo_id": "L1",
            "customer_id": None,
            "action": "send",
            "qualifies": 1,
            "day": "2024-02-29",
            "count": 3,
        }
    ]


def test_a_theme_in_a_passage_and_on_the_whole_interview_counts_once(store):
    interview_id = add_interview(store, "I1", add_logo(store, "L1"))
    themes.put_on_note(store, NoteRef("interview", interview_id), ["price", "access"], "tag")
    highlight_id = add(store, "highlight", interview_id=interview_id, starts_at=0, ends_at=3, quote="abc")
    add(store, "highlight_theme", highlight_id=highlight_id, theme_id=themes.ensure(store, "price"))
    assert dicts(store, "v_interview")[0]["themes"] == "access;price"
    counted = {row["theme"]: (row["interviews"], row["logos"]) for row in dicts(store, "v_theme")}
    assert counted == {"price": (1, 1), "access": (1, 1)}


def test_history_is_json(store):
    add_logo(store, "L1", label="add a logo")
    (line,) = dicts(store, "v_history")
    assert (line["label"], line["table_name"], line["before"]) == ("add a logo", "logo", None)
    assert json.loads(line["after"])["ref"] == "L1"
