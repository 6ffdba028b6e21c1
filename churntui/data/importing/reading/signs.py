"""The currency beside a number that only its format shows: `96000` that the sheet shows as `€96,000`.

calamine gives the number alone. Without the sign it would be an amount in the currency of the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from churntui.data.importing.words import words

_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
_NUMBER = re.compile(r'\bnumFmtId="(\d+)"')
_CODE = re.compile(r'\bformatCode="([^"]*)"')

_IN_BRACKETS = re.compile(r"\[\$([^\]-]+)(?:-([0-9A-Fa-f]+))?\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_BARE = "€£¥$"
"""Signs that stand in a format without quotes."""
_LITERAL = re.compile(r'"([^"]*)"')
_SPACING = re.compile(r"[_*].")
"""A sign that is not shown, but as wide as which a gap is, or with which the cell is filled."""
_DOLLARS = {"409": "USD", "1009": "CAD", "C09": "AUD", "1409": "NZD", "4809": "SGD"}
"""Whose dollar is meant, by the country a format is of."""

_CELL = rb'<(?:\w+:)?c\b(?=[^>]*\bs="(%s)")(?![^>]*\bt="[^n])(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")[^>/]*>'


class Signs:
    """The styles of a workbook whose formats show a currency."""

    def __init__(self, styles: bytes) -> None:
        self._by_style = dict(_of_styles(styles.decode("utf-8", "replace")))
        listed = b"|".join(str(style).encode() for style in self._by_style)
        self._cell = re.compile(_CELL % listed) if listed else None

    def of(self, xml: bytes) -> Iterator[tuple[int, bytes, str]]:
        """The row, the letters of the column, and the currency, of each number in a piece of a sheet that has one."""
        if self._cell is not None:
            for style, letters, row in self._cell.findall(xml):
                yield int(row), letters, self._by_style[int(style)]


def _of_styles(styles: str) -> Iterator[tuple[int, str]]:
    codes: dict[str, str] = {}
    for tag in _FORMAT.findall(styles):
        number, code = _NUMBER.search(tag), _CODE.search(tag)
        if number and code:
            codes[number[1]] = unescape(code[1])
    found = _STYLES.search(styles)
    for style, tag in enumerate(_STYLE.findall(found[0]) if found else ()):
        number = _NUMBER.search(tag)
        sign = _sign(codes.get(number[1], "")) if number else ""
        if sign:
            yield style, sign


def _sign(code: str) -> str:
    """The currency in a format; none where it has none, or what looks like one is another word."""
    known = _known()
    positive = _SPACING.sub("", code.split(";", maxsplit=1)[0])
    bracketed = _IN_BRACKETS.search(positive)
    if bracketed:
        text, country = bracketed[1].strip(), (bracketed[2] or "").upper()
        return _DOLLARS.get(country, text) if text == "$" else text if text.casefold() in known else ""
    literals = [literal.strip() for literal in _LITERAL.findall(positive)]
    bare = _BRACKETS.sub("", _LITERAL.sub("", positive))
    return next(
        (text for text in literals if text.casefold() in known),
        next((sign for sign in _BARE if sign in bare), ""),
    )


def _known() -> Mapping[str, None]:
    vocabulary = words()
    return dict.fromkeys([*(sign for sign, _ in vocabulary.signs), *map(str.casefold, vocabulary.currencies)])
