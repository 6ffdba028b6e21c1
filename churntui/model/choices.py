"""The codes a field may have, and how each reads: closed lists, to which a code is added and never renamed."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal["held", "declined", "no_answer", "not_asked"]

STATUSES: tuple[Status, ...] = get_args(Status)

STATUS_LABELS: dict[Status, str] = {
    "held": "held",
    "declined": "declined",
    "no_answer": "no answer",
    "not_asked": "not asked",
}
"""How an interview's status reads."""

Reason = Literal[
    "involuntary",
    "out_of_business",
    "acquired",
    "no_decision",
    "budget",
    "champion_left",
    "onboarding",
    "adoption",
    "roi_value",
    "future_roi",
    "expectations",
    "undervalued",
    "product_fit",
    "quality_support",
    "price",
    "packaging",
    "competitor",
    "other",
]

REASONS: tuple[Reason, ...] = get_args(Reason)

REASON_LABELS: dict[Reason, str] = {
    "involuntary": "involuntary",
    "out_of_business": "out of business",
    "acquired": "acquired",
    "no_decision": "no decision",
    "budget": "budget",
    "champion_left": "champion left",
    "onboarding": "onboarding",
    "adoption": "adoption",
    "roi_value": "value (ROI)",
    "future_roi": "future value",
    "expectations": "expectations",
    "undervalued": "felt undervalued",
    "product_fit": "product fit",
    "quality_support": "quality, support",
    "price": "price",
    "packaging": "packaging",
    "competitor": "competitor",
    "other": "other",
}
"""How a reason reads."""

LossKind = Literal["full", "downgrade", "product_dropped"]

LOSS_KINDS: tuple[LossKind, ...] = get_args(LossKind)

RespondentRole = Literal["economic_buyer", "champion", "admin", "user", "procurement"]

RESPONDENT_ROLES: tuple[RespondentRole, ...] = get_args(RespondentRole)

Confidence = Literal["high", "medium", "low"]

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)

Phase = Literal["sales", "onboarding", "adoption", "value", "renewal"]

PHASES: tuple[Phase, ...] = get_args(Phase)
"""Where a loss began, and where it surfaced."""

Preventable = Literal["yes", "possibly", "no", "unknown"]

PREVENTABLES: tuple[Preventable, ...] = get_args(Preventable)

Replacement = Literal["named", "in_house", "spreadsheet", "nothing", "unknown"]

REPLACEMENTS: tuple[Replacement, ...] = get_args(Replacement)
"""What the logo uses now; `named` is a competitor with a name."""

WinBack = Literal["likely", "possible", "unlikely"]

WIN_BACKS: tuple[WinBack, ...] = get_args(WinBack)

WinBackOutcome = Literal["back", "talking", "later", "no"]

WIN_BACK_OUTCOMES: tuple[WinBackOutcome, ...] = get_args(WinBackOutcome)

Stage = Literal["open", "verbal", "at_risk", "won", "lost"]

STAGES: tuple[Stage, ...] = get_args(Stage)

STAGE_LABELS: dict[Stage, str] = {stage: stage.replace("_", " ") for stage in STAGES}
"""Each stage as people read it."""

Story = Literal["ours", "shareable"]
"""What a note that is a success story may be used for; a note that is none has no mark."""

STORIES: tuple[Story, ...] = get_args(Story)

STORY_LABELS: dict[Story, str] = {"ours": "for us alone", "shareable": "may be told"}

STORY_WORDS = {
    "yes": "ours", "y": "ours", "true": "ours", "1": "ours", "internal": "ours", "us": "ours",
    "share": "shareable", "shared": "shareable", "public": "shareable",
}  # fmt: skip
"""What else files say: of one that is only said to be a story, nobody has said that it may be told."""

Stance = Literal["supportive", "neutral", "critical"]

STANCES: tuple[Stance, ...] = get_args(Stance)
"""How a person stands to us."""

PERSON_ROLES = ("economic buyer", "champion", "admin", "user")
"""The roles that are offered for a person; any other words will do."""

SURVEY_KINDS = ("nps", "csat")
"""The surveys that are offered; any other word will do."""

TICKET_PRIORITIES = ("low", "normal", "high", "urgent")
"""The priorities that are offered; any other words will do."""

TalkHow = Literal["call", "mail", "meeting", "other"]

TALK_HOWS: tuple[TalkHow, ...] = get_args(TalkHow)

ReviewKind = Literal["qbr", "ebr", "check_in"]

REVIEW_KINDS: tuple[ReviewKind, ...] = get_args(ReviewKind)

REVIEW_LABELS: dict[ReviewKind, str] = {"qbr": "QBR", "ebr": "EBR", "check_in": "check-in"}
"""How a kind of review reads."""

BriefKind = Literal["qbr", "ebr"]
"""For whom a brief is: the champion's business review, or the executive's, on one page."""

BRIEF_KINDS: tuple[BriefKind, ...] = get_args(BriefKind)

BRIEF_LABELS: dict[BriefKind, str] = {kind: REVIEW_LABELS[kind] for kind in BRIEF_KINDS}

BriefSection = Literal[
    "decide", "goals", "promises", "use", "proof", "trouble", "told", "roadmap", "next", "question"
]
"""The sections of what a logo is shown, in their order."""

BRIEF_SECTIONS: tuple[BriefSection, ...] = get_args(BriefSection)

