"""Which losses somebody asked about, and which were silent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from churntui.book import Book
from churntui.metrics import coverage
from churntui.metrics.coverage import Coverage
from churntui.plain import dates, wording
from churntui.plain.wording import rate_text
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.listing import Listing
from churntui.questions.question import OfBook, Room
from churntui.questions.report import Report, Value, published, sheet

if TYPE_CHECKING:
    import pandas as pd

_COUNTED = ("losses", "interviewed", "arr_lost", "arr_covered")

_ASKED = ("asked", "participation")

KEYS = (*_COUNTED, "currency", "silent", *_ASKED)


class Coverages(OfBook):
    """The room."""

    def answer(self, book: Book, asked: Asked, known: None) -> Losses:
        """One row over all losses whose service ended within the days asked for; any day may begin or end them.

        With `asked.by` one for each segment that has a loss, by what held at the opening of the loss's month.
        """
        del known
        losses = _counted(book, asked)
        whole = coverage.coverage(losses)
        narrowed = wording.losses(regrettable=asked.regrettable, voluntary=asked.voluntary)
        return Losses(
            book=book,
            asked=asked,
            name="coverage",
            title=" · ".join(filter(None, ("Losses with an exit interview", narrowed))),
            rows=_parts(book, asked, losses) if asked.by else [("", whole)],
            keys=KEYS,
            published=lambda covered: _published(book, covered),
            columns=_columns(book),
            sentence=_sentence(book, whole),
        )


ROOM: Room[None] = Coverages()


@dataclass(frozen=True, kw_only=True)
class Losses(Listing[Coverage]):
    """The coverage of all losses, or of those of each segment."""

    def report(self) -> Report:
        """The rows; where nothing is split, people see the silent losses instead of the one row."""
        made, book = super().report(), self.book
        if self.asked.by:
            return made
        lines = [
            (book.name(loss.logo_id), dates.short(loss.lost_on), book.money(loss.arr_lost))
            for (_, covered) in self.rows
            for loss in covered.silent
        ]
        return replace(
            made, sheet=sheet(self.name, ("Silent loss", "Left on", "ARR lost"), lines, right={"ARR lost"})
        )


def in_short(covered: Coverage) -> str:
    """`Losses with an interview 21/26 · 94.1 % of the ARR lost · 21 of 24 asked took part`."""
    if not covered.losses:
        return "No losses up to this day"
    share = f" · {wording.percent(covered.arr_share)} of the ARR lost" if covered.arr_lost else ""
    part = f" · {covered.interviewed} of {covered.asked} asked took part" if covered.asked else ""
    return f"Losses with an interview {covered.interviewed}/{covered.losses}{share}{part}"


def in_full(book: Book, covered: Coverage) -> str:
    """`Losses with an interview 21/26 · 80.8 %; of the ARR lost €301k of €320k · 94.1 %; took part 21/24 · 87.5 %`."""
    return (
        f"Losses with an interview {rate_text(covered.interviewed, covered.losses)}; of the ARR lost"
        f" {of_arr(book, covered.arr_covered, covered.arr_lost)}; {took_part(covered)}"
    )


def took_part(covered: Coverage) -> str:
    """`took part 21/24 · 87.5 %`: the participation rate, of those who were asked."""
    return f"took part {rate_text(covered.interviewed, covered.asked)}"


def of_arr(book: Book, part: int, whole: int) -> str:
    """`€301k of €320k · 94.1 %`."""
    share = f" · {wording.percent(part / whole)}" if whole else ""
    return f"{book.money(part)} of {book.money(whole)}{share}"


def explained(book: Book, covered: Coverage) -> str:
    """How it came about, as Markdown."""
    return (
        f"## Coverage\n\nLosses up to {dates.short(book.as_of)}: {covered.losses}. With an interview that was held:"
        f" {covered.interviewed}; declined: {covered.declined}; no answer: {covered.no_answer}; not asked:"
        f" {covered.not_asked}. Participation is held ÷ asked, which is held, declined and no answer:"
        f" {rate_text(covered.interviewed, covered.asked)}. The losses cost {book.money(covered.arr_lost)} of ARR, of"
        f" which {book.money(covered.arr_covered)} belongs to those with an interview. ARR counts as it was on the last"
        f" day of service, in {book.currency}; {wording.grace(book.settings.grace_days)}."
    )


def _counted(book: Book, asked: Asked) -> pd.DataFrame:
    """The losses that are asked about."""
    losses = book.losses
    if asked.first is not None:
        losses = losses[losses["lost_on"] >= asked.first]
    if asked.end is not None:
        losses = losses[losses["lost_on"] < asked.end]
    if asked.regrettable or asked.voluntary is not None:
        kept = book.losses_that(regrettable=asked.regrettable or None, voluntary=asked.voluntary)
        keys = zip(losses["logo_id"], losses["lost_on"], strict=True)
        losses = losses.loc[[key in kept for key in keys]]  # without .loc an empty list would choose columns
    return losses


def _parts(book: Book, asked: Asked, losses: pd.DataFrame) -> list[tuple[str, Coverage]]:
    """The coverage of each segment that has a loss, in order."""
    from churntui.questions import counting  # takes pandas

    segment = counting.segment_on(book, asked.by, losses["lost_on"])
    segments = [segment(*key) for key in zip(losses["logo_id"], losses["lost_on"], strict=True)]
    return [
        (name, coverage.coverage(losses.loc[[own == name for own in segments]]))
        for name in segment.ordered(segments)
    ]


def _published(book: Book, covered: Coverage) -> dict[str, Value]:
    silent: list[dict[str, str | int]] = [
        {
            "logo_id": book.logos[loss.logo_id].ref,
            "name": book.name(loss.logo_id),
            "lost_on": loss.lost_on.isoformat(),
            "arr_lost": loss.arr_lost,
        }
        for loss in covered.silent
    ]
    return (
        published(covered, _COUNTED)
        | {"currency": book.currency, "silent": silent}
        | published(covered, _ASKED)
    )


def _columns(book: Book) -> tuple[Column[Coverage], ...]:
    return (
        Column("Interviewed", lambda covered: rate_text(covered.interviewed, covered.losses)),
        Column("ARR lost", lambda covered: book.money(covered.arr_lost)),
        Column("ARR covered", lambda covered: book.money(covered.arr_covered)),
        Column("Declined", lambda covered: str(covered.declined)),
        Column("No answer", lambda covered: str(covered.no_answer)),
        Column("Not asked", lambda covered: str(covered.not_asked)),
        Column("Took part", lambda covered: rate_text(covered.interviewed, covered.asked)),
    )


def _sentence(book: Book, covered: Coverage) -> str:
    return (
        f"{rate_text(covered.interviewed, covered.losses)} of the losses, "
        f"{of_arr(book, covered.arr_covered, covered.arr_lost)} of the ARR lost. "
        f"Declined {covered.declined}, no answer {covered.no_answer}, not asked {covered.not_asked}; of those asked"
        f" {took_part(covered)}."
    )
