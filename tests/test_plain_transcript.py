"""Transcripts as recorders write them; what is written below is made up after their formats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.anchors import Span
from churntui.plain.transcript import OURS, Transcript, Turn, is_one_of, read, side_of, theirs

VOICES = """WEBVTT - made by a recorder

NOTE nothing to read

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:04.000 align:start position:0%
<v Ana Roth>We &amp; they <i>need</i> it</v>
<v.loud Bo Li>Yes</v>

c0ffee-3/4
00:00:04.000 --> 00:00:06.000
<v Bo Li>It is <00:00:05.000>slow.</v>
00:00:07.000 --> 00:00:08.000
Somebody coughs
"""

SUBRIP = """1
00:00:01,000 --> 00:00:04,000
Hallo, wie geht

2
00:00:04,500 --> 00:00:06,000
es Ihnen?
"""

NAMED_CUES = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
Ana Roth: We need it,
all of us

2
00:00:04.000 --> 00:00:05.000
by May.

3
00:00:05.000 --> 00:00:06.000
Bo Li: Sure
"""

ROLLING = """WEBVTT

00:00:01.000 --> 00:00:02.000
we need it

00:00:02.000 --> 00:00:03.000
we need it
by May
"""


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (VOICES, "Ana Roth: We & they need it\nBo Li: Yes It is slow.\nSomebody coughs"),
        (SUBRIP, "Hallo, wie geht es Ihnen?"),
        (NAMED_CUES, "Ana Roth: We need it, all of us by May.\nBo Li: Sure"),
        (ROLLING, "we need it by May"),
        (
            "Ana Roth  0:12\nWe need it by May.\nReally.\n\nBo Li  0:20\nSure.\n\nAna Roth  1:02:03\nThanks.",
            "Ana Roth: We need it by May. Really.\nBo Li: Sure.\nAna Roth: Thanks.",
        ),
        (
            "Ana Roth\n0:12\nWe need it.\nBo Li\n0:20\nSure.\nAna Roth\n0:31\nThanks.",
            "Ana Roth: We need it.\nBo Li: Sure.\nAna Roth: Thanks.",
        ),
        (
            "00:12 Ana Roth\nWe need it.\n00:20 Bo Li\nSure.\n00:31 Ana Roth\nThanks.",
            "Ana Roth: We need it.\nBo Li: Sure.\nAna Roth: Thanks.",
        ),
        (
            "[00:00:12] Ana Roth: We need it\n[00:00:20] Bo: Sure\nand more\n",
            "Ana Roth: We need it\nBo: Sure and more",
        ),
        (
            "Ana Roth (00:12): We need it\nBo (00:14): Sure\nAna Roth [00:18]: Good",
            "Ana Roth: We need it\nBo: Sure\nAna Roth: Good",
        ),
        ("[00:00:12] We need it\n[00:00:20] by May.", "We need it by May."),
        (
            "00:00:00\n\nAna Roth: Hi\nBo Li: Hi\n00:05:00\nAna Roth: Bye",
            "Ana Roth: Hi\nBo Li: Hi\nAna Roth: Bye",
        ),
        (
            "Ines: How is it?\nDana Weber: Slow. See: https://x.y\nIt takes a day.\nInes: Why?\nDana Weber: It is.",
            "Ines: How is it?\nDana Weber: Slow. See: https://x.y It takes a day.\nInes: Why?\nDana Weber: It is.",
        ),
        (
            "Ines: How is it?\nEva Braun: Slow.\nNote: they were late\nInes: Why?\nEva Braun: Nobody knows.",
            "Ines: How is it?\nEva Braun: Slow.\nNote: they were late\nInes: Why?\nEva Braun: Nobody knows.",
        ),
        (
            "王伟：太慢了\n每天都要等\n张敏：为什么？\n王伟：不知道\n张敏：好",
            "王伟: 太慢了每天都要等\n张敏: 为什么？\n王伟: 不知道\n张敏: 好",
        ),
        (
            "Олена Бойко: Ми чекаємо.\nInes: Скільки?\nОлена Бойко: День.\nInes: Ага.",
            "Олена Бойко: Ми чекаємо.\nInes: Скільки?\nОлена Бойко: День.\nInes: Ага.",
        ),
    ],
)
def test_times_and_markup_go_and_speakers_stay(text, note):
    found = read(text)
    assert found is not None
    assert found.as_note() == note
    windows = read(text.replace("\n", "\r\n"))
    assert windows == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They pay too much.\nNobody called back.",
        "Attendees: Ana, Bo\nAgenda: prices\nThey said it is slow.\nNext: a call",
        "09:00 Intro\n09:30 Demo\n10:00 Questions",
        "09:00 Intro\nwho we are\n09:30 Demo\nwhat it does",
        "# What changed?\nDana: the team\n# What did you hope for?\nDana: less work",
        "We met at 10:30\nDana: it is slow",
        "See https://x.y/z: it is there\nhttps://x.y/z",
    ],
)
def test_notes_are_no_transcript(text):
    assert read(text) is None


