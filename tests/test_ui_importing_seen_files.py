"""A file says by what it is known."""

from churntui.data.importing import RunResult
from churntui.data.importing.outcome import FileResult
from churntui.ui.importing.seen_files import seen_files


def test_what_a_file_is_known_by_and_what_becomes_of_it():
    result = RunResult(
        (
            FileResult("a.csv", "canonical", "logos", recognised_by=(3, 9), added=1200),
            FileResult("b.csv", "stripe", "contracts", recognised_by=(5, 7)),
            FileResult("c.csv", "tracker", "contracts", mapped_on="2026-11-12"),
            FileResult("d.csv", "", "contracts"),
        ),
        ignored=(FileResult("e.pdf", "", "", notes=("no data",)),),
        unread=(FileResult("in/f.csv", "", "", notes=("empty",)),),
    )
    files = seen_files(result)
    assert [file.by for file in files] == [
        "headers, 3 of 9", "stripe, 5 of 7", "mapped 12 Nov 2026", "as you mapped it", "", "",
    ]  # fmt: skip
    assert [file.becomes[0] for file in files[3:]] == ["contracts", "not read", "left out"]
    assert (files[0].count(1200), files[4].count(0), files[4].name) == ("1,200", "", "f.csv")
