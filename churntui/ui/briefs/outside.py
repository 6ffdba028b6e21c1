"""The shareable part in the editor the user knows best: what comes back is said before it is taken, as one change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from churntui.briefs import Brief, deciding, title
from churntui.briefs.deciding import PlacedPoint, Written
from churntui.briefs.discretion import Guard, Hit
from churntui.briefs.rewriting import Rewriting, as_text, read
from churntui.data.file.store import Store
from churntui.data.rows import briefs
from churntui.data.rows.briefs import Decided
from churntui.plain.wording import counted
from churntui.ui.briefs.changes import called, short
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.parts.outer_editor import edited_outside
from churntui.ui.shell.base import BookApp

_MOST_TOLD = 8
"""Points that are listed before what comes back is taken."""


async def rewrite(app: BookApp, brief: Brief, places: Sequence[PlacedPoint], guard: Guard) -> None:
    """Have the points written on elsewhere, and take what comes back; what is refused can be written on."""
    text = given = as_text(title(brief), places)
    while True:
        text = edited_outside(app, text)
        changed = read(text, places) if text != given else Rewriting()
        if not changed:
            app.notify("Nothing was changed")
            return
        answer = await _asked(app, changed, [hit for one in changed.written for hit in _hits(one, guard)])
        if answer == "take":
            await _take(app, brief.logo.id, changed)
            return
        if answer == "leave":
            app.copy_to_clipboard(text)
            app.notify("Nothing was changed. What you wrote can be pasted from the clipboard")
            return


def _hits(written: Written, guard: Guard) -> tuple[Hit, ...]:
    return guard.hits(f"{written.text}\n{written.so_what}")


async def _asked(app: BookApp, changed: Rewriting, hits: Sequence[Hit]) -> str:
    """`take`, `again` or `leave`."""
    told = "; ".join(dict.fromkeys(hit.told for hit in hits))
    refused = [hit for hit in hits if hit.is_refused]
    if refused:
        body = f"{told}. No customer reads of another: it has to go before the rest can be taken."
        again = await app.push_screen_wait(Confirm("This stays inside", body, "Edit again", "Leave it"))
        return "again" if again else "leave"
    lines = list(_told(changed))
    more = [f"and {len(lines) - _MOST_TOLD} more"] if len(lines) > _MOST_TOLD else []
    body = "\n".join([*lines[:_MOST_TOLD], *more, *([f"\n{told}"] if told else [])])
    takes = "Say it anyway" if told else "Take it"
    answer = await app.push_screen_wait(Confirm("What you wrote changes", body, takes, "Edit again"))
    return "leave" if answer is None else "take" if answer else "again"


def _told(changed: Rewriting) -> Iterator[str]:
    """What it changes, a line for each point."""
    yield from (f"✎ {called([place])}" for place, _ in changed.edited)
    yield from (f"+ “{short(written.text)}”" for written in changed.added)
    yield from (f"− {called([place])}" for place in changed.dropped)
    if changed.order and not (changed.edited or changed.added):
        yield f"the order in {counted(len(changed.order), 'section')}"


async def _take(app: BookApp, logo_id: int, changed: Rewriting) -> None:
    new = {id(written): deciding.added(written) for written in changed.added}
    now: dict[str, Decided] = {
        place.point.key: deciding.edited(place, said) for place, said in changed.edited
    }
    gone = [place.point.key for place in changed.dropped if place.is_added]
    out = [deciding.dropped(place) for place in changed.dropped if not place.is_added]
    label = f"Wrote on the brief of {app.book.name(logo_id)}"
    orders = [
        [
            new[id(one)]
            if isinstance(one, Written)
            else now.get(one.point.key) or deciding.stays(one, section)
            for one in order
        ]
        for section, order in changed.order.items()
    ]

    def doing(store: Store) -> None:
        with store.edit(label):
            for one in (*now.values(), *new.values(), *out):
                briefs.decide(store, logo_id, one, label)
            briefs.untouched(store, logo_id, gone, label)
            for order in orders:
                briefs.arrange(store, logo_id, order, label)

    await app.change(label, doing)
