"""The words of the trade as frozen rows, each field declared once. No storage, no screen, no arithmetic.

Every noun of the book is one class here. `id` is the row's number inside the file; `ref` is the id its source gave
it, which is what exports, reports and people use. What a `Column` says of a field, `model.schema` tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from churntui.model.choices import (
    LANGUAGE_LABELS,
    PERSON_ROLES,
    REASON_LABELS,
    STATUS_LABELS,
    STORY_LABELS,
    STORY_WORDS,
    SURVEY_KINDS,
    TICKET_PRIORITIES,
    Confidence,
    Fit,
    InitiativeStatus,
    Language,
    LossKind,
    NoteKind,
    Phase,
    Preventable,
    Reason,
    Replacement,
    RespondentRole,
    Stage,
    Stance,
    Status,
    Story,
    WinBack,
    WinBackOutcome,
)
from churntui.model.saving import SaveAttempt
from churntui.model.schema import Column
from churntui.plain.money import Per
from churntui.plain.text import fold

MOST_NOTICE_DAYS = 3653
"""Ten years."""

MOST_EMPLOYEES = 100_000_000

MOST_SEATS = 100_000_000

MOST_UPLIFT = 1_000
"""Percent a year: what a contract may have agreed at most."""

MOST_TIMES = 10**9
"""How often at most a customer does something on a day."""

OfLogo = Annotated[int, Column("Logo", "Which logo it is about", kind="logo", required=True)]

OfStory = Annotated[
    Story | None,
    Column(
        "Story",
        "Whether it is a success story, and whether others may hear it; blank where it is none",
        labels=STORY_LABELS,
        also=STORY_WORDS,
    ),
]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the figures depend on, and the user may change; printed beside every figure that used it."""

    grace_days: int = 30
    """Days a logo may stand without a contract and still count as continuous."""
    renewal_wait_days: int = 90
    """Days a contract that renews itself waits after its end for somebody to say whether it did."""
    active_window_days: int = 28
    """The trailing window in which a customer must have done something that qualifies."""
    active_min_count: int = 1
    """How often they must have done it."""
    reporting_currency: str = "EUR"
    """Every amount shown is converted into it."""
    target_rate: float | None = None
    """The logo attrition per quarter (a fraction) that raises an alarm when passed."""
    book_begins_on: date | None = None
    """The day from which the book knows every loss, where its logos are older than the book."""
    usage_fall: float = 0.4
    """The fall of usage over 28 days (a fraction) that is called out on Today."""
    silent_days: int = 28
    """Days without anything that qualifies after which a logo is silent."""
    never_used_days: int = 60
    """Days in force after which a logo nothing was ever measured of is called out."""
    few_active_share: float = 0.5
    """The share of the seats (a fraction) under which few are active."""
    no_talk_days: str = "90"
    """Days without a talk both ways that are too many, as `model.rhythm` reads them: fewer for larger logos."""
    buyer_days: int = 180
    """Days without a talk with who buys that are too many."""
    tickets_many: int = 5
    """Support tickets within `tickets_days` that are too many."""
    tickets_days: int = 90
    """The days back in which tickets are counted."""
    ticket_open_days: int = 14
    """Days after which an open ticket is old."""
    detractor_score: int = 6
    """The NPS answer up to which somebody is a detractor."""
    score_fall: int = 3
    """How many points fewer than the time before are a fall of somebody's NPS answer."""
    survey_days: int = 180
    """Days for which an answer to a survey is news."""
    likelihood_low: int = 5
    """The likelihood to renew, of 10, up to which it is low."""
    card_days: int = 14
    """Days before a card expires in which somebody should ask for the next one."""
    owner: str = ""
    """Who writes in this book where the user's own name is not known: the author of drafts, interviews and edits."""
    own_fields: str = ""
    """The fields of the user's own on logos, as `own_fields` declares them."""
    health: str = ""
    """How health is weighed where that is not as usual, as `model.health` reads it."""
    forecast_weights: str = ""
    """What a called stage counts at where that is not as usual, as `model.weights` reads it."""
    onboarding: str = "signed 0; kicked off 14; first qualifying activity 30; first goal met 90"
    """The template of milestones, as `model.onboarding` reads it."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth in another, from a day on until a later rate."""

    currency: Annotated[
        str, Column("Currency", "The currency that is converted", kind="currency", required=True)
    ]
    to_currency: Annotated[
        str, Column("Into", "The currency it is converted into", kind="currency", required=True)
    ]
    rate: Annotated[
        Decimal,
        Column("Rate", "What one unit of the currency is worth in the other", kind="rate", required=True),
    ]
    valid_from: Annotated[
        date | None,
        Column("Valid from", "It converts contracts that start on this day or later; blank for all"),
    ] = None


