"""Mappings of the user's own: how sheets with certain headers are taken, kept so that it is said once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from churntui.model.schema import Column


@dataclass(frozen=True, slots=True)
class OwnMapping:
    """What somebody said of a sheet when it was imported; a sheet with the same headers is taken so again."""

    name: Annotated[str, Column("Name", "What it is called: import --as takes it", required=True)]
    made_on: Annotated[date, Column("Mapped on", "The day it was made, or changed last", required=True)]
    profile: Annotated[
        str,
        Column(
            "Profile",
            "Its columns and answers as TOML, as churntui sources --save writes it",
            kind="note",
            required=True,
        ),
    ]
