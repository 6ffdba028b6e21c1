"""Facts of a brief by hand, all of one made-up logo as of one day, and what is said of them in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from churntui.briefs.facts import Compared, Point, Shared, Use, Window, quarters
from churntui.briefs.language import Wording, wording
from churntui.metrics.goals import Progress, progress
from churntui.metrics.proofs import Difference, Group, ProofResult, Verdict
from churntui.model.living import Commitment, Goal, GoalValue, Review
from churntui.model.proofs import Proof
from churntui.model.rows import Initiative, Logo, Survey, Ticket

AS_OF = date(2026, 11, 21)
THROUGH = date(2026, 11, 20)
EN = wording("en")

QUARTER, BEFORE = quarters(THROUGH)
MONTH = Window.trailing(THROUGH, 28)


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def facts(**values: object) -> Shared:
    return Shared(**{"logo": Logo(1, "L1", "Acme"), "as_of": AS_OF} | values)


Composes = Callable[[Shared, Wording], Iterable[Point]]


def points(of: Composes, **values: object) -> list[Point]:
    return list(of(facts(**values), EN))


def said(of: Composes, **values: object) -> list[tuple[str, str]]:
    """What each point says, and what follows from it."""
    return [(point.text, point.so_what) for point in points(of, **values)]


def texts(of: Composes, **values: object) -> list[str]:
    return [point.text for point in points(of, **values)]


def keys(of: Composes, **values: object) -> list[str]:
    return [point.key for point in points(of, **values)]


def goal(*values: tuple[date, float], as_of: date = AS_OF, **told: object) -> Progress:
    """Handover time, to fall from 20 to 5 minutes by March, unless told otherwise."""
    usual = {
        "id": 1, "ref": "G1", "logo_id": 1, "goal": "Handover", "unit": "min", "start_value": 20.0, "target_value": 5.0,
        "due_on": date(2027, 3, 1),
    }  # fmt: skip
    measured = [GoalValue(nth, 1, day, value) for nth, (day, value) in enumerate(values)]
    return progress(Goal(**usual | told), measured, as_of=as_of, signed_on=date(2026, 3, 1))


def promise(what: str = "Send the list", **told: object) -> Commitment:
    usual = {"id": 1, "ref": "P1", "logo_id": 1, "review_id": None, "what": what}
    return Commitment(**usual | told)


def review(agreed: str, held_on: date, ref: str = "R1") -> Review:
    return Review(1, ref, 1, held_on=held_on, agreed=agreed)


def compared(now: int, before: int | None = None, year: int | None = None) -> Compared:
    """Of the quarter."""
    return Compared(now, QUARTER, before, BEFORE, year)


def reach(now: int, before: int | None = None, year: int | None = None) -> Compared:
    """Of active people."""
    return Compared(now, MONTH, before, MONTH.back(91), year)


def use(**told: object) -> Use:
    usual = {
        "since": date(2024, 1, 1), "through": THROUGH, "quarter": compared(100, 100), "month": compared(50, 50),
        "reach": reach(6, 6), "seats": 10, "actions": (),
    }  # fmt: skip
    return Use(**usual | told)


def ticket(opened_on: date, closed_on: date | None = None, subject: str = "", ref: str = "T1") -> Ticket:
    return Ticket(1, ref, 1, opened_on, closed_on, "high", subject)


def survey(
    day: date, score: int | None, kind: str = "nps", comment: str = "", customer: int | None = None
) -> Survey:
    return Survey(1, f"S{day}", 1, customer, day, kind, score, comment)


def initiative(status: str = "planned", ref: str = "N1", row: int = 1, **told: object) -> Initiative:
    usual = {"id": row, "ref": ref, "name": "Sign-on", "status": status}
    return Initiative(**usual | told)


def proof(verdict: Verdict, difference: Difference | None = None, **told: object) -> ProofResult:
    """Training from 1 September on: six people with it and six without, 28 days before and after."""
    usual = {
        "id": 1,
        "ref": "V1",
        "logo_id": 1,
        "name": "Training",
        "starts_on": date(2026, 9, 1),
        "days": 28,
    }
    return ProofResult(
        Proof(**usual | told), "", Group(6, 2.0, 5.0), Group(6, 2.0, 2.5), difference, verdict, None, None
    )
