"""Saying what a column of a file becomes, or what a row of it is: picked from a list, and kept as the options."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from churntui.data.importing import Options
from churntui.data.importing.handmade import Answers, HandMapping, of_sheet, of_table
from churntui.data.importing.mapping import Mapping
from churntui.data.importing.outcome import FileResult
from churntui.data.importing.preview import Preview, SeenSheet
from churntui.data.importing.profiles import header_key
from churntui.plain.money import Per
from churntui.plain.text import clean_line
from churntui.ui.importing import answers
from churntui.ui.importing.columns import OWN, SAY, SeenColumn, asks_of, choices, tables
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.shell.base import BookApp


async def change(
    app: BookApp, column: SeenColumn, file: FileResult, options: Options, seen: Preview
) -> Options | None:
    """Let the user say what a line of the list is to be; None where they did not."""
    sheet = seen.sheets[file.path]
    if column.kind == "table" or sheet.mapping is None:
        return await _table(app, sheet, options)
    if column.kind == "missing":
        return await _source(app, column, sheet, sheet.mapping, options)
    if sum(header_key(title) == header_key(column.title) for title in sheet.header) > 1:
        app.notify("Two columns are called so: rename one of them in the file, then look again")
        return None
    return await _column(app, column, file, sheet.mapping, options, seen)


async def _column(
    app: BookApp, column: SeenColumn, file: FileResult, mapped: Mapping, options: Options, seen: Preview
) -> Options | None:
    """Ask what a column becomes, or what is to be said about it."""
    questions = {question.id: question for question in answers.asked(options, seen)}
    asking = asks_of(column.title, file, list(questions.values()))
    can_be_own = clean_line(column.title) in seen.own
    offered = choices(mapped, column, asking, can_be_own=can_be_own)
    picked = await _picked(app, f"“{clean_line(column.title, 40)}” becomes", offered)
    if picked is None:
        return None
    if picked.startswith(SAY):
        return await answers.answer_one(app, questions[picked.removeprefix(SAY)], options, seen)
    made = of_sheet(seen.sheets[file.path].header, mapped, Answers())
    title = clean_line(column.title)
    options = replace(options, own=tuple(name for name in options.own if name != title))
    if picked == OWN:
        return _with(replace(options, own=(*options.own, title)), made.without(column.title))
    name, _, per = picked.partition(":")
    return _with(options, made.with_column(column.title, name, cast("Per", per) if per else None))


async def _table(app: BookApp, sheet: SeenSheet, options: Options) -> Options | None:
    """Ask what a row is; its columns become what their headers say by themselves then."""
    picked = await _picked(app, "A row of this file is", tables())
    return None if picked is None else _with(options, of_table(sheet.header, picked, Answers()))


async def _source(
    app: BookApp, column: SeenColumn, sheet: SeenSheet, mapped: Mapping, options: Options
) -> Options | None:
    """Ask which column of the file a field is taken from."""
    offered = [
        Choice(title, clean_line(title, 60), clean_line(example, 40))
        for title, example in zip(sheet.header, sheet.examples, strict=True)
        if title.strip()
    ]
    picked = await _picked(app, f"Which column says it: {column.becomes}?", offered)
    return (
        None
        if picked is None
        else _with(options, of_sheet(sheet.header, mapped, Answers()).with_column(picked, column.name))
    )


async def _picked(app: BookApp, title: str, offered: list[Choice]) -> str | None:
    picked = await app.push_screen_wait(Picker(title, offered))
    return None if picked is None else picked.id


def _with(options: Options, made: HandMapping) -> Options:
    """The options with a mapping in the place of that for the same headers."""
    told = made.profile.files[0].headers
    others = (profile for profile in options.mappings if profile.files[0].headers != told)
    return replace(options, mappings=(made.profile, *others))
