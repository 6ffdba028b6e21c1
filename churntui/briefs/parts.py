"""A first brief for a business review with one logo: what to show them, and what to know beforehand.

Two parts, made of two piles of facts (`facts`): the shareable part sees only what the logo may see, so that no
later change can leak a stage, a risk or another logo into it. Every figure carries its source and the day that
source reaches to.
"""

from churntui.briefs import internal, shareable, talk
from churntui.briefs.facts import (
    Brief,
    Compared,
    Inside,
    LookAlikes,
    PartName,
    Point,
    Section,
    Shared,
    Use,
    Window,
    quarters,
)

__all__ = [
    "Brief",
    "Compared",
    "Inside",
    "LookAlikes",
    "PartName",
    "Point",
    "Section",
    "Shared",
    "Use",
    "Window",
    "compose",
    "quarters",
]


def compose(shared: Shared, inside: Inside) -> Brief:
    """Both parts of a brief; the shareable one is made of `shared` alone."""
    return Brief(
        logo=shared.logo,
        as_of=shared.as_of,
        shareable=(
            Section("Points for our talk", talk.points(shared)),
            *shareable.sections(shared),
            Section("A question for you", (talk.question(shared),)),
        ),
        internal=internal.sections(inside),
    )
