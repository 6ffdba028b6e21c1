"""Reading numbers and amounts as people write them: with either decimal sign, groups of digits, `k` and `M`.

A point or a comma before three digits groups thousands or begins decimals: `96.000` may be 96. What it is follows from
the other numbers of its column (`1.234,50` beside it says that the comma is the decimal sign); where they leave it
open, the user is asked. A currency's sign or code beside a number stays there, for whoever knows the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from churntui.data.importing.doubts import DoubtError
from churntui.data.importing.profiles import DecimalSign
from churntui.data.importing.words import words
from churntui.plain.errors import BadInputError

_LETTER: dict[DecimalSign, str] = {"point": ".", "comma": ","}

_CODE = re.compile(r"([A-Za-z]{3})(?=[\s\d(+-])|(?<=[\s\d)kKmM])([A-Za-z]{3})\Z")
_MULTIPLIED = re.compile(r"(.*\d)\s*([^\W\d_]+)\.?\Z")
_NO_CENTS = re.compile(r"(?<=[.,])[-–—]+\Z")
_GROUPS = re.compile(r"(?<=\d)['’ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}\Z")
_FORMS: dict[DecimalSign, re.Pattern[str]] = {
    "point": re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?\Z|\d{1,2}(,\d{2})+,\d{3}(\.\d*)?\Z|\d*\.\d+\Z|\d+\.?\Z"),
    "comma": re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?\Z|\d*,\d+\Z|\d+,?\Z"),
}

_USUAL_DECIMALS = 2

_WORKED_OUT = 7
"""So many decimals nobody agrees on."""

_EXACT_DIGITS = 16
"""Digits, with the point, of which the last may be noise of binary floating point."""


@lru_cache(maxsize=4_096)
def without_sign(text: str) -> tuple[str, tuple[str, ...]]:
    """An amount's text without the currency beside it, and the codes that may mean (none without one).

    Beside it stand a sign, an ISO code, or both (`US$`, `EUR 5`, `€5 EUR`); the code says more.
    """
    text = text.strip()
    if text[:1].isdigit() and text[-1:].isdigit():
        return text, ()
    folded = text.casefold()
    code = _CODE.match(text) or _CODE.search(text)
    if code and (code[1] or code[2]).upper() in words().currencies:
        rest = (text[: code.start()] + text[code.end() :]).strip()
        return without_sign(rest)[0] if rest else rest, ((code[1] or code[2]).upper(),)
    for sign, codes in words().signs if _signed().search(folded) else ():
        if folded.startswith(sign):
            return text[len(sign) :].strip(), codes
        if folded.endswith(sign):
            return text[: -len(sign)].strip(), codes
        if folded.startswith(("(" + sign, "-" + sign, "+" + sign)):
            return text[0] + text[len(sign) + 1 :].strip(), codes
    return text, ()


@cache
def _signed() -> re.Pattern[str]:
    """What a text matches that has the sign of a currency at its beginning or its end."""
    signs = "|".join(re.escape(sign) for sign, _ in words().signs)
    return re.compile(rf"\A[(+-]?(?:{signs})|(?:{signs})\Z")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written."""

    digits: str
    """Its digits with their points and commas, without white space between them."""
    times: int
    """What its `k` or `M` multiplies it by."""
    is_negative: bool
    has_spaces: bool
    """Whether white space or apostrophes group its digits."""

    @property
    def is_open(self) -> bool:
        """Whether it alone does not tell its decimal sign, and it matters."""
        return not self.has_spaces and _THOUSANDS.match(self.digits) is not None

    @property
    def decimal(self) -> DecimalSign | None:
        """The decimal sign it tells; None where it has none to tell, or does not."""
        if self.is_open or self.digits.isdigit():
            return None
        fitting = [sign for sign, form in _FORMS.items() if form.match(self.digits)]
        return fitting[0] if len(fitting) == 1 else None

    def decimals(self, sign: DecimalSign) -> int:
        """How many decimals it has under that sign."""
        return len(self.digits.partition(_LETTER[sign])[2])

    def value(self, sign: DecimalSign) -> Decimal | None:
        """The number under that decimal sign; None where it cannot be written so."""
        if not _FORMS[sign].match(self.digits):
            return None
        group = "," if sign == "point" else "."
        digits = self.digits.replace(group, "").replace(",", ".")
        if "." in digits and len(digits) > _EXACT_DIGITS:
            digits = repr(float(digits))  # 33333.330000000002, as a spreadsheet holds 33333.33
        number = Decimal(digits) * self.times
        return -number if self.is_negative else number


