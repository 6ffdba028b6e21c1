"""Points as they are worked on: what is proposed from the facts, and what somebody has done about it, made one.

What is done about a point changes that point alone. Which of the untouched ones are in follows from the ranks of all
that is proposed, so that none comes or goes because another one was dropped, taken in or moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from churntui.briefs.facts import REASON, Point, Section
from churntui.model.choices import (
    BRIEF_SECTION_LABELS,
    BRIEF_SECTIONS,
    BriefKind,
    BriefSection,
    PointState,
)
from churntui.model.living import KeptPoint

MOST_ASKED = 3
"""Decisions that are asked for at once: of a longer list nothing is decided."""

MOST_OF_SECTION: Mapping[BriefKind, int] = {"qbr": 3, "ebr": 2}
"""Untouched points of a section that is cut: more of a kind are read as a list, not as points."""

MOST_IN_ALL: Mapping[BriefKind, int] = {"qbr": 12, "ebr": 6}
"""Untouched points of all such sections: an hour's talk has room for twelve beside the goals, a page for six."""

NEVER_CUT: frozenset[BriefSection] = frozenset({"goals", "promises", "next", "question"})
"""Goals and promises are agreed with them: none of them goes unsaid because others have more to say, but for an
executive, who reads those that say most."""

MOST_OF_AGREED: Mapping[BriefSection, int] = {"goals": 4, "promises": 3, "next": 2}
"""Untouched points of those that an executive reads on one page; how many more there are is said below them."""

GONE = "Nothing is proposed in its place: the facts it was written from are gone"
"""What is proposed in place of an edited point that no facts propose any more."""

_WRITTEN: frozenset[PointState] = frozenset({"edited", "added"})
"""The states of a point that has somebody's own words."""

Sections = tuple[Section, ...]


def worked(
    proposals: Sequence[Section], kept: Sequence[KeptPoint], kind: BriefKind
) -> tuple[Sections, Sections]:
    """The shareable part, and what is offered beside it: too low a rank for it, or dropped; no section is empty.

    An accepted point is in whatever its rank, and gone once the facts do not propose it, as it has no words of its
    own. An edited one has, and stays. `proposals` may hold empty sections: a point added to one has its heading.
    """
    done = {point.key: point for point in kept}
    proposed = {point.key for section in proposals for point in section.points}
    by_rank = _in_by_rank(proposals, kind)
    shareable: dict[BriefSection | None, list[Point]] = {}
    offered: dict[BriefSection | None, list[Point]] = {}
    for section in proposals:
        for point in section.points:
            about = done.get(point.key) if point.key else None
            now = point if about is None else _done(point, about)
            is_in = id(point) in by_rank if about is None else about.state != "dropped"
            where = about.section if about is not None and is_in else section.code
            (shareable if is_in else offered).setdefault(where, []).append(now)
    for about in kept:
        if about.key not in proposed and _has_words(about):
            pile = offered if about.state == "dropped" else shareable
            pile.setdefault(about.section, []).append(_own(about))
    places = {point.key: point.position for point in kept}
    return _sections(proposals, shareable, places), _sections(proposals, offered, {})


def said_once(sections: Sections) -> Sections:
    """The sections without what was said before in the same words: a sentence is worth saying once.

    What somebody wrote stands as they wrote it, and a point they accepted stays, without what follows from it.
    """
    heard: set[str] = set()

    def once(point: Point) -> Iterator[Point]:
        if point.state or point.text not in heard:
            is_new = point.state in _WRITTEN or point.so_what not in heard
            yield point if is_new else replace(point, so_what="")
            heard.update((point.text, point.so_what))

    told = (
        replace(section, points=tuple(new for point in section.points for new in once(point)))
        for section in sections
    )
    return tuple(section for section in told if section.points)


def said(point: Point) -> str:
    """What a point says, as one text: its words, and in a second line what follows from them."""
    return f"{point.text}\n{point.so_what}" if point.so_what else point.text


def _in_by_rank(proposals: Sequence[Section], kind: BriefKind) -> set[int]:
    """The proposals that are in where nobody touches them, by identity."""
    chosen: list[Point] = []
    ranked: list[Point] = []
    for section in proposals:
        best = sorted(section.points, key=lambda point: -point.rank)
        if section.code is None or section.code in NEVER_CUT:
            most = MOST_OF_AGREED.get(section.code) if kind == "ebr" and section.code else None
            chosen += best if most is None else _in_short(best)[:most]
        elif section.code == "decide":
            chosen += best[:MOST_ASKED]
        else:
            ranked += [point for point in best[: MOST_OF_SECTION[kind]] if point.rank > 0]
    ranked.sort(key=lambda point: -point.rank)
    return {id(point) for point in (*chosen, *ranked[: MOST_IN_ALL[kind]])}


def _in_short(best: Sequence[Point]) -> list[Point]:
    """Without all reasons they bought for but the first: on a page, what came of them takes their room."""
    reasons = [point for point in best if point.key.startswith(REASON)]
    return [point for point in best if point not in reasons[1:]]


def _done(point: Point, about: KeptPoint) -> Point:
    """A proposal as it stands with what was done about it."""
    if not _has_words(about):
        return replace(point, state=about.state)
    written = replace(point, text=about.text, so_what=about.so_what, state=about.state)
    if about.proposed in {said(point), point.text}:  # what follows from it may have been said elsewhere
        return written
    # its day and its chart are those of the new figures, which the words do not state
    return replace(written, as_of=None, figure=None, proposed=said(point))


def _has_words(about: KeptPoint) -> bool:
    """Whether it says what somebody wrote; one that was dropped still does, for when it is taken in again."""
    return bool(about.text) and about.state != "accepted"


def _own(about: KeptPoint) -> Point:
    """A point that only what somebody wrote is known of: added, or edited and no longer proposed."""
    stale = GONE if about.proposed else ""
    return Point(about.text, so_what=about.so_what, key=about.key, state=about.state, proposed=stale)


def _sections(
    proposals: Sequence[Section],
    piles: Mapping[BriefSection | None, Sequence[Point]],
    places: Mapping[str, int | None],
) -> Sections:
    """The points under their headings, each section by places, then by rank."""

    def order(point: Point) -> tuple[bool, int, float]:
        place = places.get(point.key) if point.key else None
        return place is None, place or 0, -point.rank

    headings = {section.code: section.heading for section in proposals}
    return tuple(
        Section(headings.get(code) or (BRIEF_SECTION_LABELS[code] if code else ""), points, code)
        for code in _codes(proposals, piles)
        if (points := tuple(sorted(piles.get(code, ()), key=order)))
    )


def _codes(proposals: Sequence[Section], piles: Iterable[BriefSection | None]) -> list[BriefSection | None]:
    """The sections in their order: as proposed, and one that is not among these before the first that follows it."""
    codes = list(dict.fromkeys(section.code for section in proposals))
    for code in BRIEF_SECTIONS:
        if code in piles and code not in codes:
            later = BRIEF_SECTIONS[BRIEF_SECTIONS.index(code) :]
            codes.insert(next((at for at, other in enumerate(codes) if other in later), len(codes)), code)
    return codes
