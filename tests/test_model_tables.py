"""Every column of the schema goes in, comes out, is read back and can be seen: nobody writes a list of them again."""

import csv
import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

import pytest
import whole_book

from churntui import briefs
from churntui.book import Book
from churntui.data import export, history, importing
from churntui.data.file import selects
from churntui.data.opening import open_book
from churntui.data.rows import interview_facts
from churntui.data.stories import Told
from churntui.data.words import text_index
from churntui.model.notes import LIVING, owner
from churntui.model.rows import Contract
from churntui.model.schema import LINKS, LISTS, columns_of, fields_of
from churntui.model.splits import SPLITS
from churntui.model.tables import TABLES, stored_column, tables_of
from churntui.ui.parts import story as words

AS_OF = date(2025, 6, 1)

EVERY = [(table, column) for table in TABLES.values() for column in table.columns]
OF_TABLES = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The book that says everything, and what importing it came to."""
    with open_book(tmp_path_factory.mktemp("full") / "book.db") as store:
        yield store, importing.load_tables(store, whole_book.tables())


@OF_TABLES
def test_what_a_form_says_of_a_field_is_for_a_person(table):
    named = {other.name for _, other in EVERY if "_" in other.name}
    for column in table.columns:
        if column.field:
            assert column.help[:1].isupper(), column.name
            assert not set("`_<>") & set(column.help), column.name
            assert not named & set(re.findall(r"\w+", column.help)), column.name
            assert not column.help.startswith("The id of"), "links are chosen by their names"


def test_everything_is_taken(full):
    _, result = full
    assert [one.problems for one in result.files if one.problems] == []
    assert [one.table for one in result.files] == list(TABLES)
    assert not [note for one in result.files for note in one.notes if note.startswith("not taken")]


@OF_TABLES
def test_what_goes_in_comes_out(full, table, tmp_path):
    export.write(full[0], tmp_path)
    with (tmp_path / f"{table.name}.csv").open(newline="", encoding="utf-8") as file:
        header, *found = [tuple(row) for row in csv.reader(file)]
    assert header == table.header
    assert whole_book.rows(table)[-1] in found
    full_row = dict(zip(table.header, whole_book.rows(table)[-1], strict=True))
    assert [name for name, text in full_row.items() if not text] == [
        column.name for column in table.columns if column.moved_to
    ]


@OF_TABLES
def test_the_template_has_every_column(table, tmp_path):
    export.write_templates(tmp_path)
    assert (tmp_path / f"{table.name}.csv").read_text() == ",".join(table.header) + "\n"


def expected(table, column):
    """A value as its row class has it."""
    text = whole_book.said(table, column)
    told = {"day": date.fromisoformat, "end": date.fromisoformat, "whole": int, "number": float}
    if column.kind == "amount":
        return int(Decimal(text) * 100)
    if column.kind == "flag":
        return True
    if column.name == "rate":
        return Decimal(text)
    return told.get(column.kind, str)(text)


@OF_TABLES
def test_it_is_read_back_into_its_row(full, table):
    store, _ = full
    rows = selects.read(store, table.row)
    for column in table.columns:
        if not column.field or column.kind in LISTS:
            continue
        read = {getattr(row, column.field) for row in rows}
        if column.kind in LINKS:
            assert any(isinstance(value, int) and value > 0 for value in read), column.name
        else:
            assert expected(table, column) in read, column.name


def test_lists_are_read_back(full):
    store, _ = full
    book = Book.load(store, AS_OF)
    assert book.interviews[0].themes == book.initiatives[0].themes == ("price", "surprise")
    assert interview_facts.one(store, book.interviews[0].id).secondary_reasons == ("price", "budget")


@pytest.mark.parametrize("stored", dict.fromkeys(table.stored for table in TABLES.values()))
def test_the_book_has_the_columns_that_are_declared_and_no_others(full, stored):
    kept = {"id"} if "id" in {row[1] for row in full[0].rows(f"PRAGMA table_info({stored})")} else set()
    for table in tables_of(stored):
        kept |= {column.stored for column in table.kept if column.stored and column.kind not in LISTS}
        kept |= {owner(kind) for kind in LIVING} if stored == "highlight" else set()
        if table.row is not Contract or stored == "contract":
            of_others = {one.name for one in columns_of(table.row) if one.table not in {"", table.name}}
            kept |= {
                one.stored for one in fields_of(table.row) if not one.is_list and one.name not in of_others
            }
    assert {row[1] for row in full[0].rows(f"PRAGMA table_info({stored})")} == kept


@OF_TABLES
def test_it_has_a_label_and_says_what_it_is(table):
    for column in table.columns:
        assert re.fullmatch(r"[A-Z][\w ,']*\S", column.label), column.name
        assert len(column.help) > len("When"), column.name
        assert column.kind, column.name
        assert bool(column.stored) == (column.name not in {"note_kind", "note_id"}), column.name
        assert [one.name for one in table.columns].count(column.name) == 1


@OF_TABLES
def test_the_history_calls_it_by_its_label(table):
    for column in table.columns:
        if table.recorded and column.stored and column.kind not in LISTS:
            assert table.stored in history.RECORDED
            line = Told(1, 1, "", "", table.stored, column.stored, "a", "b", undone=False)
            assert stored_column(table.stored, column.stored).word in words.what(line), column.name


def test_the_row_classes_are_frozen():
    for table in TABLES.values():
        assert issubclass(table.row, tuple) or (is_dataclass(table.row) and fields(table.row))
        assert table.row is Contract or table.row.__dataclass_params__.frozen


def test_what_is_searched_is_in_the_index():
    indexed = {
        tuple(re.fullmatch(r"SELECT id, (\w+) FROM (\w+)", one.query).groups()) for one in text_index.SOURCES
    }
    assert {(column.stored, table.stored) for table, column in EVERY if column.searched} == indexed


def test_what_splits_is_offered():
    assert {column.field for _, column in EVERY if column.splits} < set(SPLITS)


def test_the_shareable_part_of_a_brief_has_nothing_that_is_not_declared_shareable(full):
    store, _ = full
    book = Book.load(store, AS_OF).with_usage(store)
    shown = briefs.markdown(briefs.of(store, book, next(iter(book.logos))))
    own = [
        (table, column)
        for table, column in EVERY
        if whole_book.said(table, column) == f"{table.name} {column.name}"
    ]
    assert [f"{t.name}.{c.name}" for t, c in own if not c.shareable and whole_book.said(t, c) in shown] == []
    assert whole_book.said(TABLES["interviews"], TABLES["interviews"].column("stated_reason")) not in shown
