"""Which loss is meant where nobody was heard: that of a day, or the logo's last that stayed silent."""

from __future__ import annotations

from datetime import date

from churntui.book import Book
from churntui.plain.errors import BadInputError
from churntui.plain.text import shortened
from churntui.questions.ends import End, ends_of


def silence_of(book: Book, logo_id: int, lost_on: date | None = None) -> End:
    """The end of service meant: the one of that day, else the logo's last that was not heard.

    Needs the book's losses, so it belongs into `App.compute`.

    Raises:
        BadInputError: The logo has not left, or its losses were all heard.
    """
    ends = ends_of(book, logo_id)
    meant = [end for end in ends if lost_on in {None, end.on}]
    name = shortened(book.name(logo_id), 60)
    if ends and not meant:
        raise BadInputError(f"{name} has no loss of that day any more", "Press escape and look again")
    if not meant:
        raise BadInputError(f"{name} has not left", "There is no loss to record")
    silent = [end for end in meant if not end.is_heard]
    if not silent:
        raise BadInputError(f"{name} was interviewed", "Press n to open the interview")
    return silent[0]