@dataclass(frozen=True, slots=True)
class Action:
    """Something customers do in the product."""

    id: int
    name: Annotated[
        str, Column("Action", "What is done", name="action", required=True, shareable=True, masked="shown")
    ]
    qualifies: Annotated[bool, Column("Qualifies", "Whether doing it makes a customer active")]


@dataclass(frozen=True, slots=True)
class Logo:
    """An organisation that buys the product."""

    id: int
    ref: Annotated[
        str,
        Column(
            "Id",
            "Its id where it comes from; left blank, one is made",
            name="logo_id",
            shareable=True,
        ),
    ]
    name: Annotated[
        str,
        Column(
            "Name",
            "What it is called",
            required=True,
            listed=True,
            searched=True,
            shareable=True,
            masked="named",
        ),
    ]
    domain: Annotated[
        str,
        Column("Domain", "The domain of its website, such as acme.example", kind="domain", shareable=True),
    ] = ""
    industry: Annotated[
        str, Column("Industry", "The trade it is in", splits=True, listed=True, brought=True)
    ] = ""
    country: Annotated[str, Column("Country", "Where it is", splits=True, listed=True, brought=True)] = ""
    employees: Annotated[
        int | None, Column("Employees", "How many work there", brought=True, most=MOST_EMPLOYEES)
    ] = None
    annual_revenue: Annotated[
        int | None,
        Column("Annual revenue", "What it turns over in a year, in whole units of money", masked="unknown"),
    ] = None
    owner: Annotated[
        str,
        Column("Owner", "Who of us looks after it", splits=True, listed=True, brought=True, masked="ours"),
    ] = ""
    fit: Annotated[
        Fit | None, Column("Fit", "Whether it is the kind of logo we want: good or poor", splits=True)
    ] = None
    joined_on: Annotated[date | None, Column("Joined", "The day it became a customer", shareable=True)] = None
    language: Annotated[
        Language | None,
        Column("Language", "What its briefs are written in; English where blank", labels=LANGUAGE_LABELS),
    ] = None


@dataclass(frozen=True, slots=True)
class FormerLogo:
    """What a logo was called before it was merged into another, or got another id: files that name it mean that one.

    Without a name it is nothing but an id that the logo had.
    """

    id: int
    ref: Annotated[str, Column("Id", "The id it had", name="former_id")]
    logo_id: Annotated[int, Column("Logo", "Which logo it is now", kind="logo", required=True)]
    name: Annotated[str, Column("Name", "What it was called")] = ""
    domain: Annotated[str, Column("Domain", "Of its website", kind="domain")] = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """One person inside a logo: a seat, a user."""

    id: int
    ref: Annotated[
        str, Column("Id", "Their id where they come from; left blank, one is made", name="customer_id")
    ]
    logo_id: OfLogo
    name: Annotated[str, Column("Name", "What they are called", masked="named")] = ""
    email: Annotated[str, Column("Email", "Their address")] = ""
    role: Annotated[str, Column("Role", "What they do there", masked="shown")] = ""
    joined_on: Annotated[date | None, Column("Joined", "The day they got their seat")] = None

    @property
    def called(self) -> str:
        """The best there is to call them by."""
        return self.name or self.email or self.ref


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on the logo's side whom we talk to: sponsor, champion, buyer."""

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="person_id"),
    ]
    logo_id: OfLogo
    name: Annotated[
        str, Column("Name", "What they are called", required=True, shareable=True, masked="named")
    ]
    role: Annotated[str, Column("Role", "What they do there", offers=PERSON_ROLES)] = ""
    email: Annotated[str, Column("Email", "Their address")] = ""
    champion: Annotated[bool, Column("Champion", "Whether they speak for us inside")] = False
    left_on: Annotated[date | None, Column("Left", "The day they left the logo")] = None
    last_contact_on: Annotated[
        date | None, Column("Last contact", "The day somebody of us last spoke with them")
    ] = None
    stance: Annotated[Stance | None, Column("Stance", "How they stand to us")] = None
    successor_id: Annotated[
        int | None, Column("Successor", "Who has taken their place", name="successor", kind="self")
    ] = None

    @property
    def buys(self) -> bool:
        """Whether they decide on the money, however their role is written: `Economic Buyer`, `buyer (CFO)`."""
        return "buyer" in fold(self.role)


