"""The firewall as a law: of ten thousand random briefs none lets out a word that is not declared shareable."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from brief_secrets import SECRET, Teller, World, gathered, world
from profiles import examples

from churntui.briefs import as_json, compose, markdown
from churntui.briefs.discretion import UNSEEN, bare, inside_words
from churntui.briefs.facts import Brief
from churntui.model.rows import Logo
from churntui.plain.text import UNSAFE, fold

BATCHES = 10
BRIEFS_OF_BATCH = examples(1_000)
BRIEFS_OF_WORLD = 100

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,'’\s](?=\d)")


def read(text: str) -> str:
    """As it is compared: in one spelling, without what is not seen."""
    return fold(UNSEEN.sub("", UNSAFE.sub("", text)))


def written(brief: Brief) -> list[str]:
    """The shareable part in every format of text, as it is read."""
    return [read(markdown(brief).replace("\\", "")), read(json.dumps(as_json(brief), ensure_ascii=False))]


def amounts_in(text: str, where: World) -> set[int]:
    """Those of the contracts, whole or in minor units."""
    paid = {
        amount for agreed in where.book.contracts for amount in (agreed.arr_minor, agreed.arr_minor // 100)
    }
    return paid & {int(n) for n in re.findall(r"\d+", _BETWEEN_DIGITS.sub("", text))}


def others_in(text: str, own: str, others: list[str]) -> list[str]:
    """Those of the others whose names stand there; what stands in the own name is said by that."""
    without_own = text.replace(bare(own), "")
    return [
        other
        for other in others
        if bare(other) != bare(own) and bare(other) in (without_own if bare(other) in bare(own) else text)
    ]


@pytest.mark.parametrize("seed", range(BATCHES))
def test_no_random_brief_says_what_is_not_to_be_shared(seed):
    random = Random(seed)
    for _ in range(0, BRIEFS_OF_BATCH, BRIEFS_OF_WORLD):
        where = world(random)
        for nth in range(min(BRIEFS_OF_WORLD, BRIEFS_OF_BATCH)):
            logo = where.book.logos[1 + nth % len(where.book.logos)]
            teller = Teller(random, _written=1_000)
            rows = gathered(where, logo.id, teller)
            fine = teller.fine | of_logo(where, logo)
            brief = compose(where.book, rows)
            for text in written(brief):
                assert set(SECRET.findall(text)) <= fine, (text, set(SECRET.findall(text)) - fine)
                assert not others_in(text, logo.name, [*where.others(logo.id)])
                assert not inside_words(text)
                assert not amounts_in(text, where)
            told = read(markdown(brief, ("internal",)).replace("\\", ""))
            assert not [what for what in teller.kept_back if read(what) not in told]


def of_logo(where: World, logo: Logo) -> set[str]:
    """The words of its own name, and of actions and initiatives that name nobody but it."""
    shareable = [one.name for one in where.book.initiatives if one.shareable]
    naming = [
        said for said in (*where.bad_actions, *shareable) if bare(logo.name) in read(said.replace("_", " "))
    ]
    return {word for said in (logo.name, *naming) for word in SECRET.findall(fold(said))}
