"""What follows from the one line that declares a field; last, a column added to a copy of the package, end to end."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import pytest

import churntui
from churntui.model.rows import Logo
from churntui.model.schema import Column, column_of, columns_of, fields_of, words_of

Mood = Literal["calm", "very_cross"]


@dataclass(frozen=True)
class Guest:
    id: int
    ref: Annotated[str, Column("Id", name="guest_id")]
    came_on: Annotated[date | None, Column("Came")] = None
    seats: Annotated[int | None, Column("Seats")] = None
    paid: Annotated[bool | None, Column("Paid")] = None
    mood: Annotated[Mood | None, Column("Mood", labels={"calm": "at ease"})] = None
    moods: Annotated[tuple[Mood, ...], Column("Moods", kind="reasons")] = ()
    price: Annotated[Decimal | None, Column("ARR", kind="line", stored="price_now")] = None
    note: Annotated[str, Column("Said at the door", kind="note")] = ""


def test_a_field_tells_the_kind_the_choices_and_where_it_is_kept():
    told = {one.field: (one.name, one.stored, one.kind, one.choices) for one in columns_of(Guest)}
    moods = ("calm", "very_cross")
    assert told == {
        "ref": ("guest_id", "ref", "line", ()),
        "came_on": ("came_on", "came_on", "day", ()),
        "seats": ("seats", "seats", "whole", ()),
        "paid": ("paid", "paid", "flag", ()),
        "mood": ("mood", "mood", "choice", moods),
        "moods": ("moods", "moods", "reasons", moods),
        "price": ("price", "price_now", "line", ()),
        "note": ("note", "note", "note", ()),
    }


def test_a_field_without_a_column_is_the_books_own():
    first, *_ = fields_of(Guest)
    assert (first.name, first.stored, first.type, first.column) == ("id", "id", int, None)
    assert [one.name for one in fields_of(Guest) if one.is_list] == ["moods"]


def test_a_tuple_with_names_declares_the_same_way():
    class Pair(NamedTuple):
        id: int
        day: Annotated[date, Column("Day", "When")]

    assert [(one.name, one.kind, one.help) for one in columns_of(Pair)] == [("day", "day", "When")]


def test_a_type_that_says_no_kind_needs_one():
    @dataclass(frozen=True)
    class Wrong:
        share: Annotated[bytes, Column("Share")]

    with pytest.raises(KeyError):
        columns_of(Wrong)


def test_labels_and_codes_as_people_read_them():
    assert [column_of(Guest, name).word for name in ("note", "price")] == ["said at the door", "ARR"]
    assert [column_of(Guest, "mood").reads(code) for code in ("calm", "very_cross")] == [
        "at ease",
        "very cross",
    ]


def test_a_filter_looks_through_the_lines():
    logo = Logo(1, "L1", "Acme", "acme.example", "Food", "PL", 120, 5, "Ana", "good", date(2024, 2, 29))
    assert words_of(logo).split() == ["L1", "Acme", "acme.example", "Food", "PL", "Ana"]


DECLARED = """        Column("Language", "What its briefs are written in; English where blank", labels=LANGUAGE_LABELS),
    ] = None
"""
TERRITORY = (
    '    territory: Annotated[str, Column("Territory", "Of the world", splits=True, listed=True)] = ""\n'
)
STEP = """STEPS["m999_territory"] = (_column("logo", "territory TEXT NOT NULL DEFAULT ''"),)\n\n\n"""

USES_IT = """
import json, sys
from datetime import date
from pathlib import Path
from churntui.data import export, importing
from churntui.data.importing import Options
from churntui.data.opening import open_book
from churntui.data.rows import logos
from churntui.data.stories import Told
from churntui.ui.parts import story as words
from churntui.ui.logos.head import facts
from churntui.ui.logos.place import Logos
from churntui.questions.registry import QUESTIONS
from churntui.__main__ import main

with open_book("book.db") as store:
    result = importing.run(store, importing.recognise([Path("in")], Options()))
    logo = logos.every(store)[0]
    export.write(store, Path("out"))
    export.write_templates(Path("template"))
    with store.edit("move"):
        store.rows("UPDATE logo SET territory = 'South' WHERE ref = 'L2'")
    told = {
        "rejected": result.rejected, "notes": [note for one in result.files for note in one.notes],
        "row": logo.territory, "exported": Path("out/logos.csv").read_text().splitlines(),
        "template": Path("template/logos.csv").read_text(),
        "view": store.rows("SELECT logo_id, territory FROM v_logo ORDER BY 1"),
        "page": facts(logo, date(2026, 1, 1)),
        "columns": [column.title for column in Logos(id="x")._columns()],
        "history": words.change(Told(1, 1, "", "", "logo", "territory", "North", "South", undone=False)),
        "recorded": json.loads(store.scalar("SELECT after FROM change"))["territory"],
        "splits": [one.tab for one in QUESTIONS if one.tab and "territory" in one.splits],
    }
Path("told.json").write_text(json.dumps(told))
sys.argv = ["churntui", "report", "attrition", "--file", "book.db", "--as-of", "2026-01-01", "--by", "territory",
            "--from", "2025-04-01", "--to", "2025-07-01", "--period", "quarter", "--json"]
sys.exit(main())
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """What a copy of the package, in which a logo has a territory, makes of a file with one."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        Path(churntui.__file__).parent, folder / "churntui", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name, before, after in (
        ("model/rows.py", DECLARED, DECLARED + TERRITORY),
        ("data/file/migrations.py", "def applied(", STEP + "def applied("),
    ):
        path = folder / "churntui" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), encoding="utf-8")
    (folder / "in").mkdir()
    (folder / "in" / "logos.csv").write_text("logo_id,name,territory\nL1,Acme,North\nL2,Bolt,\n")
    (folder / "in" / "contracts.csv").write_text(
        "contract_id,logo_id,starts_on,ends_on,amount,currency,per\n"
        "C1,L1,2024-01-01,2025-06-01,1200,EUR,year\nC2,L2,2024-01-01,,1200,EUR,year\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", USES_IT], cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"PYTHONPATH": str(folder)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads((folder / "told.json").read_text()), json.loads(ran.stdout)


def test_a_new_column_is_imported_exported_and_read(copied):
    told, _ = copied
    assert (told["rejected"], told["notes"], told["row"]) == (0, [], "North")
    assert [row["territory"] for row in csv.DictReader(told["exported"])] == ["North", ""]
    assert ",joined_on,language,territory" in told["template"]
    assert told["view"] == [["L1", "North"], ["L2", "South"]]


def test_a_new_column_is_shown_and_its_changes_are_told(copied):
    told, _ = copied
    assert told["page"] == "L1 · North"
    assert {"Industry", "Country", "Territory"} < set(told["columns"])
    assert (told["history"], told["recorded"]) == ("territory: North → South", "South")


def test_a_new_column_splits_the_figures(copied):
    told, report = copied
    assert told["splits"] == [
        "Logos", "Revenue", "Renewals", "Customers", "Cohorts", "Segments", "Behaviour", "Survival", "Saving",
        "Onboarding",
    ]  # fmt: skip
    assert [(row["segment"], row["initial"], row["lost"]) for row in report["rows"]] == [
        ("North", 1, 1),
        ("South", 1, 0),
    ]
