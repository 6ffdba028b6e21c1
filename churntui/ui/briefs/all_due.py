"""The briefs of all logos due in a quarter, saved in one go: each a file in a folder, with how far it is.

Each brief is gathered on the store's thread and composed and written on the other, so that keys are answered
meanwhile. All are of the book as it was when the key was pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from churntui import briefs
from churntui.book import Book
from churntui.briefs import due
from churntui.briefs.due import Shelf, Written
from churntui.briefs.output import formats
from churntui.briefs.output.formats import Format
from churntui.model.rows import Logo
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError, ChurnError
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.ui.briefs.saving import ask_parts
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.kit.progress import Progress
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.export import ask_folder

_NAMED = 5
"""Logos named in one line of what is said at the end."""

_NAME_LENGTH = 30
"""Characters of each."""

_REASONS = 2
"""Why some were not written is said so often."""

_READ_FOR = 20
"""Seconds for which it is shown."""


@dataclass(frozen=True, slots=True)
class _Due:
    """A quarter, and whose contracts end in it."""

    quarter: Period
    logos: Sequence[Logo]


async def save_all_due(app: BookApp, book: Book) -> None:
    """Ask for the quarter, the part, the format and the folder, and write them."""
    asked = await _ask_quarter(app, book)
    if asked is None:
        return
    what = f"{counted(len(asked.logos), 'brief')} for {asked.quarter.label}"
    parts = await ask_parts(app, f"{what}: which part?")
    form = await _ask_format(app, what) if parts else None
    if form is None:
        return
    folder = await ask_folder(app, f"{what}: into which folder?", f"briefs-{asked.quarter.name}")
    if folder is None:
        return
    shelf = Shelf(folder, form, parts, asked.logos)
    if await _may_write_over(app, shelf, book):
        await _write(app, book, shelf, what)


async def _ask_quarter(app: BookApp, book: Book) -> _Due | None:
    """One of those nearby, or another one; only one in which a contract ends."""
    running = Period.of(book.as_of, "quarter")
    nearby = {"next": ("Next quarter", running.next), "this": ("This quarter", running)}
    logos = {code: due.due(book, quarter) for code, (_, quarter) in nearby.items()}
    choices = [
        Choice(
            code,
            f"{label}, {quarter.label}",
            counted(len(logos[code]), "logo"),
            refused="" if logos[code] else _none(quarter),
        )
        for code, (label, quarter) in nearby.items()
    ]
    picked = await app.push_screen_wait(
        Picker("All due in which quarter?", [*choices, Choice("", "Another one …")])
    )
    if picked is None:
        return None
    if picked.id:
        return _Due(nearby[picked.id][1], logos[picked.id])
    return await _ask_another(app, book)


async def _ask_another(app: BookApp, book: Book) -> _Due | None:
    def check(text: str) -> str | None:
        try:
            quarter = due.quarter(text, book.as_of)
        except BadInputError as error:
            return str(error)
        return None if due.due(book, quarter) else _none(quarter)

    hint = Period.of(book.as_of, "quarter").next.name
    text = await app.push_screen_wait(Prompt("All due in which quarter?", "", check, hint=hint))
    if text is None:
        return None
    quarter = due.quarter(text, book.as_of)
    return _Due(quarter, due.due(book, quarter))


def _none(quarter: Period) -> str:
    return f"No contract ends in {quarter.label}, known churn apart"


async def _ask_format(app: BookApp, what: str) -> Format | None:
    """That of many at once comes first."""
    forms = sorted(formats.FORMATS, key=lambda form: form is not formats.TO_SEND)
    choices = [Choice(form.name, form.label, form.ending) for form in forms]
    picked = await app.push_screen_wait(Picker(f"{what}: in which format?", choices))
    return formats.BY_NAME[picked.id] if picked is not None and picked.id else None


async def _may_write_over(app: BookApp, shelf: Shelf, book: Book) -> bool:
    """Whether those of the same day may be, where there are any."""
    there = shelf.there(book.as_of)
    if not there:
        return True
    are = "is" if len(there) == 1 else "are"
    title = f"{counted(len(there), 'brief')} of this day {are} in {shelf.folder}"
    ask = Confirm(title, "Write over what is there?", "Overwrite", "Keep it")
    return bool(await app.push_screen_wait(ask))


async def _write(app: BookApp, book: Book, shelf: Shelf, what: str) -> None:
    results: list[Written] = []

    async def step(nth: int) -> None:
        results.append(await _written(app, book, shelf, shelf.logos[nth]))

    await app.push_screen_wait(Progress(what, [logo.name for logo in shelf.logos], step))
    title, told = _told(results, shelf, what)
    is_well = len(results) == len(shelf.logos) and all(result.path for result in results)
    app.notify(told, title=title, severity="information" if is_well else "warning", timeout=_READ_FOR)


async def _written(app: BookApp, book: Book, shelf: Shelf, logo: Logo) -> Written:
    """What came of one brief."""
    try:
        gathered = await app.ask(lambda store: briefs.gather(store, book, logo.id))
        return await app.compute(lambda: shelf.put(briefs.compose(book, gathered)))
    except ChurnError as error:
        return Written(logo, None, str(error))


def _told(results: Sequence[Written], shelf: Shelf, what: str) -> tuple[str, str]:
    """How many were written and where, what was not and why, and in which a point is left out."""
    written = [result for result in results if result.path is not None]
    failed = [result for result in results if result.path is None]
    title = f"{what} saved" if len(written) == len(shelf.logos) else f"{len(written)} of {what} saved"
    lines = [str(shelf.folder.resolve())]
    if len(results) < len(shelf.logos):
        lines.append(f"Stopped: {len(shelf.logos) - len(results)} not begun")
    if failed:
        reasons = [*dict.fromkeys(result.why for result in failed)]
        lines += [f"Not written: {_named(failed)}", *reasons[:_REASONS]]
    if withheld := [result for result in written if result.withheld]:
        lines.append(f"Points left out that name another logo: {_named(withheld)}")
    return title, "\n".join(clean_line(line) for line in lines)


def _named(results: Sequence[Written]) -> str:
    """`Acme, Harbour and 3 more`."""
    names = [clean_line(result.logo.name, _NAME_LENGTH) for result in results[:_NAMED]]
    more = len(results) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
