"""Going on with a form that was left: the one that it was left in, which keeps what it was to keep."""

from __future__ import annotations

from churntui.model.desk import Draft
from churntui.ui.parts.contract_adding import go_on_succeeding
from churntui.ui.parts.forms import add_row, change_row
from churntui.ui.shell.base import BookApp


async def go_on(app: BookApp, draft: Draft) -> None:
    """Open the form that a draft was left in."""
    if draft.succession is not None:
        await go_on_succeeding(app, draft, draft.succession)
    elif draft.row_id is not None:
        await change_row(app, draft.form, draft.row_id)
    else:
        await add_row(app, draft.form, {} if draft.logo_id is None else {"logo_id": draft.logo_id})
