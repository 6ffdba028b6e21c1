import pytest
from brief_samples import AS_OF, SHAREABLE, biting, review
from markdown_it import MarkdownIt

from churntui.briefs.language import wording
from churntui.briefs.output.markdown import markdown
from churntui.model.choices import LANGUAGES
from churntui.plain.dates import Period
from churntui.plain.text import clean_line

EVERYTHING = MarkdownIt("gfm-like", {"linkify": True, "html": True})


def words(text):
    """What a reader sees of each inline run, and the kinds of all that is in it."""
    tokens = EVERYTHING.parse(text)
    runs = [token for token in tokens if token.type == "inline"]
    kinds = {token.type for token in tokens} | {child.type for run in runs for child in run.children}
    return ["".join(child.content for child in run.children) for run in runs], kinds


def test_each_part_has_its_heading_and_only_those_asked_for_are_there():
    shareable, internal = markdown(review()), markdown(review(), ("internal",))
    assert shareable.startswith(
        "# Nordwind GmbH · Business review, Q4 2026\n\nAs of 21 Nov 2026\n\n## What we ask you to decide\n"
    )
    assert "96,000" not in shareable
    assert internal.startswith("# Internal: Nordwind GmbH · 2026 Q4\n\nNever leaves. As of 21 Nov 2026.\n")
    assert markdown(review(), ("internal", "shareable")) == f"{shareable[:-1]}\n\n---\n\n{internal}"


def test_every_point_reads_as_it_was_said():
    told, _ = words(markdown(review()))
    for section in SHAREABLE:
        for point in section.points:
            assert any(run.startswith(point.text) for run in told)
            assert not point.so_what or point.so_what in told


def test_what_people_wrote_is_words_and_nothing_else():
    told, kinds = words(markdown(biting(), ("shareable", "internal")))
    assert kinds <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close",
        "list_item_open", "list_item_close", "inline", "text", "text_special", "hr", "softbreak",
    }  # fmt: skip
    for point in biting().shareable[0].points:
        assert any(clean_line(point.text) in run for run in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_is_in_the_language_of_the_brief(language):
    head, _, second = markdown(review(language=language)).splitlines()[:3]
    w = wording(language)
    quarter = w.quarter(Period.of(AS_OF, "quarter"))
    assert head == f"# {w('title', logo='Nordwind GmbH', kind=w('kind-qbr'), quarter=quarter)}"
    assert second == w("as-of", day=w.day(AS_OF))
    assert "As of 21 Nov 2026" in markdown(review(language=language), ("internal",))
