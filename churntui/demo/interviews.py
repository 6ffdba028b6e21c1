"""The exit interviews as rows: notes, what was recorded beside them, attempts to save the logo, and marked passages.

Logos that left and have no file in `texts/interviews/` are the silent losses that coverage must show.
"""

from __future__ import annotations

from datetime import date

from churntui.demo.logos import Account
from churntui.demo.notes import Interview, Refusal, marked, told, unwrapped
from churntui.demo.table import Cells, Table, dated


def interview_tables(book: list[Account]) -> dict[str, Table]:
    """The tables of the interviews by name."""
    interviews: list[Cells] = []
    details: list[Cells] = []
    attempts: list[Cells] = []
    highlights: list[Cells] = []
    for place, (ended_on, account) in enumerate(_ended(book), start=1):
        interview = told()[account.key]
        ids: Cells = {"interview_id": f"I{place:03}", "logo_id": account.ref, "effective_on": ended_on}
        if isinstance(interview, Refusal):
            interviews.append({**ids, **_refused(interview, account)})
            continue
        answers = {**ids, **_answers(interview, account, ended_on)}
        interviews.append(answers)
        details.append(answers)
        beside: Cells = {**ids, "owner": account.logo.owner, "outcome": "lost"}
        attempts += [{**beside, **dated(each, interview.held_on(ended_on))} for each in interview.attempts]
        text, file = interview.text(ended_on), f"interviews/{account.key}.md: passages"
        highlights += [{**ids, **each} for each in marked(interview.passages, text, file)]
    return {
        "interviews": Table.of("interviews", interviews),
        "interview_details": Table.of("interview_details", details),
        "save_attempts": Table.of("save_attempts", attempts),
        "highlights": Table.of("highlights", highlights),
    }


def _ended(book: list[Account]) -> list[tuple[date, Account]]:
    """The asked logos by the end of their service; those of which a part went stand last."""
    asked = [account for account in book if account.key in told()]
    whole = [(account.left_on, account) for account in asked if account.left_on is not None]
    partial = [(_part_ended(account), account) for account in asked if account.left_on is None]
    return sorted(whole, key=lambda ended: ended[0]) + partial


def _part_ended(account: Account) -> date:
    """The end of the add-on that was dropped, or of the term before the seats became fewer."""
    part = account.pack or account.chain[-2]
    return part.ends_on or account.joined_on


def _refused(refusal: Refusal, account: Account) -> Cells:
    """What is known without an interview; a poor fit is no loss to regret."""
    regrettable = account.logo.fit == "good"
    return {"status": refusal.status, "regrettable": regrettable, "notes": unwrapped(refusal.notes)}


def _answers(interview: Interview, account: Account, ended_on: date) -> Cells:
    """What was recorded of an interview, and what follows from it."""
    held_on = interview.held_on(ended_on)
    interviewer = interview.answers.get("interviewer", account.logo.owner)
    return {
        "status": "held",
        "held_on": held_on,
        "kind": "full",
        "voluntary": True,
        "regrettable": True,
        "interviewer": interviewer,
        "by_account_owner": interviewer == account.logo.owner,
        "champion_left": "champion_left_on" in interview.answers,
        **dated(interview.answers, held_on),
        "notes": interview.text(ended_on),
    }
