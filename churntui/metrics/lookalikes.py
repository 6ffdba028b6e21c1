"""What was heard here and from logos like this one, and which planned work answers it.

A look-alike is a logo of the same industry that said why it left. What those logos named is the likeliest next
doubt of one that is still active, and worth an answer before it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.model.rows import Initiative, Interview, Logo, Naming
from churntui.plain.text import fold


@dataclass(frozen=True, slots=True)
class Heard:
    """A theme, and how many logos named it."""

    theme: str
    logos: int


def heard_from(interviews: Iterable[Interview], logo_id: int) -> tuple[str, ...]:
    """The themes of the logo's own interviews, each once, in the order of the interviews."""
    own = (interview.themes for interview in interviews if interview.logo_id == logo_id)
    return tuple(dict.fromkeys(theme for themes in own for theme in themes))


def named_last(namings: Iterable[Naming], *, as_of: date) -> list[Naming]:
    """Of what one logo named up to a day, in notes of any kind, the last naming of each theme; the newest first."""
    last: dict[int, Naming] = {}
    for naming in namings:
        known = last.get(naming.theme_id)
        if (naming.day or date.min) <= as_of and (known is None or _on(known) <= _on(naming)):
            last[naming.theme_id] = naming
    return sorted(last.values(), key=lambda naming: (-_on(naming).toordinal(), naming.theme_id))


def _on(naming: Naming) -> date:
    return naming.day or date.min


def alike(logos: Mapping[int, Logo], logo_id: int) -> set[int]:
    """The other logos of the same industry or the same size band. Takes pandas."""
    from churntui.metrics.segments import size_band

    logo = logos[logo_id]
    industry, band = fold(logo.industry), size_band(logo.employees)
    return {
        other.id
        for other in logos.values()
        if other.id != logo_id
        and ((industry and fold(other.industry) == industry) or (band and size_band(other.employees) == band))
    }


def heard_from_lookalikes(
    interviews: Iterable[Interview], logos: Mapping[int, Logo], logo_id: int, *, as_of: date
) -> list[Heard]:
    """The themes of lost logos of the same industry, the most named first; empty where the industry is not set.

    A loss that is still to come on `as_of` does not count, nor does the logo itself.
    """
    industry = logos[logo_id].industry
    named: dict[str, set[int]] = {}
    for interview in interviews:
        other = logos.get(interview.logo_id)
        if not industry or other is None or other.id == logo_id or other.industry != industry:
            continue
        if interview.effective_on is None or interview.effective_on <= as_of:
            for theme in interview.themes:
                named.setdefault(theme, set()).add(other.id)
    themes = [Heard(theme, len(by)) for theme, by in named.items()]
    return sorted(themes, key=lambda heard: (-heard.logos, heard.theme))


def answering(initiatives: Iterable[Initiative], themes: Sequence[str]) -> list[Initiative]:
    """The initiatives that answer any of these themes and were not dropped, in the order of the themes."""
    place = {theme: nth for nth, theme in reversed(list(enumerate(themes)))}
    placed = [
        (min(place[theme] for theme in initiative.themes if theme in place), initiative)
        for initiative in initiatives
        if initiative.status != "dropped" and not place.keys().isdisjoint(initiative.themes)
    ]
    return [initiative for _, initiative in sorted(placed, key=lambda pair: pair[0])]
