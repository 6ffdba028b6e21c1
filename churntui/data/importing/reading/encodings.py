"""Which encoding a file of text is in, from its bytes.

A byte order mark decides. Otherwise the file is UTF-8 if all of it is, or as many of its lines with other than plain
letters as are not: then those have bad bytes, and their rows are lost alone. If not, it comes from a spreadsheet that
wrote its country's Windows code page, and the letters tell which: runs of Cyrillic, or signs that would stand
inside words. What was assumed is said in a note.
"""

from __future__ import annotations

import codecs
import io
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from churntui.plain.errors import BadInputError

_CHUNK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # UTF-32 first: its little-endian mark begins with that of UTF-16

_OTHER_FORMATS = (
    (b"SQLite format 3\0", "is an SQLite database", "Export its tables as CSV"),
    (b"\x1f\x8b", "is compressed", "Unpack it first"),
    (b"BZh", "is compressed", "Unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed", "Unpack it first"),
    (b"%PDF", "is a PDF", "Export the rows as CSV"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel or Office file", "Save it as CSV (UTF-8)"),
    (b"PK\x03\x04", "is a zip archive", "Unpack it, or save the sheet as CSV (UTF-8)"),
)

_SHOWN_LINES = 5

_FEW_ZEROS = 8
"""So many may stand in a text by mistake."""

_CYRILLIC_RUN = re.compile("[а-яёіїєґА-ЯЁІЇЄҐ]{3,}")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¹¿¯¼¾£¦][^\W\d_]|[³¹][^\W\d_]|\b[¯¿£][^\W\d_]*[³¹]|[a-z][œŸ][^aeiu\W]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file."""

    name: str
    note: str = ""
    """What had to be assumed; empty where nothing was."""
    has_bad_bytes: bool = False
    """Whether some bytes are no text in it: each is read as U+FFFD."""


def detect(file: BinaryIO, name: str) -> Encoding:
    """The encoding of an open file of text of that name; the file stands at its top before and after.

    All of it is looked at, as one byte can tell, but only what is not plain ASCII is decoded.

    Raises:
        BadInputError: It is no text, or cut off in the middle of a character.
        OSError: It cannot be read.
    """
    head = file.read(_CHUNK)
    for magic, format_said, hint in _OTHER_FORMATS:
        if head.startswith(magic):
            raise BadInputError(f"{name} {format_said}", hint)
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    assumed = marked or _wide_without_mark(head) or "utf-8"
    decodes = _decodes(itertools.chain((head,), iter(partial(file.read, _CHUNK), b"")), assumed)
    file.seek(0)
    if not decodes and assumed in {"utf-8", "utf-8-sig"}:
        return _partly(file, assumed) or _code_page(file)
    if marked is None and assumed == "utf-8":
        return Encoding("utf-8")
    said = assumed.upper().removesuffix("-SIG")
    if not decodes or _hollow(head, assumed):
        wider = _wide_without_mark(head[2:]) if assumed == "utf-16" else None
        actual = f"is malformed: its text is {wider.upper()}" if wider else "is malformed"
        raise BadInputError(f"{name} says it is {said} but {actual}", "Save it again as CSV (UTF-8)")
    return Encoding(assumed, "" if marked else f"read as {assumed.upper()}")


def decoded(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """An open file as text, with line ends as they are."""
    return io.TextIOWrapper(file, encoding, errors="replace", newline="")


def _partly(file: BinaryIO, encoding: str) -> Encoding | None:
    """UTF-8 with some bad bytes; None where it is none. A code page hardly ever writes two letters that are one of it.

    A file that says by its mark that it is UTF-8 is.
    """
    good, bad = 0, []
    for number, line in enumerate(file, start=1):
        if not line.isascii():
            try:
                line.decode(encoding)
                good += 1
            except UnicodeDecodeError:
                bad.append(number)
    file.seek(0)
    if encoding == "utf-8" and good < len(bad):
        return None
    shown = ", ".join(map(str, bad[:_SHOWN_LINES])) + (" …" if len(bad) > _SHOWN_LINES else "")
    return Encoding(encoding, f"UTF-8 but for bytes on {len(bad)} of its lines: {shown}", has_bad_bytes=True)


def _wide_without_mark(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark: every other byte of what is Latin in it is then zero, or three of four."""
    sample = head[:4096]
    if sample.count(0) < _FEW_ZEROS or sample.count(0) * 10 < len(sample):
        return None
    first, second, third, fourth = (sample[at::4].count(0) * 4 for at in range(4))
    if min(second, third) * 2 > len(sample):
        return "utf-32-le" if first < fourth else "utf-32-be"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return "utf-16-be" if even > odd * 5 else "utf-16-le" if odd > even * 5 else None


def _hollow(head: bytes, encoding: str) -> bool:
    """Whether every other character is none at all: a wider encoding behind the wrong mark."""
    text = head[:4096].decode(encoding, "ignore")
    return text.count("\0") * 10 > len(text)


def _decodes(chunks: Iterable[bytes], encoding: str) -> bool:
    """Whether all the bytes are text in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    at_letter = encoding == "utf-8"
    try:
        for chunk in chunks:
            if not (at_letter and chunk.isascii()):
                decoder.decode(chunk)
                at_letter = encoding == "utf-8" and not decoder.getstate()[0]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _code_page(file: BinaryIO) -> Encoding:
    """A Windows code page, by the lines that are not plain ASCII."""
    telling = b""
    for line in file:
        if not line.isascii():
            telling += line
        if len(telling) > _CHUNK:
            break
    file.seek(0)
    high = sum(byte >= 0x80 for byte in telling)
    cyrillic = sum(map(len, _CYRILLIC_RUN.findall(telling.decode("cp1251", "replace"))))
    if cyrillic * 2 > high:
        name, where = "cp1251", "Cyrillic"
    elif _SIGN_IN_WORD.search(telling.decode("cp1252", "replace")):
        name, where = "cp1250", "Central European"
    else:
        name, where = "cp1252", "Western"
    return Encoding(name, f"not UTF-8: read as {name} ({where} Windows)")