def written(text: str) -> Written | None:
    """A bare number taken apart; None where it is none."""
    bare = _NO_CENTS.sub("", text.strip().replace("\u2212", "-"))
    is_negative = bare.startswith(("-", "(")) or bare.endswith("-")
    if bare.startswith("(") != bare.endswith(")"):
        return None
    bare = bare.strip("()").strip().removeprefix("+").removeprefix("-").removesuffix("-").strip()
    times = 1
    multiplied = _MULTIPLIED.match(bare)
    if multiplied:
        times = words().multipliers.get(multiplied[2].casefold(), 0)
        if times == 0:
            return None
        bare = multiplied[1]
    digits = _GROUPS.sub("", bare)
    if not re.fullmatch(r"[\d.,]*\d[\d.,]*", digits) or not digits.isascii():
        return None
    return Written(digits, times, is_negative, has_spaces=digits != bare)


class NumberReader:
    """Reads the numbers of one column."""

    def __init__(
        self,
        sign: DecimalSign | None,
        column_values: Callable[[], Iterable[str]],
        *,
        usual: DecimalSign | None = None,
        is_english: bool = False,
    ) -> None:
        """With what the user said, or a way to ask the file.

        Args:
            sign: The decimal sign that the user said; None to find out.
            column_values: What stands in the column; asked once, when it first matters.
            usual: The decimal sign where the column leaves it open.
            is_english: Whether the file's own form says that a comma groups thousands where nothing else tells.
        """
        self._said = sign
        self._column_values = column_values
        self._usual = usual
        self._is_english = is_english
        self._tells: dict[DecimalSign, int] | None = None
        self.inferred: DecimalSign | None = None
        """The decimal sign the column told, where it was needed."""

    def read(self, text: str) -> Decimal:
        """The number in a text, without a currency beside it.

        Raises:
            BadInputError: It is none, or its decimal sign cannot be known.
        """
        number = written(text)
        if number is None:
            raise BadInputError(f"“{text}” is not a number", "Write it as 1234.50")
        sign = (self._said or self._sign_of(number)) if number.is_open else number.decimal or "point"
        if sign is None:
            thousands = number.digits.replace(".", "").replace(",", "")
            shown = number.digits.replace(",", ".")
            raise DoubtError(
                f"“{text}” may be {thousands} or {shown}",
                "Say the decimal sign: --decimal point or comma",
                "decimal",
                ("point", "comma"),
            )
        value = number.value(sign)
        if value is None:
            raise BadInputError(f"“{text}” is not a number", "Write it as 1234.50")
        return value

    def _sign_of(self, number: Written) -> DecimalSign | None:
        """The decimal sign of a number that leaves it open, by the others of its column."""
        if self._tells is None:
            self._tells = _told(self._column_values())
        tells = self._tells
        if len(tells) > 1:
            return self._usual
        mark: DecimalSign = "point" if "." in number.digits else "comma"
        other: DecimalSign = "comma" if mark == "point" else "point"
        if other in tells or (tells.get(mark, 0) > _USUAL_DECIMALS):
            self.inferred = other if other in tells else mark
            return self.inferred
        if not tells and self._usual is None and mark == "comma" and self._is_english:
            return "point"
        return self._usual if not tells or self._usual in tells else None


def rounded(amount: str, places: int) -> str | None:
    """An amount that was worked out (100000 / 3), rounded; None where it has not so many decimals."""
    before, _, number = amount.rpartition(" ")
    if len(number.partition(".")[2]) < _WORKED_OUT:
        return None
    return f"{before} {round(Decimal(number), places):f}".strip()


def _told(texts: Iterable[str]) -> dict[DecimalSign, int]:
    """The decimal signs that a column's numbers tell, each with the most decimals there are under it."""
    tells: dict[DecimalSign, int] = {}
    for text in texts:
        number = written(without_sign(text)[0])
        sign = number.decimal if number else None
        if number and sign:
            tells[sign] = max(tells.get(sign, 0), number.decimals(sign))
    return tells
