"""What was heard and what was not, as rows: notes of every kind, drafts, and losses nobody asked about.

Pure functions of a book, and of the notes about living logos that the store gives. Those that need the book's losses
import pandas with them, so they belong into `App.compute`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from churntui.book import Book
from churntui.model.choices import REASON_LABELS, REVIEW_LABELS, STATUS_LABELS, NoteKind, Status
from churntui.model.desk import Draft
from churntui.model.living import MOST_LIKELY, Review, Talk
from churntui.model.notes import NOTES, NoteRef
from churntui.model.rows import Interview, Survey, Ticket
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.plain.wording import tenure
from churntui.questions.filtering import Fields
from churntui.questions.renewals.words import comes

if TYPE_CHECKING:
    from churntui.metrics.coverage import Coverage

Kind = Literal["draft", "silent"] | NoteKind

Living = Review | Talk | Survey | Ticket
"""A note about no loss."""

SAID = ("status", "reason", "theme")
"""What a line itself says under a name."""

View = Literal["interviews", "held", "silent", "drafts", "reviews", "talks", "all"]
VIEWS: tuple[View, ...] = get_args(View)

OF_LOSSES: frozenset[View] = frozenset({"interviews", "held", "silent", "drafts"})
"""The views without notes about living logos."""

OF_KIND: Mapping[View, NoteKind] = {"reviews": "review", "talks": "talk"}
"""The views of one kind of them."""

VIEW_OF: Mapping[NoteKind, View] = {"interview": "interviews", "review": "reviews", "talk": "talks"}
"""The view that shows every note of a kind; `all` shows the others."""


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
    """One row: a note, a draft, or a loss without an interview."""

    kind: Kind
    logo_id: int | None
    name: str
    """The logo's."""
    day: date | None
    """When it was said, else when service ended, else when the draft was touched."""
    status: Status | None = None
    """Of an interview or a loss; None for anything else."""
    loss: Loss | None = None
    """What it is about; None where it is about none, or none yet."""
    stated: str = ""
    assessed: str = ""
    """As people read it."""
    themes: tuple[str, ...] = ()
    interview: Interview | None = None
    draft: Draft | None = None
    living: Living | None = None
    folded: str = ""
    """Everything a filter looks into; empty until `heard` has read it."""

    @property
    def key(self) -> tuple[str, object]:
        """What it is, whatever row it stands in."""
        if self.draft is not None:
            return self.kind, self.draft.id
        return self.kind, (self.logo_id, self.day) if self.note is None else self.note.id

    @property
    def note(self) -> NoteRef | None:
        """The note it is; None for a draft, and a loss nobody was asked about."""
        if self.living is not None:
            return NoteRef(_kind_of(self.living), self.living.id)
        return None if self.interview is None else NoteRef("interview", self.interview.id)

    @property
    def waits(self) -> bool:
        """Whether a logo is lost and somebody has yet to ask."""
        return self.status == "not_asked" and self.loss is not None

    @property
    def said(self) -> str:
        """Its status as people read it; of a note about a living logo what it is."""
        if self.living is not None:
            return _called(self.living)
        return "draft" if self.status is None else STATUS_LABELS[self.status]

    @property
    def notes(self) -> str:
        """What was written down, of the note or of the draft."""
        return self.text.strip()

    @property
    def text(self) -> str:
        """The same just as it is kept, because passages count its characters."""
        if self.living is not None:
            return str(getattr(self.living, NOTES[_kind_of(self.living)].text))
        if self.interview is not None:
            return self.interview.notes
        return self.draft.fields.get("notes", "") if self.draft else ""

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
        if view in OF_KIND:
            return OF_KIND[view] in {self.kind, self.draft.note_kind if self.draft else None}
        if view == "drafts":
            return self.kind == "draft"
        is_other_draft = self.draft is not None and self.draft.note_kind != "interview"
        return view == "all" or (self.living is None and not is_other_draft)


CLASS_OF: Mapping[NoteKind, type[Living]] = {
    "review": Review,
    "talk": Talk,
    "survey": Survey,
    "ticket": Ticket,
}
"""The class of the rows of each kind of notes about living logos."""


def _kind_of(living: Living) -> NoteKind:
    return next(kind for kind, row in CLASS_OF.items() if isinstance(living, row))


def _called(living: Living) -> str:
    """`QBR`, `call`, `call, only ours`, `NPS 9`, `ticket, urgent`."""
    if isinstance(living, Review):
        return REVIEW_LABELS[living.kind]
    if isinstance(living, Talk):
        how = "talk" if living.how == "other" else living.how
        return how if living.both_ways else f"{how}, only ours"
    if isinstance(living, Survey):
        return " ".join(part for part in (living.kind, _number(living.score)) if part) or "survey"
    return f"ticket, {living.priority}" if living.priority else "ticket"


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


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
    rows = [_of_draft(book, draft) for draft in _notes_begun(book)]
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


