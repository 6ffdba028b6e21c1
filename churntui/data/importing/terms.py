"""How long something is said to last: the term of a contract in months, its notice in months, weeks or days."""

from __future__ import annotations

import re
from datetime import date

from churntui.data.importing.check import CellError
from churntui.plain.dates import add_months
from churntui.plain.text import fold

MOST_MONTHS = 240
"""No contract is longer."""

_LENGTH = re.compile(
    r"(\d{1,3})(?:[.,]0+)?\s*-?\s*([^\W\d]*)\.?(?:\s+(?:prior|before|notice|in advance)\b.*)?\Z"
)
_MONTHS = {
    **dict.fromkeys(
        ("y", "yr", "yrs", "year", "years", "jahr", "jahre", "ano", "anos", "an", "ans", "anni", "anno", "rok", "lata",
         "рік", "роки", "год", "года"),
        12,
    ),
    **dict.fromkeys(("q", "quarter", "quarters", "quartal", "quartale", "trimestre", "trimestres"), 3),
    **dict.fromkeys(
        ("m", "mo", "mos", "mth", "mths", "month", "months", "monat", "monate", "monaten", "mes", "meses", "mois",
         "mesi", "miesiac", "miesiace", "miesiecy", "місяць", "місяці", "місяців", "месяц", "месяца", "месяцев"),
        1,
    ),
}  # fmt: skip
_YEARLY = frozenset(("annual", "annually", "yearly", "jahrlich", "anual", "annuel", "annuale", "rocznie"))
_DAYS = {
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaines", "semanas", "tygodnie"), 7),
    **dict.fromkeys(
        ("d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "dia", "dias", "giorni", "dzien", "dni", "день",
         "дні", "днів", "дн", "дня", "дней"),
        1,
    ),
}  # fmt: skip


def months(text: str, unit: str) -> int:
    """The months of a term, one year where nothing is said.

    Args:
        text: What stands there.
        unit: What it is counted in, where it does not say.

    Raises:
        CellError: It is no length of a contract.
    """
    if not text:
        return 12
    number, of = _length(text, unit)
    count = number * _MONTHS.get(of, 0)
    if not 1 <= count <= MOST_MONTHS:
        raise CellError("term", text, "is no length of a contract: write it in months, as 12")
    return count


def is_notice(text: str, unit: str) -> bool:
    """Whether a text says of a notice how long before an end it is, with what that is counted in."""
    return _length(text, unit)[1] in {*_MONTHS, *_DAYS}


def notice_days(text: str, unit: str, ends_on: date | None) -> int:
    """The days of a notice that `is_notice`: of months, those before that end, else thirty of each."""
    number, of = _length(text, unit)
    if of in _DAYS:
        return number * _DAYS[of]
    count = number * _MONTHS[of]
    return 30 * count if ends_on is None else (ends_on - add_months(ends_on, -count)).days


def _length(text: str, unit: str) -> tuple[int, str]:
    """A number and what it counts; nothing of nothing where it is no length."""
    folded = fold(text)
    if folded in _YEARLY:
        return 1, "year"
    match = _LENGTH.match(folded)
    return (int(match[1]), match[2] or unit) if match else (0, "")
