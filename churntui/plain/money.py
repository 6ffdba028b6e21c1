"""Money as integer minor units with a currency; never a float.

A contract's amount is kept as it was agreed (`per` month, quarter, year or term) and, beside it, annualised:
times 12, 4 or 1 is exact, which 1/12 of a yearly price is not. ARR is therefore the unit of every sum, and MRR
is ARR / 12, rounded once, at the edge where it is shown. What is written out here is masked on a shared screen.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Literal, get_args

from churntui.plain import masks
from churntui.plain.dates import whole_months
from churntui.plain.errors import BadInputError

Per = Literal["month", "quarter", "year", "term"]
PERS: tuple[Per, ...] = get_args(Per)

_EXPONENTS = {
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # ISO 4217; every other currency has two decimals

_SIGNS = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "CN¥",
    "PLN": "zł",
    "UAH": "₴",
    "INR": "₹",
    "KRW": "₩",
}

MAX_MINOR = 10**15
"""The largest amount taken, as agreed and annualised: thousands of them still fit an integer of 64 bits."""

MIN_RATE, MAX_RATE = Decimal("0.000001"), Decimal(1_000_000)
"""Between these lies every rate of one currency into another."""

_EXACT = Context(prec=60)
"""Digits for the largest amount at the longest rate."""

_AMOUNT = re.compile(
    rf"[$¢£¤¥֏฿\u20a0-\u20cf\ufdfc]|\b({'|'.join([*_SIGNS, *_EXPONENTS, 'CHF|SEK|NOK|DKK|CZK|HUF|RON|CAD|AUD'])})\b"
    r"|\b(zł|euros?|dollars?|pounds?)\b|\d\s?[kKmM]\b"
)
"""A sign or a code of money, or a number in thousands."""

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z")
_GROUPED = re.compile(
    r"[+-]?\d{1,3}([,'\u00a0\u202f ]\d{3})+(\.\d+)?\Z|[+-]?\d{1,3}([.'\u00a0\u202f ]\d{3})+(,\d+)?\Z|[+-]?\d+,\d{1,2}\Z"
)


def exponent(currency: str) -> int:
    """Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def parse_currency(text: str) -> str:
    """An ISO 4217 code in capitals.

    Raises:
        BadInputError: The text is not three Latin letters.
    """
    code = text.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise BadInputError(f"“{text.strip()}” is not a currency", "Use a three-letter code such as EUR")
    return code


def parse_amount(text: str, currency: str) -> int:
    """An amount as people and exports write it, in minor units: `1200`, `1,234.50`, `1.234,50`, `$99`, `1 200 zł`.

    A comma followed by one or two digits, and nothing else, is a decimal comma; a single separator followed by
    three digits groups thousands, except a point, which is then a decimal point (`1.234` has three decimals).

    Raises:
        BadInputError: Not a number, more decimals than the currency has, or absurdly large.
    """
    bare = text.strip()
    for sign in (currency, currency.lower(), _SIGNS.get(currency, ""), "$", "€", "£"):
        if sign:
            bare = bare.removeprefix(sign).removesuffix(sign).strip()
    try:
        minor = parse_number(bare).scaleb(exponent(currency))
    except BadInputError as error:
        raise BadInputError(f"“{text.strip()}” is not an amount", error.hint) from None
    if minor != minor.to_integral_value():
        raise BadInputError(
            f"“{text.strip()}” has more decimals than {currency} has", f"Round it to {exponent(currency)}"
        )
    if abs(minor) > MAX_MINOR:
        raise BadInputError(f"“{text.strip()}” is too large an amount", "Check the column")
    return int(minor)


def parse_number(text: str) -> Decimal:
    """A number as people and exports write it; points and commas as `parse_amount` tells.

    Raises:
        BadInputError: Not a number.
    """
    bare = text.strip()
    if not _PLAIN.match(bare):
        if not _GROUPED.match(bare):
            raise BadInputError(f"“{bare}” is not a number", "Write it as 1234.50")
        decimal_comma = bare.rfind(",") > bare.rfind(".") and not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", bare)
        bare = re.sub(r"['\u00a0\u202f ]", "", bare)
        bare = bare.replace(".", "").replace(",", ".") if decimal_comma else bare.replace(",", "")
        if bare.count(".") > 1:
            bare = bare.replace(".", "")
    return Decimal(bare)


