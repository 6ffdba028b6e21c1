"""Text on its way into a Markdown document: shown as it is by every viewer, never obeyed.

What people wrote or imported may hold marks, HTML, pictures and addresses. None of it is to become a heading, a link
that is followed by accident, or a picture that tells its server that the document was opened.
"""

from __future__ import annotations

import re

from churntui.plain.text import clean_line

_ACTIVE = re.compile(
    r"([\\`*\[\]<>|]|~~|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|!(?=\[)|:(?=//)|(?<=\bmailto):|(?<=\bxmpp):"
    r"|(?<=\bwww)\.|(?<=\w)\.(?=[^\W\d_]{2})|(?<=[\w.+-])@(?=\w))",
    re.IGNORECASE,
)
"""What Markdown would obey anywhere in a line: an ampersand only before an entity, an underscore not inside a word,
and what many viewers take for an address although nobody marked it as one."""

_LEADING = re.compile(r"\A([#>+=-]|\d+(?=[.)](\s|\Z)))")
"""What Markdown would obey at the start of a line."""


def escaped(text: str) -> str:
    """One line that every Markdown viewer shows as it is."""
    line = inline(text)
    leading = _LEADING.match(line)
    if leading is None:
        return line
    if leading[0].isdigit():
        return f"{leading[0]}\\{line[leading.end() :]}"
    return f"\\{line}"


def inline(text: str) -> str:
    """The same inside a line, such as in a cell of a table."""
    return _ACTIVE.sub(r"\\\1", clean_line(text))
