"""What a log of churn tells of a loss beside its day and its reason: the category, the competitor, what could be done.

A category that is one of our reasons, under any of its names, is the assessed reason; any other word stays in the
notes, and so does what was lost: a loss counts by the contracts that ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping

from churntui.data.importing.check import Cell, blank
from churntui.model.choices import REASONS, Preventable
from churntui.plain.text import clean_line, clean_note, fold

BESIDE = ("competitor", "preventable")
"""Columns of the book that a log of churn may fill in, though another table of ours tells them."""

_PREVENTABLE: Mapping[str, Preventable] = {
    **dict.fromkeys(("yes", "y", "true", "1", "ja", "si", "tak", "так", "да", "avoidable", "preventable"), "yes"),
    **dict.fromkeys(("no", "n", "false", "0", "nein", "nie", "ні", "нет", "unavoidable", "not avoidable"), "no"),
    **dict.fromkeys(("maybe", "possibly", "partly", "partially", "vielleicht", "teilweise"), "possibly"),
    **dict.fromkeys(("unknown", "unclear", "?"), "unknown"),
}  # fmt: skip


_FIRST_WORD = re.compile(r"[-–,:;.(]")
"""What ends the answer in what was answered: `Yes - a cheaper plan`."""


def complete(
    stated: MutableMapping[str, Cell],
    value: Callable[[str], str],
    reasons: Mapping[str, str],
    title: Callable[[str], str],
) -> dict[str, Cell]:
    """Complete a row of losses, and tell what it says in `BESIDE`.

    Args:
        stated: The row, by canonical column.
        value: What stands beside it under a name of `profiles.BESIDE`; empty where nothing does.
        reasons: Folded names of reasons to their codes.
        title: The header of that.
    """
    told: dict[str, Cell] = {}
    noted: list[tuple[str, str]] = []
    category = value("category")
    code = reasons.get(fold(category), fold(category).replace(" ", "_"))
    if code in REASONS:
        if stated.get("primary_reason") is None:
            stated["primary_reason"] = code
    elif category:
        noted.append((title("category"), category))
    avoidable = value("preventable")
    if preventable := _PREVENTABLE.get(fold(_FIRST_WORD.split(avoidable)[0])):
        told["preventable"] = preventable
    if avoidable and fold(avoidable) not in _PREVENTABLE:
        noted.append((title("preventable"), avoidable))
    competitor = clean_line(value("competitor"))
    if competitor and not blank(competitor):
        told["competitor"] = competitor
    if lost := value("lost_amount"):
        noted.append((title("lost_amount"), lost))
    if noted:
        lines = [clean_note(str(stated.get("notes") or "")), *(f"{name}: {text}" for name, text in noted)]
        stated["notes"] = "\n".join(line for line in lines if line.strip())
    return told
