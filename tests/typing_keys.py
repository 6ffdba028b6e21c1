"""Keys as a person types them, for journeys: characters, and other keys in angle brackets."""

import re

_KEY = re.compile(r"<([a-z0-9+]+)>")
_NAMES = {"\t": "tab", " ": "space", "\n": "enter"}


def keys(text):
    """The keys of a text such as `2aNordwind\\t96k<ctrl+s>`."""
    found = []
    at = 0
    for special in _KEY.finditer(text):
        found += [_NAMES.get(c, c) for c in text[at : special.start()]]
        found.append(special[1])
        at = special.end()
    return found + [_NAMES.get(c, c) for c in text[at:]]


_SENT = {"tab": "\t", "space": " ", "enter": "\r", "escape": "\x1b", "backspace": "\x7f", "delete": "\x1b[3~",
         "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "f2": "\x1bOQ"}  # fmt: skip


def sent(key):
    """What a terminal sends for a key."""
    if key.startswith("ctrl+"):
        return chr(ord(key[-1]) & 31)
    return _SENT.get(key, key)


async def type_in(pilot, text):
    """Press them all, one after the other."""
    await pilot.press(*keys(text))
    await pilot.pause()
