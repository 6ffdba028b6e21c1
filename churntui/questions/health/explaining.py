"""How a score came about, as Markdown: what each component was, what it earned, and what moved it."""

from __future__ import annotations

from collections.abc import Iterable

from churntui.book import Book
from churntui.metrics.health import Change, Part
from churntui.model.health import COMPONENTS, Formula, Rule
from churntui.plain import dates
from churntui.plain.markdown import escaped
from churntui.questions.health import words


def explanation(book: Book, logo_id: int) -> str:
    """Of one logo; empty of one that does not pay, and until health is read."""
    course = book.health.get(logo_id)
    if course is None:
        return ""
    formula, made = book.health_formula, course.now
    lines = ["## Health", ""]
    if made is None:
        lines.append("Nothing that it is made of is known of this logo: unknown is not low.")
    else:
        lines += [
            f"{made.score} of 100, {formula.band(made.score)}: {formula.edges}. Known: {made.coverage}.",
            "",
        ]
        lines += [_part(part, formula) for part in made.parts]
        lines += [
            f"- since {when}: {_moved(change)}"
            for when, change in (("a week ago", course.week), ("four weeks ago", course.month))
        ]
        lines += [f"- {told}" for told in undated(made.parts)]
    if missing := words.unknown(made, formula):
        lines += ["", f"Not known, and left out: {', '.join(missing)}."]
    if kept := book.known_health.kept.get(book.logos[logo_id].ref) if book.known_health else None:
        told = ", ".join(f"{score} ({dates.short(day, book.as_of)})" for day, score in kept)
        lines += ["", f"As it was kept each week: {told}."]
    if course.override:
        held = course.override
        lines += ["", f"Held to be {held.score} until {dates.short(held.until)}: {escaped(held.reason)}"]
    lines += ["", HOW]
    return "\n".join(lines)


HOW = (
    "Each known component earns a share of its weight: nothing at its poor edge, all at its good edge, in between in "
    "proportion. The score is what is earned of the weights that are known. Weights, edges and playbooks: the Health "
    "page (`ctrl+p`)."
)
"""How scores are made."""


def undated(parts: Iterable[Part]) -> list[str]:
    """What of these components has no day, so that a change cannot tell it of the past."""
    components = (COMPONENTS[part.key] for part in parts)
    return [
        f"{component.label}: {component.undated} has no day, and counts in changes as it is now"
        for component in components
        if component.undated
    ]


def rule_in_words(rule: Rule) -> str:
    """`nothing at 50 %, all at 80 %`."""
    unit = COMPONENTS[rule.key].unit
    after = f" {unit}" if unit else ""
    return f"nothing at {rule.edge(rule.poor)}{after}, all at {rule.edge(rule.good)}{after}"


def _part(part: Part, formula: Formula) -> str:
    rule = next(rule for rule in formula.rules if rule.key == part.key)
    how = f"{part.label.lower()}, weight {part.weight}; {rule_in_words(rule)}"
    return f"- {part.points} of {part.of}: {part.said} ({how})"


def _moved(change: Change | None) -> str:
    if change is None:
        return "there was no score then"
    return f"{words.moved(change)} {change.text}" if change.points else "no change"
