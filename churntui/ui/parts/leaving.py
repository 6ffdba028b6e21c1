"""What is left unfinished of a row: kept as a draft, and taken up again by whoever enters one like it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from churntui.data.rows import drafts
from churntui.model.desk import Draft
from churntui.plain.errors import ChurnError
from churntui.ui.kit.forms import Form
from churntui.ui.shell.base import BookApp


async def found(app: BookApp, form: str, logo_id: int | None, row_id: int | None = None) -> Draft | None:
    """What was left of a row of that table, or of a new one of that logo; of several or of none where it is None."""
    return await app.ask(lambda store: drafts.of_form(store, form, row_id, logo_id, app.author))


def begun(draft: Draft | None, *, is_new: bool) -> Mapping[str, str]:
    """What stands in the fields of a draft; of a row that is gone meanwhile all that is known of it."""
    if draft is None:
        return {}
    return {**(draft.opened or {}), **draft.fields} if is_new else draft.fields


async def keep(
    app: BookApp,
    fields: Mapping[str, str],
    *,
    form: str,
    logo_id: int | None,
    row_id: int | None = None,
    draft_id: int | None = None,
    opened: Mapping[str, str] | None = None,
) -> None:
    """Keep what stands in the fields, and say so.

    Args:
        app: The app.
        fields: By field, as typed; of a row that is changed only those that differ.
        form: The table.
        logo_id: Whose row it is.
        row_id: The row that is changed; none of a new one.
        draft_id: The draft it goes on with.
        opened: How those fields of the row stood.
    """
    await app.ask(
        lambda store: drafts.keep_form(
            store,
            dict(fields),
            form=form,
            row_id=row_id,
            logo_id=logo_id,
            author=app.author,
            draft_id=draft_id,
            opened=None if opened is None else dict(opened),
        )
    )
    await app.reload()
    app.notify("Kept as a draft: it stands there when you come back, and on Today")


async def settle(
    app: BookApp,
    left: Mapping[str, str],
    draft: Draft | None,
    *,
    form: str,
    logo_id: int | None = None,
    row_id: int | None = None,
    opened: Mapping[str, str] | None = None,
) -> None:
    """A small dialog was left, or has kept its row: what it leaves is a draft; where that is nothing, none stays.

    Args:
        app: The app.
        left: By field what was typed and left.
        draft: The one that it went on with.
        form: The table.
        logo_id: Whose row it is, where it is one logo's.
        row_id: The row that is changed; none of a new one.
        opened: How its fields stood; none of a new one.
    """
    draft_id = draft.id if draft else None
    if left and (draft is None or left != draft.fields):
        await keep(app, left, form=form, logo_id=logo_id, row_id=row_id, draft_id=draft_id, opened=opened)
    elif draft_id is not None and not left:
        await app.ask(partial(drafts.remove, draft_id=draft_id))
        await app.reload()


@asynccontextmanager
async def settling(
    app: BookApp,
    form: Form[Any],
    draft: Draft | None,
    *,
    table: str,
    logo_id: int | None = None,
    row_id: int | None = None,
    beside: Mapping[str, str] | None = None,
) -> AsyncIterator[None]:
    """Keep what a form was closed with inside: what is left of it, or could not be kept, is a draft.

    Args:
        app: The app.
        form: The form, closed.
        draft: What it went on with.
        table: Whose row it is.
        logo_id: Whose row it is, where it is one logo's.
        row_id: The row that is changed, where rows of it have numbers.
        beside: What a draft keeps beside the fields.
    """
    try:
        yield
    except ChurnError:
        form.left = form.left_behind()
        raise
    finally:
        opened = None if form.is_new else form.given
        left = {**form.left, **(beside or {})} if form.left else {}
        await settle(app, left, draft, form=table, logo_id=logo_id, row_id=row_id, opened=opened)
