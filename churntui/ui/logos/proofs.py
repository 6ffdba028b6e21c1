"""The section of proofs of value: what is tried with some customers and not with others, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics.proofs import VERDICT_LABELS, ProofResult
from churntui.plain.looks import CellStyle
from churntui.questions import proofs as words
from churntui.questions.logo_file import LogoFile
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.proof_page import ProofPage, add_proof
from churntui.ui.logos.section import RowOfBook, TableSection
from churntui.ui.shell.base import Work

_SAID = 5
"""Lines the sentence takes at most."""


class Proofs(TableSection[ProofResult]):
    """What is tried, with how many, and the verdict."""

    NAME = "Proofs"
    TABLE = "proof"
    EMPTY = (
        "Nothing is tried with a target group and a control group: a begins a proof of value, with what is measured"
        " before and after."
    )
    FILES = "proofs.csv proof_members.csv"
    SHORT = True
    SHOWN = 4
    LEAST = 7
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((2, 0), 0)

    def compose(self) -> ComposeResult:
        """The table, and what came of the chosen one."""
        yield from super().compose()
        yield Static("", id="logo-proof", markup=False)

    def columns(self) -> list[Column[ProofResult]]:
        """What is tried, since when, with how many, and what came of it."""
        return [
            Column("Tried", 16, lambda found: found.name, flex=True),
            Column("Verdict", 19, _verdict),
            Column("Began", 11, lambda found: self.day(found.proof.starts_on), priority=1),
            Column(
                "People", 9, lambda found: f"{found.target.n} : {found.control.n}", align="right", priority=2
            ),
            Column("Difference (95 %)", 25, words.between, align="right", priority=3),
        ]

    def rows(self, file: LogoFile) -> Sequence[ProofResult]:
        """The one that began last first."""
        return file.proofs

    def identity(self, row: ProofResult) -> object:
        """The proof's id."""
        return row.proof.id

    def row_of(self, row: ProofResult) -> RowOfBook:
        """The proof."""
        return self.TABLE, row.proof.id

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them, and what came of the chosen one."""
        super().show(book, file)
        self._tell(self.table.row)

    def lines(self, width: int) -> int:
        """The table, and the sentence about the chosen one."""
        return super().lines(width) + (_SAID if self.table.rows else 0)

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[ProofResult]) -> None:
        self._tell(event.row)

    def _tell(self, found: ProofResult | None) -> None:
        said = words.said(found, self.as_of) if found else ""
        self.query_one("#logo-proof", Static).update(t(said))

    def add(self, logo_id: int) -> Work | str:
        """Begin another one."""
        return add_proof(self.app, logo_id)

    def open_row(self, row: ProofResult) -> Work:
        """Show its groups and what came of it."""
        return self._open(row)

    async def _open(self, row: ProofResult) -> None:
        await self.app.push_screen(ProofPage(row.proof.logo_id, row.proof.id))

    def explained(self) -> str:
        """How the chosen one is worked out."""
        return words.explained(self.table.row) if self.table.row else ""


def _verdict(found: ProofResult) -> tuple[str, CellStyle]:
    looks: dict[str, CellStyle] = {"improved": "good", "worse": "bad", "no_difference": ""}
    return VERDICT_LABELS[found.verdict], looks.get(found.verdict, "dim")
