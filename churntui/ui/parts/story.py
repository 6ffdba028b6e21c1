"""A change as people read it: columns by their names, codes as words, of a long text the part that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.data.stories import IMPORT, Told
from churntui.model.choices import NOTE_KINDS
from churntui.model.rows import InterviewFacts
from churntui.model.schema import Column, column_of
from churntui.model.tables import stored_column, tables_of
from churntui.plain import dates
from churntui.plain.anchors import replacement
from churntui.ui.kit.safe import cut

NOTHING = "–"

SHORT = 60
"""Characters up to which a value is shown whole; of a longer one, what changed, with this much room."""

_AROUND = 12
"""Characters shown before the part of a text that changed."""

_LINKS = {
    **{f"{kind}_theme": "theme" for kind in NOTE_KINDS},
    "highlight_theme": "theme of a passage",
    "interview_reason": "further reason",
    "initiative_theme": "initiative",
}
"""What a row of a list is called."""

_BOOKS_OWN = {"arr_minor": "ARR"}
"""What a column is called that nobody declared, because only the book keeps it."""

_UNSAID = frozenset({"interview", "theme", "logo"})
"""Tables whose columns go without saying whose they are: they have a story of their own."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a story."""

    told: Told
    begins: bool
    """Whether it is the first line of what one action did: only there it says when and what."""


def steps(story: Sequence[Told]) -> Iterator[Step]:
    """The lines in their order."""
    before = None
    for line in story:
        yield Step(line, line.edit_id != before)
        before = line.edit_id


def when(line: Told) -> str:
    """`2026-11-21 20:09`, UTC."""
    return line.at[:16].replace("T", " ")


def what(line: Told) -> str:
    """`end of service`, `renewal, stage`, `theme added`, `passage removed`."""
    if line.table == IMPORT:
        return "import"
    table = _LINKS.get(line.table) or tables_of(line.table)[0].label
    if not line.column:
        return f"{table} {'removed' if line.before else 'added'}"
    if line.column == "theme_id":
        return f"{table} changed"
    declared = stored_column(line.table, line.column)
    name = (
        declared.word
        if declared
        else _BOOKS_OWN.get(line.column, line.column.removesuffix("_id").replace("_", " "))
    )
    return name if line.table in _UNSAID else f"{table}, {name}"


def values(line: Told) -> tuple[str, str]:
    """The value before and after, whole."""
    return _value(line, line.before), _value(line, line.after)


def parts(line: Told) -> tuple[str, str]:
    """The same, of long texts only what changed."""
    before, after = values(line)
    if max(len(before), len(after)) <= SHORT or NOTHING in (before, after):
        return cut(before, 2 * SHORT), cut(after, 2 * SHORT)
    change = replacement(before, after)
    start = max(0, change.at - _AROUND)
    lead = ("…" if start else "") + before[start : change.at]
    removed = before[change.at : change.at + change.removed]
    return cut(lead + removed, 2 * SHORT), cut(lead + change.inserted, 2 * SHORT)


def change(line: Told) -> str:
    """`stage: open → at risk`, `theme added: missing SSO`, with `undone` before it where it was taken back."""
    before, after = parts(line)
    undone = "undone: " if line.undone else ""
    said = f"{before} → {after}" if line.column else before if line.before else after
    return f"{undone}{what(line)}: {said}"


def _value(line: Told, value: str) -> str:
    if not value:
        return NOTHING
    column = _column(line)
    if column is not None and column.kind == "flag":
        return "yes" if value == "1" else "no"
    if column is not None and column.choices:
        return column.reads(value)
    return dates.short(date.fromisoformat(value)) if _DAY.match(value) else value


def _column(line: Told) -> Column | None:
    """What is declared of the column that changed, or of the one an added or removed row is called by."""
    if line.table == "interview_reason":
        return column_of(InterviewFacts, "secondary_reasons")
    if line.table in _LINKS or line.table == IMPORT:
        return None
    return stored_column(line.table, line.column or tables_of(line.table)[0].called)
