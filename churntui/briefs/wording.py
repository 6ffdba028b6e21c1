"""How a brief says changes and quotes."""

from __future__ import annotations

from churntui.briefs.facts import Compared
from churntui.plain.text import clean_line
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, roughly

QUOTE_LENGTH = 280
"""Characters of a comment or an answer that are quoted."""

NAME_LENGTH = 120
"""Characters of a name."""


def cut(text: str, length: int) -> str:
    """One line of safe text, `…` at its end where some is left out."""
    line = clean_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def named(text: str) -> str:
    """A name as it is shown."""
    return cut(text, NAME_LENGTH)


def quotable(text: str) -> str:
    """What somebody wrote, as much of it as is quoted."""
    return cut(text, QUOTE_LENGTH)


def quoted(text: str) -> str:
    """Somebody's words."""
    return f"«{cut(text, QUOTE_LENGTH)}»"


def action(name: str) -> str:
    """An action's name as words: `create_report` is `create report`."""
    return named(name.replace("_", " "))


def moved(compared: Compared) -> str:
    """`▲ 12 %`, `▼`, `no change`: percent only where there were enough before; empty without a comparison."""
    if compared.before is None:
        return ""
    difference = compared.now - compared.before
    if difference == 0:
        return "no change"
    arrow = "▲" if difference > 0 else "▼"
    if compared.change is None or compared.before < FEWEST_FOR_A_PERCENTAGE:
        return arrow
    return f"{arrow} {roughly(abs(compared.change))}"


def rose(compared: Compared | None, least: float = 0.0) -> bool:
    """Whether it grew by more than that fraction; from nothing to something is growth."""
    if compared is None or compared.before is None:
        return False
    return compared.now > compared.before * (1 + least)


def fell(compared: Compared | None, least: float = 0.0) -> bool:
    """Whether it shrank by more than that fraction."""
    return (
        compared is not None and compared.before is not None and compared.now < compared.before * (1 - least)
    )