BRIEF_SECTION_LABELS: dict[BriefSection, str] = {
    "decide": "What we ask you to decide",
    "goals": "Goals",
    "promises": "What we promised each other",
    "use": "How you use it",
    "proof": "What it has changed",
    "trouble": "What did not go well",
    "told": "What you told us",
    "roadmap": "Roadmap",
    "next": "Next quarter",
    "question": "A question for you",
}
"""How a section is called where somebody chooses one."""

PointState = Literal["accepted", "edited", "dropped", "added"]
"""What somebody has done about a point of a brief; one nobody touched has none."""

POINT_STATES: tuple[PointState, ...] = get_args(PointState)

Language = Literal["en", "de", "es", "pl", "uk", "ru", "zh"]
"""What a brief can be written in (ISO 639-1)."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

LANGUAGE_LABELS: dict[Language, str] = {
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "pl": "Polish",
    "uk": "Ukrainian",
    "ru": "Russian",
    "zh": "Chinese",
}

CommitmentState = Literal["open", "done", "partly", "missed"]

COMMITMENT_STATES: tuple[CommitmentState, ...] = get_args(CommitmentState)

UNSETTLED: frozenset[CommitmentState] = frozenset({"open", "partly"})
"""Something is still to come of it."""

PaymentOutcome = Literal["paid", "failed", "refunded", "disputed", "pending"]

PAYMENT_OUTCOMES: tuple[PaymentOutcome, ...] = get_args(PaymentOutcome)

NOT_PAID: frozenset[PaymentOutcome] = frozenset({"failed", "disputed"})
"""Somebody has to ask for it."""

PAYMENT_WORDS: dict[str, PaymentOutcome] = {
    "succeeded": "paid",
    "success": "paid",
    "successful": "paid",
    "captured": "paid",
    "settled": "paid",
    "complete": "paid",
    "completed": "paid",
    "declined": "failed",
    "failure": "failed",
    "unpaid": "failed",
    "past_due": "failed",
    "uncollectible": "failed",
    "bounced": "failed",
    "returned": "failed",
    "refund": "refunded",
    "partially_refunded": "refunded",
    "chargeback": "disputed",
    "charged_back": "disputed",
    "open": "pending",
    "processing": "pending",
}
"""What billing systems call an outcome, and which of ours it is."""

SENTIMENT_LABELS: dict[int, str] = {
    1: "1 worried",
    2: "2 uneasy",
    3: "3 neutral",
    4: "4 content",
    5: "5 delighted",
}
"""How we see a logo, as it reads."""

ProofMeasure = Literal["activity", "by_hand"]

PROOF_MEASURES: tuple[ProofMeasure, ...] = get_args(ProofMeasure)

PROOF_MEASURE_LABELS: dict[ProofMeasure, str] = {"activity": "product activity", "by_hand": "by hand"}
"""How a proof of value is measured, as it reads."""

ProofSide = Literal["target", "control"]

PROOF_SIDES: tuple[ProofSide, ...] = get_args(ProofSide)
"""The groups of a proof of value."""

NoteKind = Literal["interview", "review", "talk", "survey", "ticket"]

NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
"""What can be tagged with themes: each is the table of the book its notes stand in."""

Fit = Literal["good", "poor"]

FITS: tuple[Fit, ...] = get_args(Fit)

InitiativeStatus = Literal["planned", "in_progress", "shipped", "dropped"]

INITIATIVE_STATUSES: tuple[InitiativeStatus, ...] = get_args(InitiativeStatus)

THEME_COLOURS = ("red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink")
"""The names a theme's colour has; what each looks like is the screen's to say."""

FORECAST_PERCENT: dict[Stage, int] = {"open": 70, "verbal": 90, "at_risk": 25, "won": 100, "lost": 0}
"""The share of a contract's ARR a called stage is forecast at, in percent (field.md §6 defaults)."""

SaveStage = Literal["at_risk", "plan_in_place", "saving", "recovered", "lost"]
"""How far an attempt to keep a logo is, in the order in which it goes on; the last two close it."""

SAVE_STAGES: tuple[SaveStage, ...] = get_args(SaveStage)

SAVE_STAGE_LABELS: dict[SaveStage, str] = {stage: stage.replace("_", " ") for stage in SAVE_STAGES}
"""How a stage of an attempt reads."""

CLOSED_STAGES: frozenset[SaveStage] = frozenset({"recovered", "lost"})
"""The attempt is over."""

OfferKind = Literal[
    "discount", "terms", "plan_change", "training", "roadmap", "service", "executive_call", "other"
]
"""What kind of thing is offered to keep a logo."""

OFFER_KINDS: tuple[OfferKind, ...] = get_args(OfferKind)

OFFER_KIND_LABELS: dict[OfferKind, str] = {
    "discount": "discount",
    "terms": "terms",
    "plan_change": "another plan",
    "training": "training",
    "roadmap": "roadmap",
    "service": "service",
    "executive_call": "executive call",
    "other": "other",
}
"""How a kind of offer reads."""

OUTCOMES_SAVED = frozenset({"saved", "recovered", "won", "kept", "stayed"})
"""Outcomes of an attempt, as people type them, that mean the logo stayed."""

OUTCOMES_LOST = frozenset({"lost", "failed", "left", "refused"})
"""Outcomes that mean the logo left; after any other, or none, the attempt is still open."""
