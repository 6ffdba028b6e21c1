import io
import sys
import zipfile

import pytest
from brief_samples import AS_OF
from pptx import Presentation

from churntui.briefs.output import plain_deck
from churntui.briefs.output.deck import Deck
from churntui.briefs.output.plain_deck import Box
from churntui.plain.errors import ChurnError


@pytest.fixture(scope="module")
def packed():
    return Deck().saved("A title", "en", AS_OF)


def test_it_is_as_broad_as_a_screen_and_nothing_in_it_reaches_over_its_edge(packed):
    assert [*Deck().lacks] == []
    found = Presentation(io.BytesIO(packed))
    assert found.slide_width / found.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert found.element.find("{*}sldSz").get("type") is None
    for holder in (found.slide_master, *found.slide_layouts):
        for shape in holder.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= found.slide_width
            assert shape.top + shape.height <= found.slide_height


def test_its_theme_is_ours_and_no_picture_of_another_is_left(packed):
    files = zipfile.ZipFile(io.BytesIO(packed))
    theme = files.read("ppt/theme/theme1.xml")
    assert b"1F4E79" in theme
    assert b"4F81BD" not in theme
    assert b"Calibri" not in theme
    assert not [name for name in files.namelist() if "thumbnail" in name]
    assert b"thumbnail" not in files.read("_rels/.rels")


def test_titles_are_on_the_left_and_a_strip_in_colour_is_on_every_slide(packed):
    found = Presentation(io.BytesIO(packed))
    (title,) = found.slide_master.element.xpath(".//p:titleStyle/a:lvl1pPr")
    assert title.get("algn") == "l"
    assert found.slide_master.shapes[0].name == "Edge"
    assert found.slide_master.shapes[0].height == found.slide_height


def test_without_python_pptx_the_command_that_installs_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(ChurnError, match=r"not installed\. Install it: pip install 'churntui\[pptx\]'"):
        plain_deck.made()


def test_a_box_is_where_it_is_put():
    assert Box(1, 2, 3, 4).emu == (12700, 25400, 38100, 50800)
