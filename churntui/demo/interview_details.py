"""What stands beside the notes of the interviews: the judgement, the save attempts, and the passages with themes."""

from __future__ import annotations

from churntui.demo.exit_facts import ExitFacts, on
from churntui.demo.facts_east import FACTS as EAST
from churntui.demo.facts_english import FACTS as ENGLISH
from churntui.demo.facts_west import FACTS as WEST
from churntui.demo.interviews import Held
from churntui.demo.passages import PASSAGES
from churntui.demo.table import Cell, Table, row

EXIT_FACTS: dict[str, ExitFacts] = {facts.key: facts for facts in (*ENGLISH, *WEST, *EAST)}


def details_table(held: list[Held]) -> Table:
    """`interview_details.csv`."""
    answers = []
    for one in held:
        facts = EXIT_FACTS[one.account.profile.key]
        answers.append(
            _talk(one, facts) | _judgement(one, facts) | _warning(one, facts) | _learnt(one, facts)
        )
    return Table(tuple(answers[0]), [row(*answer.values()) for answer in answers])


def _talk(one: Held, facts: ExitFacts) -> dict[str, Cell]:
    """How it came to the loss, and who talked with whom about it."""
    interviewer = facts.interviewer or one.account.owner
    return {
        "interview_id": one.ref,
        "kind": facts.kind,
        "notice_on": on(one.held_on, facts.notice),
        "decided_on": on(one.held_on, facts.decided),
        "decision_basis": facts.basis,
        "interviewer": interviewer,
        "by_account_owner": interviewer == one.account.owner,
        "respondent": facts.respondent,
        "respondent_role": facts.role,
        "channel": facts.channel,
    }


def _judgement(one: Held, facts: ExitFacts) -> dict[str, Cell]:
    """Why they left, what for, and whether it had to be."""
    return {
        "stated_code": facts.stated,
        "confidence": facts.confidence,
        "secondary_reasons": ";".join(facts.secondary),
        "began_in": facts.began,
        "surfaced_in": facts.surfaced,
        "preventable": facts.preventable,
        "preventable_why": facts.why,
        "replaced_by": facts.replaced_by,
        "competitor": facts.competitor,
        "competitor_confirmed": facts.confirmed,
        "champion_left": facts.champion_left is not None,
        "champion_left_on": on(one.held_on, facts.champion_left),
        "successor_engaged": facts.successor,
    }


def _warning(one: Held, facts: ExitFacts) -> dict[str, Cell]:
    """What could be seen before, and how soon it was."""
    first, flagged, acted = (on(one.held_on, days) for days in facts.warned)
    return {
        "first_signal": facts.signal,
        "first_signal_on": first,
        "flagged_on": flagged,
        "acted_on": acted,
    }


def _learnt(one: Held, facts: ExitFacts) -> dict[str, Cell]:
    """What is done differently from now on, and when to ask again."""
    fix, fix_owner, fix_due = facts.fix
    return {
        "change_mind": facts.change_mind,
        "do_differently": facts.differently,
        "fix": fix,
        "fix_owner": fix_owner,
        "fix_due_on": on(one.held_on, fix_due),
        "win_back": facts.win_back,
        "win_back_trigger": facts.trigger,
        "win_back_on": on(one.held_on, facts.back),
    }


def attempts_table(held: list[Held]) -> Table:
    """`save_attempts.csv`."""
    rows = [
        row(
            one.ref,
            on(one.held_on, attempt.day),
            attempt.owner or one.account.owner,
            attempt.offer,
            attempt.response,
            attempt.outcome,
        )
        for one in held
        for attempt in EXIT_FACTS[one.account.profile.key].attempts
    ]
    return Table(("interview_id", "day", "owner", "offer", "response", "outcome"), rows)


def highlights_table(held: list[Held]) -> Table:
    """`highlights.csv`: each passage at the one place where its words stand in the note."""
    rows = []
    for one in held:
        for quote, themes in PASSAGES[one.account.profile.key]:
            starts_at = one.text.index(quote)
            rows.append(row(one.ref, starts_at, starts_at + len(quote), quote, ";".join(themes)))
    return Table(("interview_id", "starts_at", "ends_at", "quote", "themes"), rows)
