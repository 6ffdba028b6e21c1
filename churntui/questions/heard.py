"""What was heard and what was not, as rows: interviews, drafts of them, and losses nobody asked about.

Pure functions of a book. Those that need its losses import pandas with them, so they belong into `App.compute`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from churntui.book import Book
from churntui.model.choices import REASON_LABELS, STATUS_LABELS, Status
from churntui.model.desk import Draft
from churntui.model.rows import Interview
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.plain.wording import tenure
from churntui.questions.filtering import Fields

if TYPE_CHECKING:
    from churntui.metrics.coverage import Coverage

Kind = Literal["draft", "silent", "interview"]

SAID = ("status", "reason", "theme")
"""What a line itself says under a name."""

View = Literal["all", "held", "silent", "drafts"]
VIEWS: tuple[View, ...] = ("all", "held", "silent", "drafts")


@dataclass(frozen=True, slots=True)
class Loss:
    """One end of service."""

    lost_on: date
    """The first day without service."""
    arr: int
    """ARR on the last day of service, in minor units of the reporting currency."""
    tenure_days: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an interview, a draft, or a loss without either."""

    kind: Kind
    logo_id: int | None
    name: str
    """The logo's."""
    day: date | None
    """When it was held, else when service ended, else when the draft was touched."""
    status: Status | None = None
    """None for a draft."""
    loss: Loss | None = None
    """What it is about; None where it is about none, or none yet."""
    stated: str = ""
    assessed: str = ""
    """As people read it."""
    themes: tuple[str, ...] = ()
    interview: Interview | None = None
    draft: Draft | None = None
    folded: str = ""
    """Everything a filter looks into; empty until `heard` has read it."""

    @property
    def key(self) -> tuple[str, object]:
        """What it is, whatever row it stands in."""
        if self.draft is not None:
            return self.kind, self.draft.id
        if self.interview is not None:
            return self.kind, self.interview.id
        return self.kind, (self.logo_id, self.day)

    @property
    def waits(self) -> bool:
        """Whether a logo is lost and somebody has yet to ask."""
        return self.status == "not_asked" and self.loss is not None

    @property
    def said(self) -> str:
        """Its status as people read it."""
        return "draft" if self.status is None else STATUS_LABELS[self.status]

    @property
    def notes(self) -> str:
        """What was written down, of the interview or of the draft."""
        if self.interview is not None:
            return self.interview.notes.strip()
        return self.draft.fields.get("notes", "").strip() if self.draft else ""

    @property
    def says(self) -> Mapping[str, str]:
        """What it says itself under a name, folded."""
        said = (self.said, f"{self.stated}\n{self.assessed}", "\n".join(self.themes))
        return dict(zip(SAID, map(fold, said), strict=True))

    def is_in(self, view: View) -> bool:
        """Whether the view shows it. Silent is a loss nobody was heard about: not asked, declined, no answer."""
        if view == "held":
            return self.status == "held"
        if view == "silent":
            return self.loss is not None and self.status != "held"
        return view == "all" or self.kind == "draft"


@dataclass(frozen=True, slots=True)
class Heard:
    """The rows, drafts first, then newest first; and how well the losses are covered."""

    lines: tuple[Line, ...]
    coverage: Coverage


def heard(book: Book) -> Heard:
    """Everything, ready to be filtered, with the coverage."""
    from churntui.metrics import coverage

    searchable = tuple(replace(line, folded=_folded(line)) for line in lines(book))
    return Heard(searchable, coverage.coverage(book.losses))


def lines(book: Book) -> list[Line]:
    """Everything, each interview with the loss it is about."""
    from churntui.metrics import coverage

    losses = losses_by_key(book)
    matched = coverage.loss_of(book.losses, book.interviews)
    rows = [_of_draft(book, draft) for draft in _interviews_begun(book)]
    rows += [
        of_interview(book, interview, losses.get(matched[interview.id]) if interview.id in matched else None)
        for interview in book.interviews
    ]
    asked = set(matched.values())
    rows += [
        Line("silent", logo_id, book.name(logo_id), lost_on, "not_asked", loss)
        for (logo_id, lost_on), loss in losses.items()
        if (logo_id, lost_on) not in asked
    ]
    return sorted(rows, key=_order)


def _interviews_begun(book: Book) -> list[Draft]:
    return [draft for draft in book.drafts if draft.form == "interviews"]


