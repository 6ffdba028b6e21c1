"""No other logo in what is shared, and no word of ours: whatever people wrote is looked through.

A text that names one is left out, not masked: what stands around a masked name often tells it. Case, accents and a
legal form at a name's end do not hide it. A hit costs one quote, and the internal part says so; a miss would cost a
customer's trust.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from churntui.book import Book
from churntui.briefs.facts import Point, Section
from churntui.briefs.gathering import Gathered
from churntui.plain.text import clean_note, fold

_WORD = re.compile(r"[\w-]+")

_PLAIN_WORD = re.compile(r"[^\W\d_]+")

_NOT_SAID = re.compile(r"^(?:#.*|[\w-]+ =)|\{[^{}]*\}?", re.MULTILINE)
"""What a reader does not see of the sentences of a language: comments, their names, what is put in."""

_SENTENCE_BEGINS = re.compile(r"(?:^|[\n.!?:;·→])[^\w\n.!?:;·→]*$")

UNSEEN = re.compile("[\u00ad\u200c\u200d]")
"""What can stand inside a name and is not seen: soft hyphens, joiners."""

_PHRASE = 4
"""Letters that are more than a word, in a script without spaces."""

_SHORT = 4
"""Letters from which the first word of a name is taken for it."""

_MOST_ALIKE = 2
"""Names that begin with a word as long as it is taken for one: what more begin with is everybody's word."""

SHORTEST_NAME = 2
"""Names of fewer characters are in every text."""

_REMEMBERED = 4_096
"""Texts kept as they are read: each is looked through for several sorts of names, and each name in every text."""

_LEGAL_FORMS = frozenset(
    {
        "ab", "ag", "as", "asa", "a/s", "bv", "b.v.", "co", "co.", "company", "corp", "corp.", "corporation", "gmbh",
        "group", "inc", "inc.", "kg", "kft", "limited", "llc", "llp", "ltd", "ltd.", "ltda", "nv", "n.v.", "oy",
        "plc", "pty", "s.a.", "sa", "sarl", "s.l.", "sl", "s.r.l.", "srl", "se", "spa", "s.p.a.", "o.o.",
    }
)  # fmt: skip

_OF_PLANS = frozenset({"renewal", "renewals", "retention", "save"})
"""By these words our own plans speak about logos: work that is named so is not for their eyes."""

HitKind = Literal["logo", "everyday", "short", "competitor", "word", "theme"]

