"""Getting data out: every canonical table as CSV, so that importing the folder into a new book loses nothing.

What is not exported can be made again or belongs to this file alone: roll-ups, the history with its undo, the log
of imports, and drafts. Rows stand in the order of their ids, so that two exports of equal books are equal bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from churntui.data.file.store import Row, Store
from churntui.data.importing.tables import TABLES, Table
from churntui.plain.errors import BadInputError
from churntui.plain.money import plain

_LOGO = "l.ref AS logo_id"
_OF_LOGO = "JOIN logo l ON l.id = x.logo_id"


def _flag(column: str) -> str:
    return f"CASE x.{column} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END"


def _themes(stored: str) -> str:
    return f"""(SELECT json_group_array(name) FROM (SELECT t.name FROM {stored}_theme g
        JOIN theme t ON t.id = g.theme_id WHERE g.{stored}_id = x.id ORDER BY t.name))"""


def _stored_columns(table: Table) -> str:
    """The columns of a canonical table that are those of its table in the book, flags as words."""
    return ", ".join(
        _flag(column.target)
        if column.kind == "flag"
        else _REASONS
        if column.kind == "reasons"
        else f"x.{column.target}"
        for column in table.columns
    )


_REASONS = """(SELECT json_group_array(reason) FROM (SELECT r.reason FROM interview_reason r
    WHERE r.interview_id = x.id ORDER BY r.position))"""

_QUERIES = {
    "settings": "SELECT key, value FROM setting WHERE value <> '' ORDER BY key",
    "rates": "SELECT currency, to_currency, rate FROM rate ORDER BY currency, to_currency",
    "themes": f"""SELECT x.name, x.description, p.name, {_flag("archived")}, x.colour,
        {_flag("locked")} FROM theme x
        LEFT JOIN theme p ON p.id = x.parent_id ORDER BY x.name""",
    "actions": f"SELECT x.name, {_flag('qualifies')} FROM action x ORDER BY x.name",
    "logos": """SELECT ref, name, domain, industry, country, employees, annual_revenue, owner, fit, joined_on
        FROM logo ORDER BY ref""",
    "customers": f"""SELECT x.ref, {_LOGO}, x.name, x.email, x.role, x.joined_on FROM customer x {_OF_LOGO}
        ORDER BY l.ref, x.ref""",
    "people": f"""SELECT x.ref, {_LOGO}, x.name, x.role, x.email, {_flag("champion")}, x.left_on, x.last_contact_on
        FROM person x {_OF_LOGO} ORDER BY x.ref""",
    "contracts": f"""SELECT x.ref, {_LOGO}, p.ref, x.plan, x.starts_on, x.ends_on, x.amount_minor, x.currency, x.per,
        {_flag("auto_renew")}, x.notice_days FROM contract x {_OF_LOGO} LEFT JOIN contract p ON p.id = x.renews_id
        ORDER BY x.ref""",
    "renewals": """SELECT c.ref, x.stage, x.next_step, x.next_step_on, x.talked_on FROM renewal x
        JOIN contract c ON c.id = x.contract_id ORDER BY c.ref""",
    "interviews": f"""SELECT x.ref, {_LOGO}, x.status, x.held_on, x.effective_on, {_flag("voluntary")},
        x.stated_reason, x.primary_reason, {_flag("regrettable")}, {_themes("interview")}, x.notes
        FROM interview x {_OF_LOGO} ORDER BY x.ref""",
    "interview_details": f"SELECT {_stored_columns(TABLES['interview_details'])} FROM interview x ORDER BY x.ref",
    "save_attempts": """SELECT i.ref, x.day, x.owner, x.offer, x.response, x.outcome FROM save_attempt x
        JOIN interview i ON i.id = x.interview_id ORDER BY i.ref, x.day, x.owner, x.offer, x.id""",
    "highlights": """SELECT i.ref, x.starts_at, x.ends_at, min(x.quote), (SELECT json_group_array(name) FROM
        (SELECT DISTINCT t.name FROM highlight y JOIN highlight_theme g ON g.highlight_id = y.id
         JOIN theme t ON t.id = g.theme_id WHERE y.interview_id = x.interview_id AND y.starts_at = x.starts_at
         AND y.ends_at = x.ends_at ORDER BY t.name))
        FROM highlight x JOIN interview i ON i.id = x.interview_id
        GROUP BY x.interview_id, x.starts_at, x.ends_at ORDER BY i.ref, x.starts_at, x.ends_at""",
    "initiatives": f"""SELECT x.ref, x.name, x.status, x.owner, x.due_on, x.shipped_on, {_themes("initiative")},
        x.note FROM initiative x ORDER BY x.ref""",
    "events": "SELECT ref, day, kind, name, note FROM mark ORDER BY ref",
    "win_backs": f"""SELECT {_LOGO}, x.called_on, x.outcome, x.note FROM win_back x {_OF_LOGO} ORDER BY l.ref""",
    "tickets": f"""SELECT x.ref, {_LOGO}, x.opened_on, x.closed_on, x.priority, x.subject FROM ticket x {_OF_LOGO}
        ORDER BY x.ref""",
    "surveys": f"""SELECT x.ref, {_LOGO}, u.ref, x.day, x.kind, x.score, x.comment FROM survey x {_OF_LOGO}
        LEFT JOIN customer u ON u.id = x.customer_id ORDER BY x.ref""",
    "activity": f"""SELECT {_LOGO}, u.ref, a.name, date('1970-01-01', x.day || ' days'), x.n FROM usage_day x
        {_OF_LOGO} JOIN action a ON a.id = x.action_id LEFT JOIN customer u ON u.id = x.customer_id
        ORDER BY l.ref, x.day, u.ref, a.name""",
}


def rows(store: Store, table: Table) -> Iterator[tuple[str, ...]]:
    """The rows of one canonical table as text, in the order of its header."""
    shape = _SHAPES.get(table.name)
    for row in store.rows(_QUERIES[table.name]):
        values = shape(row) if shape else row
        yield tuple("" if value is None else str(value) for value in values)


def _contract(row: Row) -> Row:
    return (*row[:6], plain(row[6], row[7]), *row[7:])


def _listed(table: str, column: str) -> Callable[[Row], Row]:
    """A column's list from JSON to one separated by `;`, each entry quoted where it holds one itself."""
    place = TABLES[table].header.index(column)

    def shape(row: Row) -> Row:
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="").writerow(json.loads(row[place]))
        return (*row[:place], text.getvalue(), *row[place + 1 :])

    return shape


