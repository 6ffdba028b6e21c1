"""Values written as TOML, which Python reads and does not write: texts, flags, lists, tables, and lists of tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def written(values: Mapping[str, Any]) -> str:
    """The TOML that reads as these values."""
    return "\n".join(_lines(values, ())).strip() + "\n"


def _lines(values: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    """The lines of a table: its own values first, for what follows a header belongs to that."""
    inner = {key: value for key, value in values.items() if _is_table(value) or _are_tables(value)}
    yield from (f"{_key(key)} = {_value(value)}" for key, value in values.items() if key not in inner)
    for key, value in inner.items():
        path = (*above, _key(key))
        for table in (value,) if _is_table(value) else value:
            head = ".".join(path)
            yield from ("", f"[{head}]" if _is_table(value) else f"[[{head}]]")
            yield from _lines(table, path)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _are_tables(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(map(_is_table, value))


def _key(name: str) -> str:
    is_bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if is_bare else _quoted(name)


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    return _quoted(value) if isinstance(value, str) else str(value).lower()


def _quoted(text: str) -> str:
    """A text as TOML writes it, which is as JSON does but for one letter; half a letter becomes a question mark."""
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
