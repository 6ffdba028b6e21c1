"""What was said in a call, from what recorders write: WebVTT, SubRip, or text with speakers and times.

Only who spoke and the words are kept, one line a turn (`Dana: It took a day`); times, cue numbers and markup are not.
A line that belongs to none of these stays as it is: nothing of the words is lost. Subtitle libraries are made for the
times, and leave out what is not well formed; here the times are what is left out. See https://www.w3.org/TR/webvtt1/
for cues and voices.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from churntui.plain.anchors import Span
from churntui.plain.text import clean_note, fold

OURS = " (us)"
"""Stands after the name of a speaker of our own side."""

MOST_WORDS_OF_NAME = 5
"""Words of a speaker's name; what is longer before a colon is a sentence."""

_STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_ARROW = re.compile(rf"^\s*{_STAMP}\s*-+>\s*{_STAMP}.*$")
_NO_WORDS = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^>]*)?>|<[\d:.]+>")
_STAMP_ONLY = re.compile(rf"^[\[(]?{_STAMP}[\])]?$")
_STAMP_FIRST = re.compile(rf"^(?:[\[(]{_STAMP}[\])]|{_STAMP})\s*[-–|]?\s*(?=\D)")
_BRACKETED_FIRST = re.compile(rf"^(?:[\[(]{_STAMP}[\])]|\d{{1,3}}:\d{{2}}:\d{{2}}\b)")
_NAMED = re.compile(r"^(?:>>\s*)?(?P<name>[^:：\n]{1,60}?)(?P<colon>\s*[:：])(?P<words>.*)$")
_NAME_THEN_STAMP = re.compile(
    rf"^(?P<name>[^:：\n]{{1,60}}?)(?:\s*[,|–-])?\s+[\[(]?{_STAMP}[\])]?(?:\s*[:：])?(?P<words>\s.*)?$"
)
_SENTENCE = re.compile(r"[?!;。？！…]|\.\s|\.$|[\"«»“”]")
_ENDS_SENTENCE = re.compile(r"[.?!…。？！][\"”»)]*$")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")

Side = Literal["ours", "theirs", ""]
"""Whose words a passage holds, as the lines it stands in say; empty where they do not."""

_PARAGRAPH = 400
"""Characters after which words of nobody known begin a new line, at the end of a sentence."""

_LEAST_STAMPED = 2
"""Lines with a time and a name, or a time in brackets, from which text without cues is a transcript."""

_LEAST_AGAIN = 2
"""Speakers who speak again, from which text without times is a transcript, if at least half of its lines with a colon
are theirs. Notes have colons too, but seldom the same word before them twice."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said without a break."""

    speaker: str
    """As the recorder names them; empty where it does not."""
    words: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A call in the order it was spoken."""

    turns: tuple[Turn, ...]

    @property
    def speakers(self) -> dict[str, int]:
        """The turns of each speaker who is named, in the order they first spoke."""
        return dict(Counter(turn.speaker for turn in self.turns if turn.speaker))

    def as_note(self, ours: Iterable[str] = ()) -> str:
        """One line a turn; the names of our own side are marked, so that the others' lines can be told."""
        marked = frozenset(ours)
        lines = []
        for turn in self.turns:
            mark = OURS if turn.speaker in marked else ""
            lines.append(f"{turn.speaker}{mark}: {turn.words}" if turn.speaker else turn.words)
        return "\n".join(lines)


def read(text: str) -> Transcript | None:
    """The transcript that a text is; None where it is none, as notes are not."""
    lines = [line.strip() for line in clean_note(text).split("\n")]
    if any(map(_ARROW.match, lines)):
        return _joined(_with_speakers(list(_cues(lines))))
    told = list(_without_bare_times(lines))
    turns = _stamped(told) or _named(told, has_times=len(told) < sum(map(bool, lines)))
    return _joined(turns) if turns else None


def theirs(note: str) -> list[Span]:
    """Where the words of the other side are in a note: of each line that begins with a name which is not ours."""
    spans = []
    at = 0
    for line in note.split("\n"):
        named = speaker_and_words(line)
        if named is not None and not named[0].endswith(OURS) and named[1]:
            spans.append(Span(at + line.index(named[1], len(named[0])), at + len(line.rstrip())))
        at += len(line) + 1
    return spans


