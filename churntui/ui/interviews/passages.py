"""The tagged passages of notes that are being edited: each stays on its words, or is known to have lost them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from churntui.model.rows import Highlight
from churntui.plain.anchors import Anchor, Replacement, Span, followed, moved, sentence_at, whole
from churntui.plain.text import fold


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage with its themes."""

    anchor: Anchor
    themes: tuple[str, ...]
    id: int | None = None
    """The book's; None for one that is not saved yet."""

    @property
    def span(self) -> Span:
        """Where it is."""
        return self.anchor.span


class Passages:
    """The passages of one text.

    Args:
        text: The notes.
        highlights: Their passages as the book or a draft has them; one whose words are elsewhere is looked for.
    """

    def __init__(self, text: str, highlights: Iterable[Highlight] = ()) -> None:
        self.text = text
        self.all: tuple[Passage, ...] = tuple(
            Passage(_anchored(text, one), one.themes, one.id) for one in highlights if one.quote
        )

    def edited(self, edit: Replacement, text: str) -> None:
        """Follow one edit that led to `text`."""
        self.text = text
        self.all = tuple(replace(one, anchor=followed(one.anchor, edit, text)) for one in self.all)

    def replaced(self, text: str) -> None:
        """Follow the words into a text that came from elsewhere: the kept ones are on exactly the words they had."""
        places, _ = moved(self.text, text, {at: one.span for at, one in enumerate(self.kept)})
        kept = self.kept
        there = {id(kept[at]): span for at, span in places.items()}
        self.all = tuple(_in_other_text(one, there.get(id(one)), text) for one in self.all)
        self.text = text

    @property
    def kept(self) -> list[Passage]:
        """Those that are on their words, in their order."""
        kept = [one for one in self.all if one.anchor.is_kept(self.text)]
        return sorted(kept, key=lambda one: (one.span.start, one.span.end))

    @property
    def lost(self) -> list[Passage]:
        """Those whose words are gone."""
        return [one for one in self.all if not one.anchor.is_kept(self.text)]

    def at(self, place: int) -> list[Passage]:
        """The kept ones over the character at a place or before it, the shortest first."""
        under = [one for one in self.kept if one.span.start <= place <= one.span.end]
        return sorted(under, key=lambda one: one.span.end - one.span.start)

    def meant(self, place: int, selected: Span) -> tuple[Span, Passage | None]:
        """What is to be tagged: the selection, else the passage under the cursor, else the sentence there.

        Returns:
            The words, empty where there are none, and the passage that is on just these already.
        """
        span = whole(self.text, selected)
        if span.start == span.end:
            under = self.at(place)
            if under:
                return under[0].span, under[0]
            span = sentence_at(self.text, place)
        return span, next((one for one in self.kept if one.span == span), None)

    def tag(self, span: Span, names: Sequence[str], present: Passage | None) -> None:
        """Put themes on these words; without any, the passage that is on them goes."""
        others = tuple(one for one in self.all if one is not present)
        if not names:
            self.all = others
            return
        anchor = Anchor(span, self.text[span.start : span.end])
        self.all = (*others, Passage(anchor, tuple(names), present.id if present else None))

    def drop(self, passage: Passage) -> None:
        """Take one away."""
        self.all = tuple(one for one in self.all if one is not passage)

    def highlights(self) -> list[Highlight]:
        """Everything as a draft keeps it, lost ones included."""
        return [
            Highlight(one.span.start, one.span.end, one.anchor.quote, one.themes, one.id) for one in self.all
        ]

    def settled(self) -> list[Highlight]:
        """The kept ones as they are saved: on whole characters, their words as their quote."""
        anchors = [(one.anchor.settled(self.text), one) for one in self.kept]
        return [
            Highlight(anchor.span.start, anchor.span.end, anchor.quote, one.themes, one.id)
            for anchor, one in anchors
        ]


def with_themes(names: Iterable[str], more: Iterable[str]) -> list[str]:
    """The names and those of `more` that are not among them, however they are spelled."""
    known = {fold(name): name for name in names}
    for name in more:
        known.setdefault(fold(name), name)
    return list(known.values())


def _anchored(text: str, one: Highlight) -> Anchor:
    anchor = Anchor(Span(min(one.start, len(text)), min(one.end, len(text))), one.quote)
    if anchor.span.start == anchor.span.end or anchor.is_kept(text):
        return anchor
    if text.count(one.quote) == 1:
        at = text.index(one.quote)
        return Anchor(Span(at, at + len(one.quote)), one.quote)
    return Anchor(Span(anchor.span.start, anchor.span.start), one.quote)


def _in_other_text(one: Passage, span: Span | None, text: str) -> Passage:
    """The passage in another text: with the words it has, or lost with the words it had."""
    if span is None:
        end = min(one.span.start, len(text))
        return replace(one, anchor=replace(one.anchor, span=Span(end, end)))
    return replace(one, anchor=replace(one.anchor, span=span))