def written(book: Book, most: int | None = None) -> list[Line]:
    """What is on paper, without the losses: drafts and interviews, at most so many of each; not to be filtered."""
    drafts = [_of_draft(book, draft) for draft in _interviews_begun(book)[:most]]
    return drafts + [of_interview(book, interview) for interview in book.interviews[:most]]


def of_interview(book: Book, interview: Interview, loss: Loss | None = None) -> Line:
    """The row of an interview."""
    return Line(
        "interview",
        interview.logo_id,
        book.name(interview.logo_id),
        interview.held_on or interview.effective_on,
        interview.status,
        loss,
        interview.stated_reason,
        REASON_LABELS[interview.primary_reason] if interview.primary_reason else "",
        interview.themes,
        interview,
    )


def losses_by_key(book: Book) -> dict[tuple[int, date], Loss]:
    """(logo id, the first day without service) to the loss."""
    frame = book.losses
    columns = (frame[name] for name in ("logo_id", "lost_on", "arr_lost", "tenure_days"))
    return {
        (int(logo_id), lost_on): Loss(lost_on, int(arr), int(days))
        for logo_id, lost_on, arr, days in zip(*columns, strict=True)
    }


def about(book: Book, logo_id: int, interview_id: int | None = None) -> str:
    """A line on whom an interview is about: when it was lost, its ARR, its tenure, its kind."""
    from churntui.metrics import coverage

    if logo_id not in book.logos:
        return ""
    losses = losses_by_key(book)
    matched = coverage.loss_of(book.losses, book.interviews).get(interview_id or -1)
    mine = [loss for (owner, _), loss in losses.items() if owner == logo_id]
    loss = losses.get(matched) if matched else max(mine, key=lambda loss: loss.lost_on, default=None)
    logo = book.logos[logo_id]
    parts = [logo.name[:60]]
    if loss is not None:
        parts += [
            f"lost {dates.short(loss.lost_on)}",
            f"{book.money(loss.arr)} ARR",
            tenure(loss.tenure_days),
        ]
    else:
        parts.append("not lost")
    parts += [part for part in (logo.industry, f"{logo.employees:,} staff" if logo.employees else "") if part]
    return " · ".join(parts)


def about_living(book: Book, logo_id: int) -> str:
    """A line on whom a review or a talk is with: its ARR, its next renewal, its kind."""
    if logo_id not in book.logos:
        return ""
    logo, standing = book.logos[logo_id], book.standings[logo_id]
    parts = [logo.name[:60], f"{book.money(standing.arr)} ARR" if standing.arr else ""]
    if standing.renewal is not None:
        parts.append(f"renews {dates.short(standing.renewal.ends_on, book.as_of)}")
    parts += [logo.industry, f"{logo.employees:,} staff" if logo.employees else ""]
    return " · ".join(part for part in parts if part)


def holding(lines: Iterable[Line], view: View, typed: str, fields: Fields) -> list[Line]:
    """The lines of the view that hold each of the words somewhere, and say under a name what they must."""
    wanted = fields.parsed(typed)
    return [
        line
        for line in lines
        if line.is_in(view) and (not wanted or wanted.fits(line.folded, fields.of(line.logo_id, line.says)))
    ]


def counts(lines: Iterable[Line]) -> dict[View, int]:
    """How many lines each view shows."""
    known = list(lines)
    return {view: sum(line.is_in(view) for line in known) for view in VIEWS}


def _of_draft(book: Book, draft: Draft) -> Line:
    logo = book.logos.get(draft.logo_id) if draft.logo_id is not None else None
    assessed = draft.fields.get("primary_reason", "")
    return Line(
        "draft",
        draft.logo_id,
        logo.name if logo else "no logo yet",
        draft.updated_at.astimezone().date(),
        stated=draft.fields.get("stated_reason", ""),
        assessed=next((label for code, label in REASON_LABELS.items() if code == assessed), assessed),
        themes=tuple(name for name in draft.fields.get("themes", "").split("\n") if name),
        draft=draft,
    )


_fold_once = lru_cache(maxsize=20_000)(fold)
"""Notes are long and seldom change: each is folded once, however often the book is read."""


def _folded(line: Line) -> str:
    parts = (line.name, line.said, line.stated, line.assessed, *line.themes)
    return f"{fold(' '.join(parts))} {_fold_once(line.notes)}"


def _order(line: Line) -> tuple[bool, int, str]:
    """Drafts, then by day, newest first; those without a day last."""
    return line.kind != "draft", -(line.day or date.min).toordinal(), line.name
