"""Escape is a key of its own, also where the next key comes close behind.

A terminal sends an `ESC` for the key and at the head of every sequence. Textual takes a letter that follows within a
tenth of a second for a sequence: escape with a letter typed ahead becomes alt and the letter, which a line of text
takes as the letter, and with more of them a `^`. No key here is alt and a character, so that an `ESC` before what
heads no sequence is the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from weakref import WeakSet

from textual._xterm_parser import XTermParser
from textual.message import Message

_HEADS_A_SEQUENCE = "\x1b[O\x7f\x08"
"""What may follow an `ESC` that is no key; the last two are alt and backspace."""

_BETWEEN_KEYS = re.compile(rf"(?<=\x1b)(?=[^{re.escape(_HEADS_A_SEQUENCE)}])")

_at_escape: WeakSet[XTermParser] = WeakSet()
"""Those that have read an `ESC` last."""

_feed = XTermParser.feed


def tell_escape_from_alt() -> None:
    """Have every terminal read so from now on."""
    XTermParser.feed = _feed_keys  # type: ignore[method-assign, assignment]


def _feed_keys(parser: XTermParser, data: str) -> Iterable[Message]:
    for piece in _BETWEEN_KEYS.split(data):
        if parser in _at_escape and piece[:1] not in _HEADS_A_SEQUENCE:
            yield from _end_wait(parser)
        yield from _feed(parser, piece)
        (_at_escape.add if piece.endswith("\x1b") else _at_escape.discard)(parser)


def _end_wait(parser: XTermParser) -> Iterable[Message]:
    """What the parser makes of an `ESC` that nothing follows, unless it has done so already."""
    if parser._timeout_time is not None:  # noqa: SLF001 - Textual has no other way to say it is over
        parser._timeout_time = 0.0  # noqa: SLF001
        yield from parser.tick()
