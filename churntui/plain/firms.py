"""Names of firms taken apart: the name itself, its legal form, and words such as Group that tell one firm of a house.

`Birkenhof AG`, `Birkenhof, AG` and `Birkenhof A.G.` have one bare name and one form; `Nordwind GmbH & Co. KG` is
`nordwind` of the form `gmbhcokg`. Forms that are also words of other languages are such only at an end of the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from churntui.plain.text import fold

_ANYWHERE_FORMS = (
    "ab ag aktiengesellschaft aps asa bv bvba co company corp corporation eg ev eurl gbr gesmbh gmbh inc"
    " incorporated kg kgaa limited llc llp ltd ltda mbh nv ohg oy oyj partg partgmbb plc pllc pte pty pvt sa sarl"
    " sas sasu se sl spa sprl srl sro spj spk spzoo zoo"
)
_ANYWHERE = frozenset(_ANYWHERE_FORMS.split(" "))
"""They stand within names as well: `Nordwind GmbH Berlin`."""

_LAST_FORMS = (
    "ad aktiebolag as ans bhd cic cv cvba da dba dd doo dooel eeig ehf eirl eireli eood eu fcp gie hf hb jsc kb"
    " kda kft kgs kk kkt kom ks ky lda limitada lp mb nyrt ooo ood ou pc pjsc private proprietary public pt sab"
    " sadecv sal sapi sc sca scarl scop sdn sia snc soccoop sp spol spp srls sti tbk ua uab ug unlimited vof vzw"
    " zrt zs ооо оао зао пао ао ип тов тзов прат пат ат пп фоп дп еоод оод ад тоо"
)
_LAST = frozenset(_LAST_FORMS.split(" "))
"""They are such after the name alone."""

_FIRST_FORMS = "ooo pt uab sia zao oao ооо оао зао пао ао ип тов тзов прат пат ат пп фоп тоо"
_FIRST = frozenset(_FIRST_FORMS.split(" "))
"""They may stand before it."""

_JOINED = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "주식회사",
    "유한회사",
)
"""They are written onto the name, before or after it."""

_BESIDE = frozenset(("und", "and", "the", "i", "y", "et", "s"))
"""What joins the words of a form: `GmbH und Co. KG`, `spol. s r. o.`"""

_LEFT_OUT = frozenset(("und", "and", "the"))
"""Words that no name is told by."""

_HOUSE = frozenset(("group", "holding", "holdings", "gruppe", "grupa", "groupe", "grupo", "група", "группа"))
"""Words that tell a firm from others of its house."""

_PHRASES = (
    ("s a de c v", "sadecv"), ("sa de cv", "sadecv"), ("s de r l de c v", "srl"), ("s de rl de cv", "srl"),
    ("spolka z ograniczona odpowiedzialnoscia", "spzoo"), ("sp z o o", "spzoo"), ("sp z oo", "spzoo"),
    ("sp zoo", "spzoo"), ("spolka akcyjna", "sa"), ("spol s r o", "sro"), ("spol s ro", "sro"), ("pte ltd", "pteltd"),
    ("gesellschaft mit beschrankter haftung", "gmbh"), ("haftungsbeschrankt", ""), ("ges m b h", "gmbh"),
    ("товариство з обмеженою відповідальністю", "тов"), ("общество с ограниченной ответственностью", "ооо"),
)  # fmt: skip
"""Forms of several words, as one."""

_SAME = {
    "limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co", "private": "pvt",
    "aktiengesellschaft": "ag", "gesmbh": "gmbh", "mbh": "gmbh", "proprietary": "pty", "limitada": "ltda",
    "lda": "ltda", "aktiebolag": "ab", "тзов": "тов",
}  # fmt: skip
"""One form in two spellings."""

_WORDS = re.compile(r"\w+")
_MOST_LETTERS = 4
"""Of a form whose letters stand apart."""


@dataclass(frozen=True, slots=True)
class FirmName:
    """A name taken apart."""

    words: tuple[str, ...]
    """Its own words, folded."""
    form: str
    """Its legal form; empty where it says none."""
    house: frozenset[str] = frozenset()
    """Words that tell it from others of its house."""

    @property
    def bare(self) -> str:
        """Its own words as one text."""
        return " ".join(self.words)


def words_of_name(name: str) -> list[str]:
    """Its words as they are compared, those of its legal form too."""
    return _WORDS.findall(fold(name).replace(".", ""))


def bare_name(name: str) -> str:
    """The name without its legal form: `Nordwind GmbH & Co. KG` gives `nordwind`; all of it where nothing else is."""
    return firm_name(name).bare


@lru_cache(maxsize=1_024)
def firm_name(name: str) -> FirmName:
    """A name taken apart; where it is nothing but a form, that is the name."""
    found = words_of_name(name)
    before, own, after = _without_ends(_of_phrases(found))
    within = [word for word in own if word in _ANYWHERE]
    kept = tuple(word for word in own if word not in _ANYWHERE | _LEFT_OUT)
    words = tuple(word for word in kept if word not in _HOUSE)
    if not words:
        return FirmName(tuple(found), "")
    form = "".join(_SAME.get(word, word) for word in (*before, *within, *after) if word not in _BESIDE)
    return FirmName(words, form, frozenset(kept) & _HOUSE)


def _of_phrases(words: list[str]) -> list[str]:
    """The words with forms of several words as one."""
    line = f" {' '.join(words)} "
    for phrase, form in _PHRASES:
        if f" {phrase} " in line:
            line = line.replace(f" {phrase} ", f" {form} ")
    for form in () if line.isascii() else _JOINED:
        line = line.replace(form, f" {form} ")
    return line.split()


def _without_ends(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Forms before the name, the name, and forms after it."""
    before: list[str] = []
    after: list[str] = []
    while len(words) > 1 and (words[0] in _FIRST or words[0] in _JOINED):
        before.append(words[0])
        words = words[1:]
    while len(words) > 1:
        count = next((n for n in range(_MOST_LETTERS, 1, -1) if _are_letters_of_a_form(words[-n:], n)), 0)
        if count and count < len(words):
            after.insert(0, "".join(words[-count:]))
            words = words[:-count]
        elif _is_last(words[-1]):
            after.insert(0, words[-1])
            words = words[:-1]
        elif words[-1] in _BESIDE and after:
            words = words[:-1]
        else:
            break
    return before, words, after


def _is_last(word: str) -> bool:
    return word in _ANYWHERE or word in _LAST or word in _JOINED or word in _FORMS_OF_PHRASES


def _are_letters_of_a_form(words: list[str], count: int) -> bool:
    """Whether these are as many letters, each apart, of one form: `A G`, `s r o`."""
    return len(words) == count and all(len(word) == 1 for word in words) and _is_last("".join(words))


_FORMS_OF_PHRASES = frozenset(form for _, form in _PHRASES)
