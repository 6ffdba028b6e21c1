"""The ways to enter, correct and take away a row by hand, from wherever rows are listed.

Each is work for `app.do`, asks with the form of the row's table, and says why it cannot be where it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from churntui.data.file.store import Store
from churntui.data.keeping import going, opening, rows, uses
from churntui.data.keeping.going import Going
from churntui.data.keeping.opening import DraftKey, Opened
from churntui.data.keeping.rows import Given
from churntui.data.rows import drafts
from churntui.data.rows.use import Sum
from churntui.model.rows import Logo
from churntui.model.tables import TABLES, Table
from churntui.plain.errors import ReadOnlyBookError
from churntui.plain.text import fold
from churntui.plain.wording import counted
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.parts.attempt_form import AttemptForm
from churntui.ui.parts.commitment_form import CommitmentForm
from churntui.ui.parts.contract_ending import instead_of_deleting
from churntui.ui.parts.contract_form import ContractForm
from churntui.ui.parts.logo_form import LogoForm
from churntui.ui.parts.person_form import PersonForm
from churntui.ui.parts.row_form import Keep, Kept, RowForm
from churntui.ui.parts.use_form import UseForm
from churntui.ui.shell.base import BookApp

_AFTER: Mapping[str, str] = {"logos": "contracts", "contracts": "people"}
"""What is entered next where a row is one of several that belong together; else another of the same table."""

_FORMS: Mapping[str, type[RowForm]] = {
    "logos": LogoForm,
    "contracts": ContractForm,
    "people": PersonForm,
    "activity": UseForm,
    "commitments": CommitmentForm,
    "save_attempts": AttemptForm,
}
"""Tables whose form works something out."""


async def add_row(
    app: BookApp,
    name: str,
    given: Mapping[str, Given] | None = None,
    proposed: Mapping[str, Given] | None = None,
    *,
    begin: str = "",
    heading: str = "",
    keep: Keep | None = None,
    drafted_as: DraftKey | None = None,
) -> int | None:
    """Ask for a new row of a canonical table, and for the next ones where that is wanted.

    Args:
        app: The app.
        name: The table.
        given: By field what it has without being asked, above all `logo_id`.
        proposed: By field what stands in the form to be typed over.
        begin: The field to begin at; the first one where empty.
        heading: What stands above the form.
        keep: How the row is kept, where it is more than adding it.
        drafted_as: What the drafts of it are told by, where they are not those of any new row.

    Returns:
        The first row that was kept; None where none was.
    """
    _may_write(app)
    first: int | None = None
    fixed, values = dict(given or {}), _usual(app, name) | dict(proposed or {})
    while True:
        opened = await app.ask(
            partial(
                opening.new, name=name, given=fixed, proposed=values, author=app.author, drafted_as=drafted_as
            )
        )
        following = _AFTER.get(name, name)
        kept = await _shown(
            app,
            opened,
            heading or _heading(app, opened),
            begin=begin,
            next_one=f"its {TABLES[following].label}" if following != name else "another",
            keep=keep,
        )
        if kept is None:
            return first
        first = kept.row_id if first is None else first
        if not kept.goes_on:
            return first
        fixed = {"logo_id": kept.row_id} if name == "logos" else fixed
        name, values, begin, heading = following, _usual(app, following), "", ""
        keep, drafted_as = None, None


def _usual(app: BookApp, name: str) -> dict[str, Given]:
    """What stands in a new row without being asked for: the days it needs, as most is entered on the day it is about.

    Not so of contracts. A logo is of the owner whose logos are shown: else it would not be seen once it is kept.
    """
    if name == "logos":
        return {"owner": app.owner} if app.owner else {}
    days = (column.field for column in TABLES[name].columns if column.required and column.kind == "day")
    return {} if name == "contracts" else dict.fromkeys(days, app.book.as_of)


async def change_row(
    app: BookApp,
    name: str,
    row_id: int,
    *,
    begin: str = "",
    heading: str = "",
    keep: Keep | None = None,
    typed: Mapping[str, str] | None = None,
) -> bool:
    """Ask for changes of a row, beginning at a field; whether any was kept.

    Args:
        app: The app.
        name: The table.
        row_id: The row.
        begin: The field to begin at; the first one where empty.
        heading: What stands above the form.
        keep: How it is kept, where that is more than changing it.
        typed: By field what stands there as if it had been typed.
    """
    _may_write(app)
    before = app.book.logos.get(row_id) if name == "logos" else None
    opened = await app.ask(lambda store: opening.existing(store, name, row_id, author=app.author))
    over = heading or _heading(app, opened)
    kept = await _shown(app, opened, over, begin=begin, next_one="", keep=keep, typed=typed)
    if kept is not None and before is not None:
        await _offer_handover(app, before)
    return kept is not None


async def _offer_handover(app: BookApp, before: Logo) -> None:
    """Offer the sheet where a logo went from one owner to another."""
    now = app.book.logos.get(before.id)
    if now is None or not before.owner or not now.owner or fold(before.owner) == fold(now.owner):
        return
    body = (
        f"The handover sheet has what {now.owner} needs to know. v on the logo's page shows it at any time."
    )
    if await app.push_screen_wait(
        Confirm(f"{now.name} goes to {now.owner}", body, "Show the sheet", "Later")
    ):
        await app.open_handover(now.id)


async def throw_away(app: BookApp, draft_ids: Sequence[int], called: str) -> None:
    """Ask, and forget what is unfinished; what it was about stays as it was kept, and what is open elsewhere stays.

    Args:
        app: The app.
        draft_ids: The drafts.
        called: What they are called: what one is about, or how many they are.
    """
    elsewhere = {draft.id for draft in app.book.drafts if draft.is_open_elsewhere}
    if elsewhere.issuperset(draft_ids):
        _tell_open_elsewhere(app, len(draft_ids))
        return
    what = f"the draft about {called}" if len(draft_ids) == 1 else called
    if await app.push_screen_wait(Confirm(f"Throw away {what}?", "", "Throw away", "Keep it")):
        are_gone = [await app.ask(partial(drafts.remove, draft_id=draft_id)) for draft_id in draft_ids]
        await app.reload()
        app.has_changed()
        if not all(are_gone):
            _tell_open_elsewhere(app, are_gone.count(False))


def _tell_open_elsewhere(app: BookApp, count: int) -> None:
    stays, it = ("1 draft stays: it is", "it") if count == 1 else (f"{count} drafts stay: they are", "them")
    app.notify(f"{stays} open in another window; throw {it} away there, or leave {it} first")


async def take_away(app: BookApp, name: str, row_ids: Sequence[int], called: str) -> bool:
    """Ask whether rows may go, saying what goes with them, and delete them as one change; whether they were.

    Args:
        app: The app.
        name: The canonical table.
        row_ids: The rows.
        called: What they are called: one row's name, or how many they are.
    """
    _may_write(app)
    if name == "contracts" and len(row_ids) == 1:
        is_ended = await instead_of_deleting(app, row_ids[0])
        if is_ended is not None:
            return is_ended
    goes = await app.ask(lambda store: going.goes_with(store, name, row_ids))
    table = TABLES[name]
    what = f"the {table.label} {called}" if len(row_ids) == 1 else called
    if not await app.push_screen_wait(
        Confirm(f"Delete {what}?", _told(goes, len(row_ids)), "Delete", "Keep")
    ):
        return False
    label = f"Deleted {what}"

    def doing(store: Store) -> None:
        with store.edit(label):
            for row_id in row_ids:
                rows.remove(store, name, row_id, label)

    await app.change(label, doing)
    return True


async def change_use(app: BookApp, logo_id: int, found: Sum) -> None:
    """Ask for a correction of how often something was done on a day."""
    _may_write(app)
    opened = await app.ask(lambda store: opening.use(store, logo_id, found))
    await app.push_screen_wait(
        UseForm(opened, heading=f"Correct the use · {app.book.name(logo_id)}", was=found)
    )


async def take_use_away(app: BookApp, logo_id: int, sums: Sequence[Sum], called: str) -> None:
    """Ask whether what was done on days may go, and take it away as one change."""
    _may_write(app)
    if await app.push_screen_wait(Confirm(f"Delete {called}?", "u brings it back.", "Delete", "Keep")):
        label = f"Deleted {called}"
        await app.change(label, lambda store: uses.take_away(store, logo_id, sums, label))


def _told(goes: Sequence[Going], rows_gone: int) -> str:
    """What goes with that many rows and what stays, in words."""
    gone = _listed([one for one in goes if not one.stays])
    staying = _listed([one for one in goes if one.stays])
    them = "it" if rows_gone == 1 else "them"
    parts = (
        f"With {them} {'goes' if _is_one(gone) else 'go'} {gone}." if gone else "",
        f"{staying} {'stays' if _is_one(staying) else 'stay'}, without {them}." if staying else "",
        f"u brings {them} back.",
    )
    return " ".join(part for part in parts if part)


def _is_one(listed: str) -> bool:
    return listed.startswith("1 ") and "," not in listed


def _listed(goes: Sequence[Going]) -> str:
    counts: dict[str, int] = {}
    tables: dict[str, Table] = {}
    for one in goes:
        counts[one.table.stored] = counts.get(one.table.stored, 0) + one.count
        tables[one.table.stored] = one.table
    return ", ".join(counted(count, tables[of].label, tables[of].plural) for of, count in counts.items())


async def _shown(
    app: BookApp,
    opened: Opened,
    heading: str,
    *,
    begin: str,
    next_one: str,
    keep: Keep | None,
    typed: Mapping[str, str] | None = None,
) -> Kept | None:
    """Show the form; where a look-alike is wanted in place of it, go there."""
    form = _FORMS.get(opened.table.name, RowForm)(
        opened, heading=heading, begin=begin, next_one=next_one, keep=keep
    )
    for field, text in (typed or {}).items():
        form.put(field, text)
    kept: Kept | None = await app.push_screen_wait(form)
    if kept is not None and kept.look_at is not None:
        await app.open_logo(kept.look_at)
        return None
    return kept


def _heading(app: BookApp, opened: Opened) -> str:
    logo = app.book.logos.get(opened.logo_id or 0)
    of = f" · {logo.name}" if logo else ""
    return f"{'New' if opened.row_id is None else 'Change the'} {opened.table.label}{of}"


def _may_write(app: BookApp) -> None:
    """Refuse before anything is typed.

    Raises:
        ReadOnlyBookError: The book was opened to be read.
    """
    if app.opening.read_only:
        raise ReadOnlyBookError(*app.opening.why_not)
