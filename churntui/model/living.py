"""What is kept of a living logo: talks, reviews, next steps, goals, promises, milestones, payments, how we see it.

Declared as the nouns of `rows` are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from churntui.model.choices import (
    BRIEF_LABELS,
    PAYMENT_WORDS,
    REVIEW_LABELS,
    BriefKind,
    BriefSection,
    CommitmentState,
    PaymentOutcome,
    PointState,
    ReviewKind,
    TalkHow,
)
from churntui.model.rows import OfLogo, OfStory
from churntui.model.schema import Column

MOST_LIKELY = 10
"""The likelihood to renew goes from 0 to this."""

LEAST_SENTIMENT, MOST_SENTIMENT = 1, 5
"""How we see a logo goes from the one, the worst, to the other."""


@dataclass(frozen=True, slots=True)
class Talk:
    """That we spoke with somebody of the logo, and what was said."""

    id: int
    ref: Annotated[str, Column("Id", "Its id where it comes from; left blank, one is made", name="talk_id")]
    logo_id: OfLogo
    person_id: Annotated[int | None, Column("Person", "Whom of them we spoke with", kind="person")]
    day: Annotated[date, Column("Day", "The day we spoke", required=True)]
    how: Annotated[TalkHow, Column("How", "Call, mail, meeting or other")] = "call"
    both_ways: Annotated[bool, Column("Both ways", "Whether they answered; no where only we spoke")] = True
    author: Annotated[str, Column("Author", "Who of us spoke", masked="ours")] = ""
    themes: Annotated[tuple[str, ...], Column("Themes", "What they named, as tags", kind="names")] = ()
    notes: Annotated[str, Column("Notes", "What was said", kind="note", searched=True)] = ""
    story: OfStory = None


@dataclass(frozen=True, slots=True)
class Review:
    """A business review with a living logo: what they said, how likely they renew, what was agreed."""

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="review_id"),
    ]
    logo_id: OfLogo
    kind: Annotated[ReviewKind, Column("Kind", "Which review it was", labels=REVIEW_LABELS)] = "qbr"
    held_on: Annotated[date | None, Column("Held", "The day it was held", shareable=True)] = None
    attendees: Annotated[str, Column("Attendees", "Who took part")] = ""
    likelihood: Annotated[
        int | None,
        Column("Likelihood", "How likely they are to renew, from 0 to 10, as they put it", most=MOST_LIKELY),
    ] = None
    likelihood_by: Annotated[str, Column("Likelihood by", "Who of them said how likely it is")] = ""
    reason: Annotated[
        str, Column("Reason", "Why they are that likely to renew", kind="note", searched=True)
    ] = ""
    agreed: Annotated[
        str, Column("Agreed", "What was agreed", kind="note", searched=True, shareable=True)
    ] = ""
    author: Annotated[str, Column("Author", "Who of us held it", masked="ours")] = ""
    themes: Annotated[tuple[str, ...], Column("Themes", "What they named, as tags", kind="names")] = ()
    notes: Annotated[str, Column("Notes", "What was said", kind="note", searched=True)] = ""
    story: OfStory = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one of us does next for a logo."""

    id: int
    ref: Annotated[str, Column("Id", "Its id where it comes from; left blank, one is made", name="step_id")]
    logo_id: OfLogo
    contract_id: Annotated[
        int | None, Column("Contract", "The contract whose renewal it is for", kind="contract")
    ]
    what: Annotated[str, Column("What", "What is to be done", required=True)]
    owner: Annotated[str, Column("Owner", "Who of us does it", masked="ours")] = ""
    due_on: Annotated[date | None, Column("Due", "The day it is to be done", toward="future")] = None
    done_on: Annotated[date | None, Column("Done", "The day it was done")] = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the logo wants to reach with the product, and by when."""

    id: int
    ref: Annotated[str, Column("Id", "Its id where it comes from; left blank, one is made", name="goal_id")]
    logo_id: OfLogo
    goal: Annotated[str, Column("Goal", "What they want to reach", required=True, shareable=True)]
    why: Annotated[str, Column("Why", "Why they bought", kind="note", shareable=True)] = ""
    unit: Annotated[str, Column("Unit", "What is counted: days, %, €", shareable=True, masked="shown")] = ""
    start_value: Annotated[float | None, Column("Start", "Where they began", signed=True, shareable=True)] = (
        None
    )
    target_value: Annotated[
        float | None, Column("Target", "Where they want to be", signed=True, shareable=True)
    ] = None
    due_on: Annotated[
        date | None, Column("Due", "The day it is to be reached", toward="future", shareable=True)
    ] = None


@dataclass(frozen=True, slots=True)
class GoalValue:
    """How far a goal was on a day."""

    id: int
    goal_id: Annotated[int, Column("Goal", "Which goal was measured", kind="goal", required=True)]
    day: Annotated[date, Column("Day", "The day it was measured", required=True, shareable=True)]
    value: Annotated[
        float,
        Column("Value", "What was measured, in the goal's unit", required=True, signed=True, shareable=True),
    ]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one side has promised the other."""

    id: int
    ref: Annotated[
        str,
        Column("Id", "Its id where it comes from; left blank, one is made", name="commitment_id"),
    ]
    logo_id: OfLogo
    review_id: Annotated[int | None, Column("Review", "The review it was promised in", kind="review")]
    what: Annotated[str, Column("What", "What is promised", required=True, shareable=True)]
    by_us: Annotated[bool, Column("By us", "Whether we promised it; no where they did", shareable=True)] = (
        True
    )
    owner: Annotated[str, Column("Owner", "Who answers for it", shareable=True)] = ""
    due_on: Annotated[
        date | None, Column("Due", "The day it is promised for", toward="future", shareable=True)
    ] = None
    state: Annotated[CommitmentState, Column("State", "What came of it", shareable=True)] = "open"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of getting started that the logo is to have taken by a day."""

    id: int
    logo_id: OfLogo
    milestone: Annotated[
        str, Column("Milestone", "What is reached then: kicked off, first use, first goal met", required=True)
    ]
    due_on: Annotated[date | None, Column("Due", "The day it is to be reached", toward="future")] = None
    done_on: Annotated[date | None, Column("Done", "The day it was reached")] = None

    def is_late(self, as_of: date) -> bool:
        """Whether its day has passed, and nobody has said that it was reached."""
        is_done = self.done_on is not None and self.done_on <= as_of
        return not is_done and self.due_on is not None and self.due_on < as_of


@dataclass(frozen=True, slots=True)
class Payment:
    """That a logo paid, or was to pay and what came of it."""

    id: int
    ref: Annotated[
        str, Column("Id", "Its id where it comes from; left blank, one is made", name="payment_id")
    ]
    logo_id: OfLogo
    day: Annotated[date, Column("Day", "The day it was paid, or was tried", required=True)]
    outcome: Annotated[PaymentOutcome, Column("Outcome", "What came of it", also=PAYMENT_WORDS)] = "paid"
    card_expires_on: Annotated[
        date | None,
        Column("Card expires", "The last day of the card behind it; blank for none", toward="future"),
    ] = None


@dataclass(frozen=True, slots=True)
class Sentiment:
    """How one of us sees a logo on a day; a later one counts."""

    id: int
    logo_id: OfLogo
    day: Annotated[date, Column("Day", "The day it was seen so", required=True)]
    score: Annotated[
        int,
        Column("Sentiment", "How we see them, from 1 (worried) to 5 (delighted)", most=MOST_SENTIMENT,
               required=True),
    ]  # fmt: skip
    author: Annotated[str, Column("Author", "Who of us sees it so", masked="ours")] = ""


@dataclass(frozen=True, slots=True)
class KeptBrief:
    """A brief for a business review: in preparation, of which a logo has one, or as it was sent."""

    id: int
    ref: Annotated[str, Column("Id", "Its id where it comes from; left blank, one is made", name="brief_id")]
    logo_id: OfLogo
    kind: Annotated[BriefKind, Column("Kind", "For whom it is", labels=BRIEF_LABELS)] = "qbr"
    meets_on: Annotated[date | None, Column("Meeting", "The day we meet", toward="future")] = None
    review_id: Annotated[int | None, Column("Review", "The review it was shown in", kind="review")] = None
    sent_on: Annotated[
        date | None, Column("Sent", "The day it was sent; blank while it is in preparation")
    ] = None
    contents: Annotated[str, Column("Contents", "What was sent, as Markdown", kind="note")] = ""


@dataclass(frozen=True, slots=True)
class KeptPoint:
    """What somebody has done about one point of a brief; a point nobody touched is not kept, it is proposed anew."""

    id: int
    brief_id: Annotated[int, Column("Brief", "The brief it stands in", kind="brief", required=True)]
    key: Annotated[
        str,
        Column(
            "Point",
            "The facts it was proposed by, or one of your own",
            name="point",
            required=True,
        ),
    ]
    section: Annotated[BriefSection, Column("Section", "Where it stands", required=True)]
    state: Annotated[PointState, Column("State", "What was done about it", required=True)]
    position: Annotated[
        int | None, Column("Place", "Where in its section, from the top; blank where its rank says so")
    ] = None
    text: Annotated[str, Column("Text", "What it says, as edited or added", kind="note")] = ""
    so_what: Annotated[str, Column("So what", "What follows from it", kind="note")] = ""
    proposed: Annotated[
        str, Column("Proposed", "What was proposed when it was edited: with other figures now, it is stale",
                    kind="note")
    ] = ""  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnValue:
    """What a logo has in a field of the user's own."""

    id: int
    logo_id: OfLogo
    field: Annotated[str, Column("Field", "What the field is called", required=True, masked="shown")]
    value: Annotated[str, Column("Value", "What stands in it", required=True, searched=True)]
