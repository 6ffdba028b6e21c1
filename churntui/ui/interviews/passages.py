"""The tagged passages of notes that are being edited: each stays on its words, or is known to have lost them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from churntui.model.rows import Highlight
from churntui.plain.anchors import Anchor, Replacement, Span, followed, moved, sentence_at, whole
from churntui.plain.text import fold

THEIR_WORDS = "their words"
"""What stands beside a passage that may be quoted to themselves."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage with its themes."""

    anchor: Anchor
    themes: tuple[str, ...]
    id: int | None = None
    """The book's; None for one that is not saved yet."""
    theirs: bool = False
    """Whether they said it so."""

    @property
    def said(self) -> str:
        """Its themes, and whether it is in their words."""
        return said(self.themes, theirs=self.theirs)

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
            Passage(_anchored(text, mark), mark.themes, mark.id, mark.theirs)
            for mark in highlights
            if mark.quote
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

    def tag(
        self, span: Span, names: Sequence[str], present: Passage | None, *, theirs: bool | None = None
    ) -> None:
        """Put themes on these words; without any, the passage that is on them goes, unless it is in their words.

        Args:
            span: The words.
            names: The themes.
            present: The passage that is on just these words already.
            theirs: Whether they said it so; None leaves that as it is.
        """
        others = tuple(known for known in self.all if known is not present)
        is_theirs = (present is not None and present.theirs) if theirs is None else theirs
        if not names and not is_theirs:
            self.all = others
            return
        anchor = Anchor(span, self.text[span.start : span.end])
        self.all = (*others, Passage(anchor, tuple(names), present.id if present else None, is_theirs))

    def drop(self, passage: Passage) -> None:
        """Take one away."""
        self.all = tuple(known for known in self.all if known is not passage)

    def highlights(self) -> list[Highlight]:
        """Everything as a draft keeps it, lost ones included."""
        return [_highlight(passage.anchor, passage) for passage in self.all]

    def settled(self) -> list[Highlight]:
        """The kept ones as they are saved: on whole characters, their words as their quote."""
        return [_highlight(passage.anchor.settled(self.text), passage) for passage in self.kept]


def said(themes: Sequence[str], *, theirs: bool) -> str:
    """What stands beside the words of a passage: its themes, and whether they are theirs."""
    return " · ".join(filter(None, (", ".join(themes), THEIR_WORDS * theirs)))


def said_under(passages: Sequence[Passage]) -> str:
    """What is on the words where the cursor stands, each theme once."""
    names = with_themes((), (name for passage in passages for name in passage.themes))
    theirs = any(passage.theirs for passage in passages)
    return " · ".join([*names, *[THEIR_WORDS] * theirs])


def with_themes(names: Iterable[str], more: Iterable[str]) -> list[str]:
    """The names and those of `more` that are not among them, however they are spelled."""
    known = {fold(name): name for name in names}
    for name in more:
        known.setdefault(fold(name), name)
    return list(known.values())


def _highlight(anchor: Anchor, passage: Passage) -> Highlight:
    """The passage as the book and a draft keep it."""
    span = anchor.span
    return Highlight(span.start, span.end, anchor.quote, passage.themes, passage.id, passage.theirs)


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
