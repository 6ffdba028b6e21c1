import json

import pytest
from click.testing import CliRunner
from pptx import Presentation
from ui_books import AS_OF, contract, logo, use

from churntui.cli.briefing import brief
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.plain.errors import BadInputError, NotFoundError


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        nordwind = logo(store, "Nordwind GmbH")
        contract(store, nordwind, 83, 96_000_00, notice_days=61)
        use(store, nordwind, [4] * 60)
        logo(store, "Nordlicht AG")
    return path


@pytest.fixture
def run(book):
    def call(*arguments):
        words = [*map(str, arguments), "--file", str(book), "--as-of", AS_OF.isoformat()]
        return CliRunner().invoke(brief, words)

    return call


def test_the_shareable_part_goes_to_stdout(run):
    result = run("nordwind")
    assert result.exit_code == 0
    assert result.stdout.startswith("# Nordwind GmbH · Business review, Q4 2026\n\nAs of 21 Nov 2026\n")
    assert "96,000" not in result.stdout
    assert result.stderr == ""


def test_a_logo_is_named_by_its_id_too(run):
    assert run("L1").stdout == run("nordwind").stdout


@pytest.mark.parametrize(
    ("part", "headings"),
    [
        ("shareable", ["# Nordwind"]),
        ("internal", ["# Internal:"]),
        ("both", ["# Nordwind", "# Internal:"]),
    ],
)
def test_the_part_asked_for(run, part, headings):
    lines = [line for line in run("L1", "--part", part).stdout.splitlines() if line.startswith("# ")]
    assert [" ".join(line.split()[:2]) for line in lines] == headings


def test_json_has_the_agreed_keys(run):
    found = json.loads(run("L1", "--part", "both", "--format", "json").stdout)
    assert list(found) == ["logo_id", "name", "as_of", "parts", "kind", "language", "meets_on"]
    assert list(found["parts"]) == ["shareable", "internal"]
    renewal = found["parts"]["internal"][0]["points"][1]
    assert renewal == {
        "text": "Renews 12 Feb 2027, in 83 days · €96,000",
        "source": "contracts",
        "as_of": "2026-11-21",
        "key": "",
        "state": None,
        "figure": None,
    }


def test_out_takes_the_text_and_stdout_stays_empty(run, tmp_path):
    result = run("L1", "-o", tmp_path / "brief.md")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("brief.md: shareable part of L1\n")
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == run("L1").stdout


def test_what_was_written_from_other_figures_is_said_beside_it(run, book, tmp_path):
    with open_book(book) as store:
        edited = briefs.Decided("use.volume", "use", "edited", "Mine", "", "what was proposed then")
        briefs.decide(store, 1, edited, "Edited")
    assert "- Mine · product activity\n" in run("L1").stdout
    result = run("L1", "-o", tmp_path / "brief.md")
    assert result.stderr.startswith("1 stale point: something else is proposed by now\n")
    assert run("L2").stderr == ""


def test_a_folder_as_out_is_refused(run, tmp_path):
    error = run("L1", "-o", tmp_path).exception
    assert isinstance(error, BadInputError)
    assert str(error) == f"{tmp_path} is a folder. Name a file in it"


def test_a_logo_that_is_none_or_several_is_a_mistake(run):
    assert isinstance(run("Sudwind").exception, NotFoundError)
    assert "may be any of 2 logos" in str(run("nord").exception)


def test_the_format_follows_the_name_of_the_file(run, tmp_path):
    assert run("L1", "-o", tmp_path / "brief.JSON").exit_code == 0
    assert json.loads((tmp_path / "brief.JSON").read_text(encoding="utf-8"))["logo_id"] == "L1"


@pytest.mark.parametrize("name", ["t.docx", "t.md.bak", "brief", ".md"])
def test_a_name_that_tells_no_format_is_refused_and_nothing_written(run, tmp_path, name):
    error = run("L1", "-o", tmp_path / name).exception
    assert isinstance(error, BadInputError)
    assert str(error).startswith(f"“{name}” does not tell the format. End the name with .md")
    assert error.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["book.db"]


def test_the_format_said_takes_a_file_of_any_other_name(run, tmp_path):
    assert run("L1", "-o", tmp_path / "brief.txt", "--format", "md").exit_code == 0
    assert (tmp_path / "brief.txt").read_text(encoding="utf-8").startswith("# Nordwind")


