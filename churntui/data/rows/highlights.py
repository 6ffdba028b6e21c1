"""Marked passages of notes: offsets in code points, the words there, their themes, and whether the customer said so.

One that has neither a theme nor the mark that it is in their words is none.

Whatever changes the text of a note, its passages are on their own words afterwards. The editor knows where
each has gone and says so (`replace_on_note`); for any other change they are found again (`follow`). One that
cannot be found goes, and its themes stay on the note as a whole, because it was heard. What one of us said is never
in their words, whoever marks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from churntui.data.file.selects import maker, select
from churntui.data.file.store import Store
from churntui.data.rows import themes
from churntui.model.notes import NOTES, NoteRef, owner
from churntui.model.rows import Highlight
from churntui.plain.anchors import Span, moved
from churntui.plain.errors import BadInputError, NotFoundError

OURS_SAID = "One of us said that"


def of_note(store: Store, note: NoteRef) -> list[Highlight]:
    """The passages of a note in their order, each with the names of its themes."""
    names: dict[int, list[str]] = {}
    for highlight_id, name in store.rows(
        f"""SELECT g.highlight_id, t.name FROM highlight_theme g JOIN theme t ON t.id = g.theme_id
        JOIN highlight h ON h.id = g.highlight_id WHERE h.{owner(note.kind)} = ? ORDER BY t.name COLLATE NOCASE""",
        (note.id,),
    ):
        names.setdefault(highlight_id, []).append(name)
    passage = maker(Highlight)
    rows = store.rows(
        f"{select(Highlight, 'id')} WHERE {owner(note.kind)} = ? ORDER BY starts_at, ends_at, id", (note.id,)
    )
    return [passage(kept, themes=tuple(names.get(highlight_id, ()))) for *kept, highlight_id in rows]


def tag(
    store: Store,
    note: NoteRef,
    span: Span,
    names: Sequence[str],
    label: str,
    *,
    highlight_id: int | None = None,
    words: str | None = None,
) -> None:
    """Make `names` the themes of a passage of the saved text. One edit.

    Without any it goes, unless it is in their words; a new one in the line of a speaker of theirs is.

    Args:
        store: Where.
        note: Whose text.
        span: The passage; one that is there already is changed.
        names: Themes, known or new.
        label: For the history.
        highlight_id: The passage to change, where several are on the same words.
        words: Those that were seen there; the text may have been written anew since.

    Raises:
        NotFoundError: The note is gone, or has other words there by now.
    """
    from churntui.data.rows import speakers  # reads transcripts, of which the first frame shows none

    text = _with_words(store, note, span, words)
    with store.edit(label):
        others, same = _apart(store, note, span, highlight_id)
        new = replace(_new(span, text), themes=tuple(names))
        if same is not None:
            mine = replace(new, id=same.id, theirs=same.theirs)
        else:
            mine = replace(new, theirs=bool(names) and speakers.side(store, note, text, span) == "theirs")
        replace_on_note(store, note, [*others, *[mine] * bool(names or mine.theirs)])


def mark_theirs(
    store: Store,
    note: NoteRef,
    span: Span,
    label: str,
    *,
    theirs: bool,
    highlight_id: int | None = None,
    words: str | None = None,
) -> None:
    """Have a passage be in their own words, or not; one without themes that is not goes. One edit.

    Args:
        store: Where.
        note: Whose text.
        span: The passage; it is made where there is none.
        label: For the history.
        theirs: Whether they said it so.
        highlight_id: The passage, where several are on the same words.
        words: Those that were seen there; the text may have been written anew since.

    Raises:
        NotFoundError: The note is gone, or has other words there by now.
        BadInputError: One of us said it.
    """
    from churntui.plain.transcript import side_of

    text = _with_words(store, note, span, words)
    if theirs and side_of(text, span) == "ours":
        raise BadInputError(OURS_SAID, "Mark what they answered")
    with store.edit(label):
        others, same = _apart(store, note, span, highlight_id)
        mine = replace(same or _new(span, text), theirs=theirs)
        replace_on_note(store, note, [*others, *[mine] * bool(theirs or mine.themes)])


def _with_words(store: Store, note: NoteRef, span: Span, words: str | None) -> str:
    """The text of the note, which has these words there.

    Raises:
        NotFoundError: The note is gone, or has others.
    """
    text = text_of(store, note)
    inside = text is not None and 0 <= span.start < span.end <= len(text)
    if text is None or not inside or words not in {None, text[span.start : span.end]}:
        raise NotFoundError("Those words are no longer in the book", "Press escape and look again")
    return text


def _apart(
    store: Store, note: NoteRef, span: Span, highlight_id: int | None
) -> tuple[list[Highlight], Highlight | None]:
    """The other passages of the note, and the one that is meant, where it is there."""
    present = of_note(store, note)
    meant = [passage for passage in present if _is_meant(passage, span, highlight_id)]
    return [passage for passage in present if passage not in meant], next(iter(meant), None)


def _new(span: Span, text: str) -> Highlight:
    return Highlight(span.start, span.end, text[span.start : span.end])


def _is_meant(passage: Highlight, span: Span, highlight_id: int | None) -> bool:
    return (
        passage.id == highlight_id
        if highlight_id is not None
        else (passage.start, passage.end) == (span.start, span.end)
    )


def replace_on_note(store: Store, note: NoteRef, wanted: Sequence[Highlight]) -> None:
    """Make these the passages of the note, inside a transaction the caller holds.

    Those with an id that is the note's keep it; what did not change is not written.
    """
    from churntui.plain.transcript import side_of

    text = text_of(store, note) or ""
    present = {passage.id: passage for passage in of_note(store, note)}
    staying = {passage.id for passage in wanted}
    for highlight_id in present:
        if highlight_id not in staying:
            store.rows("DELETE FROM highlight_theme WHERE highlight_id = ?", (highlight_id,))
            store.rows("DELETE FROM highlight WHERE id = ?", (highlight_id,))
    for passage in wanted:
        known = present.get(passage.id)
        theirs = passage.theirs and side_of(text, Span(passage.start, passage.end)) != "ours"
        cells = passage.start, passage.end, passage.quote, theirs
        if known is None:
            highlight_id = store.insert(
                f"""INSERT INTO highlight({owner(note.kind)}, starts_at, ends_at, quote, theirs)
                VALUES (?, ?, ?, ?, ?)""",
                (note.id, *cells),
            )
        else:
            highlight_id = int(known.id or 0)
            if (known.start, known.end, known.quote, known.theirs) != cells:
                store.rows(
                    "UPDATE highlight SET starts_at = ?, ends_at = ?, quote = ?, theirs = ? WHERE id = ?",
                    (*cells, highlight_id),
                )
        themes.replace_on(store, "highlight", highlight_id, passage.themes)


def follow(store: Store, note: NoteRef, before: str) -> list[Highlight]:
    """Bring the passages to where their words are since the text changed from `before`; returns those that are lost.

    Inside a transaction the caller holds. The themes of a lost passage stay on the whole note.
    """
    present = of_note(store, note)
    text = text_of(store, note) or ""
    if not present or text == before:
        return []
    places, lost = moved(
        before, text, {at: Span(passage.start, passage.end) for at, passage in enumerate(present)}
    )
    kept = [
        replace(present[at], start=span.start, end=span.end, quote=text[span.start : span.end])
        for at, span in places.items()
    ]
    replace_on_note(store, note, kept)
    heard = [name for at in lost for name in present[at].themes]
    if heard:
        themes.replace_on_note(store, note, themes.on_note(store, note) + heard)
    return [present[at] for at in lost]


def text_of(store: Store, note: NoteRef) -> str | None:
    """The words its passages are of; None where the note is gone."""
    text = store.scalar(f"SELECT {NOTES[note.kind].text} FROM {note.kind} WHERE id = ?", (note.id,))
    return None if text is None else str(text)


def in_their_words(store: Store, logo_id: int) -> dict[int, list[Highlight]]:
    """Review id to the passages of a logo's business reviews that are in their own words, in their order."""
    rows = store.rows(
        f"""{select(Highlight, "review_id")} WHERE theirs AND review_id IN (SELECT id FROM review WHERE logo_id = ?)
        ORDER BY review_id, starts_at, ends_at, id""",
        (logo_id,),
    )
    passage = maker(Highlight)
    theirs: dict[int, list[Highlight]] = {}
    for *kept, review_id in rows:
        theirs.setdefault(int(review_id), []).append(passage(kept))
    return theirs