class Contract(NamedTuple):
    """A logo's agreement, in force on day d iff `starts_on <= d < ends_on`, or without end.

    A tuple with names, because a book has tens of thousands and reads them all before its second frame.
    """

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="contract_id"),
    ]
    logo_id: OfLogo
    starts_on: Annotated[date, Column("Starts", "The first day covered", required=True)]
    ends_on: Annotated[
        date | None, Column("Ends", "The first day no longer covered; blank for no end", kind="end")
    ]
    amount_minor: Annotated[
        int,
        Column(
            "Amount",
            "What is paid for each month, quarter, year or term",
            name="amount",
            kind="amount",
            required=True,
        ),
    ]
    """In the currency's minor units."""
    currency: Annotated[str, Column("Currency", "The currency of the amount", kind="currency")]
    per: Annotated[Per, Column("Per", "What the amount pays for: a month, a quarter, a year, the term")]
    arr_minor: int
    """Annualised, in the contract's own currency."""
    plan: Annotated[str, Column("Plan", "What was bought", masked="shown")] = ""
    renews_id: Annotated[
        int | None, Column("Renews", "The contract it carries on", name="renews", kind="self")
    ] = None
    auto_renew: Annotated[
        bool, Column("Auto renew", "Whether it renews itself unless somebody gives notice")
    ] = False
    notice_days: Annotated[
        int,
        Column("Notice days", "How many days before its end notice must be given", most=MOST_NOTICE_DAYS),
    ] = 0
    seats: Annotated[int | None, Column("Seats", "How many people may use it", most=MOST_SEATS)] = None
    rate: Annotated[
        Decimal | None,
        Column(
            "Locked rate", "The exchange rate agreed with them; blank for the rates of the book", kind="rate"
        ),
    ] = None
    rate_currency: Annotated[
        str,
        Column(
            "Rate into",
            "What the locked rate converts into; blank: that of the reports",
            kind="currency",
        ),
    ] = ""
    notice_on: Annotated[
        date | None,
        Column("Notice given", "The day either side gave notice: service ends with the contract"),
    ] = None
    uplift: Annotated[
        float | None,
        Column("Uplift", "By how many percent the price rises each year, as agreed", most=MOST_UPLIFT),
    ] = None
    stage: Annotated[Stage, Column("Stage", "How its renewal is called", table="renewals")] = "open"


