"""What the keys of Trends ask for before the view changes: what to split by, and which periods to cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from churntui.errors import BadInputError
from churntui.ui.base import BookApp
from churntui.ui.dialogs import Prompt
from churntui.ui.matching import Choice
from churntui.ui.picker import Picker
from churntui.ui.trends import reach as trend_range
from churntui.ui.trends.parts import View
from churntui.ui.trends.tabs import Tab

_FIELDS = {
    "industry": "industry",
    "country": "country",
    "owner": "account owner",
    "fit": "fit: good or poor",
    "plan": "plan at the opening",
    "size": "size by employees",
    "tenure": "tenure: years at the opening",
}
"""What each field stands for."""

_NOT_SPLIT, _ALONE = "", ""


async def ask_for_split(app: BookApp, tab: Tab, view: View) -> View | None:
    """The view split by a field, or by two; None where it was left."""
    nothing = Choice(_NOT_SPLIT, tab.unsplit)
    field = await _ask_for_field(app, "Split the figures by", tab.splits, nothing)
    if field is None:
        return None
    if not field:
        return replace(view, by=())
    others = [other for other in tab.splits if other != field]
    second = await _ask_for_field(app, f"Split by {field}, and by", others, Choice(_ALONE, f"{field} alone"))
    if second is None:
        return None
    return replace(view, by=(field, second) if second else (field,))


async def _ask_for_field(app: BookApp, title: str, offered: Sequence[str], none: Choice) -> str | None:
    choices = [none, *(Choice(field, _FIELDS[field]) for field in offered)]
    picked = await app.push_screen_wait(Picker(title, choices))
    return None if picked is None or picked.id is None else picked.id


async def ask_for_range(app: BookApp, view: View) -> View | None:
    """The view of other periods; None where it was left."""
    usual = Choice("usual", f"as usual: the last {trend_range.REACH[view.span]} {view.span}s")
    counts = [
        Choice(str(count), f"the last {count} {view.span}s") for count in trend_range.CHOICES[view.span]
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
        else trend_range.last_periods(app.book.as_of, view.span, int(picked.id))
    )
    return replace(view, first=first, end=end)


async def _ask_for_ends(app: BookApp, view: View) -> View | None:
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
