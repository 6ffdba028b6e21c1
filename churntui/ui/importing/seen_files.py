"""The files that are to be imported as rows of a list: what each is taken for, by what, and what its rows come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from churntui.data.importing import RunResult
from churntui.data.importing.outcome import FileResult
from churntui.plain.dates import short
from churntui.plain.looks import CellStyle
from churntui.plain.text import clean_line
from churntui.ui.kit.table import Column

Fate = Literal["taken", "left out", "not read"]


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file, and whether anything is taken from it."""

    fate: Fate
    counts: FileResult

    @property
    def name(self) -> str:
        """Without its folder."""
        return clean_line(Path(self.counts.path).name, 200)

    @property
    def becomes(self) -> tuple[str, CellStyle]:
        """The table, or that it is none."""
        if self.fate == "taken":
            return self.counts.table, ""
        return self.fate, "warn" if self.fate == "not read" else "dim"

    @property
    def by(self) -> str:
        """What it was recognised by."""
        has, of_all = self.counts.recognised_by
        if self.fate != "taken":
            return ""
        if self.counts.mapped_on:
            return f"mapped {short(date.fromisoformat(self.counts.mapped_on))}"
        if not self.counts.source:
            return "as you mapped it"
        source = "headers" if self.counts.source == "canonical" else self.counts.source
        return f"{source}, {has} of {of_all}"

    def count(self, number: int) -> str:
        """A count of its rows."""
        return f"{number:,}" if self.fate == "taken" else ""

    def loud(self, number: int) -> tuple[str, CellStyle]:
        """One that has to be looked at where there is any."""
        return self.count(number), "warn" if number else ""


def seen_files(result: RunResult) -> list[SeenFile]:
    """Those that are taken, those that cannot be read, those that are left."""
    return [
        *(SeenFile("taken", file) for file in result.files),
        *(SeenFile("not read", file) for file in result.unread),
        *(SeenFile("left out", file) for file in result.ignored),
    ]


COLUMNS: list[Column[SeenFile]] = [
    Column("File", 16, lambda file: file.name, flex=True),
    Column("Taken for", 12, lambda file: file.becomes),
    Column("Known by", 18, lambda file: file.by, priority=2),
    Column("New", 7, lambda file: file.count(file.counts.added), align="right"),
    Column("Changed", 7, lambda file: file.count(file.counts.changed), align="right"),
    Column("Same", 7, lambda file: file.count(file.counts.unchanged), align="right", priority=1),
    Column("Rejected", 8, lambda file: file.loud(file.counts.rejected), align="right"),
    Column("Conflicts", 9, lambda file: file.loud(file.counts.in_conflict), align="right", priority=1),
    Column("Skipped", 7, lambda file: file.count(file.counts.skipped), align="right", priority=3),
]