_HIT_LABELS: dict[HitKind, str] = {
    "logo": "is another logo",
    "everyday": "may be the logo",
    "short": "may be the logo",
    "competitor": "is a competitor named in interviews",
    "word": "is a word of ours about customers",
    "theme": "is a theme of ours",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """What stands in a text that is not for a logo's eyes."""

    kind: HitKind
    said: str
    """The name, or the word as it stands there in its plain letters."""
    name: str = ""
    """Of a word that may be meant as it, or be short for it, the name."""

    @property
    def is_refused(self) -> bool:
        """Whether nobody may say it: another logo's name. The rest can be said once somebody was asked."""
        return self.kind == "logo"

    @property
    def told(self) -> str:
        """`“Nordwind” is another logo`."""
        return f"“{self.said}” {_HIT_LABELS[self.kind]} {self.name}".rstrip()


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A point that was left out of the shareable part, and why."""

    point: Point
    heading: str
    """Of its section."""
    hits: tuple[Hit, ...]


class Names:
    """The names that may not be said."""

    def __init__(self, others: Iterable[str], own: str) -> None:
        self._own = bare(own)
        self._others = {
            name: called
            for called in others
            if len(name := bare(called)) >= SHORTEST_NAME and name != self._own
        }
        self._everyday = self._others.keys() & _everyday_words()
        self._begins = self._first_words()

    def _first_words(self) -> dict[str, str]:
        """By the first word of a name its whole; not where many names begin so, nor where the logo's own has it."""
        begins: dict[str, list[str]] = {}
        for name, called in self._others.items():
            first, _, rest = name.partition(" ")
            if rest and first not in self._own.split():
                begins.setdefault(first, []).append(called)
        return {first: names[0] for first, names in begins.items() if len(names) <= _MOST_ALIKE}

    def said_in(self, text: str) -> bool:
        """Whether the text names another logo; the logo's own name is no hit, whatever it contains."""
        return next(self._named_in(text), None) is not None

    def named_in(self, text: str) -> tuple[str, ...]:
        """The others that the text names, as they are called."""
        return tuple(dict.fromkeys(self._named_in(text)))

    def _named_in(self, text: str) -> Iterator[str]:
        if not text:
            return
        folded = _read(text)
        without_own = folded.replace(self._own, "\0") if self._own else folded
        for name, called in self._others.items():
            among = without_own if name in self._own else folded
            if name in among and _stands_alone(name, among):
                yield called

    def surely_named_in(self, text: str) -> tuple[str, ...]:
        """The same without names such as Next or Target where they are written as the word that everybody says.

        Such a word is no name in small letters, nor where it begins a sentence. Without that no brief of a book with
        a logo called Next could speak of the next term.
        """
        named = dict.fromkeys(self._named_in(text))
        return tuple(
            called for called in named if bare(called) not in self._everyday or _is_capital(called, text)
        )

    def shortened_in(self, text: str) -> Iterator[Hit]:
        """The words with a capital letter by which a name of several words begins, as one says it among ourselves."""
        for word in dict.fromkeys(_WORD.findall(UNSEEN.sub("", clean_note(text)))):
            if word[0].isupper() and len(word) >= _SHORT and (name := self._begins.get(fold(word))):
                yield Hit("short", word, name)

    def hushed(self, text: str) -> str:
        """The text, or nothing where it names another logo."""
        return "" if self.said_in(text) else text


class Guard:
    """What a text that one of us writes for a logo is looked through for."""

    def __init__(self, names: Names, competitors: Names, themes: Names) -> None:
        self.names = names
        self._competitors = competitors
        self._themes = themes

    def refused(self, text: str) -> tuple[Hit, ...]:
        """What nobody may say: the names of others."""
        return tuple(Hit("logo", name) for name in self.names.surely_named_in(text))

    def hits(self, text: str) -> tuple[Hit, ...]:
        """What is not for the logo's eyes, what is refused first."""
        logos = self.refused(text)
        known = {hit.said for hit in logos}
        return (
            *logos,
            *(Hit("everyday", bare(name), name) for name in self.names.named_in(text) if name not in known),
            *(hit for hit in self.names.shortened_in(text) if hit.name not in known),
            *(Hit("competitor", name) for name in self._competitors.named_in(text) if name not in known),
            *(Hit("word", word) for word in inside_words(text)),
            *(Hit("theme", name) for name in self._themes.named_in(text)),
        )


def guard(book: Book, gathered: Gathered) -> Guard:
    """What may not be said to the logo, as the file was when it was read.

    A theme of a single word, such as price, is everybody's word: only those of several are known by their names.
    """
    own = book.logos[gathered.logo_id].name
    themes = (theme.name for theme in book.themes if _is_phrase(theme.name))
    return Guard(Names(gathered.others, own), Names(gathered.competitors, own), Names(themes, own))


def _is_phrase(name: str) -> bool:
    return " " in name or (len(name) >= _PHRASE and not any(map(_spaced, fold(name))))


def withheld_points(
    shareable: Sequence[Section], offered: Sequence[Section], names: Names
) -> tuple[tuple[Section, ...], tuple[Section, ...], tuple[HeldBack, ...]]:
    """Both piles, with the points that name another logo among those offered, and these with what they name.

    Nobody could keep a point that does; but a logo may have been added since, or called anew.
    """
    kept, withheld, back = [], [], []
    for section in shareable:
        hits = {
            nth: tuple(Hit("logo", name) for name in names.surely_named_in(f"{point.text}\n{point.so_what}"))
            for nth, point in enumerate(section.points)
        }
        fine = tuple(point for nth, point in enumerate(section.points) if not hits[nth])
        out = tuple(point for nth, point in enumerate(section.points) if hits[nth])
        withheld += [
            HeldBack(point, section.heading, hits[nth])
            for nth, point in enumerate(section.points)
            if hits[nth]
        ]
        kept += [replace(section, points=fine)] if fine else []
        back += [replace(section, points=out)] if out else []
    return tuple(kept), _with(offered, back), tuple(withheld)


def _with(offered: Sequence[Section], back: Sequence[Section]) -> tuple[Section, ...]:
    """The points of both, each section once."""
    by_code = {section.code: section for section in offered}
    joined = [
        replace(section, points=(*section.points, *by_code.pop(section.code).points))
        if section.code in by_code
        else section
        for section in back
    ]
    return (*joined, *by_code.values())


def speaks_of_logos(text: str) -> bool:
    """Whether one of our own texts has a word that stays inside."""
    return bool(inside_words(text)) or not _OF_PLANS.isdisjoint(_WORD.findall(_read(text)))


def inside_words(text: str) -> tuple[str, ...]:
    """The words in it that stay inside, in whichever language."""
    return tuple(dict.fromkeys(_inside().findall(_read(text))))


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str) -> str:
    """The folded text as it is read once it is shown: what is taken out of it then hides nothing now."""
    return fold(UNSEEN.sub("", clean_note(text)))


