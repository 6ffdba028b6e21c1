"""What the keys of Trends ask for before the view changes: what to split by, and which periods to cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.data import activity
from churntui.metrics.leading import LINES as FALLS
from churntui.model import splits
from churntui.model.splits import Split
from churntui.plain import wording
from churntui.plain.errors import BadInputError
from churntui.questions import spans as trend_range
from churntui.questions.asked import Asked
from churntui.questions.customers.trial import trial
from churntui.questions.question import Question
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.shell.base import BookApp
from churntui.ui.trends.action_set import ActionSet

_NOT_SPLIT, _ALONE, _EVERY = "", "", ""


async def ask_for_split(app: BookApp, tab: Question, view: Asked) -> Asked | None:
    """The view split by a field, or by two; None where it was left."""
    nothing = Choice(_NOT_SPLIT, tab.unsplit)
    offered = (*map(splits.described, tab.splits), *(own.split for own in app.book.own_fields))
    field = await _ask_for_field(app, "Split the figures by", offered, nothing)
    if field is None:
        return None
    if not field:
        return replace(view, by=())
    others = [other for other in offered if other.name != field]
    word = splits.word_of(field)
    second = await _ask_for_field(app, f"Split by {word}, and by", others, Choice(_ALONE, f"{word} alone"))
    if second is None:
        return None
    return replace(view, by=(field, second) if second else (field,))


async def _ask_for_field(app: BookApp, title: str, offered: Sequence[Split], none: Choice) -> str | None:
    choices = [none, *(Choice(split.name, split.word, split.help) for split in offered)]
    picked = await app.push_screen_wait(Picker(title, choices))
    return None if picked is None or picked.id is None else picked.id


async def ask_for_range(app: BookApp, view: Asked) -> Asked | None:
    """The view of other periods; None where it was left."""
    usual = Choice("usual", f"as usual: the last {trend_range.REACH[view.every]} {view.every}s")
    counts = [
        Choice(str(count), f"the last {count} {view.every}s") for count in trend_range.CHOICES[view.every]
    ]
    rest = [Choice("all", "everything"), Choice("typed", "from one period to another …", trend_range.EXAMPLE)]
    picked = await app.push_screen_wait(Picker("Periods covered", [usual, *counts, *rest]))
    if picked is None or picked.id is None:
        return None
    if picked.id == "usual":
        return replace(view, first=None, end=None)
    if picked.id == "typed":
        return await _ask_for_ends(app, view)
    first, end = (
        trend_range.everything()
        if picked.id == "all"
        else trend_range.last_periods(app.book.as_of, view.every, int(picked.id))
    )
    return replace(view, first=first, end=end)


async def _ask_for_ends(app: BookApp, view: Asked) -> Asked | None:
    title = "From – to: years, quarters, months or days"
    text = await app.push_screen_wait(Prompt(title, check=_wrong_range, hint=trend_range.EXAMPLE))
    if text is None:
        return None
    first, end = trend_range.typed(text)
    return replace(view, first=first, end=end)


def _wrong_range(text: str) -> str | None:
    """What is wrong with a typed range; None where nothing is."""
    try:
        trend_range.typed(text)
    except BadInputError as error:
        return f"{error.title}. {error.hint}"
    return None


async def ask_for_own(app: BookApp, tab: Question, book: Book, view: Asked) -> Asked | None:
    """What only this tab asks for, in the part of it that is in view; None where it was left."""
    if tab.name == "customers":
        return await ask_for_qualifying(app, book, view)
    if view.part == tab.fall_part:
        return await ask_for_fall(app, view)
    return await ask_for_action(app, view)


async def ask_for_qualifying(app: BookApp, book: Book, view: Asked) -> Asked | None:
    """Let the user choose the qualifying actions: kept as one edit, or only tried where the book is read-only."""
    actions = sorted(await app.ask(activity.actions), key=lambda action: (-action.times, action.name))
    kept = frozenset(action.name for action in actions if action.qualifies)
    read_only = app.opening.read_only
    before = frozenset(view.actions) or kept
    enter = "tries it (the book is read-only)" if read_only else "saves it"
    dialog = ActionSet(actions, before, partial(trial, book, view.every), enter)
    chosen = await app.push_screen_wait(dialog)
    if chosen is None or chosen == before:
        return None
    if read_only:
        return replace(view, actions=() if chosen == kept else tuple(sorted(chosen)))
    names = sorted(chosen)
    label = f"{wording.counted(len(names), 'action')} of {len(actions)} count as activity now"
    await app.change(label, lambda store: activity.qualify(store, names))
    return None


async def ask_for_action(app: BookApp, view: Asked) -> Asked | None:
    """Choose the action that is looked at; None where it was left."""
    known = await app.ask(activity.actions)
    choices = [Choice(_EVERY, "every action, ranked")]
    choices += [Choice(str(action.id), action.name, f"{action.times:,} times") for action in known]
    picked = await app.push_screen_wait(Picker("Which action?", choices))
    if picked is None or picked.id is None:
        return None
    names = {str(action.id): action.name for action in known}
    return replace(view, action=names.get(picked.id))


async def ask_for_fall(app: BookApp, view: Asked) -> Asked | None:
    """Choose the line; None where it was left."""
    choices = [Choice(str(percent), f"fell by {percent} % or more") for percent in FALLS]
    picked = await app.push_screen_wait(Picker("Active customers in 13 weeks", choices))
    return None if picked is None or picked.id is None else replace(view, fall=int(picked.id) / 100)
