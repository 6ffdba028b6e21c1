"""The shape of a sample exit interview, and how its text finds its dates.

Notes are written as Markdown wrapped at the source's width; a paragraph becomes one line here, so that every screen
can wrap it anew. `{-45}` stands for the day 45 days before the interview, written as the language writes days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from churntui.model.choices import Reason

Language = Literal["en", "es", "pl", "uk", "ru", "zh"]

MONTHS: dict[Language, str] = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
"""Month names as they stand after a day number; Chinese numbers its months."""


@dataclass(frozen=True, slots=True)
class ExitNote:
    """What one logo said when it left."""

    key: str
    """Whose loss it is about."""
    held: int
    """Days from the interview to the end of service; negative where it was held after."""
    stated: str
    """Verbatim."""
    reason: Reason
    """As assessed by us."""
    themes: tuple[str, ...]
    notes: str
    regrettable: bool = True
    voluntary: bool = True
    language: Language = "en"

    def held_on(self, left_on: date) -> date:
        """The day of the interview, where service ends on `left_on`."""
        return left_on - timedelta(days=self.held)

    def text(self, left_on: date) -> str:
        """The notes with their days filled in, one line a paragraph."""
        told = self.held_on(left_on)
        paragraphs = (_unwrapped(part, self.language) for part in self.notes.strip().split("\n\n"))
        return re.sub(
            r"\{([+-]\d+)\}",
            lambda found: spoken(told + timedelta(days=int(found[1])), self.language),
            "\n\n".join(paragraphs),
        )


def _unwrapped(paragraph: str, language: Language) -> str:
    """One line, except that list items and quotations keep theirs; Chinese joins without a space."""
    join = "" if language == "zh" else " "
    return re.sub(r"\n(?![->])", join, paragraph)


def spoken(day: date, language: Language) -> str:
    """A day as it stands in a sentence: `5 March`, `5 de marzo`, `5 марта`, `3月5日`."""
    if language == "zh":
        return f"{day.month}月{day.day}日"
    month = MONTHS[language].split()[day.month - 1]
    return f"{day.day} de {month}" if language == "es" else f"{day.day} {month}"
