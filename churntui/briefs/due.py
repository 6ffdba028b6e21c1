"""All briefs of a quarter in one go: one file for each logo whose contract ends in it.

One that cannot be written stops none of the others, and each file is whole or not there. Known churn is left out:
what is agreed to end needs no review to renew it. `written_all` does it all; on a screen, where reading, composing
and writing have threads of their own, each of the `due` is composed as ever and put into a `Shelf`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from churntui.book import Book
from churntui.briefs import composing
from churntui.briefs.deciding import withheld
from churntui.briefs.facts import Brief, PartName
from churntui.briefs.output.formats import Format, file_name, slug
from churntui.data.file.store import Store
from churntui.model.rows import Logo
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError, ChurnError
from churntui.plain.files import is_file, write_whole
from churntui.questions import spans


def quarter(text: str, as_of: date) -> Period:
    """`2027Q1`, `2027-Q1`, `this` or `next`, counted from the as-of day.

    Raises:
        BadInputError: It is none of these.
    """
    running = Period.of(as_of, "quarter")
    if text in {"this", "next"}:
        return running if text == "this" else running.next
    try:
        first, end = spans.typed(text)
    except BadInputError:
        first, end = as_of, None
    meant = Period.of(first, "quarter")
    if (meant.starts_on, meant.ends_on) != (first, end):
        raise BadInputError(f"“{text}” is no quarter", f"Write it like {running.next.name}, this or next")
    return meant


def due(book: Book, period: Period) -> list[Logo]:
    """The logos with a contract that ends in the period and is not known to be lost, by its end."""
    ending = sorted(
        (renewal.ends_on, renewal.logo.name, renewal.logo.id)
        for renewal in book.renewals
        if period.starts_on <= renewal.ends_on < period.ends_on and renewal.bucket != "known_churn"
    )
    return [book.logos[logo_id] for logo_id in dict.fromkeys(logo_id for _, _, logo_id in ending)]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of one brief."""

    logo: Logo
    path: Path | None
    """None where it could not be written."""
    why: str = ""
    """Why it could not."""
    withheld: int = 0
    """How many of its points somebody wants in it that are not, since they name another logo."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder for the briefs of some logos, each in a file of its own.

    Raises:
        ChurnError: There is no such folder, and none can be made.
    """

    folder: Path
    form: Format
    parts: Sequence[PartName]
    logos: Sequence[Logo]
    template: Path | None = None
    _names: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", Counter(slug(logo) for logo in self.logos))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInputError(
                f"{self.folder} cannot be a folder: {error.strerror}", "Name another one"
            ) from None

    def path(self, logo: Logo, as_of: date) -> Path:
        """The file of a logo's brief; logos of one name have their id in it."""
        several = self._names[slug(logo)] > 1
        return self.folder / file_name(logo, as_of, self.parts, self.form, with_id=several)

    def there(self, as_of: date) -> list[Path]:
        """The files of this day that would be written over."""
        paths = (self.path(logo, as_of) for logo in self.logos)
        return [path for path in paths if is_file(path)]

    def put(self, made: Brief) -> Written:
        """Write a brief, over an older one of the same day.

        Raises:
            ChurnError: It cannot be written; nothing was changed.
        """
        path = self.path(made.logo, made.as_of)
        write_whole(path, self.form.contents(made, self.parts, self.template))
        return Written(made.logo, path, withheld=len(withheld(made)))


def written_all(store: Store, book: Book, shelf: Shelf) -> Iterator[Written]:
    """Compose and write the brief of each of the shelf's logos; `book` must know usage. Takes pandas."""
    for logo in shelf.logos:
        try:
            yield shelf.put(composing.of(store, book, logo.id))
        except ChurnError as error:
            yield Written(logo, None, str(error))
