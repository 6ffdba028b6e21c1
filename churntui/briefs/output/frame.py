"""What stands around the points of a brief in every format: its title, its day, where a point comes from.

The shareable part is in the brief's language, and so are these few words; the internal part is in ours. Days are
written in figures outside English, as one does in those languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from churntui.briefs.facts import Brief, PartName, Point, Section
from churntui.briefs.wording import named
from churntui.model.choices import BriefKind, Language
from churntui.plain import dates

PARTS: tuple[PartName, ...] = ("shareable", "internal")
"""In the order they are written."""

INTERNAL = "Internal: never leaves"
"""What stands on every page of the internal part."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    kinds: Mapping[BriefKind, str]
    as_of: str
    """With `{}` for the day."""
    meets: str
    """With `{}` for the day of the meeting."""
    point: str
    so_what: str
    source: str


WORDS: Mapping[Language, Words] = {
    "en": Words(
        {"qbr": "Business review", "ebr": "Executive review"},
        "As of {}", "For our meeting on {}", "Point", "What follows", "Source",
    ),
    "de": Words(
        {"qbr": "Quartalsgespräch", "ebr": "Gespräch mit der Geschäftsleitung"},
        "Stand {}", "Für unser Treffen am {}", "Punkt", "Was daraus folgt", "Quelle",
    ),
    "es": Words(
        {"qbr": "Revisión trimestral", "ebr": "Revisión ejecutiva"},
        "A fecha de {}", "Para nuestra reunión del {}", "Punto", "Qué implica", "Fuente",
    ),
    "pl": Words(
        {"qbr": "Przegląd kwartalny", "ebr": "Przegląd dla zarządu"},
        "Stan na {}", "Na nasze spotkanie {}", "Punkt", "Co z tego wynika", "Źródło",
    ),
    "uk": Words(
        {"qbr": "Квартальний огляд", "ebr": "Огляд для керівництва"},
        "Станом на {}", "До нашої зустрічі {}", "Пункт", "Що з цього випливає", "Джерело",
    ),
    "ru": Words(
        {"qbr": "Квартальный обзор", "ebr": "Обзор для руководства"},
        "По состоянию на {}", "К нашей встрече {}", "Пункт", "Что из этого следует", "Источник",
    ),
    "zh": Words(
        {"qbr": "季度业务回顾", "ebr": "高管业务回顾"},
        "截至{}", "会议日期：{}", "要点", "意味着什么", "来源",
    ),
}  # fmt: skip

_DAYS: Mapping[Language, str] = {
    "de": "{0:%d.%m.%Y}",
    "es": "{0:%d/%m/%Y}",
    "pl": "{0:%d.%m.%Y}",
    "uk": "{0:%d.%m.%Y}",
    "ru": "{0:%d.%m.%Y}",
    "zh": "{0.year}年{0.month}月{0.day}日",
}


def said_in(brief: Brief, part: PartName) -> Language:
    """The language of a part."""
    return brief.language if part == "shareable" else "en"


def day(on: date, language: Language = "en") -> str:
    """`21 Nov 2026`, `21.11.2026`, `2026年11月21日`."""
    return _DAYS[language].format(on) if language in _DAYS else dates.short(on)


def title(brief: Brief) -> str:
    """`Nordwind GmbH · 2026 Q4`."""
    return f"{named(brief.logo.name)} · {brief.quarter.label}"


def cited(point: Point, as_of: date, language: Language = "en") -> str:
    """Where a point comes from: the source, and its day where neither the text nor the brief's own day says it."""
    reaches_to = day(point.as_of, language) if point.as_of and point.as_of != as_of else ""
    return point.source if not reaches_to or reaches_to in point.text else f"{point.source}, {reaches_to}"


def shared_source(section: Section, as_of: date, language: Language = "en") -> str:
    """The source that all points of a section have; empty where they differ."""
    sources = {cited(replace(point, text=""), as_of, language) for point in section.points}
    return sources.pop() if len(sources) == 1 else ""


def in_order(parts: Sequence[PartName]) -> list[PartName]:
    """The parts asked for, the shareable one first."""
    return [name for name in PARTS if name in parts]
