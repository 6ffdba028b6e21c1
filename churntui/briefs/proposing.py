"""Everything that could be said to a logo, section by section, each point with its key and its rank.

Made of `Shared` alone, which holds nothing the logo may not see. Which of the points are in its brief, `working` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from churntui.briefs import agreed, asking, hearing, using
from churntui.briefs.facts import Point, Section, Shared
from churntui.briefs.language import Wording
from churntui.model.choices import BRIEF_SECTIONS, BriefSection

_SECTIONS: Mapping[BriefSection, Callable[[Shared, Wording], Iterable[Point]]] = {
    "decide": asking.decisions,
    "goals": agreed.goals,
    "promises": agreed.promises,
    "use": using.use,
    "proof": agreed.proofs,
    "trouble": hearing.trouble,
    "told": hearing.told,
    "roadmap": hearing.roadmap,
    "next": agreed.upcoming,
    "question": asking.question,
}

_OF_LEAVING: frozenset[BriefSection] = frozenset({"decide", "promises", "trouble", "next", "question"})
"""What there is to say to a logo that goes: what is open between us, and nothing to cheer about."""


def proposals(facts: Shared, w: Wording) -> tuple[Section, ...]:
    """Every section in its order, empty ones too: a point of one's own can be added to any."""
    return tuple(
        Section(
            w(f"heading-{code}"),
            tuple(_SECTIONS[code](facts, w)) if not facts.leaving or code in _OF_LEAVING else (),
            code,
        )
        for code in BRIEF_SECTIONS
    )