def test_the_lines_of_the_other_side_are_told_from_ours():
    found = read("Ines: How is it?\nDana: Slow.\nInes: Why?\nDana: It takes a day.\nInes: Hm.")
    note = found.as_note(["Ines"])
    assert note.splitlines()[0] == f"Ines{OURS}: How is it?"
    assert [note[span.start : span.end] for span in theirs(note)] == ["Slow.", "It takes a day."]
    assert theirs("They pay too much.\n\nhttps://x.y") == []


def test_speakers_are_counted_in_the_order_they_spoke():
    assert read(VOICES).speakers == {"Ana Roth": 1, "Bo Li": 1}


@pytest.mark.parametrize(
    ("speaker", "names", "is_one"),
    [
        ("Ines", ["Ines Roth"], True),
        ("ines roth", ["Ines"], True),
        ("Inès Roth", ["Ines Roth"], True),
        ("Ines Roth", ["Ines Weber"], False),
        ("Dana", ["Ines", ""], False),
        ("", ["Ines"], False),
    ],
)
def test_a_speaker_is_one_of_us_by_name(speaker, names, is_one):
    assert is_one_of(speaker, names) is is_one


NAMES = st.sampled_from(["Ana Roth", "Bo", "Олена Бойко", "王伟", "J. Smith", "José"])
WORDS = st.lists(
    st.sampled_from(["it", "takes", "a", "day", "太慢了", "чекаємо", "50", "%", "&", "<3"]), min_size=1, max_size=8
).map(lambda words: "So " + " ".join(words))  # fmt: skip
TURNS = st.lists(st.tuples(NAMES, WORDS), min_size=2, max_size=12).map(
    lambda told: [turn for nth, turn in enumerate(told) if nth == 0 or turn[0] != told[nth - 1][0]]
)


@given(TURNS)
def test_what_was_said_comes_back_from_cues_whoever_wrote_them(told):
    expected = []
    for name, words in told:
        if expected and expected[-1].speaker == name:
            expected[-1] = Turn(name, f"{expected[-1].words} {words}")
        else:
            expected.append(Turn(name, words))
    escaped = [words.replace("&", "&amp;").replace("<", "&lt;") for _, words in told]
    cues = [f"00:0{nth // 60}:{nth % 60:02}.000 --> 00:09:00.000" for nth in range(len(told))]
    voices = "\n\n".join(
        f"{cue}\n<v {name}>{words}</v>" for cue, (name, _), words in zip(cues, told, escaped, strict=True)
    )
    assert read(f"WEBVTT\n\n{voices}") == Transcript(tuple(expected))
    prefixed = "\n\n".join(
        f"{nth}\n{cue.replace('.', ',')}\n{name}: {words}"
        for nth, (cue, (name, _), words) in enumerate(zip(cues, told, escaped, strict=True), 1)
    )
    assert read(prefixed) == Transcript(tuple(expected))


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    found = read(text)
    if found is not None:
        theirs(found.as_note(found.speakers))
        assert all(turn.words for turn in found.turns)


CALL = "Ines (us): How is it?\nDana Weber: It takes a day.\nBo: Slow.\nBo: And dear.\nRisk: they leave"


@pytest.mark.parametrize(
    ("words", "people", "side"),
    [
        ("How is it?", [], "ours"),
        ("takes a day", [], "theirs"),
        ("dear", [], "theirs"),
        ("they leave", [], ""),
        ("is it?\nDana Weber: It", [], "ours"),
        ("a day.\nBo: Slow", [], "theirs"),
        ("dear.\nRisk: they", [], ""),
        ("How is it?", ["Ines Roth"], "ours"),
    ],
)
def test_whose_words_a_passage_is_the_lines_say_it_stands_in(words, people, side):
    at = CALL.index(words)
    assert side_of(CALL, Span(at, at + len(words)), people) == side


@pytest.mark.parametrize(
    ("note", "people", "side"),
    [
        ("Dana: It takes a day.", [], ""),
        ("Dana: It takes a day.", ["Dana Weber"], "theirs"),
        ("Risk: they leave in a day.", ["Dana Weber"], ""),
        ("# Dana: a day?", ["Dana Weber"], ""),
        ("It takes a day.", ["Dana Weber"], ""),
        ("Ines (us): hello\n\nDana Weber: a day.", [], ""),
    ],
)
def test_among_notes_of_our_own_only_who_is_known_speaks(note, people, side):
    at = note.index("a day")
    assert side_of(note, Span(at, at + 5), people) == side


def test_no_passage_outside_of_the_text_is_anybodys():
    assert side_of("", Span(0, 0)) == side_of(CALL, Span(len(CALL), len(CALL))) == ""
