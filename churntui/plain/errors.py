"""The errors a user can meet, each a sentence that says what is wrong and how to mend it.

Three tiers. A bad row of a file is data (`importing.outcome.Problem`), never an exception. A failure that can be
expected is a `ChurnError`: the command line prints it as one line, the app shows it in one place. Anything else is a
fault of ours and ends the program, with drafts safe on disk.
"""

from __future__ import annotations


class ChurnError(Exception):
    """An expected failure: `title` says what and where, `hint` how to mend it."""

    exit_code = 2

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.title}. {self.hint}" if self.hint else self.title


class BadInputError(ChurnError):
    """A value the user gave (an option, a field, a file to import) cannot be used."""


class NotFoundError(ChurnError):
    """A logo, theme, report or file that was named does not exist."""


class BookError(ChurnError):
    """The book's file cannot be used as it is."""


class NotABookError(BookError):
    """The file is something else: text, a folder, another program's database."""


class NewerBookError(BookError):
    """The file was written by a newer churntui."""


class DamagedBookError(BookError):
    """SQLite finds the file's pages broken."""


class DamagedRollUpsError(BookError):
    """What is kept summed of the activity cannot be read; it can be made anew."""


class LostBookError(BookError):
    """The file was moved, deleted or replaced while the book was open."""


class StrangeBookError(BookError):
    """The file holds something that no churntui put there, and that acts by itself."""


class BusyBookError(BookError):
    """Another process holds the file."""


class ReadOnlyBookError(BookError):
    """A change was asked for on a book that cannot or must not be written."""


class OlderBookError(ReadOnlyBookError):
    """The file was written by an older churntui and must be written to be brought up to date."""


class FullDiskError(BookError):
    """The disk, or a quota on it, is full."""
