"""The ids of what is made in the app: drawn, not counted, because two copies of a book count to the same number.

A ref is a letter for its kind and ten symbols drawn by the system, `N-7K3MX-9QRT2`: short enough to be read out, and
drawn without I, L, O and U, which are heard or read as another. Fifty bits: ten colleagues who each make five hundred a
year for ten years, each in a copy of their own, make some two of them the same once in a million times; and an
import names two that meet on different logos instead of laying one over the other.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType

from churntui.data.file.store import Store

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "logo": "L",
        "contract": "K",
        "customer": "C",
        "person": "P",
        "interview": "I",
        "talk": "W",
        "review": "R",
        "step": "X",
        "goal": "G",
        "brief": "B",
        "commitment": "M",
        "payment": "Y",
        "ticket": "T",
        "survey": "S",
        "initiative": "N",
        "mark": "V",
        "proof": "F",
    }
)
"""The letter of each table whose rows have a ref."""

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def drawn() -> str:
    """Ten symbols in two groups."""
    symbols = "".join(secrets.choice(_SYMBOLS) for _ in range(10))
    return f"{symbols[:5]}-{symbols[5:]}"


def fresh(store: Store, table: str, begins: str = "") -> str:
    """A ref that no row of the table has, in this copy of the book or in another; it begins with the table's letter."""
    kind = begins or LETTERS[table]
    ref = f"{kind}-{drawn()}"
    while is_taken(store, table, ref):
        ref = f"{kind}-{drawn()}"
    return ref


def is_taken(store: Store, table: str, ref: str) -> bool:
    """Whether a row of the table has it."""
    return store.scalar(f"SELECT 1 FROM {table} WHERE ref = ?", (ref,)) is not None