def parse_rate(text: str) -> Decimal:
    """What one unit of a currency is worth in another: `1.0825`, `0,92`.

    Raises:
        BadInputError: No number, or not between `MIN_RATE` and `MAX_RATE`.
    """
    bare = text.strip()
    if re.fullmatch(r"\d{1,3}(,\d{3})+", bare):
        raise BadInputError(f"“{bare}” may be thousands or decimals", "Write it as 1.0825")
    try:
        rate = Decimal(bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare)
    except InvalidOperation:
        raise BadInputError(f"“{bare}” is not a number", "Write it as 1.0825") from None
    if not rate.is_finite() or not MIN_RATE <= rate <= MAX_RATE:
        raise BadInputError(f"“{bare}” cannot be a rate", f"Rates lie from {MIN_RATE:f} to {MAX_RATE:,}")
    return rate


def tells_amount(text: str) -> bool:
    """Whether a text is about an amount of money: `€`, `12k`, `EUR a month`, `−5 zł`."""
    return _AMOUNT.search(text) is not None


def plain(minor: int, currency: str) -> str:
    """The amount in major units with all its decimals, as `parse_amount` reads it back: `1234.50`."""
    if masks.are_on():
        return masks.AMOUNT
    places = exponent(currency)
    return f"{Decimal(minor).scaleb(-places):.{places}f}"


def annualised(minor: int, per: Per, starts_on: date, ends_on: date | None) -> int:
    """ARR in minor units: exact for month, quarter and year.

    A term's amount is spread over its calendar months where they are whole (`x 12 / months`), over its days
    otherwise (`x 365 / days`), rounded half-even once.

    Raises:
        BadInputError: A term amount without an end after its start.
    """
    if per != "term":
        return minor * {"month": 12, "quarter": 4, "year": 1}[per]
    if ends_on is None or ends_on <= starts_on:
        raise BadInputError(
            "An amount per term needs an end date after its start",
            "Mend ends_on, or use month, quarter or year",
        )
    months = whole_months(starts_on, ends_on)
    share = Fraction(12, months) if months else Fraction(365, (ends_on - starts_on).days)
    return round(minor * share)


def converted(minor: int, currency: str, to_currency: str, rate: Decimal) -> int:
    """An amount in another currency's minor units at `rate` (units of `to_currency` for one of `currency`)."""
    worth = _EXACT.multiply(Decimal(minor), rate)
    scaled = worth.scaleb(exponent(to_currency) - exponent(currency), _EXACT)
    return int(scaled.to_integral_value(ROUND_HALF_EVEN))


def monthly(arr_minor: int) -> int:
    """MRR in minor units: ARR / 12, rounded half-even."""
    whole, rest = divmod(arr_minor, 12)
    return whole + (rest > 6 or (rest == 6 and whole % 2 == 1))


def sign(currency: str) -> str:
    """The currency's sign as it stands before an amount: `€`; the code and a space where it has none."""
    return _SIGNS.get(currency, f"{currency} ")


def short(minor: int, currency: str) -> str:
    """`€96.0k`, `€1.24M`, `€950`, `−€12.0k`: for tables."""
    minus = "−" if minor < 0 else ""
    if masks.are_on():
        return f"{minus}{sign(currency)}{masks.AMOUNT}"
    major = abs(minor) / 10 ** exponent(currency)
    for least, size, unit, digits in (
        (999.995e6, 1e9, "B", 2),
        (999.95e3, 1e6, "M", 2),
        (999.5, 1e3, "k", 1),
    ):
        if major >= least:
            return f"{minus}{sign(currency)}{major / size:.{digits}f}{unit}"
    return f"{minus}{sign(currency)}{major:.0f}"


def trimmed(minor: int, currency: str) -> str:
    """`€96k`, `€1.2M`: as short as it can be, for the labels of an axis and narrow columns."""
    return re.sub(r"\.?0+(?=[kMB])", "", short(minor, currency))


def grouped(major: Decimal, currency: str) -> str:
    """`96,000` or `96,000.50`: without a currency, for a form that asks for it beside."""
    if masks.are_on():
        return masks.AMOUNT
    return f"{major:,.0f}" if major == major.to_integral_value() else f"{major:,.{exponent(currency)}f}"


def full(minor: int, currency: str) -> str:
    """`€96,000` or `€96,000.50`: for sentences."""
    major = Decimal(abs(minor)).scaleb(-exponent(currency))
    return f"{'−' if minor < 0 else ''}{sign(currency)}{grouped(major, currency)}"
