"""The words of the trade as frozen rows. No storage, no screen, no arithmetic.

Every noun of the book is one dataclass here. `id` is the row's number inside the file; `ref` is the id its source
gave it, which is what exports, reports and people use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from churntui.model.choices import (
    Confidence,
    Fit,
    InitiativeStatus,
    LossKind,
    Phase,
    Preventable,
    Reason,
    Replacement,
    RespondentRole,
    Stage,
    Status,
    WinBack,
    WinBackOutcome,
)
from churntui.plain.money import Per


@dataclass(frozen=True, slots=True)
class Settings:
    """What the figures depend on, and the user may change; printed beside every figure that used it."""

    grace_days: int = 30
    """Days a logo may stand without a contract and still count as continuous."""
    active_window_days: int = 28
    """The trailing window in which a customer must have done something that qualifies."""
    active_min_count: int = 1
    """How often they must have done it."""
    reporting_currency: str = "EUR"
    """Every amount shown is converted into it."""
    target_rate: float | None = None
    """The logo attrition per quarter (a fraction) that raises an alarm when passed."""
    usage_fall: float = 0.4
    """The fall of usage over 28 days (a fraction) that is called out on Today."""
    owner: str = ""
    """Who writes in this book: the author of drafts and interviews."""


@dataclass(frozen=True, slots=True)
class Logo:
    """An organisation that buys the product."""

    id: int
    ref: str
    name: str
    domain: str = ""
    industry: str = ""
    country: str = ""
    employees: int | None = None
    annual_revenue: int | None = None
    owner: str = ""
    fit: Fit | None = None
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """One person inside a logo: a seat, a user."""

    id: int
    ref: str
    logo_id: int
    name: str = ""
    email: str = ""
    role: str = ""
    joined_on: date | None = None

    @property
    def called(self) -> str:
        """The best there is to call them by."""
        return self.name or self.email or self.ref


@dataclass(frozen=True, slots=True)
class Contract:
    """A logo's agreement, in force on day d iff `starts_on <= d < ends_on`, or without end."""

    id: int
    ref: str
    logo_id: int
    starts_on: date
    ends_on: date | None
    amount_minor: int
    """As agreed, for one `per`, in the currency's minor units."""
    currency: str
    per: Per
    arr_minor: int
    """Annualised, in the contract's own currency."""
    plan: str = ""
    renews_id: int | None = None
    auto_renew: bool = False
    notice_days: int = 0
    stage: Stage = "open"
    """How its renewal is called."""
    next_step: str = ""
    next_step_on: date | None = None
    talked_on: date | None = None
    """When its renewal was last talked about with the logo."""


@dataclass(frozen=True, slots=True)
class Interview:
    """One exit interview, held or not: the record that keeps a loss from being silent."""

    id: int
    ref: str
    logo_id: int
    status: Status
    held_on: date | None = None
    effective_on: date | None = None
    """The end of service it is about."""
    voluntary: bool | None = None
    stated_reason: str = ""
    """In the logo's own words."""
    primary_reason: Reason | None = None
    """As assessed by us."""
    regrettable: bool | None = None
    notes: str = ""
    themes: tuple[str, ...] = ()
    updated_at: str = ""
    kind: LossKind = "full"
    """Only a full loss ends the service."""


@dataclass(frozen=True, slots=True)
class SaveAttempt:
    """One attempt to keep the logo before it left."""

    day: date | None = None
    owner: str = ""
    offer: str = ""
    response: str = ""
    outcome: str = ""
    """One of `SAVE_OUTCOMES`, or whatever a file said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewFacts:
    """What an exit interview asks beyond its core, in the order of the talk; everything may be unknown."""

    kind: LossKind = "full"
    notice_on: date | None = None
    decided_on: date | None = None
    decision_basis: str = ""
    """What the decision was taken on."""
    interviewer: str = ""
    by_account_owner: bool | None = None
    """Whether the interviewer also owned the account: who sold is told less."""
    respondent: str = ""
    respondent_role: RespondentRole | None = None
    channel: str = ""
    stated_code: Reason | None = None
    """The reason they stated, as one of ours."""
    secondary_reasons: tuple[Reason, ...] = ()
    """Further reasons as assessed, the weightiest first."""
    confidence: Confidence | None = None
    began_in: Phase | None = None
    surfaced_in: Phase | None = None
    preventable: Preventable | None = None
    preventable_why: str = ""
    replaced_by: Replacement | None = None
    competitor: str = ""
    competitor_confirmed: bool | None = None
    """Two sources name it; False where it is only claimed."""
    champion_left: bool | None = None
    champion_left_on: date | None = None
    successor_engaged: bool | None = None
    first_signal: str = ""
    first_signal_on: date | None = None
    flagged_on: date | None = None
    acted_on: date | None = None
    save_attempts: tuple[SaveAttempt, ...] = ()
    change_mind: str = ""
    """What could have changed their mind."""
    do_differently: str = ""
    fix: str = ""
    """The one thing that is mended because of it."""
    fix_owner: str = ""
    fix_due_on: date | None = None
    win_back: WinBack | None = None
    win_back_trigger: str = ""
    win_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A tagged passage of an interview's notes."""

    start: int
    """In code points from the beginning of the notes."""
    end: int
    """The first one outside."""
    quote: str
    """The words between, so that the passage says itself where the notes are not at hand."""
    themes: tuple[str, ...] = ()
    id: int | None = None
    """None for one that is not in the book yet."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A recurring cause, found by tagging what logos said."""

    id: int
    name: str
    description: str = ""
    parent_id: int | None = None
    archived: bool = False
    """No longer offered when tagging, and left out of the figures' tables; its tags stay."""
    colour: str = ""
    """One of `THEME_COLOURS`, or empty for none."""
    locked: bool = False
    """It can be used, but neither renamed, moved, merged, split nor removed."""


@dataclass(frozen=True, slots=True)
class Initiative:
    """Work that answers themes."""

    id: int
    ref: str
    name: str
    status: InitiativeStatus
    owner: str = ""
    due_on: date | None = None
    shipped_on: date | None = None
    themes: tuple[str, ...] = ()
    """The names of those it answers."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WinBackCall:
    """What came of asking a lost logo back; a logo has one, the latest."""

    logo_id: int
    called_on: date | None = None
    outcome: WinBackOutcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on the logo's side whom we talk to: sponsor, champion, buyer."""

    id: int
    ref: str
    logo_id: int
    name: str
    role: str = ""
    email: str = ""
    champion: bool = False
    left_on: date | None = None
    last_contact_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A support request."""

    id: int
    ref: str
    opened_on: date
    closed_on: date | None
    priority: str
    subject: str


@dataclass(frozen=True, slots=True)
class Survey:
    """One answer to a survey (NPS, CSAT)."""

    id: int
    ref: str
    day: date
    kind: str
    score: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview being written, as it stood half a second after the last key."""

    id: int
    logo_id: int | None
    interview_id: int | None
    author: str
    fields: dict[str, str]
    """Field name to text exactly as typed, valid or not."""
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Rate:
    """The locked rate of a currency: one unit of it is worth `rate` units of `to_currency`."""

    currency: str
    to_currency: str
    rate: Decimal
