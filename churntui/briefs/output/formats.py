"""The formats a brief can leave in: the command line, the app and what they say of a file's name follow from here.

A file's name decides. One whose ending no format has is refused, so that nobody gets Markdown called a presentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unicodedata import normalize

from churntui.briefs.facts import Brief, PartName
from churntui.briefs.output.markdown import markdown
from churntui.briefs.output.page import page
from churntui.briefs.output.slides import lacking_layouts, slides
from churntui.briefs.output.values import in_json
from churntui.model.rows import Logo
from churntui.plain.errors import BadInputError
from churntui.plain.text import fold

_NOT_WORD = re.compile(r"\W+")

_NAME_LENGTH = 40
"""Characters of a logo's name in a file's."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a brief."""

    name: str
    """As `--format` takes it; with a dot before it, the ending of a file."""
    label: str
    written: Callable[[Brief, Sequence[PartName]], str | bytes]
    templated: Callable[[Brief, Sequence[PartName], Path], str | bytes] | None = None
    """The same in somebody's template; None where there is none to have."""
    is_binary: bool = False
    """Whether a terminal cannot show it."""

    @property
    def ending(self) -> str:
        """`.md`."""
        return f".{self.name}"

    def contents(self, brief: Brief, parts: Sequence[PartName], template: Path | None = None) -> str | bytes:
        """The parts as the contents of a file; a template that this format cannot have is refused by `lacking`.

        Raises:
            ChurnError: What writes it is not installed, or the template cannot be read.
        """
        if template is None or self.templated is None:
            return self.written(brief, parts)
        return self.templated(brief, parts, template)


FORMATS: tuple[Format, ...] = (
    Format("md", "Markdown", markdown),
    Format("html", "HTML", page),
    Format("pptx", "PowerPoint", slides, templated=slides, is_binary=True),
    Format("json", "JSON", in_json),
)

DEFAULT = FORMATS[0]
"""What is written where nobody says."""

BY_NAME = {form.name: form for form in FORMATS}

TO_SEND = BY_NAME["html"]
"""What is written in the app and of many at once where nobody says: these are to be sent."""

_BY_ENDING = {form.ending: form for form in FORMATS}


def endings() -> str:
    """`.md, .html or .json`, for a sentence."""
    *others, last = (form.ending for form in FORMATS)
    return f"{', '.join(others)} or {last}"


def of_file(path: Path) -> Format:
    """The format a file's name asks for.

    Raises:
        BadInputError: None has this ending.
    """
    form = _BY_ENDING.get(path.suffix.lower())
    if form is None:
        raise BadInputError(f"“{path.name}” does not tell the format", f"End the name with {endings()}")
    return form


def agreed(named: str | None, path: Path | None) -> Format:
    """The format by its name, by the file's, or the default one.

    Raises:
        BadInputError: The two contradict each other, or neither tells.
    """
    if path is None:
        return BY_NAME[named] if named else DEFAULT
    if named is None:
        return of_file(path)
    meant = _BY_ENDING.get(path.suffix.lower(), BY_NAME[named])
    if meant.name != named:
        raise BadInputError(
            f"“{path.name}” is a name for {meant.label}, and --format says {named}",
            "Leave --format out, or give the file another name",
        )
    return meant


def lacking(form: Format, template: Path | None) -> list[str]:
    """What a template has no layout for, as sentences; nothing without one.

    Raises:
        BadInputError: The format has no templates, or this is none.
        ChurnError: What reads it is not installed.
    """
    if template is None:
        return []
    if form.templated is None:
        raise BadInputError(f"{form.label} has no templates", "Leave --template out, or write a .pptx")
    return lacking_layouts(template)


def refused(name: str) -> str | None:
    """Why no brief can be written under this name; None where one can."""
    known = Path(name).suffix.lower() in _BY_ENDING
    return None if known else f"End the name with {endings()}"


def file_name(
    logo: Logo, as_of: date, parts: Sequence[PartName], form: Format = DEFAULT, *, with_id: bool = False
) -> str:
    """`brief-nordwind-gmbh-2026-11-21.md`; anything internal says so in its name."""
    named = f"{slug(logo)}-{_slug(logo.ref)}" if with_id else slug(logo)
    inside = "-internal" if "internal" in parts else ""
    return f"brief-{named}-{as_of.isoformat()}{inside}{form.ending}"


def slug(logo: Logo) -> str:
    """The logo's name as part of a file's; its id where nothing is left of it."""
    return _slug(logo.name) or _slug(logo.ref)


def _slug(text: str) -> str:
    """In small letters, Latin ones without what stands on them: other scripts have letters that would be others."""
    letters = (
        bare if (bare := fold(letter)) and bare.isascii() else letter.casefold()
        for letter in normalize("NFC", text)
    )
    return _NOT_WORD.sub("-", "".join(letters)[:_NAME_LENGTH]).strip("-")
