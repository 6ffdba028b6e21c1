"""What logos can be split by: the columns of a logo that say so, and what is worked out beside them.

`--by`, `s` in Trends, the reports and their help all read `SPLITS`, so a column that `splits` is offered everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from churntui.model.rows import Logo
from churntui.model.schema import columns_of


@dataclass(frozen=True, slots=True)
class Split:
    """One field."""

    name: str
    """As `--by` takes it."""
    word: str
    """Inside a sentence."""
    help: str
    moves: bool = False
    """Whether a logo's label depends on the day."""


_ALL = (
    *(Split(column.field, column.word, column.help) for column in columns_of(Logo) if column.splits),
    Split("plan", "plan", "The plan of its contract at the period's opening", moves=True),
    Split("size", "size", "The band of its number of employees"),
    Split(
        "annual_revenue",
        "annual revenue",
        "The band of its annual revenue, in whole units as the file has it",
    ),
    Split("tenure", "tenure", "The years since it first paid, at the period's opening", moves=True),
    Split(
        "first_value",
        "days to first value",
        "The days from its start to the first use that qualifies, as known at the period's opening",
        moves=True,
    ),
)

SPLITS: Mapping[str, Split] = MappingProxyType({split.name: split for split in _ALL})
"""By name, in the order they are told."""


ROLE = Split("role", "role", "The role of the customer, as the book says today")
"""What customers can be split by besides the fields of their logos."""


def is_known(name: str) -> bool:
    """Whether a field of that name is declared here: others are the user's own, and depend on the book."""
    return name == ROLE.name or name in SPLITS


def described(name: str) -> Split:
    """A field of logos, or of customers, by its name."""
    return ROLE if name == ROLE.name else SPLITS[name]


def word_of(name: str) -> str:
    """A field inside a sentence: `feature set` for the key of one of the user's own."""
    return described(name).word if is_known(name) else name.replace("_", " ")


def names(*first: str, but: Collection[str] = ()) -> tuple[str, ...]:
    """The names of all: these first, then the others in their order; without those in `but`."""
    return tuple(name for name in dict.fromkeys((*first, *SPLITS)) if name not in but)


def listed() -> str:
    """`industry, country or size`."""
    *others, last = SPLITS
    return f"{', '.join(others)} or {last}"