def living_lines(book: Book, living: Iterable[Living]) -> list[Line]:
    """Those of the book's logos, ready to be filtered, in the order of the list."""
    rows = [of_living(book, row) for row in living if row.logo_id in book.logos]
    return sorted((replace(line, folded=_folded(line)) for line in rows), key=_order)


def together(lines: Iterable[Line], more: Iterable[Line]) -> list[Line]:
    """Both, in the order of the list."""
    return sorted((*lines, *more), key=_order)


def of_living(book: Book, row: Living) -> Line:
    """The row of a note about a living logo."""
    kind = _kind_of(row)
    line = Line(kind, row.logo_id, book.name(row.logo_id), _said_on(row), themes=row.themes, living=row)
    reason = row.reason if isinstance(row, Review) else ""
    likely = (
        f"{row.likelihood} of {MOST_LIKELY}" if isinstance(row, Review) and row.likelihood is not None else ""
    )
    return replace(line, stated=_first_said(reason) or _first_said(line.text), assessed=likely)


def _said_on(row: Living) -> date | None:
    if isinstance(row, Review):
        return row.held_on
    return row.opened_on if isinstance(row, Ticket) else row.day


def _first_said(text: str) -> str:
    """The first line that is no question of ours."""
    return next(
        (line for part in text.split("\n") if (line := part.strip()) and not line.startswith("#")), ""
    )


def _notes_begun(book: Book) -> list[Draft]:
    return [draft for draft in book.drafts if draft.note_kind is not None]


def written(book: Book, most: int | None = None) -> list[Line]:
    """What is on paper, without the losses: drafts and interviews, at most so many of each; not to be filtered."""
    drafts = [_of_draft(book, draft) for draft in _notes_begun(book)[:most]]
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
        standing = book.standings[logo_id]
        leaves = standing.status == "known_churn" and standing.on is not None
        parts.append(f"leaves {dates.short(standing.on)}" if leaves and standing.on else "not lost")
    parts += [part for part in (logo.industry, f"{logo.employees:,} staff" if logo.employees else "") if part]
    return " · ".join(parts)


def about_living(book: Book, logo_id: int) -> str:
    """A line on whom a review or a talk is with: its ARR, its next renewal, its kind."""
    if logo_id not in book.logos:
        return ""
    logo, standing = book.logos[logo_id], book.standings[logo_id]
    parts = [logo.name[:60], f"{book.money(standing.arr)} ARR" if standing.arr else ""]
    if standing.renewal is not None:
        parts.append(f"{comes(standing.renewal)} {dates.short(standing.renewal.ends_on, book.as_of)}")
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


def counts(lines: Iterable[Line], living: Mapping[NoteKind, int]) -> dict[View, int]:
    """How many lines each view shows.

    Args:
        lines: Those without the notes about living logos.
        living: How many of those there are, by their kind.
    """
    known = list(lines)
    more = {view: living.get(kind, 0) for view, kind in OF_KIND.items()} | {"all": sum(living.values())}
    return {view: sum(line.is_in(view) for line in known) + more.get(view, 0) for view in VIEWS}


def counts_held(held: Iterable[Line], *, living_read: bool) -> dict[View, int | None]:
    """How many of the lines that hold the words each view shows.

    Args:
        held: Of every kind, as far as they are read.
        living_read: Whether those about living logos are among them; None stands where they would be counted.
    """
    known = list(held)
    return {
        view: sum(line.is_in(view) for line in known) if living_read or view in OF_LOSSES else None
        for view in VIEWS
    }


def _of_draft(book: Book, draft: Draft) -> Line:
    logo = book.logos.get(draft.logo_id) if draft.logo_id is not None else None
    assessed = draft.fields.get("primary_reason", "")
    stated = draft.fields.get("stated_reason", "") or draft.fields.get("reason", "")
    return Line(
        "draft",
        draft.logo_id,
        logo.name if logo else "no logo yet",
        draft.updated_at.astimezone().date(),
        stated=stated,
        assessed=next((label for code, label in REASON_LABELS.items() if code == assessed), assessed),
        themes=tuple(name for name in draft.fields.get("themes", "").split("\n") if name),
        draft=draft,
    )


_fold_once = lru_cache(maxsize=20_000)(fold)
"""Notes are long and seldom change: each is folded once, however often the book is read."""


def _folded(line: Line) -> str:
    parts = (line.name, line.said, line.stated, line.assessed, *line.themes, *_more_words(line.living))
    return f"{fold(' '.join(parts))} {_fold_once(line.notes)}"


def _more_words(living: Living | None) -> tuple[str, ...]:
    if isinstance(living, Review):
        return living.attendees, living.likelihood_by, living.reason, living.agreed, living.author
    return (living.author,) if isinstance(living, Talk) else ()


def _order(line: Line) -> tuple[bool, int, str]:
    """Drafts, then by day, newest first; those without a day last."""
    return line.kind != "draft", -(line.day or date.min).toordinal(), line.name
