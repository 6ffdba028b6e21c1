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
            Passage(_anchored(text, mark), mark.themes, mark.id) for mark in highlights if mark.quote
        )

    def edited(self, edit: Replacement, text: str) -> None:
        """Follow one edit that led to `text`."""
        self.text = text
        self.all = tuple(
            replace(passage, anchor=followed(passage.anchor, edit, text)) for passage in self.all
        )

    def replaced(self, text: str) -> None:
        """Follow the words into a text that came from elsewhere: the kept ones are on exactly the words they had."""
        places, _ = moved(self.text, text, {at: passage.span for at, passage in enumerate(self.kept)})
        kept = self.kept
        there = {id(kept[at]): span for at, span in places.items()}
        self.all = tuple(_in_other_text(passage, there.get(id(passage)), text) for passage in self.all)
        self.text = text

    @property
    def kept(self) -> list[Passage]:
        """Those that are on their words, in their order."""
        kept = [passage for passage in self.all if passage.anchor.is_kept(self.text)]
        return sorted(kept, key=lambda passage: (passage.span.start, passage.span.end))

    @property
    def lost(self) -> list[Passage]:
        """Those whose words are gone."""
        return [passage for passage in self.all if not passage.anchor.is_kept(self.text)]

    def at(self, place: int) -> list[Passage]:
        """The kept ones over the character at a place or before it, the shortest first."""
        under = [passage for passage in self.kept if passage.span.start <= place <= passage.span.end]
        return sorted(under, key=lambda passage: passage.span.end - passage.span.start)

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
        return span, next((passage for passage in self.kept if passage.span == span), None)

    def tag(self, span: Span, names: Sequence[str], present: Passage | None) -> None:
        """Put themes on these words; without any, the passage that is on them goes."""
        others = tuple(known for known in self.all if known is not present)
        if not names:
            self.all = others
            return
        anchor = Anchor(span, self.text[span.start : span.end])
        self.all = (*others, Passage(anchor, tuple(names), present.id if present else None))

    def drop(self, passage: Passage) -> None:
        """Take one away."""
        self.all = tuple(known for known in self.all if known is not passage)

    def highlights(self) -> list[Highlight]:
        """Everything as a draft keeps it, lost ones included."""
        return [
            Highlight(passage.span.start, passage.span.end, passage.anchor.quote, passage.themes, passage.id)
            for passage in self.all
        ]

    def settled(self) -> list[Highlight]:
        """The kept ones as they are saved: on whole characters, their words as their quote."""
        anchors = [(passage.anchor.settled(self.text), passage) for passage in self.kept]
        return [
            Highlight(anchor.span.start, anchor.span.end, anchor.quote, passage.themes, passage.id)
            for anchor, passage in anchors
        ]


def with_themes(names: Iterable[str], more: Iterable[str]) -> list[str]:
    """The names and those of `more` that are not among them, however they are spelled."""
    known = {fold(name): name for name in names}
    for name in more:
        known.setdefault(fold(name), name)
    return list(known.values())


def _anchored(text: str, mark: Highlight) -> Anchor:
    anchor = Anchor(Span(min(mark.start, len(text)), min(mark.end, len(text))), mark.quote)
    if anchor.span.start == anchor.span.end or anchor.is_kept(text):
        return anchor
    if text.count(mark.quote) == 1:
        at = text.index(mark.quote)
        return Anchor(Span(at, at + len(mark.quote)), mark.quote)
    return Anchor(Span(anchor.span.start, anchor.span.start), mark.quote)


def _in_other_text(passage: Passage, span: Span | None, text: str) -> Passage:
    """The passage in another text: with the words it has, or lost with the words it had."""
    if span is None:
        end = min(passage.span.start, len(text))
        return replace(passage, anchor=replace(passage.anchor, span=Span(end, end)))
    return replace(passage, anchor=replace(passage.anchor, span=span))
