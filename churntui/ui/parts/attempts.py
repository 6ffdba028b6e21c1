"""What `P` does, from wherever a logo is in view: an attempt to keep it is begun, goes on, or is closed.

One key says the stage; the form that comes has its day filled in, and is where the offer and what they said belong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from churntui.model.choices import SAVE_STAGE_LABELS, SAVE_STAGES, SaveStage
from churntui.model.saving import SaveAttempt
from churntui.questions.attempts import called, of_logo, stands
from churntui.ui.kit.choosing import Answer, Choose
from churntui.ui.kit.safe import cut
from churntui.ui.parts import forms
from churntui.ui.parts.attempt_form import STAGE_DAYS
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.chosen import Chosen

_LETTERS: Mapping[SaveStage, str] = MappingProxyType(
    {"at_risk": "k", "plan_in_place": "p", "saving": "s", "recovered": "r", "lost": "l"}
)

_MEANS: Mapping[SaveStage, str] = MappingProxyType(
    {
        "at_risk": "they may leave",
        "plan_in_place": "it is agreed who does what",
        "saving": "an offer is made",
        "recovered": "they stay",
        "lost": "they leave all the same",
    }
)

_BEGIN_AT: Mapping[SaveStage, str] = MappingProxyType(
    {"plan_in_place": "offer_kind", "saving": "offer_kind", "recovered": "response", "lost": "response"}
)
"""The field that matters once a stage is chosen."""

_ANOTHER, _CHANGE = "a", "c"
_MOST_OPEN = 9
_LONGEST_NAME = 40


async def keep_logo(app: BookApp, chosen: Sequence[Chosen]) -> None:
    """Begin an attempt to keep the first of the chosen logos, or go on with the one that is open."""
    about = next(row for row in chosen if row.logo_id is not None)
    logo_id = about.logo_id or 0
    tried = [attempt for attempt in of_logo(app.book, logo_id) if not attempt.is_closed]
    if not tried:
        await begin(app, logo_id, about.contract_id)
        return
    attempt = tried[0] if len(tried) == 1 else await _which(app, logo_id, tried)
    if attempt is not None:
        await _go_on(app, logo_id, attempt, about.contract_id)


async def begin(app: BookApp, logo_id: int, contract_id: int | None = None) -> int | None:
    """Ask for a new attempt: at risk from today on, about the renewal that comes up."""
    book = app.book
    due = (renewal.contract.id for renewal in book.renewals if renewal.logo.id == logo_id)
    return await forms.add_row(
        app,
        "save_attempts",
        {"logo_id": logo_id},
        {
            "stage": "at_risk",
            "at_risk_on": book.as_of,
            "owner": book.logos[logo_id].owner or app.author,
            "contract_id": contract_id or next(due, None),
        },
    )


async def _which(app: BookApp, logo_id: int, tried: Sequence[SaveAttempt]) -> SaveAttempt | None:
    """Ask which of several that are open is meant; the newest come first."""
    newest = list(reversed(tried))[:_MOST_OPEN]
    answers = [
        Answer(str(nth), stands(attempt, app.book.as_of), called(attempt))
        for nth, attempt in enumerate(newest, 1)
    ]
    title = f"Which attempt to keep {cut(app.book.name(logo_id), _LONGEST_NAME)}?"
    letter = await app.push_screen_wait(Choose(title, answers))
    return None if letter is None else newest[int(letter) - 1]


async def _go_on(app: BookApp, logo_id: int, attempt: SaveAttempt, contract_id: int | None) -> None:
    """Ask how far it is now, and for what belongs to that."""
    later = SAVE_STAGES[SAVE_STAGES.index(attempt.stands) + 1 :]
    answers = [
        *(Answer(_LETTERS[stage], SAVE_STAGE_LABELS[stage], _MEANS[stage]) for stage in later),
        Answer(_CHANGE, "change it", "the offer, the days, who"),
        Answer(_ANOTHER, "another attempt", "beside this one"),
    ]
    name = cut(app.book.name(logo_id), _LONGEST_NAME)
    letter = await app.push_screen_wait(
        Choose(f"{name}: {stands(attempt, app.book.as_of)}", answers, called(attempt))
    )
    if letter is None or attempt.id is None:
        return
    if letter == _ANOTHER:
        await begin(app, logo_id, contract_id)
    elif letter == _CHANGE:
        await forms.change_row(app, "save_attempts", attempt.id)
    else:
        stage = next(stage for stage in later if _LETTERS[stage] == letter)
        typed = {"stage": SAVE_STAGE_LABELS[stage]}
        if attempt.began(stage) is None:
            typed[STAGE_DAYS[stage]] = app.book.as_of.isoformat()
        await forms.change_row(app, "save_attempts", attempt.id, begin=_BEGIN_AT[stage], typed=typed)
