"""The firewall as a law: of ten thousand random briefs none lets out a word that is not declared shareable.

And over three books that no one here wrote: every logo's brief is searched for the names of all others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from random import Random

import pytest
from brief_secrets import SECRET, Teller, World, gathered, in_short, world
from imports import imported
from profiles import examples

from churntui import briefs
from churntui.book import Book
from churntui.briefs import as_json, compose, followup, markdown, meeting
from churntui.briefs.discretion import UNSEEN, bare, inside_words
from churntui.briefs.facts import Brief
from churntui.briefs.gathering import Gathered
from churntui.briefs.output.page import page
from churntui.data.opening import open_book
from churntui.model.rows import Logo
from churntui.plain.errors import BadInputError
from churntui.plain.text import UNSAFE, fold

SHARED = Path(__file__).parents[2] / "shared"

BATCHES = 10
BRIEFS_OF_BATCH = examples(500)
BRIEFS_OF_WORLD = 100
ALL_WAYS_OF = 10
"""Of how many briefs one is also looked at as a page, as an agenda and in the mails around the meeting."""

_TAG = re.compile("<[^>]+>")

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


def others_in(text: str, own: str, others: Sequence[str]) -> list[str]:
    """Those of the others whose names stand there; what stands in the own name is said by that."""
    without_own = text.replace(bare(own), "")
    return [
        other
        for other in others
        if bare(other) != bare(own) and bare(other) in (without_own if bare(other) in bare(own) else text)
    ]


def sent_around(where: World, rows: Gathered, brief: Brief) -> list[str]:
    """The page, the agenda and the mails, as they are read."""
    known = meeting.Known(rows, rows.prepared, ())
    met = meeting.compose(where.book, known)
    mails = (followup.before(met, "Ines"), followup.after(met, "Ines"))
    html = page(brief)
    return [
        read(unescape(html)),
        read(unescape(_TAG.sub(" ", html.partition("</style>")[2]))),
        read(meeting.in_markdown(met).replace("\\", "")),
        *(read(mail.text) for mail in mails if mail is not None),
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
            others = where.others(logo.id)
            texts = written(brief)
            assert not inside_words(texts[0])
            assert not amounts_in(texts[0], where)
            for text in (*texts, *(sent_around(where, rows, brief) if nth % ALL_WAYS_OF == 0 else ())):
                assert set(SECRET.findall(text)) <= fine
                assert not others_in(text, logo.name, others)
            told = read(markdown(brief, ("internal",)).replace("\\", ""))
            assert not [what for what in teller.kept_back if read(what) not in told]


def of_logo(where: World, logo: Logo) -> set[str]:
    """The words of its own name, and of actions and initiatives that name nobody but it."""
    shareable = [one.name for one in where.book.initiatives if one.shareable]
    own = {bare(logo.name), bare(in_short(logo.name))}
    naming = [
        said
        for said in (*where.bad_actions, *shareable)
        if any(name in read(said.replace("_", " ")) for name in own)
    ]
    return {word for said in (logo.name, *naming) for word in SECRET.findall(fold(said))}


BOOKS = {
    "ravenstack": ["ravenstack"],
    "crm_exports": [
        "crm_exports/fivetran_seeds/*.csv",
        "crm_exports/*.csv",
        "crm_exports/salesforce_dataloader/*.csv",
    ],
    "exports_cases": ["exports_cases/*.csv", "exports_cases/*-*/"],
}
"""What each book of the shared collection is imported from."""


def taken(folder: Path, name: str) -> Path:
    """A book with all of it that can be imported."""
    path = folder / f"{name}.db"
    with open_book(path) as store:
        for source in (
            source for pattern in BOOKS[name] for source in sorted((SHARED / "data").glob(pattern))
        ):
            try:
                imported(store, [source])
            except BadInputError:
                continue  # what is no table of ours is refused, and told so by other tests
    return path


def named_alone(names: dict[int, str]) -> re.Pattern[str]:
    """Finds any of the names as words of their own."""
    longest_first = sorted(
        (bare(name) for name in names.values() if len(bare(name)) > 1), key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@pytest.mark.external
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
@pytest.mark.parametrize("name", BOOKS)
def test_no_brief_of_a_book_of_others_names_another_logo_or_says_a_word_of_ours(tmp_path, name):
    path = taken(tmp_path, name)
    for day in (date(2024, 12, 31), date(2026, 11, 21)):
        with open_book(path) as store:
            book = Book.load(store, day).with_usage(store)
            made = [briefs.of(store, book, logo_id) for logo_id in book.logos]
        assert len(made) > 10
        found = named_alone({logo.id: logo.name for logo in book.logos.values()})
        for brief in made:
            text = written(brief)[0].replace(bare(brief.logo.name), "")
            assert not found.search(text), brief.logo.name
            assert not inside_words(text), brief.logo.name


@pytest.mark.external
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
def test_two_years_after_a_book_ends_nothing_is_claimed_from_it(tmp_path):
    with open_book(taken(tmp_path, "ravenstack")) as store:
        book = Book.load(store, date(2026, 11, 21)).with_usage(store)
        made = [briefs.of(store, book, logo_id) for logo_id in book.logos]
    for brief in made:
        points = [point for section in (*brief.shareable, *brief.offered) for point in section.points]
        keys = {point.key for point in points}
        assert keys <= {"decide.leaving", "decide.goal", "decide.term", "use", "support", "next", "question"}
        stale = [point for point in points if point.key in {"use", "support"}]
        assert all("31 Dec 2024" in point.text for point in stale)
