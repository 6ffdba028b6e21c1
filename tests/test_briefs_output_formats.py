from pathlib import Path

import pytest
from brief_samples import AS_OF, HOSTILE, logo

from churntui.briefs.output import formats
from churntui.plain.errors import BadInputError


@pytest.mark.parametrize("form", formats.FORMATS, ids=lambda form: form.name)
def test_each_format_is_told_by_its_ending_whatever_its_case(form):
    assert formats.of_file(Path(f"a/b.c{form.ending.upper()}")) is form
    assert formats.agreed(None, Path(f"b{form.ending}")) is form
    assert formats.agreed(form.name, None) is form
    assert formats.refused(f"b{form.ending}") is None
    assert form.ending in formats.endings()


@pytest.mark.parametrize("name", ["b", "b.docx", "b.md.bak", ".md", "md"])
def test_any_other_name_is_refused_in_one_line_that_names_the_endings(name):
    with pytest.raises(BadInputError) as refused:
        formats.agreed(None, Path(name))
    assert formats.endings() in str(refused.value)
    assert "\n" not in str(refused.value)
    assert formats.refused(name) == f"End the name with {formats.endings()}"


def test_nobody_saying_anything_means_markdown():
    assert formats.agreed(None, None).name == "md"


def test_a_name_of_one_format_and_the_word_for_another_contradict_each_other():
    with pytest.raises(BadInputError, match="is a name for JSON, and --format says md"):
        formats.agreed("md", Path("b.json"))
    assert formats.agreed("md", Path("b.md")).name == "md"
    assert formats.agreed("md", Path("b.txt")).name == "md"


def test_a_file_name_tells_logo_day_format_and_whether_it_may_leave():
    named = logo("青空 & Söhne / GmbH")
    assert formats.file_name(named, AS_OF, ("shareable",)) == "brief-青空-sohne-gmbh-2026-11-21.md"
    assert (
        formats.file_name(named, AS_OF, ("shareable", "internal"), formats.BY_NAME["json"])
        == "brief-青空-sohne-gmbh-2026-11-21-internal.json"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Żuraw-Log Spółka", "zuraw-log-spolka"),
        ("Зелений Брід", "зелений-брід"),
        ("星見フーズ", "星見フーズ"),
        ("  A  /  B  ", "a-b"),
        ("???", "l1"),
    ],
)
def test_a_name_keeps_the_letters_of_its_script(name, told):
    assert formats.slug(logo(name)) == told


def test_two_logos_of_one_name_are_told_apart_by_their_ids():
    told = formats.file_name(logo("Acme", "A/7"), AS_OF, ("shareable",), with_id=True)
    assert told == "brief-acme-a-7-2026-11-21.md"


@pytest.mark.parametrize("name", [*HOSTILE, "../../etc/passwd", "...", ""])
def test_a_file_name_is_one_in_its_folder_whatever_the_logo_is_called(name, tmp_path):
    told = formats.file_name(logo(name), AS_OF, ("shareable",))
    assert Path(told).name == told
    (tmp_path / told).write_text("x", encoding="utf-8")
    assert formats.refused(told) is None
