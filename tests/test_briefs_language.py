"""The language of what a logo reads: every language says all that English says, by its own plurals and habits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from babel import Locale
from fluent.syntax import FluentParser, ast, visitor

from churntui import briefs
from churntui.book import Book
from churntui.briefs.discretion import inside_words
from churntui.briefs.language import Wording, wording
from churntui.data.opening import open_book
from churntui.demo import build
from churntui.model.choices import LANGUAGES, Language
from churntui.plain.dates import Period

AS_OF = date(2026, 11, 29)
COUNTS = (0, 1, 2, 5, 21, 22, 101, 1204)
OTHERS = LANGUAGES[1:]

ENGLISH = re.compile(r"\b(the|and|your|you|what|with|which|for|from|since)\b", re.IGNORECASE)
"""Words that none of the other languages has."""


def messages(language: Language) -> dict[str, ast.Message]:
    """The messages of a language's file by their name."""
    text = files(briefs).joinpath("languages", f"{language}.ftl").read_text(encoding="utf-8")
    entries = FluentParser().parse(text).body
    assert not [entry for entry in entries if isinstance(entry, ast.Junk)]
    found = [entry for entry in entries if isinstance(entry, ast.Message)]
    assert len({one.id.name for one in found}) == len(found)
    return {one.id.name: one for one in found}


class _Parts(visitor.Visitor):
    """What a message is made of."""

    def __init__(self, message: ast.Message) -> None:
        self.variables: set[str] = set()
        self.texts: list[str] = []
        self.choices: list[ast.SelectExpression] = []
        self.visit(message)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - named by the parser
        self.variables.add(node.id.name)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - named by the parser
        self.texts.append(node.value)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - named by the parser
        self.choices.append(node)
        self.generic_visit(node)


def said(language: Language, count: int) -> Iterator[str]:
    """Every message of a language with that number wherever something stands in it."""
    w = wording(language)
    for name, message in messages(language).items():
        yield w(name, **dict.fromkeys(_Parts(message).variables, count))


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_all_that_english_says_and_of_the_same_things(language):
    english, other = messages("en"), messages(language)
    assert list(other) == list(english)
    for name, message in english.items():
        assert _Parts(other[name]).variables == _Parts(message).variables, name


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_of_any_number(language, count):
    for sentence in said(language, count):
        assert sentence
        assert not re.search(r"[{}$]", sentence)
        assert sentence == sentence.strip()
        assert "  " not in sentence
        assert "\n" not in sentence
        assert language == "en" or not ENGLISH.search(sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_follows_the_categories_of_its_language(language):
    rule = Locale.parse({"en": "en_GB", "zh": "zh_Hans_CN"}.get(language, language)).plural_form
    whole = {rule(number) for number in (*range(1_300), 1_000_000)}
    for name, message in messages(language).items():
        for choice in _Parts(message).choices:
            keys = [variant.key for variant in choice.variants]
            categories = {key.name for key in keys if isinstance(key, ast.Identifier)}
            default = next(variant.key for variant in choice.variants if variant.default)
            assert categories <= rule.tags | {"other"}, name
            assert isinstance(default, ast.Identifier), name
            assert default.name in whole | {"other"}, name
            assert len(categories) == len(whole) or default.name == "other", name


ACTIONS = {
    "en": ("action", "action", "actions", "actions", "actions", "actions", "actions", "actions"),
    "de": ("Aktion", "Aktion", "Aktionen", "Aktionen", "Aktionen", "Aktionen", "Aktionen", "Aktionen"),
    "es": ("acción", "acción", "acciones", "acciones", "acciones", "acciones", "acciones", "acciones"),
    "pl": (
        "ukończonych", "ukończona", "ukończone", "ukończonych", "ukończonych", "ukończone", "ukończonych", "ukończone",
    ),
    "uk": ("виконаної дії", "виконана дія", "виконані", "виконаних", "виконана", "виконані", "виконана", "виконані"),
    "ru": ("действия", "действие", "действия", "действий", "действие", "действия", "действие", "действия"),
    "zh": ("任何操作", "1次操作", "2次操作", "5次操作", "21次操作", "22次操作", "101次操作", "1,204次操作"),
}  # fmt: skip
"""The form of the noun, or of what goes with it, after each of the counts."""

DAYS = {
    "en": ("days", "day", "days", "days", "days", "days", "days", "days"),
    "de": ("Tagen", "Tag", "Tagen", "Tagen", "Tagen", "Tagen", "Tagen", "Tagen"),
    "es": ("días", "día", "días", "días", "días", "días", "días", "días"),
    "pl": ("dni", "dzień", "dni", "dni", "dni", "dni", "dni", "dni"),
    "uk": ("днів", "день", "дні", "днів", "день", "дні", "день", "дні"),
    "ru": ("дней", "день", "дня", "дней", "день", "дня", "день", "дня"),
    "zh": ("天",) * 8,
}


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["€12,000", "−€7", "6.5 days", "4"]),
        ("de", ["12.000 €", "−7 €", "6,5 days", "4"]),
        ("zh", ["€12,000", "−€7", "6.5 days", "4"]),
    ],
)
def test_a_unit_stands_where_the_language_has_it(language, shown):
    measured = ((12_000, "€"), (-7, "€"), (6.5, "days"), (4, ""))
    assert [wording(language).measured(value, unit) for value, unit in measured] == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_nouns_after_a_number_are_in_their_form(language):
    w, edge = wording(language), "" if language == "zh" else r"\b"
    for count, action, day in zip(COUNTS, ACTIONS[language], DAYS[language], strict=True):
        assert re.search(f"{edge}{action}{edge}", w("use-volume", actions=count, span="—")), count
        assert not count or re.search(rf"\d ?{day}{edge}", w("trouble-closed", closed=3, took=count)), count


def test_millions_are_counted_in_spanish_as_in_spanish():
    told = wording("es")("use-volume", actions=2_000_000, span="—")
    assert told == "2.000.000 de acciones completadas, —"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_word_of_ours(language):
    texts = [text for message in messages(language).values() for text in _Parts(message).texts]
    assert not [word for text in [*texts, *said(language, 5)] for word in inside_words(text)]


QUOTED = {"en": "“x”", "de": "„x“", "es": "«x»", "pl": "„x”", "uk": "«x»", "ru": "«x»", "zh": "“x”"}
NAMING = ("decide-promise", "decide-goal", "decide-pilot", "trouble-open", "use-mover-rose", "use-alike")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_somebody_stand_in_the_marks_of_the_language(language):
    assert wording(language).quoted("x") == QUOTED[language]
    for name in NAMING:
        values = dict.fromkeys(_Parts(messages("en")[name]).variables, "7")
        values |= {key: "x" for key in values if key in {"what", "goal", "name", "subject", "action"}}
        assert QUOTED[language] in wording(language)(name, **values), name


def test_a_number_is_written_as_in_the_language():
    told = {language: (w.number(12_045.5), w.signed(-0.25), w.signed(3)) for language, w in _all()}
    assert told == {
        "en": ("12,045.5", "−0.25", "+3"),
        "de": ("12.045,5", "−0,25", "+3"),
        "es": ("12.045,5", "−0,25", "+3"),
        "pl": ("12\u00a0045,5", "−0,25", "+3"),
        "uk": ("12\u00a0045,5", "−0,25", "+3"),
        "ru": ("12\u00a0045,5", "−0,25", "+3"),
        "zh": ("12,045.5", "−0.25", "+3"),
    }
    assert wording("de").number(7, 1) == "7,0"


def test_a_share_is_written_as_in_the_language():
    assert {language: wording(language).share(0.864) for language in LANGUAGES} == {
        **dict.fromkeys(("en", "de", "es", "ru"), "86\u00a0%"),
        **dict.fromkeys(("pl", "uk", "zh"), "86%"),
    }


def test_a_day_is_written_as_in_the_language():
    days = {language: (w.day(date(2026, 1, 3)), w.short_day(date(2026, 1, 3))) for language, w in _all()}
    assert days == {
        "en": ("3 Jan 2026", "3 Jan 2026"),
        "de": ("03.01.2026", "03.01.2026"),
        "es": ("3 de enero de 2026", "03/01/2026"),
        "pl": ("3 stycznia 2026 roku", "03.01.2026"),
        "uk": ("3 січня 2026 року", "03.01.2026"),
        "ru": ("3 января 2026 года", "03.01.2026"),
        "zh": ("2026年1月3日", "2026年1月3日"),
    }


def test_a_span_is_written_as_in_the_language():
    spans = {language: w.span(date(2026, 10, 1), date(2026, 11, 30)) for language, w in _all()}
    assert spans == {
        "en": "1 Oct to 29 Nov 2026",
        "de": "01.10. bis 29.11.2026",
        "es": "del 1 de octubre al 29 de noviembre de 2026",
        "pl": "od 1 października do 29 listopada 2026 roku",
        "uk": "з 1 жовтня до 29 листопада 2026 року",
        "ru": "с 1 октября по 29 ноября 2026 года",
        "zh": "2026年10月1日至11月29日",
    }
    spans = {language: w.span(date(2025, 12, 30), date(2026, 1, 4)) for language, w in _all()}
    assert spans == {
        "en": "30 Dec 2025 to 3 Jan 2026",
        "de": "30.12.2025 bis 03.01.2026",
        "es": "del 30 de diciembre de 2025 al 3 de enero de 2026",
        "pl": "od 30 grudnia 2025 roku do 3 stycznia 2026 roku",
        "uk": "з 30 грудня 2025 року до 3 січня 2026 року",
        "ru": "с 30 декабря 2025 года по 3 января 2026 года",
        "zh": "2025年12月30日至2026年1月3日",
    }


def test_a_quarter_is_written_as_in_the_language():
    period = Period.of(date(2026, 11, 29), "quarter")
    assert {language: w.quarter(period) for language, w in _all()} == {
        "en": "Q4 2026",
        "de": "Q4 2026",
        "es": "4.º trimestre de 2026",
        "pl": "IV kwartał 2026",
        "uk": "4-й квартал 2026 року",
        "ru": "4-й квартал 2026 года",
        "zh": "2026年第4季度",
    }


def test_statements_and_lists_are_joined_as_in_the_language():
    joined = {language: (w.joined(["a", "", "b"]), w.listed(["a", "b", "c"])) for language, w in _all()}
    assert joined == {
        "en": ("a; b", "a, b and c"),
        "de": ("a; b", "a, b und c"),
        "es": ("a; b", "a, b y c"),
        "pl": ("a; b", "a, b i c"),
        "uk": ("a; b", "a, b і c"),
        "ru": ("a; b", "a, b и c"),
        "zh": ("a；b", "a、b和c"),
    }


def test_sentences_follow_each_other_with_one_mark_between_them():
    said = {language: (w.sentences("a", "b"), w.sentences("a?", "b")) for language, w in _all()}
    assert said == {**dict.fromkeys(LANGUAGES, ("a. b", "a? b")), "zh": ("a。b", "a?b")}
    assert wording("zh").sentences("a？", "b") == "a？b"
    assert wording("en").sentences("a", "") == wording("en").sentences("", "a") == "a"


def test_a_message_that_is_not_there_or_lacks_a_value_is_an_error():
    with pytest.raises(LookupError, match="says nothing of no-such"):
        wording("de")("no-such")
    with pytest.raises(LookupError, match="as-of"):
        wording("de")("as-of")


def test_a_logo_without_a_language_is_written_to_in_english():
    assert wording(None).language == "en"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample book, and what its briefs are made from."""
    path = tmp_path_factory.mktemp("sample") / "demo.db"
    build.build(path, AS_OF)
    with open_book(path) as store:
        book = Book.load(store, AS_OF).with_usage(store)
        return book, [briefs.gather(store, book, logo_id) for logo_id in book.logos]


@pytest.mark.parametrize("language", OTHERS)
def test_briefs_of_the_sample_book_have_no_english_sentence(sample, language):
    book, gathered = sample
    pieces = [text.strip(" :;,.()") for message in messages("en").values() for text in _Parts(message).texts]
    sentences = {piece for piece in pieces if " " in piece and len(piece) > 12}
    assert len(sentences) > 120
    logos = {logo_id: replace(logo, language=language) for logo_id, logo in book.logos.items()}
    abroad = replace(book, logos=logos)
    told, sections = "", set()
    for one in gathered[::3]:
        brief = briefs.compose(abroad, one)
        assert brief.language == language
        told += briefs.markdown(brief)
        sections |= {section.code for section in brief.shareable}
    assert not [sentence for sentence in sentences if sentence in told]
    assert len(sections) >= 8


def _all() -> Iterator[tuple[Language, Wording]]:
    return ((language, wording(language)) for language in LANGUAGES)
