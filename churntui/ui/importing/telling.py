"""What is said of a file that is imported, or would be: its notes, its first rows, its rejected rows."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.data.importing import RunResult
from churntui.data.importing.outcome import FileResult
from churntui.data.importing.preview import FirstRow
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line, shortened
from churntui.plain.wording import counted

_LONGEST_NOTE = 100_000
"""Notes name every column that is not taken, however many."""

_LONGEST_CELL = 28

_STATES = {"added": "new", "changed": "changed", "unchanged": "same"}
"""What becomes of a row."""

_MOST = 200
"""Rejected rows that are told."""


def total(result: RunResult) -> str:
    """All counts together."""
    counts = (
        (sum(file.added for file in result.files), "new"),
        (sum(file.changed for file in result.files), "changed"),
        (sum(file.unchanged for file in result.files), "unchanged"),
        (result.rejected, "rejected"),
        (result.in_conflict, "in conflict"),
        (sum(file.skipped for file in result.files), "skipped"),
        (sum(file.removed for file in result.files), "taken out"),
    )
    told = [f"{number:,} {what}" for number, what in counts if number]
    unread = [f"{counted(len(result.unread), 'file')} not read"] if result.unread else []
    return " · ".join([*told, *unread]) or "no rows"


def imported(result: RunResult) -> str:
    """What it came to, how it is taken back, and what is kept for the next time."""
    kept = (
        f" Kept for the next time: your mapping {', '.join(one.name for one in result.kept)}."
        if result.kept
        else ""
    )
    is_any = any(file.added or file.changed or file.removed for file in result.files)
    back = " Imports (ctrl+p) takes it back whole, by del." if is_any else " Nothing in the book has changed."
    return f"{total(result)}.{back}{kept}"


def said(file: FileResult) -> str:
    """What of the book stays against the file, the notes of the file, and the links that were left off its rows."""
    lines = [clean_line(f"in conflict: {conflict}", 400) for conflict in file.conflicts[:_MOST]]
    lines += (
        [f"… {file.in_conflict - len(lines):,} more in conflict"] if file.in_conflict > len(lines) else []
    )
    lines += [clean_line(note, _LONGEST_NOTE) for note in file.notes]
    lines += [clean_line(f"row taken without its link: {dropped}", 400) for dropped in file.dropped[:_MOST]]
    return "\n".join(f"· {line}" for line in lines) or "Every column is taken, and nothing had to be chosen"


def first_rows(rows: Sequence[FirstRow]) -> str:
    """The rows as a table: only columns that one of them fills."""
    if not rows:
        return "No row of it is taken"
    names = list(dict.fromkeys(name for row in rows for name in row.values))
    states = ["row is"] if any(row.state for row in rows) else []
    cells = [
        (
            str(row.line),
            *(_STATES.get(row.state or "", "") for _ in states),
            *(shortened(row.values.get(name, ""), _LONGEST_CELL) for name in names),
        )
        for row in rows
    ]
    header = ("line", *states, *names)
    taken = Sheet("first", header, tuple(cells), frozenset({0})).text().splitlines()
    told = [
        f"{text}  NOT TAKEN: {row.why_not}" if row.why_not else text
        for row, text in zip(rows, taken[1:], strict=True)
    ]
    return "\n".join([taken[0], *told])


def rejected(file: FileResult) -> str:
    """Each rejected row with its line, the column, and the reason."""
    if not file.rejected:
        return "No row is rejected"
    lines = [clean_line(str(problem), 400) for problem in file.problems[:_MOST]]
    told = len({problem.line for problem in file.problems[:_MOST]})
    more = [f"… {file.rejected - told:,} more: e saves them all"] if file.rejected > told else []
    return "\n".join([*lines, *more])
