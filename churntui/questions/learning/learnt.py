"""What the losses teach, as texts: the figures of `metrics.learning` and `metrics.coding` worded for the screen.

Pure functions of a book and of the facts of its interviews; slow with the losses of a large book, so they belong into
`App.compute`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from churntui.book import Book
from churntui.metrics import coding, coverage, learning
from churntui.metrics.learning import Case, Share, Tally
from churntui.metrics.saturation import Saturation, saturation
from churntui.model.choices import PHASES, REASON_LABELS, REASONS
from churntui.model.rows import InterviewFacts
from churntui.plain import dates, money
from churntui.plain.matrix import Axis, Pairs
from churntui.plain.wording import NOTHING, counted
from churntui.questions.coverage import in_full
from churntui.questions.heard import lines
from churntui.questions.learning import rows as learnt_rows
from churntui.questions.learning.rows import Row, interval
from churntui.questions.reasons import agreement
from churntui.questions.shown import Line

Since = Literal["all", "year", "quarter"]
SINCE: tuple[Since, ...] = ("all", "year", "quarter")
SINCE_TEXT: Mapping[Since, str] = {
    "all": "all time",
    "year": "12 months",
    "quarter": "3 months",
}
_MONTHS: Mapping[Since, int] = {"year": 12, "quarter": 3}

SHORT_REASONS = (
    "invol.", "closed", "acqu.", "no dec", "budget", "champ.", "onbrd.", "adopt.", "value", "future", "expect",
    "underv", "fit", "qual.", "price", "packag", "compet", "other",
)  # fmt: skip
"""Each of `REASONS` in six cells, for the head of a column."""

SHORT_PHASES = ("sales", "onbrd.", "adopt.", "value", "renew.")


@dataclass(frozen=True, slots=True)
class _Side:
    """What goes down or across a matrix."""

    title: str
    said: str
    """How it stands before a code in a sentence."""
    code: Callable[[Case], str | None]
    """What an interview says; None where it does not."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A matrix with what is behind each pair."""

    tallies: Mapping[tuple[str, str], Tally]
    counts: Pairs
    amounts: Pairs
    said: Mapping[tuple[str, str], str]
    """A sentence for each pair."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Everything the page shows."""

    interviews: int
    reasons: Cells
    phases: Cells
    verdicts: tuple[Row, ...]
    warnings: tuple[Row, ...]
    silent: tuple[Row, ...]
    hints: tuple[Row, ...]
    agreement: str
    coverage: str
    raised: int
    """How many of the hints are raised."""
    news: str
    """Since when the interviews tell nothing new."""


def learnt(book: Book, facts: Mapping[int, InterviewFacts], since: Since) -> Learnt:
    """The figures over the losses of that time; an interview without any day belongs to all time alone."""
    first = dates.add_months(book.as_of, -_MONTHS[since]) if since in _MONTHS else None
    cases = learning.cases(book.interviews, facts, book.losses, since=first)
    losses = book.losses if first is None else book.losses[book.losses["lost_on"] >= first]
    covered = coverage.coverage(losses)
    signs = coding.hints(cases, covered, as_of=book.as_of)
    told = saturation(book.interviews, book.namings)
    agreed = learning.share(cases, lambda case: case.agrees)
    return Learnt(
        interviews=len(cases),
        reasons=_reasons(book, cases),
        phases=_phases(book, cases),
        verdicts=tuple(learnt_rows.verdicts(book, cases, told)),
        warnings=tuple(learnt_rows.warnings(cases)),
        silent=tuple(_silent(book, first)),
        hints=tuple(learnt_rows.hint(book, sign) for sign in signs),
        agreement=(
            f"{agreement(agreed)}{in_brackets(agreed)}, {book.money(agreed.part.arr)} of"
            f" {book.money(agreed.whole.arr)} ARR lost"
            if agreed.whole.n
            else "No interview has a reason both as stated, chosen from the list, and as assessed"
        ),
        coverage=in_full(book, covered) if covered.losses else "No losses in this time",
        raised=sum(sign.raised for sign in signs),
        news=_news(book, told),
    )