@dataclass(frozen=True, slots=True)
class Interview:
    """One exit interview, held or not: the record that keeps a loss from being silent."""

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="interview_id"),
    ]
    logo_id: OfLogo
    status: Annotated[Status, Column("Status", "How the interview went", labels=STATUS_LABELS)]
    held_on: Annotated[date | None, Column("Held", "The day we spoke")] = None
    effective_on: Annotated[date | None, Column("End of service", "The first day without service")] = None
    voluntary: Annotated[bool | None, Column("Voluntary", "Whether they decided to leave")] = None
    stated_reason: Annotated[
        str,
        Column("Stated", "Why they left, in their own words", kind="note", searched=True),
    ] = ""
    primary_reason: Annotated[
        Reason | None, Column("Assessed", "Why they left, as we see it", labels=REASON_LABELS)
    ] = None
    regrettable: Annotated[bool | None, Column("Regrettable", "Whether we would rather have kept them")] = (
        None
    )
    themes: Annotated[tuple[str, ...], Column("Themes", "What they named, as tags", kind="names")] = ()
    notes: Annotated[str, Column("Notes", "What was said", kind="note", searched=True)] = ""
    updated_at: str = ""
    kind: LossKind = "full"
    """Only a full loss ends the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewFacts:
    """What an exit interview asks beyond its core, in the order of the talk; everything may be unknown."""

    kind: Annotated[LossKind, Column("Kind", "What was lost: all, a part, or one product")] = "full"
    notice_on: Annotated[date | None, Column("Notice", "The day they gave notice")] = None
    decided_on: Annotated[date | None, Column("Decided", "The day they decided")] = None
    decision_basis: Annotated[
        str, Column("Decision basis", "What the decision was taken on", kind="note")
    ] = ""
    interviewer: Annotated[str, Column("Interviewer", "Who of us asked", masked="ours")] = ""
    by_account_owner: Annotated[
        bool | None,
        Column(
            "By the account owner", "Whether the interviewer also owned the account: who sold is told less"
        ),
    ] = None
    respondent: Annotated[str, Column("Respondent", "Who of them spoke")] = ""
    respondent_role: Annotated[
        RespondentRole | None, Column("Respondent role", "What they had to do with it")
    ] = None
    channel: Annotated[str, Column("Channel", "Call, visit or mail", masked="shown")] = ""
    stated_code: Annotated[
        Reason | None,
        Column("Stated as", "The reason they stated, as the nearest of our reasons", labels=REASON_LABELS),
    ] = None
    confidence: Annotated[Confidence | None, Column("Confidence", "How sure our assessment is")] = None
    secondary_reasons: Annotated[
        tuple[Reason, ...],
        Column("Further reasons", "As assessed, the weightiest first", kind="reasons", labels=REASON_LABELS),
    ] = ()
    began_in: Annotated[Phase | None, Column("Began in", "The phase in which the loss began")] = None
    surfaced_in: Annotated[Phase | None, Column("Surfaced in", "The phase in which it came to light")] = None
    preventable: Annotated[Preventable | None, Column("Preventable", "Whether we could have kept them")] = (
        None
    )
    preventable_why: Annotated[str, Column("Preventable, why", "What makes us think so", kind="note")] = ""
    replaced_by: Annotated[Replacement | None, Column("Replaced by", "What they use now")] = None
    competitor: Annotated[str, Column("Competitor", "Its name, where there is one", masked="apart")] = ""
    competitor_confirmed: Annotated[
        bool | None,
        Column("Competitor confirmed", "Two sources name it; no where it is only claimed"),
    ] = None
    champion_left: Annotated[
        bool | None, Column("Champion left", "Whether who spoke for us inside had gone")
    ] = None
    champion_left_on: Annotated[date | None, Column("Champion left on", "The day they went")] = None
    successor_engaged: Annotated[
        bool | None, Column("Successor engaged", "Whether whoever followed was won over")
    ] = None
    first_signal: Annotated[str, Column("First signal", "What could have been seen first", kind="note")] = ""
    first_signal_on: Annotated[date | None, Column("First signal on", "The day it could be seen")] = None
    flagged_on: Annotated[date | None, Column("Flagged", "The day somebody of us raised it")] = None
    acted_on: Annotated[date | None, Column("Acted", "The day we did something about it")] = None
    save_attempts: tuple[SaveAttempt, ...] = ()
    change_mind: Annotated[str, Column("Change mind", "What could have changed their mind", kind="note")] = ""
    do_differently: Annotated[str, Column("Do differently", "What we would do otherwise", kind="note")] = ""
    fix: Annotated[str, Column("Fix", "The one thing that is mended because of it", kind="note")] = ""
    fix_owner: Annotated[str, Column("Fix owner", "Who of us mends it", masked="ours")] = ""
    fix_due_on: Annotated[date | None, Column("Fix due", "The day it is to be mended by")] = None
    win_back: Annotated[WinBack | None, Column("Win back", "How likely they come back")] = None
    win_back_trigger: Annotated[
        str, Column("Win back trigger", "What would bring them back", kind="note")
    ] = ""
    win_back_on: Annotated[date | None, Column("Win back on", "The day to ask them again")] = None
    fix_done_on: Annotated[date | None, Column("Fix done", "The day it was mended")] = None
    story: OfStory = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A tagged passage of a note."""

    start: Annotated[
        int, Column("Starts at", "Characters of the notes before it", name="starts_at", stored="starts_at",
                    required=True)
    ]  # fmt: skip
    """In code points from the beginning of the notes."""
    end: Annotated[
        int, Column("Ends at", "Characters of the notes up to its end", name="ends_at", stored="ends_at",
                    required=True)
    ]  # fmt: skip
    """The first one outside."""
    quote: Annotated[str, Column("Quote", "The words themselves", kind="note", required=True, searched=True)]
    """The words between, so that the passage says itself where the notes are not at hand."""
    themes: Annotated[tuple[str, ...], Column("Themes", "What it is about, as tags", kind="names")] = ()
    id: int | None = None
    """None for one that is not in the book yet."""
    theirs: Annotated[
        bool,
        Column("Their words", "Whether they said it so and may be quoted to themselves", name="their_words"),
    ] = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A recurring cause, found by tagging what logos said."""

    id: int
    name: Annotated[
        str, Column("Name", "What it is called", name="theme", required=True, searched=True, masked="shown")
    ]
    description: Annotated[str, Column("Description", "When it is meant", kind="note")] = ""
    parent_id: Annotated[
        int | None, Column("Part of", "The wider theme it belongs to", name="parent", kind="self")
    ] = None
    archived: Annotated[bool, Column("Archived", "No longer offered when tagging")] = False
    """Left out of the figures' tables; its tags stay."""
    colour: Annotated[str, Column("Colour", "Red, orange, yellow, green, cyan, blue, violet or pink")] = ""
    """One of `THEME_COLOURS`, or empty for none."""
    locked: Annotated[bool, Column("Locked", "It can be used, but not changed")] = False
    """Neither renamed, moved, merged, split nor removed."""