@cache
def _inside() -> re.Pattern[str]:
    """All of them, as one pattern of folded text; scripts without spaces are looked through letter by letter."""
    by_language = tomllib.loads((files("churntui.briefs") / "inside_words.toml").read_text("utf-8"))
    words = [fold(word) for listed in by_language.values() for word in listed]
    spaced = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words if _spaced(word.strip("*")[0]))
    glued = "|".join(re.escape(word) for word in words if not _spaced(word.strip("*")[0]))
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|(?:{glued})")


@cache
def _everyday_words() -> frozenset[str]:
    """The words that our own sentences are made of, in every language."""
    languages = (files("churntui.briefs") / "languages").iterdir()
    said = " ".join(
        _NOT_SAID.sub(" ", one.read_text("utf-8")) for one in languages if one.name.endswith(".ftl")
    )
    return frozenset(fold(word) for word in set(_PLAIN_WORD.findall(said)))


def _is_capital(called: str, text: str) -> bool:
    """Whether a name of one word is written in the text with a capital that no beginning of a sentence gives it."""
    seen = UNSEEN.sub("", clean_note(text))
    return any(
        fold(word[0]) == bare(called)
        and not word[0].islower()
        and not _SENTENCE_BEGINS.search(seen[: word.start()])
        for word in _PLAIN_WORD.finditer(seen)
    )


def bare(name: str) -> str:
    """The folded name without the legal form at its end: `nordwind` for `Nordwind GmbH`."""
    folded = _read(name)
    shorter, _, last = folded.rpartition(" ")
    return shorter.rstrip(" ,") if shorter and last in _LEGAL_FORMS else folded


def _stands_alone(name: str, text: str) -> bool:
    """Whether the name occurs as words of its own, not as a part of a longer one.

    Only scripts that put spaces between words have such parts: `青空` is found inside `青空の`.
    """
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        glued = _joins(name[0], text[at - 1 : at]) or _joins(name[-1], text[end : end + 1])
        if not glued:
            return True
        at = text.find(name, at + 1)
    return False


def _joins(edge: str, neighbour: str) -> bool:
    return _spaced(edge) and _spaced(neighbour)


def _spaced(character: str) -> bool:
    """Whether it is a digit or a letter of a script with capitals, all of which put spaces between words."""
    return character.isdigit() or character.upper() != character.lower()