def test_a_format_that_contradicts_the_name_is_refused(run, tmp_path):
    error = run("L1", "-o", tmp_path / "brief.md", "--format", "json").exception
    assert str(error).startswith("“brief.md” is a name for Markdown, and --format says json. ")
    assert not (tmp_path / "brief.md").exists()


def test_a_format_there_is_not_is_not_offered(run):
    assert run("L1", "--format", "docx").exit_code == 2


def test_a_presentation_is_written_and_not_to_a_terminal(run, tmp_path, monkeypatch):
    assert run("L1", "-o", tmp_path / "b.pptx").exit_code == 0
    assert (tmp_path / "b.pptx").read_bytes().startswith(b"PK")
    assert run("L1", "--format", "pptx").stdout_bytes.startswith(b"PK")
    monkeypatch.setattr("churntui.cli.briefing.is_terminal", lambda _: True)
    error = run("L1", "--format", "pptx").exception
    assert str(error) == "A terminal cannot show PowerPoint. Name a file: -o brief.pptx"


def test_a_template_is_for_presentations_and_what_it_lacks_is_told(run, tmp_path):
    own = Presentation()
    for layout in [*own.slide_layouts]:
        if layout.name != "Title and Content":
            own.slide_layouts.remove(layout)
    own.save(tmp_path / "own.pptx")
    error = run("L1", "-o", tmp_path / "b.html", "--template", tmp_path / "own.pptx").exception
    assert str(error).startswith("HTML has no templates. ")
    result = run("L1", "-o", tmp_path / "b.pptx", "--template", tmp_path / "own.pptx")
    assert "own.pptx: it has no layout with a title and a subtitle" in result.stderr
    assert {slide.slide_layout.name for slide in Presentation(tmp_path / "b.pptx").slides} == {
        "Title and Content"
    }
    error = run("L1", "-o", tmp_path / "c.pptx", "--template", tmp_path / "no.pptx").exception
    assert "is no presentation to take as a template" in str(error)
    assert not (tmp_path / "c.pptx").exists()


def test_all_that_are_due_go_into_a_folder_with_a_line_for_each(run, tmp_path):
    result = run("--due", "-o", tmp_path / "out")
    path = tmp_path / "out" / "brief-nordwind-gmbh-2026-11-21.html"
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert result.stderr == "1 brief for 2027 Q1\n"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_due_takes_a_quarter_a_format_a_part_and_an_owner(run, tmp_path):
    out = tmp_path / "out"
    result = run("--due", "2027Q1", "-o", out, "--format", "md", "--part", "both")
    assert result.stdout == f"{out / 'brief-nordwind-gmbh-2026-11-21-internal.md'}\n"
    assert "96,000" in next(out.iterdir()).read_text(encoding="utf-8")
    assert run("--due", "2027Q1", "-o", out, "--owner", "Nobody").exit_code != 0


def test_nothing_due_is_said_and_no_folder_made(run, tmp_path):
    result = run("--due", "2031Q2", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No contract ends in 2031 Q2\n")
    assert not (tmp_path / "out").exists()


def test_one_that_was_not_written_is_named_and_the_exit_tells(run, tmp_path):
    (tmp_path / "out" / "brief-nordwind-gmbh-2026-11-21.html").mkdir(parents=True)
    result = run("--due", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Nordwind GmbH: not written. ")
    assert result.stderr.endswith("0 briefs for 2027 Q1, 1 not written\n")


def test_a_terminal_shows_how_far_it_is(run, tmp_path, monkeypatch):
    monkeypatch.setattr("churntui.cli.briefing.is_terminal", lambda _: True)
    result = run("--due", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert len([*(tmp_path / "out").iterdir()]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Name a logo, or say --due"),
        (("L1", "--due", "this", "-o", "x"), "Name a logo or say --due, not both"),
    ],
)
def test_a_logo_or_all_that_are_due_and_not_both(run, words, told):
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--due",), "All that are due go into a folder. Name it: -o DIR"),
        (
            ("--due", "-o", "t.html"),
            "“t.html” is the name of a file, and many are due. Name a folder: -o DIR",
        ),
        (("--due", "soon"), "“soon” is no quarter"),
    ],
)
def test_what_is_missing_for_all_that_are_due_is_told(run, words, told):
    assert told in str(run(*words).exception)