_SHAPES: dict[str, Callable[[Row], Row]] = {
    "contracts": _contract,
    "interviews": _listed("interviews", "themes"),
    "interview_details": _listed("interview_details", "secondary_reasons"),
    "highlights": _listed("highlights", "themes"),
    "initiatives": _listed("initiatives", "themes"),
}


def write(store: Store, folder: Path) -> dict[str, int]:
    """Write every table into `folder`, made where it is missing; returns the rows of each.

    An earlier export is replaced; other files of the folder stay as they are.

    Raises:
        BadInputError: A file in the way has other columns than ours, or the folder cannot be written.
    """
    return _write(folder, {name: rows(store, table) for name, table in TABLES.items()})


def write_templates(folder: Path) -> list[str]:
    """Write every canonical CSV with its header alone; returns the file names.

    Raises:
        BadInputError: There is a file of that name already, or the folder cannot be written.
    """
    full = [name for name in TABLES if _holds_rows(folder / f"{name}.csv")]
    if full:
        raise BadInputError(f"{folder / full[0]}.csv holds rows", "Choose an empty folder for the templates")
    return [f"{name}.csv" for name in _write(folder, {name: iter(()) for name in TABLES})]


def _holds_rows(path: Path) -> bool:
    return path.exists() and len(path.read_bytes().splitlines()) > 1


def _write(folder: Path, contents: dict[str, Iterator[tuple[str, ...]]]) -> dict[str, int]:
    counts = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in contents:
            _refuse_foreign(folder / f"{name}.csv", TABLES[name])
        for name, lines in contents.items():
            counts[name] = _write_one(folder / f"{name}.csv", TABLES[name], lines)
    except OSError as error:
        raise BadInputError(f"{folder} cannot be written: {error.strerror}", "Name another folder") from None
    return counts


def _refuse_foreign(path: Path, table: Table) -> None:
    """A file is ours if its header is; that of an older export may lack the last columns."""
    if not path.exists():
        return
    with path.open("rb") as file:
        first = file.readline()
    ours = ",".join(table.header).encode() + b","
    if first.strip() and not ours.startswith(first.strip() + b","):
        raise BadInputError(f"{path} is not from an export", "Move it, or name another folder")


def _write_one(path: Path, table: Table, lines: Iterator[tuple[str, ...]]) -> int:
    """Write beside, then rename: an export that breaks off leaves the earlier file whole."""
    part = path.with_name(path.name + ".part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.header)
            for count, line in enumerate(lines, start=1):  # noqa: B007 - the last one is the count
                writer.writerow(line)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count