def side_of(note: str, span: Span, people: Iterable[str] = ()) -> Side:
    """Whose words a passage of a note are: ours where any line of it is ours, theirs where all are those of theirs.

    A line is theirs where it begins with one of the people. So it is in the turns of a call in which who is of our
    own side is marked, of a speaker with a full name or with two turns: “Risk: …” among our own notes is nobody.

    Args:
        note: The whole text.
        span: The passage.
        people: Who is known of the other side.
    """
    known = list(people)
    sides = set()
    for lines in _runs(note):
        spoke = Counter(speaker for _, speaker in lines)
        is_call = any(speaker.endswith(OURS) for speaker in spoke)
        for line, speaker in lines:
            is_under = line.start < span.end and span.start < line.end
            if not is_under or not note[line.start : line.end].strip():
                continue
            if speaker.endswith(OURS):
                return "ours"
            is_told = is_call and (spoke[speaker] > 1 or len(speaker.split()) > 1)
            sides.add(bool(speaker) and (is_told or is_one_of(speaker, known)))
    return "theirs" if sides == {True} else ""


def _runs(note: str) -> Iterator[list[tuple[Span, str]]]:
    """The lines, each with who speaks in it, those of speakers that follow one another together."""
    lines: list[tuple[Span, str]] = []
    at = 0
    for line in note.split("\n"):
        named = None if line.startswith("#") else speaker_and_words(line)
        lines.append((Span(at, at + len(line)), named[0] if named else ""))
        at += len(line) + 1
    for _, run in groupby(lines, lambda line: bool(line[1])):
        yield list(run)


def without_ours(note: str) -> str:
    """A note without the lines of our own side, and without our questions: what speaks for a theme."""
    return "\n".join(line for line in note.split("\n") if not (line.startswith("#") or _is_ours(line)))


def _is_ours(line: str) -> bool:
    named = speaker_and_words(line)
    return named is not None and named[0].endswith(OURS)


def is_one_of(speaker: str, names: Iterable[str]) -> bool:
    """Whether a speaker is one of these: `Ines Roth` is Ines, and `Ines` is Ines Roth."""
    said = frozenset(fold(speaker).replace(".", " ").split())
    known = (frozenset(fold(name).split()) for name in names)
    return any(words and said and (words <= said or said <= words) for words in known)


