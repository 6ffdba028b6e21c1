"""How many of the logos that were at risk we kept, by what was offered, and how long each stage took.

A row for all attempts and one for each kind of offer; with `--by` so many for each segment, by what held at the
opening of the month the attempt was begun in. How an attempt that nobody closed is counted: `metrics.saving`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from churntui.book import Book
from churntui.metrics import saving
from churntui.metrics.saving import ALL, NO_OFFER, RUNNING, SavingRow, Stays, Tried
from churntui.model.choices import OFFER_KIND_LABELS, SAVE_STAGE_LABELS
from churntui.plain import wording
from churntui.questions.asked import Asked
from churntui.questions.columns import Column, headings, line
from churntui.questions.listing import Listing
from churntui.questions.question import OfBook, Room
from churntui.questions.report import Report, keys_of, published
from churntui.questions.saving import behind
from churntui.questions.shown import Figures, Heading, TrendRow

KEYS = keys_of(SavingRow)

EMPTY = "Nothing was tried yet: P on a logo that may leave begins an attempt to keep it"

RULE = (
    "An attempt that nobody closed is **recovered** once the contract at risk was renewed, and **lost** once service "
    "ended, whichever came first. Of a logo's attempts that are over the last decides. ARR is what was at stake on the "
    "day the attempt was begun."
)


class Saving(OfBook):
    """The room."""

    help = f"""**Saving**: of the logos that somebody tried to keep, how many stayed, for each kind of offer, in logos
and in ARR. {RULE}

Enter lists the attempts behind a row: what was offered, what they said. `f` goes on to the days that attempts stayed in
each stage, and to those that are open. `s` splits. `P` on a logo begins an attempt, goes on with it, or closes it."""

    def answer(self, book: Book, asked: Asked, known: None) -> Saved:
        """What became of each attempt."""
        del known
        return Saved(book, asked, behind.judged(book))


ROOM: Room[None] = Saving()


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer."""

    book: Book
    asked: Asked
    tried: Sequence[Tried]

    def report(self) -> Report:
        """A row for all attempts and for each kind of offer."""
        rows = [
            (segment, row)
            for segment, part in behind.parts(self.book, self.asked, self.tried)
            for row in saving.rows(part, self.book.currency)
        ]
        return Listing(
            book=self.book,
            asked=self.asked,
            name="saving",
            title="Save attempts",
            rows=rows,
            keys=KEYS,
            published=lambda row: published(row, KEYS),
            columns=_columns(self.book),
            shows=lambda row: bool(row.attempts),
            sentence="" if self.tried else EMPTY,
            legend=" ".join(RULE.replace("**", "").split()) if self.tried else "",
        ).report()

    def figures(self) -> Figures:
        """One of the tab's parts."""
        if self.asked.part == "stages":
            return self._stages()
        return self._open() if self.asked.part == "open" else self._offers()

    def _offers(self) -> Figures:
        columns, split = _columns(self.book), bool(self.asked.by)
        over = (Heading("Segment", 16, "left", flex=True),) if split else ()
        shown = [
            (segment, row, line((segment,) if split else (), columns, row))
            for segment, part in behind.parts(self.book, self.asked, self.tried)
            for row in saving.rows(part, self.book.currency)
        ]
        return Figures(
            (*over, *headings(columns)),
            tuple(
                TrendRow(
                    (segment, row.kind),
                    told,
                    partial(explained, row),
                    segment=segment or None,
                    title=" · ".join(filter(None, ("Save attempts", segment, offer(row.kind)))),
                    behind=partial(behind.members, self.asked, segment, row.kind),
                    words=sentence(row),
                )
                for segment, row, told in shown
            )
            if self.tried
            else (),
            told="by kind of offer",
            empty=EMPTY,
            opens_on="first",
        )

    def _stages(self) -> Figures:
        columns = (
            Column[Stays]("Stage", lambda stay: SAVE_STAGE_LABELS[stay.stage], 14, align="left", flex=True),
            Column[Stays]("Left it", lambda stay: str(len(stay.over)), 8),
            Column[Stays]("Median days", lambda stay: _days(stay.median), 12),
            Column[Stays]("Longest", lambda stay: _days(stay.over[-1] if stay.over else None), 8),
            Column[Stays]("In it now", lambda stay: str(len(stay.running)), 10),
            Column[Stays](
                "Longest so far", lambda stay: _days(stay.running[-1] if stay.running else None), 15
            ),
        )
        rows = [saving.stays(self.tried, stage, self.book.as_of) for stage in RUNNING]
        return Figures(
            headings(columns),
            tuple(TrendRow(stay.stage, line((), columns, stay), _STAYS) for stay in rows)
            if self.tried
            else (),
            told="days in each stage",
            words="Of the stays that are over; what goes on would look too short.",
            empty=EMPTY,
            opens_on="first",
        )

    def _open(self) -> Figures:
        still = [one for one in self.tried if one.ended == "open"]
        columns = behind.columns_of_open(self.book)
        return Figures(
            headings(columns),
            tuple(
                TrendRow(one.attempt.id or 0, line((), columns, one), _OPEN, logo_id=one.logo_id)
                for one in sorted(still, key=lambda one: -(one.arr or 0))
            ),
            told="what is open, by ARR",
            empty="No attempt is open" if self.tried else EMPTY,
            opens_on="first",
        )


