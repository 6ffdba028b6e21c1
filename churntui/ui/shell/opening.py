"""How the program was started: which book, on which day, and what may be done with it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from churntui.plain.wording import none_yet
from churntui.ui.shell.grammar import MASKED, READ_ONLY


@dataclass(frozen=True, slots=True)
class Opening:
    """What was asked for; incognito, which is turned on and off, gives another one."""

    path: Path
    as_of: date
    read_only: bool = False
    title: str = ""
    """What the top line calls the book; its file name where empty."""
    is_default: bool = False
    """Whether commands find this book without being told."""
    owner: str | None = None
    """Whose logos are shown; empty for everybody's, None for as was chosen here last."""
    is_lasting: bool = True
    """Whether the book will be there the next time, so that it is worth keeping whose logos were chosen."""
    is_incognito: bool = False
    """Whether names and amounts are masked; it is then to be read alone."""
    keeps_weeks: bool = False
    """Whether its day is today by the clock, so that what stands in the book now is kept once a week."""

    @property
    def name(self) -> str:
        """What the book is called; the name of a file may be that of a customer."""
        return self.title or ("book" if self.is_incognito else self.path.name)

    @property
    def why_not(self) -> tuple[str, str]:
        """Why nothing can be written, and how to go on."""
        return MASKED if self.is_incognito else (READ_ONLY, "Open it without --read-only to change it")

    def incognito(self) -> Opening:
        """The same with names and amounts masked."""
        return replace(self, is_incognito=True, read_only=True, is_lasting=False)

    def importing(self, files: str) -> str:
        """The command that takes `files` into this book, and not into another."""
        return f"churntui import {files}" + (
            "" if self.is_default or self.is_incognito else f" --file {shlex.quote(str(self.path))}"
        )

    def to_begin(self, what: str, files: str, owner: str = "") -> str:
        """What a place says that shows nothing before there are `what`: contracts, logos; `owner` has none of them."""
        if owner:
            return f"{none_yet(what, owner)}: a on a logo's page enters the first, O shows all logos"
        return f"{none_yet(what)}. a in Logos (2) enters the first, I imports files, as does {self.importing(files)}"
