"""What a brief is to be, asked by keys: for whom, on which day, in which language, with what of the roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.briefs import Brief, deciding
from churntui.briefs.deciding import PlacedPoint
from churntui.briefs.hearing import SHIPPED_DAYS
from churntui.data.keeping import rows
from churntui.data.rows import briefs
from churntui.data.rows.briefs import Decided
from churntui.model.choices import BRIEF_KINDS, BRIEF_LABELS, LANGUAGE_LABELS, LANGUAGES
from churntui.model.rows import Initiative
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.plain.when import parse_when
from churntui.ui.briefs import changes
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.shell.base import BookApp

_ROADMAP = "roadmap:"
"""How the key of a point begins that tells of an initiative."""


async def turn_kind(app: BookApp, brief: Brief) -> None:
    """Make it the other kind."""
    kind = BRIEF_KINDS[(BRIEF_KINDS.index(brief.kind) + 1) % len(BRIEF_KINDS)]
    whom = "for the champion" if kind == "qbr" else "for the executive, on one page"
    label = f"Brief of {app.book.name(brief.logo.id)}: {BRIEF_LABELS[kind]}, {whom}"
    await app.change(label, lambda store: briefs.prepare(store, brief.logo.id, label, kind=kind))


async def set_meeting(app: BookApp, brief: Brief, brief_id: int | None = None) -> None:
    """Ask for the day of the meeting of the brief, or of the kept one that is named; an empty line takes it back."""
    today = app.book.as_of

    def day(text: str) -> date | None:
        return parse_when(text, today, "future") if text.strip() else None

    def check(text: str) -> str | None:
        try:
            day(text)
        except BadInputError as error:
            return str(error)
        return None

    now = brief.meets_on.isoformat() if brief.meets_on else ""
    text = await app.push_screen_wait(
        Prompt("On which day do you meet?", now, check, hint="3 dec · fri · +2w; empty for not known")
    )
    if text is None or day(text) == brief.meets_on:
        return
    on = day(text)
    when = dates.short(on, today) if on else "no day known"
    label = f"Meeting with {app.book.name(brief.logo.id)}: {when}"
    await app.change(label, lambda store: briefs.meet(store, brief.logo.id, on, label, brief_id=brief_id))


async def set_language(app: BookApp, brief: Brief) -> None:
    """Ask what the logo is written to in."""
    choices = [
        Choice(code, LANGUAGE_LABELS[code], "now" if code == brief.language else "") for code in LANGUAGES
    ]
    name = app.book.name(brief.logo.id)
    picked = await app.push_screen_wait(Picker(f"{name} reads", choices))
    if picked is None or picked.id is None or picked.id == brief.language:
        return
    code = picked.id
    label = f"{name} reads {next(choice.label for choice in choices if choice.id == code)}"
    await app.change(
        label, lambda store: rows.change(store, "logos", brief.logo.id, {"language": code}, label)
    )


async def choose_roadmap(app: BookApp, brief: Brief, places: Sequence[PlacedPoint]) -> None:
    """Let the user tick what of the roadmap is in this brief; what may not be shown is listed, with how it could be."""
    proposed = {place.point.key: place for place in places if place.point.key.startswith(_ROADMAP)}
    initiatives = {f"{_ROADMAP}{one.ref}": one for one in app.book.initiatives if one.status != "dropped"}
    choices = [Choice(key, _called(initiatives.get(key), place)) for key, place in proposed.items()]
    choices += [_closed(key, one, app.book.as_of) for key, one in initiatives.items() if key not in proposed]
    before = {key for key, place in proposed.items() if place.is_in}
    picked = await app.push_screen_wait(
        Picker(
            f"Roadmap in the brief of {app.book.name(brief.logo.id)}",
            choices,
            multi=True,
            ticked=[key for key in proposed if key in before],
            may_be_none=True,
        )
    )
    if picked is None or set(picked.ids) == before:
        return
    decided: list[Decided] = [
        deciding.accepted(place) if key in picked.ids else deciding.dropped(place)
        for key, place in proposed.items()
        if (key in picked.ids) != (key in before)
    ]
    await changes.keep(app, brief.logo.id, decided, f"Roadmap of the brief: {len(picked.ids)} shown")


def _called(initiative: Initiative | None, place: PlacedPoint) -> str:
    """What it is called; what the point says of it where it is gone from the book."""
    return clean_line(initiative.name) if initiative else place.point.text


def _closed(key: str, initiative: Initiative, today: date) -> Choice:
    """One that cannot be in the brief, and why."""
    shipped = initiative.shipped_on
    if not initiative.shareable:
        hint, why = "not shareable", "f2 on it in Initiatives (6, i) says that customers may read of it"
    elif shipped is not None and (today - shipped).days > SHIPPED_DAYS:
        hint, why = "shipped long ago", "What shipped more than a year ago is no news to them"
    else:
        hint, why = "withheld", "Its name is not for customers: the internal part says why"
    return Choice(key, clean_line(initiative.name), hint, refused=why)