_STAYS = (
    "Days from the first day of a stage to the first day of a later one, or to the day the attempt was over."
)

_OPEN = "Attempts that neither somebody nor the record has closed. Enter opens the logo."


def offer(kind: str) -> str:
    """A kind of offer as people read it."""
    named = {ALL: "all offers", NO_OFFER: "no offer yet"} | dict(OFFER_KIND_LABELS)
    return named[kind]


def sentence(row: SavingRow) -> str:
    """`Discount: 5/12 · 41.7 % of the logos stayed; 2 closed by the record alone.`."""
    told = [f"{wording.rate_text(row.logos_recovered, row.logos_closed)} of the logos stayed"]
    if row.by_record:
        told.append(f"{row.by_record} closed by the record alone")
    if row.left_since:
        told.append(f"{wording.counted(row.left_since, 'logo')} said to be recovered left before a renewal")
    return f"{offer(row.kind).capitalize()}: {'; '.join(told)}."


def explained(row: SavingRow) -> str:
    """How the figures of a row came about, as Markdown."""
    spread = wording.interval(row.low, row.high, row.logos_closed)
    return (
        f"## Save rate, {offer(row.kind)}\n\n{sentence(row)} 95 % interval (Wilson): {spread}; under five logos the"
        f" fraction stands alone. {wording.counted(row.open, 'attempt is', 'attempts are')} still open and in no rate."
        f"\n\n{RULE}"
    )


def _days(days: float | None) -> str:
    return wording.NOTHING if days is None else wording.number(days)


def _columns(book: Book) -> tuple[Column[SavingRow], ...]:
    return (
        Column("Offer", lambda row: offer(row.kind), 14, align="left", flex=True),
        Column("Attempts", lambda row: str(row.attempts), 9, priority=2),
        Column("Open", lambda row: str(row.open), 5),
        Column("Logos kept", lambda row: wording.rate_text(row.logos_recovered, row.logos_closed), 17),
        Column("95 %", lambda row: wording.interval(row.low, row.high, row.logos_closed), 13, priority=1),
        Column("ARR at stake", lambda row: book.money(row.arr_closed), 13),
        Column("ARR kept", lambda row: book.money(row.arr_recovered), 9),
        Column("of ARR", _arr_rate, 8, priority=3),
        Column("Days at risk", lambda row: _days(row.at_risk_days), where="report"),
        Column("Days with a plan", lambda row: _days(row.plan_in_place_days), where="report"),
        Column("Days saving", lambda row: _days(row.saving_days), where="report"),
    )


def _arr_rate(row: SavingRow) -> str:
    return (
        wording.percent(row.arr_rate)
        if row.logos_closed >= wording.FEWEST_FOR_A_PERCENTAGE
        else wording.NOTHING
    )