def _cues(lines: Sequence[str]) -> Iterator[Turn]:
    """The words of each cue, with the voice where one is marked up; what belongs to no cue, too."""
    last = ""
    for block in _blocks(lines):
        arrow = next((nth for nth, line in enumerate(block) if _ARROW.match(line)), None)
        # a block without a cue of its own goes on with the words of the one before: they had an empty line in them
        payload = block if arrow is None else block[arrow + 1 :]
        if arrow is None and _NO_WORDS.match(block[0]):
            payload = []
        if len(payload) > 1 and payload[0] == last:
            payload = payload[1:]  # captions that roll show each line twice
        speaker = ""
        for line in payload:
            for voice, words in _voices(line):
                speaker = voice or speaker
                if words:
                    yield Turn(speaker, words)
        last = payload[-1] if payload else last


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines between empty ones; a new cue begins one also where the empty line is missing."""
    block: list[str] = []
    for line in lines:
        bare = line.strip()
        if _ARROW.match(line) and any(map(_ARROW.match, block)):
            number = [block.pop()] if block[-1].isdecimal() else []
            yield block
            block = number
        if bare:
            block.append(bare)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _voices(line: str) -> Iterator[tuple[str, str]]:
    """Each voice of a line with its words; no voice for what stands before the first."""
    before, *marked = _VOICE.split(line)
    for voice, words in (("", before), *zip(marked[::2], marked[1::2], strict=True)):
        bare = html.unescape(_TAG.sub("", words)).replace("\xa0", " ").strip()
        if bare or voice:
            yield html.unescape(voice).strip(), bare


def _with_speakers(cues: Sequence[Turn]) -> list[Turn]:
    """Cues whose words begin with a name; without marked voices, a name holds until the next one."""
    has_voices = any(cue.speaker for cue in cues)
    turns: list[Turn] = []
    for cue in cues:
        named = None if cue.speaker else speaker_and_words(cue.words)
        if named is not None:
            turns.append(Turn(*named))
        else:
            before = "" if has_voices or not turns else turns[-1].speaker
            turns.append(replace(cue, speaker=cue.speaker or before))
    return turns


def _without_bare_times(lines: Iterable[str]) -> Iterator[str]:
    """The lines with words; a time on a line of its own goes to the name above it, where there is one."""
    held = ""
    for line in filter(None, lines):
        if not _STAMP_ONLY.match(line):
            if held:
                yield held
            held = line
        elif held and _is_name(held) and ":" not in held:
            yield f"{held} {line}"
            held = ""
    if held:
        yield held


def _stamped(lines: Iterable[str]) -> list[Turn]:
    """Lines that begin with a time, or name who speaks beside one, and go on below; none where it is no such text."""
    turns: list[Turn] = []
    counted: Counter[str] = Counter()
    surely = 0
    for line in lines:
        begun = _begun(line)
        if begun is not None:
            # an agenda has times too, but no brackets around them, and nobody in it twice
            surely += bool(_BRACKETED_FIRST.match(line)) or bool(begun.speaker and begun.words)
            turns.append(begun)
        elif (named := speaker_and_words(line)) is not None and named[0] in counted:
            turns.append(Turn(*named))
        elif turns:
            turns[-1] = replace(turns[-1], words=_together(turns[-1].words, line))
        else:
            turns.append(Turn("", line))
        counted.update(filter(None, [turns[-1].speaker] if begun else []))
    is_talk = surely >= _LEAST_STAMPED or any(count > 1 for count in counted.values())
    return turns if is_talk and 2 * sum(bool(turn.words) for turn in turns) > len(turns) else []


def _begun(line: str) -> Turn | None:
    """The turn that a line with a time begins; None for a line without one."""
    first = _STAMP_FIRST.match(line)
    if first is not None:
        rest = line[first.end() :].strip()
        if (named := speaker_and_words(rest)) is not None:
            return Turn(*named)
        return Turn(rest, "") if _is_name(rest) and rest.istitle() else Turn("", rest)
    named_first = _NAME_THEN_STAMP.match(line)
    if named_first is not None and _is_name(named_first["name"]):
        return Turn(named_first["name"].strip(), (named_first["words"] or "").lstrip(" :：").strip())
    return None


def _named(lines: Iterable[str], *, has_times: bool) -> list[Turn]:
    """Lines that begin with a name and a colon, and go on below; none where the text is no talk of several."""
    turns: list[Turn] = []
    counted: Counter[str] = Counter()
    for line in lines:
        named = None if line.startswith("#") else speaker_and_words(line)
        if named is not None:
            counted[named[0]] += 1
            turns.append(Turn(*named))
        elif turns:
            turns[-1] = replace(turns[-1], words=_together(turns[-1].words, line))
        else:
            turns.append(Turn("", line))
    spoke_again = [count for count in counted.values() if count > 1]
    is_talk = len(spoke_again) >= _LEAST_AGAIN and 2 * sum(spoke_again) >= counted.total()
    return turns if is_talk or (has_times and spoke_again) else []


def speaker_and_words(line: str) -> tuple[str, str] | None:
    """`Dana (00:12): It works` as who, with our mark where one of us spoke, and what; None where no name begins it."""
    named = _NAMED.match(line)
    if named is None:
        return None
    name, words = _bare_name(named["name"]), named["words"]
    if named["colon"].endswith(":") and words and not words[0].isspace():
        return None  # a time, or an address of the web
    return (name, words.strip()) if _is_name(name) else None


def _bare_name(text: str) -> str:
    """Without the time beside it, and what is around it."""
    return re.sub(rf"\s*[\[(]?{_STAMP}[\])]?\s*$", "", text).strip(" \t-–•*[]").strip()


def _is_name(text: str) -> bool:
    """Whether words can be what somebody is called: few, with a letter, not beginning in lower case."""
    name = text.strip()
    words = name.split()
    if not words or len(words) > MOST_WORDS_OF_NAME or not any(map(str.isalpha, name)):
        return False
    if _SENTENCE.search(re.sub(r"\b\w{1,3}\.", "", name)):
        return False
    return not name[0].islower()


def _joined(turns: Iterable[Turn]) -> Transcript:
    """With what one speaker said in a row as one turn; words of nobody known in paragraphs."""
    joined: list[Turn] = []
    for turn in turns:
        last = joined[-1] if joined else None
        if last is not None and last.speaker == turn.speaker and not _is_paragraph(last):
            joined[-1] = replace(last, words=_together(last.words, turn.words))
        else:
            joined.append(turn)
    return Transcript(tuple(turn for turn in joined if turn.words))


def _is_paragraph(turn: Turn) -> bool:
    """Whether words of nobody known are as many as a paragraph has."""
    return not turn.speaker and len(turn.words) >= _PARAGRAPH and bool(_ENDS_SENTENCE.search(turn.words))


def _together(words: str, more: str) -> str:
    """Both with a space between, where the writing has spaces."""
    if not words or not more:
        return words or more
    wide = _WIDE.match(words[-1]) and _WIDE.match(more[0])
    return f"{words}{more}" if wide else f"{words} {more}"
