"""What a header says beside its name: a currency, what an amount is for, a unit, a mark that it must be filled in.

`ARR (EUR)`, `Amount in €`, `Price per month` and `Contract Start*` name the same columns as `ARR`, `Amount`, `Price`
and `Contract Start`. Only what is known is taken off, so that `Amount (old)` stays another column than `Amount`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from churntui.data.importing.words import words
from churntui.plain.text import fold

_JOINTS = re.compile(r"[\s_\-./()]+")
_MARKS = " \t*:?!#•†"
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_PER = re.compile(
    r"(?:\bper|/|\bpro|\bpor|\bza|\bна|\bза|\ba|\beach)\s*(month|mo|monat|mes|miesiac|місяць|месяц|quarter|qtr|quartal"
    r"|trimestre|kwartal|year|yr|annum|jahr|ano|rok|рік|год)\b\.?|\b(p\.?\s?a|p\.?\s?m)\b\.?\Z"
)
_PERIODS = {
    **dict.fromkeys(
        ("month", "mo", "monat", "mes", "miesiac", "місяць", "месяц", "monthly", "monatlich", "mensual", "pm"),
        "month",
    ),
    **dict.fromkeys(("quarter", "qtr", "quartal", "trimestre", "kwartal", "quarterly"), "quarter"),
    **dict.fromkeys(
        ("year", "yr", "annum", "jahr", "ano", "rok", "рік", "год", "yearly", "annual", "annually", "jahrlich",
         "anual", "pa"),
        "year",
    ),
}  # fmt: skip
_UNITS = {
    **dict.fromkeys(("days", "day", "d", "tage", "dias", "dni", "днів", "дней"), "days"),
    **dict.fromkeys(("weeks", "wochen"), "weeks"),
    **dict.fromkeys(("months", "mths", "mos", "monate", "meses", "miesiace", "місяців", "месяцев"), "months"),
    **dict.fromkeys(("years", "yrs", "jahre", "anos", "lata", "років", "лет"), "years"),
}
_IDLE = frozenset(
    ("utc", "gmt", "local", "required", "optional", "pflichtfeld", "incl", "excl vat", "excl. vat", "net", "netto",
     "ex vat", "yyyy-mm-dd", "y/n", "yes/no", "#", "no.", "0-10", "1-10", "1-5", "0–10", "1–10", "1–5")
)  # fmt: skip
MINOR = "minor"
"""In place of a number: an amount is in the smallest unit of its currency, a hundredth of a euro and a whole yen."""

_TIMES = {
    **dict.fromkeys(("cents", "pence", "minor units", "cent", "grosze", "копійки"), MINOR),
    **dict.fromkeys(
        ("k", "thousands", "thousand", "000s", "'000", "tsd", "t", "tys", "miles", "тис", "тыс"), "1000"
    ),
}
_AS_OF = re.compile(r"\s*\(?\b(?:as of|as at|per|stand|zum|na dzien|a fecha de)\s+\d[\d./-]*\)?\Z")
"""The day a figure is of: `ARR as of 11/2026`."""
_OF_OBJECT = re.compile(r"__c\Z|(?<=\w)\.(?:amount|value)\Z")
"""What stands behind the name of a field: of one's own in Salesforce, of an amount beside its currency in JSON."""
_THOUSANDS = re.compile(r"[kt]\s?([^\w\s]|[a-z]{3})\Z|([^\w\s]|[a-z]{3})\s?(?:k|'?000s?)\Z")
_LINKS = frozenset(("in", "w", "у", "в", "en"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A header, taken apart."""

    key: str
    """What two spellings of its name share."""
    currencies: tuple[str, ...] = ()
    """The codes that the currency in it may mean; none where it says none."""
    per: str = ""
    """What an amount under it is for; empty where it does not say."""
    unit: str = ""
    """Days, weeks, months or years; empty where it does not say."""
    times: str = ""
    """What an amount under it is to be multiplied by: of thousands 1000, of cents `MINOR`; empty where it is plain."""


def heading(title: str) -> Heading:
    """A header without what stands beside its name, and what that says."""
    said = _Said()
    bare = _OF_OBJECT.sub("", _AS_OF.sub("", fold(title).strip(_MARKS)))
    if question := next((key for pattern, key in words().questions if pattern.search(bare)), ""):
        return Heading(question)
    name = _BRACKETS.sub(said.bracketed, bare).strip(_MARKS)
    if found := _PER.search(name):
        said.per = _PERIODS[re.sub(r"[.\s]", "", found[1] or found[2])]
        name = f"{name[: found.start()]} {name[found.end() :]}".strip(_MARKS) or name
    tokens = said.without_currency([token for token in re.split(r"[\s_,/|-]+", name) if token])
    return Heading(
        _JOINTS.sub("", " ".join(tokens).strip(_MARKS)), said.currencies, said.per, said.unit, said.times
    )


class _Said:
    """What a header says, while it is taken apart."""

    def __init__(self) -> None:
        self.currencies: tuple[str, ...] = ()
        self.per = ""
        self.unit = ""
        self.times = ""

    def bracketed(self, match: re.Match[str]) -> str:
        """What is left of something in brackets: a blank where it is understood, all of it where not."""
        return " " if all(self._understood(part) for part in re.split(r"[,;|]", match[1])) else match[0]

    def _understood(self, part: str) -> bool:
        word = part.strip(_MARKS).removeprefix("in ").removeprefix("per ").removeprefix("/").strip()
        if codes := currencies(word):
            self.currencies = codes
        elif (match := _THOUSANDS.match(word)) and (codes := currencies(match[1] or match[2])):
            self.currencies, self.times = codes, "1000"
        elif word in _PERIODS:
            self.per = _PERIODS[word]
        elif word in _UNITS:
            self.unit = _UNITS[word]
        elif word in _TIMES:
            self.times = _TIMES[word]
        else:
            left = [token for token in word.split() if not currencies(token)]
            if len(left) < len(word.split()) and " ".join(left) in {*_PERIODS, *_TIMES}:
                return all(self._understood(token) for token in word.split())
            return word in _IDLE or not word
        return True

    def without_currency(self, tokens: list[str]) -> list[str]:
        """The words of a name without a currency at its end or beginning."""
        for at in (-1, 0):
            if len(tokens) > 1 and (codes := currencies(tokens[at])):
                self.currencies = codes
                del tokens[at]
                break
        if len(tokens) > 1 and tokens[-1] in _TIMES:
            self.times = _TIMES[tokens[-1]]
            del tokens[-1]
        if len(tokens) > 1 and tokens[-1] in _LINKS and (self.currencies or self.times):
            del tokens[-1]
        return tokens


def currencies(word: str) -> tuple[str, ...]:
    """The codes that a folded word or sign means; none where it is no currency."""
    if word.upper() in words().currencies:
        return (word.upper(),)
    return next((codes for sign, codes in words().signs if fold(sign) == word), ())
