import zipfile

import pytest
from brief_samples import AS_OF
from pptx import Presentation
from pptx.util import Inches

from churntui.briefs.output.deck import Deck
from churntui.plain.errors import BadInputError


def template(tmp_path, keep=None, slides=2):
    """A template of the usual old breadth with slides in it; of its layouts, those that are to be kept."""
    presentation = Presentation()
    for _ in range(slides):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = "A slide of the template"
        slide.notes_slide.notes_text_frame.text = "A note of the template"
    for layout in [*presentation.slide_layouts]:
        if keep is not None and layout.name not in keep:
            presentation.slides._sldIdLst.clear()
            presentation.slide_layouts.remove(layout)
    path = tmp_path / "template.pptx"
    presentation.save(path)
    return path


def read(tmp_path, contents):
    path = tmp_path / "out.pptx"
    path.write_bytes(contents)
    return Presentation(path)


def saved(made):
    return made.saved("A title", "en", AS_OF)


def test_the_same_slides_are_the_same_bytes_and_tell_nobodys_name(tmp_path):
    assert saved(Deck()) == saved(Deck())
    found = read(tmp_path, saved(Deck()))
    about = found.core_properties
    assert (about.author, about.last_modified_by, about.title) == ("", "", "A title")
    assert about.created.date() == AS_OF
    names = zipfile.ZipFile(tmp_path / "out.pptx").namelist()
    assert not [name for name in names if "thumbnail" in name]


def test_a_template_gives_its_layouts_and_none_of_its_slides(tmp_path):
    made = Deck(template(tmp_path))
    assert [*made.lacks] == []
    assert made.width == 720
    slide, title, text = made.slide(made.box)
    title.text, text.text = "Ours", "Words"
    found = read(tmp_path, saved(made))
    assert [shape.text for shape in found.slides[0].shapes] == ["Ours", "Words"]
    assert found.slides[0].slide_layout.name == "Title and Content"
    packed = zipfile.ZipFile(tmp_path / "out.pptx")
    assert not [name for name in packed.namelist() if b"of the template" in packed.read(name)]
    assert slide is not None


def test_the_first_slide_takes_the_layout_with_a_subtitle(tmp_path):
    made = Deck(template(tmp_path))
    slide, title, under = made.opening()
    title.text, under.text = "Nordwind", "Business review"
    assert slide.slide_layout.name == "Title Slide"
    assert [shape.placeholder_format.type.name for shape in slide.placeholders] == [
        "CENTER_TITLE",
        "SUBTITLE",
    ]


@pytest.mark.parametrize(
    ("keep", "lacks"),
    [
        ({"Title and Content"}, ["title and a subtitle"]),
        ({"Title Slide"}, ["room for text"]),
        ({"Title Only"}, ["title and a subtitle", "room for text"]),
        ({"Blank"}, ["title and a subtitle", "room for text"]),
        ({"Two Content"}, ["title and a subtitle"]),
    ],
)
def test_what_a_template_lacks_is_said_and_the_words_stand_in_boxes(tmp_path, keep, lacks):
    made = Deck(template(tmp_path, keep))
    told = [*made.lacks]
    assert len(told) == len(lacks)
    assert all(lack in line for lack, line in zip(lacks, told, strict=True))
    _, name, under = made.opening()
    _, heading, text = made.slide(made.box)
    for frame, words in ((name, "Name"), (under, "Under"), (heading, "Heading"), (text, "Text")):
        frame.text = words
    found = read(tmp_path, saved(made))
    assert [[shape.text for shape in slide.shapes] for slide in found.slides] == [
        ["Name", "Under"],
        ["Heading", "Text"],
    ]


def test_a_placeholder_too_small_for_a_list_is_not_used(tmp_path):
    path = template(tmp_path, {"Title and Content"})
    presentation = Presentation(path)
    body = presentation.slide_layouts[0].placeholders[1]
    body.left, body.top, body.width, body.height = (Inches(n) for n in (1, 1, 1, 1))
    presentation.save(path)
    made = Deck(path)
    assert made.box.width > 600
    assert any("room for text" in line for line in made.lacks)


@pytest.mark.parametrize("contents", [b"", b"no zip", b"PK\x03\x04 broken", None])
def test_what_is_no_presentation_is_refused_in_one_line(tmp_path, contents):
    path = tmp_path / "t.pptx"
    if contents is not None:
        path.write_bytes(contents)
    with pytest.raises(BadInputError, match=r"is no presentation .*\. Name a \.pptx file"):
        Deck(path)


def test_a_zip_of_something_else_and_a_folder_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.pptx", "w") as packed:
        packed.writestr("a.txt", "a")
    for path in (tmp_path / "t.pptx", tmp_path):
        with pytest.raises(BadInputError, match="is no presentation"):
            Deck(path)