def _news(book: Book, told: Saturation) -> str:
    """`No new theme in the last 4 interviews of 21; the last was missing SSO, from Orbis on 3 Sep`."""
    if told.last_new is None:
        return "No interview is tagged yet: nobody can say whether they still tell anything new"
    interview_id, new = told.last_new
    heard = next(interview for interview in book.interviews if interview.id == interview_id)
    names = {theme.id: theme.name for theme in book.themes}
    themes = ", ".join(names[theme] for theme in new if theme in names)
    day = heard.held_on or heard.effective_on
    whose = f"{book.name(heard.logo_id)}{f' on {dates.short(day, book.as_of)}' if day else ''}"
    if not told.run:
        return f"The last interview named something new: {themes} ({whose})"
    last = "interview" if told.run == 1 else f"{told.run} interviews"
    return f"No new theme in the last {last} of {len(told.brought)}; the last new: {themes} ({whose})"


def _reasons(book: Book, cases: Sequence[Case]) -> Cells:
    return _cells(
        book,
        cases,
        _Side("Stated", "stated", lambda case: case.facts.stated_code),
        _Side("Assessed", "assessed", lambda case: case.interview.primary_reason),
        {code: (REASON_LABELS[code], short) for code, short in zip(REASONS, SHORT_REASONS, strict=True)},
    )


def _phases(book: Book, cases: Sequence[Case]) -> Cells:
    return _cells(
        book,
        cases,
        _Side("Began", "began in", lambda case: case.facts.began_in),
        _Side("Surfaced", "surfaced in", lambda case: case.facts.surfaced_in),
        {phase: (phase, short) for phase, short in zip(PHASES, SHORT_PHASES, strict=True)},
        all_codes=True,
    )


def _cells(
    book: Book,
    cases: Sequence[Case],
    down: _Side,
    across: _Side,
    names: Mapping[str, tuple[str, str]],
    *,
    all_codes: bool = False,
) -> Cells:
    """Both readings of a matrix; codes that occur nowhere on a side are left out there, unless all are wanted.

    `names` has for each code what stands for it in a row and, shorter, over a column.
    """
    sides = (down, across)
    both = [case for case in cases if all(side.code(case) is not None for side in sides)]
    pairs = learning.matrix(both, down.code, across.code)
    margins = [learning.parted(both, side.code) for side in sides]
    codes = [[code for code in names if both and (all_codes or code in margin)] for margin in margins]

    def read(shown: Callable[[Tally], str]) -> Pairs:
        first, second = (
            Axis(
                side.title,
                tuple(codes[at]),
                tuple(names[code][at] for code in codes[at]),
                tuple(shown(margins[at].get(code, Tally())) for code in codes[at]),
            )
            for at, side in enumerate(sides)
        )
        return Pairs(
            first, second, {pair: shown(tally) for pair, tally in pairs.items()}, shown(learning.tally(both))
        )

    said = {
        pair: f"{_told(sides, [names[code][0] for code in pair])}: {counted(tally.n, 'interview')},"
        f" {book.money(tally.arr)} ARR lost"
        for pair, tally in pairs.items()
    }
    return Cells(pairs, read(lambda tally: str(tally.n)), read(lambda tally: _compact(book, tally.arr)), said)


def _compact(book: Book, minor: int) -> str:
    """`€137k`, `€4.2k`: no decimals from ten thousand on, to stand in a narrow column."""
    thousand = 1000 * 10 ** money.exponent(book.currency)
    rounded = round(minor / thousand) * thousand if minor >= 10 * thousand else minor
    return money.trimmed(rounded, book.currency)


def _told(sides: tuple[_Side, _Side], names: Sequence[str]) -> str:
    """`Stated price, assessed adoption`; `Stated and assessed price`."""
    (down, across), (down_name, across_name) = sides, names
    if down_name == across_name:
        return f"{down.title} and {across.said} {down_name}"
    return f"{down.said.capitalize()} {down_name}, {across.said} {across_name}"


def _silent(book: Book, first: date | None) -> list[Row]:
    """The losses without a held interview, the latest first."""
    rows = []
    for line in lines(book):
        loss = line.loss
        if loss is None or not line.is_in("silent") or (first is not None and loss.lost_on < first):
            continue
        owner = book.logos[line.logo_id].owner if line.logo_id is not None else ""
        cells = (line.name, dates.short(loss.lost_on), book.money(loss.arr), line.said, owner)
        text = Line(cells, {3: "warn"} if line.waits else {})
        note = "n or enter begins the exit interview" if line.interview is None else ""
        rows.append(Row(f"{line.key}", text, line.name, note=note, silent=line))
    return rows


def in_brackets(share: Share) -> str:
    """` (22.4–57.5 %)`, or nothing where there are too few for a percentage."""
    text = interval(share)
    return "" if text == NOTHING else f" ({text})"
