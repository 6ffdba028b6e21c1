"""A change as people read it: columns by their names, codes as words, of a long text the part that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.data.stories import Told
from churntui.model.choices import REASON_LABELS
from churntui.plain import dates
from churntui.plain.anchors import replacement
from churntui.ui.kit.safe import cut

NOTHING = "–"

SHORT = 60
"""Characters up to which a value is shown whole; of a longer one, what changed, with this much room."""

_AROUND = 12
"""Characters shown before the part of a text that changed."""

_TABLES = {
    "renewal": "renewal",
    "interview_theme": "theme",
    "highlight": "passage",
    "highlight_theme": "theme of a passage",
    "interview_reason": "further reason",
    "save_attempt": "attempt to save",
    "win_back": "win-back call",
    "initiative_theme": "initiative",
    "mark": "event",
}
"""What a row is called, where its table's name does not say it."""

_COLUMNS = {
    "amount_minor": "amount",
    "arr_minor": "ARR",
    "by_account_owner": "by the account owner",
    "effective_on": "end of service",
    "parent_id": "part of",
    "preventable_why": "preventable, why",
    "primary_reason": "assessed",
    "stated_code": "stated as",
    "stated_reason": "stated",
}
"""What a column is called, where its own name does not say it."""

_FLAGS = frozenset(
    {
        "voluntary", "regrettable", "by_account_owner", "competitor_confirmed", "champion_left", "successor_engaged",
        "archived", "locked", "auto_renew", "champion",
    }
)  # fmt: skip
_CODES = frozenset(
    {
        "status", "kind", "stage", "fit", "per", "respondent_role", "confidence", "began_in", "surfaced_in",
        "preventable", "replaced_by", "win_back", "outcome",
    }
)  # fmt: skip
_NAMED_BY = {"interview": "status", "interview_reason": "reason", "renewal": "stage", "win_back": "outcome"}
"""The coded column by which an added or removed row is called."""

_REASONS = frozenset({"primary_reason", "stated_code", "reason"})
_LABELS = {str(code): label for code, label in REASON_LABELS.items()}
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
    for told in story:
        yield Step(told, told.edit_id != before)
        before = told.edit_id


def when(told: Told) -> str:
    """`2026-11-21 20:09`, UTC."""
    return told.at[:16].replace("T", " ")


def what(told: Told) -> str:
    """`end of service`, `renewal, stage`, `theme added`, `passage removed`."""
    table = _TABLES.get(told.table, told.table)
    if not told.column:
        return f"{table} {'removed' if told.before else 'added'}"
    if told.column == "theme_id":
        return f"{table} changed"
    name = _COLUMNS.get(told.column, told.column.removesuffix("_on").removesuffix("_id").replace("_", " "))
    return name if told.table in {"interview", "theme", "logo"} else f"{table}, {name}"


def values(told: Told) -> tuple[str, str]:
    """The value before and after, whole."""
    return _value(told, told.before), _value(told, told.after)


def parts(told: Told) -> tuple[str, str]:
    """The same, of long texts only what changed."""
    before, after = values(told)
    if max(len(before), len(after)) <= SHORT or NOTHING in (before, after):
        return cut(before, 2 * SHORT), cut(after, 2 * SHORT)
    change = replacement(before, after)
    start = max(0, change.at - _AROUND)
    lead = ("…" if start else "") + before[start : change.at]
    removed = before[change.at : change.at + change.removed]
    return cut(lead + removed, 2 * SHORT), cut(lead + change.inserted, 2 * SHORT)


def change(told: Told) -> str:
    """`stage: open → at risk`, `theme added: missing SSO`, with `undone` before it where it was taken back."""
    before, after = parts(told)
    undone = "undone: " if told.undone else ""
    said = f"{before} → {after}" if told.column else before if told.before else after
    return f"{undone}{what(told)}: {said}"


def _value(told: Told, value: str) -> str:
    column = told.column or _NAMED_BY.get(told.table, "")
    if not value:
        return NOTHING
    if column in _FLAGS:
        return "yes" if value == "1" else "no"
    if column in _REASONS:
        return _LABELS.get(value, value)
    if column in _CODES:
        return value.replace("_", " ")
    return dates.short(date.fromisoformat(value)) if _DAY.match(value) else value
