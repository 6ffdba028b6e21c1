"""What can be added to a logo, by a letter each: of all that its page tells, or of what one section holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from churntui.plain import money
from churntui.ui.kit.choosing import Answer, Choose
from churntui.ui.kit.safe import cut
from churntui.ui.logos.proof_page import add_proof
from churntui.ui.parts import forms
from churntui.ui.parts.attempts import begin as begin_attempt
from churntui.ui.parts.contract_adding import add_contract
from churntui.ui.shell.base import BookApp, Work
from churntui.ui.shell.chosen import Chosen

_LONGEST = 32

_FIRST = "v"
"""The letter of what a section offers beside."""

_RETURN = "Return on what it costs, in a year"
"""What the goal is called that holds what they expect to gain."""

_Way = tuple[str, str, Callable[[BookApp, int], Work]]
"""What it is called, what follows from it, and what is then done for the logo."""


def _row(name: str) -> Callable[[BookApp, int], Work]:
    return lambda app, logo_id: forms.add_row(app, name, {"logo_id": logo_id})


def _return(app: BookApp, logo_id: int) -> Work:
    unit = money.sign(app.book.currency).strip()
    return forms.add_row(
        app, "goals", {"logo_id": logo_id}, {"goal": _RETURN, "unit": unit}, begin="target_value"
    )


_WAYS: Mapping[str, _Way] = MappingProxyType(
    {
        "t": ("Talk", "with whom, when, what was said", lambda app, logo_id: app.talk([Chosen(logo_id)])),
        "n": (
            "Note",
            "an exit interview, or a review",
            lambda app, logo_id: app.write_note([Chosen(logo_id)]),
        ),
        "x": ("Next step", "what, and by when", lambda app, logo_id: app.plan_step([Chosen(logo_id)])),
        "m": ("Promise", "what either side commits to", _row("commitments")),
        "g": ("Goal", "why they bought, what they want to reach", _row("goals")),
        "f": ("Proof of value", "what is tried, measured in two groups", add_proof),
        "r": ("Return they expect", "a goal: what it is to bring at least", _return),
        "e": (
            "Attempt to save",
            "at risk, the plan, the offer, what came of it",
            begin_attempt,
        ),
        "p": ("Person", "whom we talk to", _row("people")),
        "c": ("Contract", "plan, term, amount", add_contract),
        "o": ("Milestone", "of getting started, and by when", _row("milestones")),
        "h": ("How we see them", "from 1, worried, to 5, delighted", _row("sentiments")),
        "y": ("Payment", "paid, failed, refunded", _row("payments")),
        "k": ("Ticket", "a support problem", _row("tickets")),
        "s": ("Survey answer", "NPS, CSAT, a comment", _row("surveys")),
    }
)

EVERYTHING = "".join(letter for letter in _WAYS if letter != "r")


async def add_one_of(
    app: BookApp, logo_id: int, letters: str, *, first: tuple[str, str, Callable[[], Work]] | None = None
) -> None:
    """Ask what is to be added, and add it.

    Args:
        app: The app.
        logo_id: To which logo.
        letters: What can be, by its letters.
        first: What is offered before them: its name, what is told of it, what adds it.
    """
    answers = [Answer(letter, *_WAYS[letter][:2]) for letter in letters]
    if first is not None:
        answers.insert(0, Answer(_FIRST, cut(first[0], _LONGEST), first[1]))
    letter = await app.push_screen_wait(Choose(f"Add to {app.book.name(logo_id)}", answers))
    if letter is None:
        return
    await (first[2]() if first is not None and letter == _FIRST else _WAYS[letter][2](app, logo_id))
