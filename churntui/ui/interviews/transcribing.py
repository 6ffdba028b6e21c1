"""A call's transcript in the notes: pasted or from a file, without its times, and the customer's lines to be tagged.

Who is of our own side is asked once and written beside the name, so that the others' lines are known in the notes
themselves, today and after the draft was closed. What was pasted is in the notes before anything is asked: one undo
brings it back as it was.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from churntui.data.importing.reading import encodings
from churntui.model.rows import Person
from churntui.plain.anchors import Span
from churntui.plain.errors import BadInputError
from churntui.plain.text import MAX_NOTE, cells, clean_note
from churntui.plain.transcript import Transcript, is_one_of, read, theirs
from churntui.plain.wording import counted
from churntui.ui.interviews.notes import Notes
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp

_SAYS_SOMETHING = 16
"""Columns of a terminal from which a line is offered for tagging: `Sure, yes.` is not."""


@dataclass(frozen=True, slots=True)
class Transcribed:
    """Who spoke in a call."""

    speakers: tuple[str, ...]
    person_id: int | None
    """The one of the logo's people who did, where it was just one."""

    def facts(self, empty: Container[str]) -> dict[str, str]:
        """What it says about the fields of a note, by their names, of those that are empty."""
        said = {
            "attendees": ", ".join(self.speakers),
            "person_id": "" if self.person_id is None else str(self.person_id),
        }
        return {name: text for name, text in said.items() if text and name in empty}


async def ask_for_file(app: BookApp) -> str | None:
    """The words of a file that is asked for; None where none was named.

    Raises:
        BadInputError: It is no text, or too long for a note.
    """
    name = await app.push_screen_wait(
        Prompt("A call's transcript", "", _problem_of, hint="call.vtt, call.srt or call.txt")
    )
    return None if name is None else await app.compute(lambda: _text_of(Path(name).expanduser()))


def _problem_of(name: str) -> str | None:
    try:
        path = Path(name).expanduser()
        if path.is_file():
            return None
    except (OSError, RuntimeError, ValueError) as error:
        return f"It cannot be looked for: {error}"
    return f"There is no file “{name}”: write its path, such as ~/Downloads/call.vtt"


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            encoding = encodings.detect(file, path.name)
            text = encodings.decoded(file, encoding.name).read(MAX_NOTE + 1)
    except BadInputError as error:
        raise BadInputError(error.title, "Save the transcript as VTT, SRT or plain text") from None
    except OSError as error:
        raise BadInputError(
            f"{path.name} cannot be read: {error.strerror}", "Check who may read it"
        ) from None
    if len(text) > MAX_NOTE:
        raise BadInputError(f"{path.name} is longer than {MAX_NOTE:,} characters", "Take a part of it")
    return clean_note(text)


async def take_file(app: BookApp, notes: Notes, people: Sequence[Person]) -> Transcribed | None:
    """Put the words of a file below the notes, and read them as a transcript.

    Raises:
        BadInputError: It is no text, or too long for a note.
    """
    text = await ask_for_file(app)
    if text is None:
        return None
    start = notes.add_below(text)
    notes.focus()
    transcript = read(text)
    if transcript is None:
        app.notify(f"{cut(text.strip(), 40)} … is put in as it is", title="Nobody speaks in this text")
        return None
    return await take(app, notes, Span(start, start + len(text)), transcript, people)


async def take(
    app: BookApp, notes: Notes, span: Span, transcript: Transcript, people: Sequence[Person]
) -> Transcribed | None:
    """Put a transcript in the place of the text it was read from, which is in the notes; asks who is one of us.

    Returns:
        Who spoke; None where it was left as it was pasted.
    """
    pasted = notes.text[span.start : span.end]
    ours = await _ask_ours(app, transcript, people)
    if ours is None or notes.text[span.start : span.end] != pasted:
        return None
    notes.put_instead(span, transcript.as_note(ours))
    read_in = [counted(len(transcript.turns), "line"), "ctrl+z brings its times back"]
    if transcript.speakers:
        read_in.insert(1, f"f8 goes through those of {_whose(transcript, ours)}")
    app.notify(" · ".join(read_in), title="Transcript")
    known = [
        person
        for person in people
        if any(is_one_of(name, [person.name]) for name in _theirs(transcript, ours))
    ]
    return Transcribed(tuple(transcript.speakers), known[0].id if len(known) == 1 else None)


def _theirs(transcript: Transcript, ours: Sequence[str]) -> list[str]:
    return [name for name in transcript.speakers if name not in ours]


def _whose(transcript: Transcript, ours: Sequence[str]) -> str:
    return cut(", ".join(_theirs(transcript, ours)), 60) or "nobody else"


async def _ask_ours(app: BookApp, transcript: Transcript, people: Sequence[Person]) -> list[str] | None:
    """The speakers of our own side, those known as one of us ticked; None where nobody wants to say."""
    from churntui.ui.kit.picker import Picker
    from churntui.ui.shell.owners import owners_of

    speakers = transcript.speakers
    if not speakers:
        return []
    known = [name for name in (app.author, *owners_of(app.book)) if name]
    their_people = [person.name for person in people]
    choices = [Choice(name, name, counted(turns, "line")) for name, turns in speakers.items()]
    ticked = [name for name in speakers if is_one_of(name, known) and not is_one_of(name, their_people)]
    picked = await app.push_screen_wait(
        Picker(
            "Tick who is one of us; enter takes the others as theirs",
            choices,
            multi=True,
            ticked=ticked,
            may_be_none=True,
        )
    )
    return None if picked is None else list(picked.ids)


def next_of_theirs(notes: Notes) -> Span | None:
    """The next line of theirs without a theme, from the cursor on and then from the top; None where there is none."""
    tagged = [passage.span for passage in notes.passages.kept if passage.themes]
    at = notes.offset_of(notes.selection.end)
    open_lines = [span for span in lines_of_theirs(notes.text) if not _is_under(span, tagged)]
    return next((span for span in open_lines if span.start >= at), next(iter(open_lines), None))


def lines_of_theirs(text: str) -> list[Span]:
    """The lines of the other side that say something."""
    return [span for span in theirs(text) if cells(text[span.start : span.end]) >= _SAYS_SOMETHING]


def _is_under(span: Span, passages: Iterable[Span]) -> bool:
    return any(passage.start < span.end and span.start < passage.end for passage in passages)
