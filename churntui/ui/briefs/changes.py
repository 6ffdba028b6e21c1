"""What the keys do to the points of a brief: each asks what it needs, then makes one change that can be undone.

Points are meant by what they are proposed by, never by their row: rows move with every change.
"""

from __future__ import annotations

from collections.abc import Sequence

from churntui.briefs import deciding
from churntui.briefs.deciding import PlacedPoint, Written
from churntui.briefs.discretion import Guard
from churntui.briefs.working import GONE
from churntui.data.file.store import Store
from churntui.data.rows import briefs
from churntui.data.rows.briefs import Decided
from churntui.model.choices import BRIEF_SECTIONS, BriefSection
from churntui.model.desk import Draft
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.ui.briefs.point_form import PointForm
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.safe import cut
from churntui.ui.parts import leaving
from churntui.ui.shell.base import BookApp

DRAFTED_AS = "brief_points"
"""The form that a point which was left unfinished is a draft of."""

_QUOTES = '“”„«»"'

_POINT = "point"
"""The field of a draft that says which point it is about; empty of a new one."""


async def keep(
    app: BookApp, logo_id: int, decided: Sequence[Decided], label: str, gone: Sequence[str] = ()
) -> None:
    """Keep what was decided, and let the points of these keys be as they were proposed, as one change."""

    def doing(store: Store) -> None:
        with store.edit(label):
            for one in decided:
                briefs.decide(store, logo_id, one, label)
            briefs.untouched(store, logo_id, gone, label)

    await app.change(label, doing)


async def take_in(app: BookApp, logo_id: int, places: Sequence[PlacedPoint]) -> None:
    """Have these in the brief whatever their rank."""
    named = called(places)
    await keep(app, logo_id, [deciding.accepted(place) for place in places], f"Accepted {named}")


async def drop(app: BookApp, logo_id: int, places: Sequence[PlacedPoint]) -> None:
    """Have these out of the brief; one that somebody added is gone."""
    gone = [place.point.key for place in places if place.is_added]
    out = [deciding.dropped(place) for place in places if not place.is_added]
    await keep(app, logo_id, out, f"Dropped {called(places)}", gone)


async def move(app: BookApp, logo_id: int, order: Sequence[Decided], place: PlacedPoint, by: int) -> None:
    """Have the points of its section stand in this order, in which it is one place further up or down."""
    label = f"Moved {'down' if by > 0 else 'up'} {called([place])}"
    await app.change(label, lambda store: briefs.arrange(store, logo_id, order, label))


async def refresh(app: BookApp, logo_id: int, places: Sequence[PlacedPoint]) -> None:
    """Ask of each stale point which of the two texts is right."""
    for place in places:
        point = place.point
        mine = f"{point.text} → {point.so_what}" if point.so_what else point.text
        now = " → ".join(point.proposed.splitlines())
        takes = "Drop it" if point.proposed == GONE else "Take the new"
        is_new = await app.push_screen_wait(
            Confirm("The figures are others now", f"Yours: {mine}\n\nNow: {now}", takes, "Keep mine")
        )
        if is_new is None:
            return
        if is_new and point.proposed == GONE:
            await keep(app, logo_id, (), f"Dropped {called([place])}", [point.key])
        elif is_new:
            await keep(app, logo_id, [deciding.renewed(place)], f"New figures in {called([place])}")
        else:
            await keep(app, logo_id, [deciding.confirmed(place)], f"Kept as written: {called([place])}")


async def write(app: BookApp, logo_id: int, place: PlacedPoint, guard: Guard) -> None:
    """Ask for other words."""
    point = place.point
    section: BriefSection = place.section or "use"
    draft = left(app, logo_id, point.key)
    form = PointForm(
        f"Point of the brief · {app.book.name(logo_id)}",
        Written(section, point.text, point.so_what),
        guard,
        leaving.begun(draft, is_new=False),
        proposed=" → ".join(place.proposed.splitlines()) if place.kept else "",
        is_new=False,
    )
    written = await app.push_screen_wait(form)
    beside = {_POINT: point.key}
    async with leaving.settling(app, form, draft, table=DRAFTED_AS, logo_id=logo_id, beside=beside):
        if written is not None and written != Written(section, point.text, point.so_what):
            label = f"Edited {called([place])}"
            await app.ask(lambda store: briefs.ensure_unchanged(store, logo_id, point.key, place.kept))
            await keep(app, logo_id, [deciding.edited(place, written)], label)


async def add(app: BookApp, logo_id: int, section: BriefSection, guard: Guard, draft: Draft | None) -> str:
    """Ask for a new point, going on with what was left of one; what it is known by once it is kept, else nothing."""
    form = PointForm(
        f"New point of the brief · {app.book.name(logo_id)}",
        Written(section, "", ""),
        guard,
        leaving.begun(draft, is_new=True),
        proposed="",
        is_new=True,
    )
    written = await app.push_screen_wait(form)
    beside = {_POINT: about(draft) if draft else ""}
    async with leaving.settling(app, form, draft, table=DRAFTED_AS, logo_id=logo_id, beside=beside):
        if written is None:
            return ""
        decided = deciding.added(written)
        await keep(app, logo_id, [decided], f"Added “{short(written.text)}”")
        return decided.key


def left(app: BookApp, logo_id: int, key: str) -> Draft | None:
    """What was left unfinished of that point of the logo's brief, or of a new one where the key is empty."""
    return next(
        (
            draft
            for draft in app.book.drafts
            if draft.form == DRAFTED_AS
            and draft.logo_id == logo_id
            and draft.fields.get(_POINT, "") == key
            and not draft.is_open_elsewhere
        ),
        None,
    )


def about(draft: Draft) -> str:
    """The key of the point that a draft is about; empty for a new one."""
    return draft.fields.get(_POINT, "")


def section_of(draft: Draft) -> BriefSection:
    """The heading it was to stand under."""
    return next((code for code in BRIEF_SECTIONS if code == draft.fields.get("section")), "use")


def called(places: Sequence[PlacedPoint]) -> str:
    """`“38 of 84 people used …”`, `3 points`."""
    return f"“{short(places[0].point.text)}”" if len(places) == 1 else counted(len(places), "point")


def short(text: str) -> str:
    """A point's words in a label, which stand in quotation marks there."""
    return cut(clean_line(text).strip(_QUOTES), 40)
