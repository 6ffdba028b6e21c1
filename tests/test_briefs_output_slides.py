import io
import re
from dataclasses import replace
from functools import cache

import pytest
from brief_samples import AS_OF, HOSTILE, SHAREABLE, biting, executive, review
from PIL import ImageFont
from pptx import Presentation
from test_briefs_output_deck import template

from churntui.briefs.language import wording
from churntui.briefs.output.slides import lacking_layouts, slides
from churntui.model.choices import LANGUAGES
from churntui.plain.text import clean_line


def read(brief, parts=("shareable",), path=None):
    return Presentation(io.BytesIO(slides(brief, parts, path)))


def texts(slide):
    """The words of a slide, those of its tables too."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def all_texts(presentation):
    return [text for slide in presentation.slides for text in texts(slide)]


def notes(slide):
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def test_a_review_has_a_first_slide_and_one_for_each_section():
    made = read(review())
    titles = [slide.shapes.title.text for slide in made.slides]
    assert titles == ["Nordwind GmbH", *(section.heading for section in SHAREABLE)]
    assert [*texts(made.slides[0])][1:] == ["Business review, Q4 2026", "As of 21 Nov 2026"]
    assert sum(shape.has_table for slide in made.slides for shape in slide.shapes) == 1
    assert sum(shape.has_chart for slide in made.slides for shape in slide.shapes) == 2


def test_every_point_reads_as_it_was_said_and_its_source_is_in_the_notes():
    made = read(review())
    said = all_texts(made)
    noted = "\n".join(map(notes, made.slides))
    for section in SHAREABLE:
        for point in section.points:
            assert point.text in said
            assert not point.so_what or point.so_what in said
            assert not point.source or f"{point.text} ({point.source}" in noted


def test_an_executives_review_is_one_slide():
    made = read(executive("en", 1))
    (slide,) = made.slides
    assert slide.shapes.title.text == "Nordwind GmbH · Executive review, Q4 2026"
    assert "Reports are b" in notes(slide)


def test_what_has_no_room_on_the_one_slide_is_in_its_notes():
    full = executive("en", 1)
    full = replace(full, shareable=(*full.shareable, *full.shareable[:4]))
    (slide,) = read(full).slides
    follows = full.shareable[0].points[0].so_what
    assert follows not in [*texts(slide)]
    assert follows in notes(slide)


def test_the_internal_part_is_there_only_when_asked_for_and_every_slide_says_so():
    assert not [text for text in all_texts(read(review())) if "96,000" in text or "INTERNAL" in text]
    both = read(review(), ("internal", "shareable"))
    marked = ["INTERNAL: NEVER LEAVES" in [*texts(slide)] for slide in both.slides]
    assert marked == sorted(marked)
    assert sum(marked) == 2
    assert all("INTERNAL: NEVER LEAVES" in [*texts(slide)] for slide in read(review(), ("internal",)).slides)


def test_what_people_wrote_is_words_and_nothing_else():
    made = read(biting(), ("shareable", "internal"))
    said = re.sub(r"\s", "", "".join(all_texts(made)))
    *short, long = HOSTILE
    assert all(re.sub(r"\s", "", clean_line(text)) in said for text in short)
    assert said.count("w") >= 2 * 2 * 2 * 2 * len(
        long
    )  # of two parts, two sections, two points, with what follows
    for slide in made.slides:
        links = [rel for rel in slide.part.rels.values() if rel.is_external]
        assert not links


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_marked_with_their_language(language):
    made = read(review(language=language))
    w = wording(language)
    assert w("kind-qbr") in [*texts(made.slides[0])][1]
    codes = {run.get("lang") for slide in made.slides for run in slide.element.iter("{*}rPr")}
    assert {code.split("-")[0] for code in codes} == {language}


def test_text_is_large_enough_to_be_read():
    for made in (read(review(), ("shareable", "internal")), read(executive("en", 3)), read(biting())):
        sizes = {int(run.get("sz")) for slide in made.slides for run in slide.element.iter("{*}rPr")}
        assert min(sizes) >= 1200


@cache
def letter(character, size):
    """How broad a letter is in a real font, in points; of writing it has not, as broad as it is high."""
    return ImageFont.load_default(size).getlength(character) if character.isascii() else size


def wide(text, size):
    return sum(letter(character, size) for character in text)


def lines(text, size, room):
    """How many lines a text takes, broken as a presentation does it."""
    count, used = 1, 0.0
    for word in re.findall(r"[^\x00-\x7f]|[^\s\x80-\U0010ffff]+\s*", text):
        for piece in [word] if wide(word, size) <= room else word:
            if used and used + wide(piece.rstrip(), size) > room:
                count, used = count + 1, 0.0
            used += wide(piece, size)
    return count


def height(frame, room, indents=(0, 0)):
    """What the text of a frame takes, in points."""
    total = 7.2
    for nth, paragraph in enumerate(frame.paragraphs):
        size = max((run.font.size.pt for run in paragraph.runs), default=12)
        own = paragraph._p.pPr is not None and paragraph._p.pPr.get("marL")
        indent = int(own) / 12700 if own else indents[paragraph.level]
        total += lines(paragraph.text, size, room - 14.4 - indent) * 1.2 * size
        total += paragraph.space_before.pt if paragraph.space_before and nth else 0
    return total


@pytest.mark.parametrize(
    "made",
    [
        review(),
        review(language="zh"),
        executive("en", 1),
        executive("en", 3),
        executive("zh", 3),
        biting(),
        biting(kind="ebr"),
    ],
)
@pytest.mark.parametrize("with_template", [False, True])
def test_no_slide_overflows(made, with_template, tmp_path):
    path = template(tmp_path) if with_template else None
    found = read(made, ("shareable",), path)
    for slide in found.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= found.slide_width + 2
            assert shape.top + shape.height <= found.slide_height
            room = shape.width / 12700
            if shape.has_text_frame:
                is_list = shape.is_placeholder and shape.placeholder_format.type.name == "OBJECT"
                assert (
                    height(shape.text_frame, room, (27, 59) if is_list else (0, 0))
                    <= shape.height / 12700 + 1
                )
            elif shape.has_table:
                for row in shape.table.rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        assert height(cell.text_frame, column.width / 12700) <= row.height / 12700 + 1


def test_a_template_of_ones_own_is_used(tmp_path):
    path = template(tmp_path, {"Title and Content"})
    assert len(lacking_layouts(path)) == 1
    made = read(review(), ("shareable",), path)
    assert {slide.slide_layout.name for slide in made.slides} == {"Title and Content"}
    assert made.slide_width == 9144000


def test_the_same_brief_is_the_same_file_where_it_has_no_charts():
    bare = review(shareable=SHAREABLE[:3])
    assert slides(bare) == slides(bare)
    assert Presentation(io.BytesIO(slides(bare))).core_properties.created.date() == AS_OF