class Naming(NamedTuple):
    """That a theme was named in a note of any kind, on the whole of it or in a passage.

    A tuple with names, because a book has a hundred thousand.
    """

    note: NoteKind
    note_id: int
    logo_id: int
    day: date | None
    """The day it was said, where the note has one."""
    theme_id: int


@dataclass(frozen=True, slots=True)
class Initiative:
    """Work that answers themes."""

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="initiative_id"),
    ]
    name: Annotated[
        str, Column("Name", "What will be different", required=True, shareable=True, masked="shown")
    ]
    status: Annotated[InitiativeStatus, Column("Status", "How far it is", required=True, shareable=True)]
    owner: Annotated[str, Column("Owner", "Who of us answers for it", masked="ours")] = ""
    due_on: Annotated[
        date | None, Column("Due", "The day it is to ship", toward="future", shareable=True)
    ] = None
    shipped_on: Annotated[date | None, Column("Shipped", "The day it shipped", shareable=True)] = None
    themes: Annotated[tuple[str, ...], Column("Themes", "The themes it answers", kind="names")] = ()
    note: Annotated[str, Column("Note", "What else there is to say", kind="note")] = ""
    shareable: Annotated[
        bool, Column("Shareable", "Whether a logo may read of it in its brief; not unless it is said")
    ] = False


@dataclass(frozen=True, slots=True)
class WinBackCall:
    """What came of asking a lost logo back; a logo has one, the latest."""

    logo_id: OfLogo
    called_on: Annotated[date | None, Column("Called", "The day we asked")] = None
    outcome: Annotated[WinBackOutcome | None, Column("Outcome", "What they said")] = None
    note: Annotated[str, Column("Note", "What else was said", kind="note")] = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A contradiction somebody has found right as it is."""

    kind: Annotated[str, Column("Kind", "Which kind of contradiction", required=True)]
    about: Annotated[str, Column("About", "The rows and days that contradict each other", required=True)]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A support request."""

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="ticket_id"),
    ]
    logo_id: OfLogo
    opened_on: Annotated[date, Column("Opened", "The day it came in", required=True, shareable=True)]
    closed_on: Annotated[date | None, Column("Closed", "The day it was answered", shareable=True)]
    priority: Annotated[
        str, Column("Priority", "How urgent they said it was", shareable=True, offers=TICKET_PRIORITIES)
    ]
    subject: Annotated[str, Column("Subject", "What it was about", searched=True, shareable=True)]
    themes: Annotated[tuple[str, ...], Column("Themes", "What it named, as tags", kind="names")] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """One answer to a survey (NPS, CSAT)."""

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="survey_id"),
    ]
    logo_id: OfLogo
    customer_id: Annotated[int | None, Column("Customer", "Who of them answered", kind="customer")]
    day: Annotated[date, Column("Day", "When they answered", required=True, shareable=True)]
    kind: Annotated[str, Column("Kind", "Which survey: NPS, CSAT", shareable=True, offers=SURVEY_KINDS)]
    score: Annotated[int | None, Column("Score", "The number given", signed=True, shareable=True)]
    comment: Annotated[str, Column("Comment", "What they wrote", kind="note", searched=True, shareable=True)]
    themes: Annotated[tuple[str, ...], Column("Themes", "What it named, as tags", kind="names")] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """How often a customer did something on one day."""

    logo_id: OfLogo
    customer_id: Annotated[
        int | None, Column("Customer", "Who did it; blank where nobody knows", kind="customer")
    ]
    action_id: Annotated[
        int, Column("Action", "What was done", name="action", kind="action", required=True, shareable=True)
    ]
    day: Annotated[date, Column("Day", "The day it was done", required=True, shareable=True)]
    n: Annotated[int, Column("Count", "How often; once where blank", name="count", shareable=True)]
