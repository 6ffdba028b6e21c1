"""One note written by two at the same time: what differs, and one form that holds both.

Nothing of either is lost in the one that holds both. What only one of them has changed since it was opened is as they
changed it; of what both did, the one saved first stays in its field, and the other's stands in words under the notes.
Lists are joined. Two notes follow one another, with the passages of each on their own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from churntui.model.choices import STATUSES
from churntui.model.rows import Highlight
from churntui.plain.anchors import Span, moved
from churntui.questions.attempts import summed
from churntui.ui.interviews import form
from churntui.ui.interviews.fields import Guide
from churntui.ui.interviews.form import Fields, Typed
from churntui.ui.interviews.passages import said, with_themes

Difference = tuple[str, str, str]
"""The title of a field, how mine reads and how theirs does."""

_HEARD_FIRST = (*STATUSES, "")
"""Where one of two heard somebody, somebody was heard."""

_LISTS = ("themes", "secondary_reasons", "save_attempts")


def differences(mine: Typed, theirs: Typed, name_of: Callable[[int], str]) -> list[Difference]:
    """What differs between two settled forms, the notes first: they are what was written."""
    found = []
    for name, title in (("notes", "Notes"), ("passages", "Tagged")):
        one, other = (as_read(name, typed) for typed in (mine, theirs))
        if one != other:
            found.append((title, one, other))
    if mine.logo_id != theirs.logo_id:
        found.append(("Logo", name_of(mine.logo_id), name_of(theirs.logo_id)))
    for name, field in mine.guide.fields.items():
        one, other = (as_read(name, typed) for typed in (mine, theirs))
        if name != "logo" and one != other:
            found.append((field.title.strip(), one, other))
    return found


def as_read(name: str, typed: Typed) -> str:
    """A field, the notes or their passages, as people read them."""
    text = typed.fields.get(name, "")
    if name == "passages":
        return "\n".join(
            f"«{passage.quote}» {said(passage.themes, theirs=passage.theirs)}"
            for passage in form.split_passages(text)
        )
    if name == "save_attempts":
        return summed(form.split_attempts(text))
    if name in _LISTS:
        return ", ".join(_label("primary_reason", entry, typed.guide) for entry in form.split(text))
    return text if name == "notes" else _label(name, text, typed.guide)


def _label(name: str, code: str, guide: Guide) -> str:
    field = guide.fields.get(name)
    return dict(field.choices).get(code, code) if field else code


def both(opened: Typed, mine: Typed, theirs: Typed, *, heading: str, name_of: Callable[[int], str]) -> Typed:
    """One form that holds both, of three settled ones.

    Args:
        opened: As it was when it was opened; an empty one where that is not known.
        mine: As I would save it.
        theirs: As it was saved meanwhile.
        heading: What stands over my notes where both have written some.
        name_of: A logo's name by its id.
    """
    fields, left = dict(theirs.fields), list[str]()
    for name, field in mine.guide.fields.items():
        if name == "logo":
            continue
        was, my, their = (typed.fields.get(name, "") for typed in (opened, mine, theirs))
        if my in {their, was}:
            continue
        if name == "status":
            fields[name] = min(my, their, key=_HEARD_FIRST.index)
        elif name in _LISTS and their != was:
            fields[name] = _joined(name, their, my)
        elif their in {was, ""}:
            fields[name] = my
        elif my:
            left.append(f"{field.title.strip()}: {as_read(name, mine)}")
    logo_id = mine.logo_id if theirs.logo_id == opened.logo_id else theirs.logo_id
    if mine.logo_id not in {logo_id, opened.logo_id}:
        left.insert(0, f"Logo: {name_of(mine.logo_id)}")
    notes, lost = _notes(opened, mine, theirs, heading)
    if left:
        notes["notes"] = "\n\n".join(
            part for part in (notes["notes"].rstrip(), heading, "\n".join(left)) if part
        )
    fields["themes"] = form.join(with_themes(form.split(fields["themes"]), lost))
    return Typed(logo_id, fields | notes, mine.kind)


def _joined(name: str, their: str, my: str) -> str:
    if name == "save_attempts":
        attempts = form.split_attempts(their)
        return form.join_attempts([*attempts, *(a for a in form.split_attempts(my) if a not in attempts)])
    return form.join(with_themes(form.split(their), form.split(my)))


def _notes(opened: Typed, mine: Typed, theirs: Typed, heading: str) -> tuple[Fields, list[str]]:
    """The notes with their passages, and the themes of those that have lost their words."""
    was, my, their = (typed.fields["notes"] for typed in (opened, mine, theirs))
    old, my_marks, their_marks = (
        form.split_passages(typed.fields["passages"]) for typed in (opened, mine, theirs)
    )
    if their in {my, was}:
        others = [mark for mark in their_marks if my == their or mark not in old]
        carried, lost = _carried(others, their, my)
        return _kept(my, [*my_marks, *carried]), lost
    if my == was:
        carried, lost = _carried([mark for mark in my_marks if mark not in old], my, their)
        return _kept(their, [*their_marks, *carried]), lost
    before = f"{their.rstrip()}\n\n{heading}\n\n" if their.strip() else ""
    second = [
        replace(mark, start=mark.start + len(before), end=mark.end + len(before), id=None)
        for mark in my_marks
    ]
    return _kept(before + my, [*their_marks, *second]), []


def _carried(marks: Sequence[Highlight], text: str, other: str) -> tuple[list[Highlight], list[str]]:
    """The passages on their words in another text, and the themes of those whose words are not there."""
    places, lost = moved(text, other, {at: Span(mark.start, mark.end) for at, mark in enumerate(marks)})
    there = [
        replace(marks[at], start=span.start, end=span.end, quote=other[span.start : span.end])
        for at, span in places.items()
    ]
    return there, [name for at in lost for name in marks[at].themes]


def _kept(notes: str, marks: Iterable[Highlight]) -> Fields:
    """Notes and passages as fields; passages on the same words are one with the themes of both, theirs where one is."""
    by_place: dict[tuple[int, int], Highlight] = {}
    for mark in marks:
        known = by_place.setdefault((mark.start, mark.end), mark)
        themes = tuple(with_themes(known.themes, mark.themes))
        by_place[mark.start, mark.end] = replace(
            known, themes=themes, id=known.id or mark.id, theirs=known.theirs or mark.theirs
        )
    return {"notes": notes, "passages": form.join_passages(by_place[place] for place in sorted(by_place))}
