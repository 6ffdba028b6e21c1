"""The views that lie over the tables of a connection: under the same name, with what they mask in its place.

SQLite looks for a name among what is temporary first. So every query of the program, also one that is written later,
reads the masked rows, and whatever would write to a table meets a view, which takes nothing. A column that is not
masked is passed through, so that its index still finds it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from churntui.data.file import migrations, views
from churntui.data.incognito import rules
from churntui.data.incognito.aliases import Aliases, named_as, ref_begins
from churntui.data.incognito.rules import Rule
from churntui.model.tables import stored_column
from churntui.plain.masks import bars
from churntui.plain.money import tells_amount

_INDEX = "CASE WHEN tells_amount(x.unit) THEN 'index' ELSE shown(x.unit) END"
"""The unit of what is measured in money: what it is held against is 100."""

_TARGET = """coalesce(nullif(abs(m.target_value), 0), nullif(abs(m.start_value), 0),
    (SELECT nullif(max(abs(v.value)), 0) FROM main.goal_value v WHERE v.goal_id = m.id), 1)"""

_BEFORE = (
    """coalesce((SELECT nullif(max(abs(v.before)), 0) FROM main.proof_member v WHERE v.proof_id = m.id), 1)"""
)


def _indexed(value: str, of: str, row_id: str, whole: str) -> str:
    """A number that was measured: in money in hundredths of a whole, in any other unit as it is."""
    factor = f"SELECT 100 / {whole} FROM main.{of} m WHERE m.id = x.{row_id} AND tells_amount(m.unit)"
    return f"coalesce(round(x.{value} * ({factor}), 1), x.{value})"


_MEASURED: Mapping[tuple[str, str], str] = {
    ("goal", "unit"): _INDEX,
    ("goal", "start_value"): _indexed("start_value", "goal", "id", _TARGET),
    ("goal", "target_value"): _indexed("target_value", "goal", "id", _TARGET),
    ("goal_value", "value"): _indexed("value", "goal", "goal_id", _TARGET),
    ("proof", "unit"): _INDEX,
    ("proof_member", "before"): _indexed("before", "proof", "proof_id", _BEFORE),
    ("proof_member", "after"): _indexed("after", "proof", "proof_id", _BEFORE),
}
"""What is measured in money keeps its course, and nothing of its size."""


def _ref_of(told: str) -> str:
    """What a row of that table that is told by its ref alone is called; bars where it is in the book no more."""
    alias = f"SELECT '{ref_begins(told)}-' || r.id FROM main.{told} r WHERE r.ref = x.{told}"
    return f"coalesce(({alias}), bars(x.{told}))"


_BY_REF: Mapping[tuple[str, str], str] = {
    (of, told): _ref_of(told)
    for of, told in (("renewal_week", "contract"), ("renewal_week", "logo"), ("health_week", "logo"))
}
"""What was frozen goes on naming the row it was of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of the book as its file has it."""

    name: str
    made_by: str
    columns: tuple[tuple[str, str], ...]
    """Each with its type."""

    @property
    def has_numbers(self) -> bool:
        """Whether its rows have a number of their own."""
        return "WITHOUT ROWID" not in self.made_by

    def rule(self, column: str) -> Rule:
        """How one of its columns is masked."""
        is_text = dict(self.columns).get(column, "TEXT") == "TEXT"
        return rules.rule(self.name, column, is_text=is_text, made_by=self.made_by)


def shapes(connection: sqlite3.Connection) -> dict[str, Shape]:
    """The tables of the book by name, but for virtual ones."""
    ours = migrations.tables()
    made = connection.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    ).fetchall()
    return {
        name: Shape(name, sql, tuple((row[1], row[2]) for row in _columns(connection, name)))
        for name, sql in made
        if name in ours
    }


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[int, str, str]]:
    return connection.execute(f"PRAGMA main.table_info({table})").fetchall()


def lay(connection: sqlite3.Connection, tables: Mapping[str, Shape], aliases: Aliases) -> None:
    """Lay them over the tables."""
    _teach(connection, aliases)
    for table in tables.values():
        masked = {column: said for column, _ in table.columns if (said := _masked(table, column, aliases))}
        if masked:
            connection.execute(f"CREATE TEMP VIEW {table.name} AS {_query(table, masked)}")
    for sql in views.made().values():
        connection.execute(sql.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))


def _teach(connection: sqlite3.Connection, aliases: Aliases) -> None:
    """Give the connection what the views ask."""

    def teach(name: str, count: int, function: Callable[..., str | bool | None]) -> None:
        def of_text(*values: str | None) -> str | bool | None:
            return function(*values) if values[-1] else values[-1]

        connection.create_function(name, count, of_text)

    teach("tells_amount", 1, tells_amount)
    teach("bars", 1, bars)
    teach("kept", 1, aliases.kept)
    teach("offered", 2, lambda offers, text: aliases.offered(text, offers))
    teach("shown", 1, aliases.shown)
    teach("ours", 1, aliases.of_us)
    teach("apart", 1, aliases.told_apart)
    teach("about", 1, aliases.about)
    teach("own", 2, aliases.own_value)
    teach("setting_of", 2, aliases.setting)
    teach("image", 2, aliases.image)


def _query(table: Shape, masked: Mapping[str, str]) -> str:
    columns = [
        f"{masked[column]} AS {column}" if column in masked else f"x.{column}" for column, _ in table.columns
    ]
    if table.has_numbers:
        columns.append("x.rowid AS rowid")
    return f"SELECT {', '.join(columns)} FROM main.{table.name} x"


def _masked(table: Shape, column: str, aliases: Aliases) -> str:
    """The SQL of what stands in a column's place; empty where it stands as it is."""
    said = _MEASURED.get((table.name, column)) or _BY_REF.get((table.name, column))
    if said is not None:
        return said
    rule = table.rule(column)
    declared = stored_column(table.name, column)
    if rule == "offered" and declared is not None:
        return f"offered('{json.dumps(declared.offers)}', x.{column})"
    by_rule: Mapping[Rule, str] = {
        "": "",
        "unknown": "NULL",
        "named": f"""CASE x.{column} WHEN '' THEN ''
            ELSE '{named_as(table.name)} ' || printf('%0{aliases.digits(table.name)}d', x.id) END""",
        "ref": f"'{ref_begins(table.name)}-' || x.id",
        "either": f"CASE WHEN x.by_us THEN ours(x.{column}) ELSE bars(x.{column}) END",
        "own": f"own(x.field, x.{column})",
        "setting": f"setting_of(x.key, x.{column})",
        "image": f"image(x.table_name, x.{column})",
    }
    return by_rule.get(rule, f"{rule}(x.{column})")
