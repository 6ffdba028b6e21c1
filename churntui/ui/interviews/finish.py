"""Finishing a note: what is missing of the starred fields is asked for, one small question after another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from churntui.plain.errors import BadInputError
from churntui.plain.when import parse_when
from churntui.ui.interviews import form
from churntui.ui.interviews.fields import Field, Guide
from churntui.ui.shell.base import BookApp


async def ask_missing(
    app: BookApp, guide: Guide, fields: Callable[[], form.Fields], put: Callable[[str, str], None]
) -> bool:
    """Ask for each missing starred field and put the answer there; False where the user left.

    Args:
        app: Where to ask.
        guide: What is asked for.
        fields: The form as it stands at each moment: what is missing depends on what was answered.
        put: Takes a field's name and its text.
    """
    while names := form.missing(fields(), guide):
        answer = await _ask(app, guide.fields[names[0]])
        if not answer:
            return False
        put(names[0], answer)
    return True


async def _ask(app: BookApp, field: Field) -> str:
    from churntui.ui.kit.dialogs import Prompt
    from churntui.ui.kit.matching import Choice
    from churntui.ui.kit.picker import Picker

    if field.choices:
        picked = await app.push_screen_wait(
            Picker(field.question, [Choice(code, label) for code, label in field.choices])
        )
        return picked.id or "" if picked else ""
    check = day_check(field, app.book.as_of) if field.shape == "day" else _some_words
    return await app.push_screen_wait(Prompt(field.question, "", check, hint=field.hint)) or ""


def _some_words(text: str) -> str | None:
    return None if text else "A few words are needed; escape leaves without saving"


def day_check(field: Field, today: date) -> Callable[[str], str | None]:
    """What is wrong with a day typed into the field, for `Prompt`."""

    def check(text: str) -> str | None:
        try:
            parse_when(text, today, field.toward)
        except BadInputError as error:
            return f"{error.title}. {error.hint}"
        return None

    return check
