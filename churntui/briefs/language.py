"""How a brief speaks: sentence templates as data, a file for each language, numbers and days in that language's habit.

The templates are Fluent files (projectfluent.org), which translators know and which choose the plural by each
language's own rules; what numbers, shares and days look like is told by Babel, that is by Unicode's CLDR. Both
come with the first brief and not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from churntui.model.choices import LANGUAGES, Language
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.questions.goals import SIGNS

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a language writes what stands in its sentences, where Unicode does not say it or says it too shortly."""

    marks: tuple[str, str]
    """Between which somebody's words stand."""
    locale: str = ""
    """Where the habit depends on the place."""
    day: str = "medium"
    """As Babel names or writes a pattern. A day ends without a full stop, since it may end a sentence."""
    short_day: str = "medium"
    """The same where there is little room."""
    quarter: str = ""
    """A pattern; empty for what Unicode says."""
    span: tuple[str, str, str] = ("", "", "{} to {}")
    """The first day and the last where both are of one year, and what stands around them."""
    percent: str = ""
    """A pattern; empty for what Unicode says."""
    parts: str = "; "
    """Between statements that follow one another."""
    stop: str = ". "
    """Between sentences."""
    is_sign_first: bool = False
    """Whether the sign of a currency stands before its number."""


_HABITS: dict[Language, _Habit] = {
    "en": _Habit(("“", "”"), "en_GB", percent="#,##0\u00a0%", is_sign_first=True),
    "de": _Habit(("„", "“"), span=("dd.MM.", "dd.MM.y", "{} bis {}")),
    "es": _Habit(
        ("«", "»"),
        day="long",
        short_day="dd/MM/y",
        quarter="QQQQ 'de' y",
        span=("d 'de' MMMM", "d 'de' MMMM 'de' y", "del {} al {}"),
    ),
    "pl": _Habit(
        ("„", "”"),
        day="d MMMM y 'roku'",
        short_day="dd.MM.y",
        quarter="QQQQ y",
        span=("d MMMM", "d MMMM y 'roku'", "od {} do {}"),
    ),
    "uk": _Habit(
        ("«", "»"),
        day="d MMMM y 'року'",
        short_day="dd.MM.y",
        quarter="QQQQ y 'року'",
        span=("d MMMM", "d MMMM y 'року'", "з {} до {}"),
    ),
    "ru": _Habit(
        ("«", "»"),
        day="d MMMM y 'года'",
        short_day="dd.MM.y",
        quarter="QQQQ y 'года'",
        span=("d MMMM", "d MMMM y 'года'", "с {} по {}"),
    ),
    "zh": _Habit(
        ("“", "”"),
        "zh_Hans_CN",
        span=("y年M月d日", "M月d日", "{}至{}"),
        parts="；",
        stop="。",
        is_sign_first=True,
    ),
}


_ENDS = (".", "!", "?", "…", "。", "！", "？")
"""What a sentence ends with."""


class Wording:
    """A language that sentences are said in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._habit = _HABITS[language]
        self._locale = self._habit.locale or language
        self._bundle = _bundle(language, self._locale)

    def __call__(self, message: str, **values: str | int) -> str:
        """The sentence of that name.

        Args:
            message: Its name in the language's file.
            values: What stands in it: text and written figures; `n` is the number its plural follows.

        Raises:
            LookupError: The language has no such message, or it asks for a value that is not given.
        """
        found = self._bundle.get_message(message).value if self._bundle.has_message(message) else None
        if found is None:
            raise LookupError(f"{self.language}.ftl says nothing of {message}")
        said, errors = self._bundle.format_pattern(found, values)
        if errors:
            raise LookupError(f"{self.language}.ftl: {message} {errors[0]}")
        return str(said)

    def number(self, value: float, digits: int | None = None) -> str:
        """A number: as many digits after the point as it has, at most three, or exactly as many as said."""
        from babel.numbers import format_decimal

        pattern = "#,##0.###" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, pattern, locale=self._locale)).replace("-", "−")

    def measured(self, value: float, unit: str) -> str:
        """A number with its unit: `6.5 days`, `€12,000`, `12.000 €`."""
        shown = self.number(value)
        if unit in SIGNS and self._habit.is_sign_first:
            return f"−{unit}{shown[1:]}" if shown.startswith("−") else f"{unit}{shown}"
        return f"{shown} {unit}".strip()

    def signed(self, value: float, digits: int | None = None) -> str:
        """A change, with its sign."""
        return ("+" if value > 0 else "") + self.number(value, digits)

    def share(self, fraction: float) -> str:
        """A share to the whole percent."""
        from babel.numbers import format_percent

        pattern = self._habit.percent or None
        return str(format_percent(fraction, pattern, locale=self._locale)).replace("-", "−")

    def day(self, on: date) -> str:
        """A day with its year; in English as everywhere else in the program."""
        from babel.dates import format_date

        if self.language == "en":
            return dates.short(on)
        return str(format_date(on, self._habit.day, locale=self._locale))

    def short_day(self, on: date) -> str:
        """A day with its year where there is little room, as beside a bar."""
        from babel.dates import format_date

        if self.language == "en":
            return dates.short(on)
        return str(format_date(on, self._habit.short_day, locale=self._locale))

    def span(self, starts_on: date, ends_on: date) -> str:
        """The days from the first up to, and without, the last."""
        from babel.dates import format_date

        last = ends_on - timedelta(days=1)
        *patterns, around = self._habit.span
        if starts_on.year != last.year:
            return around.format(self.day(starts_on), self.day(last))
        if self.language == "en":
            return around.format(dates.short(starts_on, last), dates.short(last))
        days = zip((starts_on, last), patterns, strict=True)
        return around.format(*(format_date(day, pattern, locale=self._locale) for day, pattern in days))

    def quarter(self, period: Period) -> str:
        """A quarter with its year."""
        from babel.dates import format_date, format_skeleton

        if self._habit.quarter:
            return str(format_date(period.starts_on, self._habit.quarter, locale=self._locale))
        return str(format_skeleton("yQQQ", period.starts_on, locale=self._locale))

    def quoted(self, text: str) -> str:
        """Somebody's words."""
        opens, closes = self._habit.marks
        return f"{opens}{text}{closes}"

    def joined(self, parts: Sequence[str]) -> str:
        """Statements one after another, those that say something."""
        return self._habit.parts.join(part for part in parts if part)

    def sentences(self, first: str, second: str) -> str:
        """One after the other; a stop between them where the first has no mark of its own at its end."""
        if not first or not second:
            return first or second
        stop = self._habit.stop
        return f"{first}{stop.lstrip('.。') if first.endswith(_ENDS) else stop}{second}"

    def listed(self, items: Sequence[str]) -> str:
        """Things of one kind: `create (12), share (8) and export (3)`."""
        from babel.lists import format_list

        return str(format_list(items, locale=self._locale))


@cache
def wording(language: Language | None) -> Wording:
    """The language of a logo's brief; English where none is set."""
    return Wording(language or LANGUAGES[0])


def _bundle(language: Language, locale: str) -> FluentBundle:
    from fluent.runtime import FluentBundle, FluentResource

    text = resources.files(__package__).joinpath("languages", f"{language}.ftl").read_text(encoding="utf-8")
    bundle = FluentBundle([locale.replace("_", "-")], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle
