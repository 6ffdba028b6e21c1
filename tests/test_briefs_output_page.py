import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from brief_samples import HOSTILE, INTERNAL, SHAREABLE, biting, executive, review

from churntui.briefs.facts import Point, Section
from churntui.briefs.language import wording
from churntui.briefs.output.page import page
from churntui.model.choices import LANGUAGES
from churntui.plain.text import clean_line

VOID = {"meta"}


class Reader(HTMLParser):
    """What a browser takes the document for: its elements, their attributes, and the words in them."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.words = [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style" and data.strip():
            self.words.append((self.open[-1], data.replace("\u00a0", " ")))

    def count(self, tag):
        return sum(name == tag for name, _ in self.elements)

    def within(self, tag):
        return [data for name, data in self.words if name == tag]


def test_a_page_has_its_language_one_main_and_headings_in_their_order():
    found = Reader(page(review()))
    assert found.elements[0] == ("html", {"lang": "en"})
    assert found.count("main") == found.count("h1") == 1
    assert found.within("title") == ["Nordwind GmbH · Business review, Q4 2026"]
    assert found.within("h1") == ["Nordwind GmbH"]
    assert found.within("h2") == [section.heading for section in SHAREABLE]
    assert found.count("li") == sum(len(section.points) for section in SHAREABLE)
    assert found.count("svg") == 3


def test_every_point_reads_as_it_was_said_with_its_source():
    found = Reader(page(review()))
    said = [data for _, data in found.words]
    for section in SHAREABLE:
        for point in section.points:
            assert point.text in said
            assert not point.so_what or point.so_what in said
    assert "agreed goals, 2 Nov 2026" in found.within("span")
    assert found.within("p").count("product activity, 20 Nov 2026") == 1


def test_no_line_ends_within_a_number_or_before_its_sign_or_a_dash():
    assert "52\u00a0% of your seats are active; a year ago it was 31\u00a0%" in page(review())
    point = Point("21 500 € — was 12 in 2026, of 1 204 567")
    assert "21\u00a0500\u00a0€\u00a0— was 12 in 2026, of 1\u00a0204\u00a0567" in page(
        review(shareable=(Section("Goals", (point,), "goals"),))
    )


def test_it_asks_nobody_for_anything_and_may_not():
    for made in (review(), biting()):
        text = page(made, ("shareable", "internal"))
        policy = next(
            given["content"]
            for tag, given in Reader(text).elements
            if given.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert not re.search(r"url\(|@import|<link", text)


def test_what_people_wrote_is_words_and_nothing_else():
    found = Reader(page(biting(), ("shareable", "internal")))
    assert {tag for tag, _ in found.elements} == {
        "html", "head", "meta", "title", "style", "body", "main", "article", "header", "section", "div", "h1", "h2",
        "ul", "li", "p", "span", "figure", "svg", "text", "rect",
    }  # fmt: skip
    assert {name for _, given in found.elements for name in given} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "dir", "viewbox", "width", "height", "role",
        "aria-label", "x", "y", "dy", "text-anchor",
    }  # fmt: skip
    said = [data for _, data in found.words]
    assert all(clean_line(text) in said for text in HOSTILE)


def test_the_internal_part_is_there_only_when_asked_for_and_says_so():
    alone = page(review())
    assert "96,000" not in alone
    assert '<article class="internal"' not in alone
    both = Reader(page(review(), ("internal", "shareable")))
    assert [given["class"] for tag, given in both.elements if tag == "article"] == [
        "shareable qbr",
        "internal",
    ]
    assert "Internal: never leaves" in both.within("p")
    assert INTERNAL[0].points[0].text in both.within("span")
    assert Reader(page(review(language="de"), ("internal",))).elements[0] == ("html", {"lang": "en"})


def test_decisions_are_numbered_and_what_presses_us_is_marked():
    found = Reader(page(review(), ("shareable", "internal")))
    assert found.count("ol") == 1
    assert [given for tag, given in found.elements if tag == "li" and given] == [{"class": "urgent"}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_in_the_language_of_the_brief(language):
    w = wording(language)
    found = Reader(page(review(language=language)))
    assert found.elements[0] == ("html", {"lang": language})
    assert w("kind-qbr") in found.within("p")


def pages(text, folder):
    """How many pages a browser prints."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no browser to print with")
    (folder / "a.html").write_text(text, encoding="utf-8")
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={folder / 'a.pdf'}", f"file://{folder / 'a.html'}"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return len(re.findall(rb"/Type /Page\b", (folder / "a.pdf").read_bytes()))


@pytest.mark.external
@pytest.mark.parametrize(("language", "points"), [("en", 3), ("de", 3), ("ru", 2), ("zh", 2)])
def test_an_executives_review_takes_one_page(language, points, tmp_path):
    assert pages(page(executive(language, points)), tmp_path) == 1


@pytest.mark.external
def test_the_internal_part_begins_a_page_of_its_own(tmp_path):
    assert pages(page(review(), ("shareable", "internal")), tmp_path) == 2
