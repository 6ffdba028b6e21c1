"""What comes out of a meeting while its notes are written: a line becomes a promise of one side, or a step of ours.

The line stays in the notes. What is made of it is kept at once, so that nothing waits for the notes to be saved; the
review that it came out of is said once that is in the book.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from churntui.data.keeping.rows import Given
from churntui.data.rows import commitments, steps
from churntui.model.planned import Planned, read_planned, typed_again
from churntui.model.rows import Person
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold
from churntui.plain.transcript import OURS, is_one_of, speaker_and_words
from churntui.ui.parts import leaving
from churntui.ui.parts.forms import add_row
from churntui.ui.parts.step_dialog import StepDialog
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.owners import owners_of

_BEFORE_WORDS = re.compile(r"^[\s#>*•·–-]*(?:\[[ xX]?\]\s*)?")
_WHO = re.compile(r"^(?P<who>we|they|you)(?:'ll|’ll| will| are to| shall)?[:,]?\s+(?=\S)", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"[\s,]+(?:by|until|till|before|on|due)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a line of the notes says that somebody does."""

    what: str
    by_us: bool
    owner: str
    due_on: date | None


def read_said(text: str, today: date, *, me: str, owners: Sequence[str], people: Sequence[str]) -> Said:
    """A line as a promise: `They name a buyer, 12 dec`, `Dana: we try it @dana`, `- send prices by 3 dec`.

    Args:
        text: The line, or several.
        today: The day it is read on.
        me: Whose it is where it is one of us and nobody is named.
        owners: Who of us is known.
        people: Who of them is.
    """
    line = _BEFORE_WORDS.sub("", clean_line(text))
    by_us, owner, words = True, "", line
    spoken = speaker_and_words(line)
    if spoken is not None and spoken[1]:
        name = spoken[0].removesuffix(OURS)
        theirs = next((person for person in people if is_one_of(name, [person])), "")
        ours = next((one for one in owners if is_one_of(name, [one])), "")
        is_ours = spoken[0].endswith(OURS) or (ours and not theirs)
        if is_ours or theirs:
            by_us, owner, words = bool(is_ours), ours if is_ours else theirs, spoken[1]
    who = _WHO.match(words)
    if who is not None:
        by_us = by_us if spoken is not None and words is not line else fold(who["who"]) == "we"
        words = words[who.end() :]
    try:
        planned = read_planned(words, today, owners=[*owners, *people])
    except BadInputError:
        planned = Planned(words)
    if planned.owner in people and planned.owner not in owners:
        by_us = False
    what = _BEFORE_DAY.sub("", planned.what)
    owner = planned.owner or owner or (me if by_us else "")
    return Said(what[:1].upper() + what[1:], by_us, owner, planned.due_on)


def _read(app: BookApp, text: str, people: Sequence[Person]) -> Said:
    staying = [person.name for person in people if person.left_on is None]
    owners = [name for name in dict.fromkeys((app.author, *owners_of(app.book))) if name]
    return read_said(text, app.book.as_of, me=app.author, owners=owners, people=staying)


async def promise(
    app: BookApp, logo_id: int, line: str, people: Sequence[Person], review_id: int | None
) -> list[int]:
    """Ask for a promise, the line proposed; returns the ids of those kept that say no review yet.

    Raises:
        ReadOnlyBookError: The book was opened to be read.
    """
    said = _read(app, line, people)
    proposed: dict[str, Given] = {"what": said.what, "by_us": said.by_us, "owner": said.owner}
    if said.due_on is not None:
        proposed["due_on"] = said.due_on
    given: dict[str, Given] = {"logo_id": logo_id, "review_id": review_id}
    first = await add_row(app, "commitments", given, proposed, begin="what" if not said.what else "by_us")
    return [] if first is None else await app.ask(lambda store: commitments.since(store, logo_id, first))


async def step(app: BookApp, logo_id: int, line: str, people: Sequence[Person]) -> None:
    """Ask for a next step, the line proposed."""
    said, name = _read(app, line, people), app.book.name(logo_id)
    begun = typed_again(said.what, said.owner, said.due_on, app.author)
    dialog = StepDialog(app, name, logo_id, begun)
    planned = await app.push_screen_wait(dialog)
    if dialog.left and dialog.left != begun:
        await leaving.settle(app, dialog.left_fields(), None, form="steps", logo_id=logo_id)
    if planned is not None:
        when = f", {dates.short(planned.due_on, app.book.as_of)}" if planned.due_on else ""
        label = f"{name}: {planned.what}{when}"
        await app.change(label, lambda store: steps.add(store, [(logo_id, None)], planned, label))
