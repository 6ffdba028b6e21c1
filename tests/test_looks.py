"""How every place looks, in two sizes, over the sample book at a fixed day.

A look that is meant to change is written anew with `CHURNTUI_LOOKS=update python -m pytest tests/test_looks.py`, and
the difference is read before it is committed.
"""

import os
import re
from difflib import unified_diff
from pathlib import Path
from shutil import copyfile
from xml.etree import ElementTree as ET

import pytest
from looks import look, sample_book, walk
from pictures import PICTURES, draw_all, drawers, drawn_by
from pictures import WAY as PICTURED

LOOKS = Path(__file__).parent.parent / "fixtures" / "looks"

WAY = (
    ("today", "1"),
    ("help", "question_mark"),
    ("logos", "escape 2"),
    ("logos-filtered", "slash o t e l enter"),
    ("logo-contracts", "escape enter"),
    ("logo-signals", "right"),
    ("logo-happened", "right"),
    ("logo-next", "right"),
    ("logo-goals", "right"),
    ("logo-people", "right"),
    ("logo-promises", "right"),
    ("logo-save-attempts", "right"),
    ("logo-interviews", "right"),
    ("logo-tickets-surveys", "right"),
    ("logo-milestones", "right"),
    ("logo-payments", "right"),
    ("logo-activity", "right"),
    ("logo-activity-months", "p"),
    ("logo-customers", "right"),
    ("logo-proofs", "right"),
    ("logo-history", "right"),
    ("picker", "escape o"),
    ("renewals", "escape 3"),
    ("stage", "c"),
    ("renewals-expired", "escape left left left"),
    ("export", "e"),
    ("history", "escape H"),
    ("trends-logos", "4"),
    ("trends-logos-chart", "c"),
    ("behind", "enter"),
    ("events", "escape M"),
    ("event", "a"),
    ("trends-revenue", "escape escape tab"),
    ("trends-revenue-months", "p"),
    ("trends-renewals", "p p tab"),
    ("trends-customers", "tab"),
    ("trends-actions", "A"),
    ("trends-cohorts", "escape tab"),
    ("trends-cohorts-customers", "f"),
    ("trends-segments", "f tab"),
    ("trends-behaviour", "tab"),
    ("trends-leading", "f"),
    ("trends-falling", "f"),
    ("trends-survival", "tab"),
    ("trends-time-points", "f"),
    ("trends-quarters", "f"),
    ("trends-saving", "tab"),
    ("trends-onboarding", "tab"),
    ("interviews", "5"),
    ("silence", "f f N"),
    ("interview", "escape f f f f f enter"),
    ("learning-reasons", "escape L"),
    ("learning-phases", "tab"),
    ("learning-verdicts", "tab"),
    ("learning-warnings", "tab"),
    ("learning-silent", "tab"),
    ("learning-coding", "tab"),
    ("themes", "6"),
    ("theme", "enter"),
    ("initiatives", "escape i"),
    ("initiatives-all", "f"),
    ("initiative", "enter"),
    ("win-backs", "escape escape w"),
    ("together", "escape c"),
    ("briefs", "7"),
    ("search", "ctrl+k p r i"),
    ("interview-read", "down enter"),
)
"""Every look: its name, and the keys that lead there from the one before."""

SIZES = {"120x36": (120, 36), "80x24": (80, 24)}

UPDATES = os.environ.get("CHURNTUI_LOOKS") == "update"


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    return sample_book(tmp_path_factory.mktemp("sample") / "book.db")


@pytest.fixture
def copied(book, tmp_path):
    return Path(copyfile(book, tmp_path / "book.db"))


@pytest.mark.parametrize("size", SIZES)
def test_every_place_looks_as_it_did(copied, size):
    looks = walk(copied, SIZES[size], WAY, look)
    folder = LOOKS / size
    if UPDATES:
        write(folder, looks)
    kept = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    unpaired = sorted(kept.keys() ^ looks.keys())
    assert unpaired == [], f"a look without a file in {folder}, or a file without a look"
    changed = {name: told(kept[name], now) for name, now in looks.items() if now != kept[name]}
    if changed:
        differences = (f"{size}/{name}\n{difference}" for name, difference in changed.items())
        heading = f"{len(changed)} of {len(looks)} looks are others now:"
        pytest.fail("\n\n".join([heading, *differences]), pytrace=False)


def test_the_pictures_of_the_readme_are_those_of_the_app(copied):
    kept = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.glob("*.svg")}
    assert kept.keys() == {name for name, _ in PICTURED}
    (by,) = {drawers(svg) for svg in kept.values()}
    if by != drawn_by():
        pytest.skip(f"the pictures were drawn by {by}, here is {drawn_by()}")
    now = draw_all(copied)
    changed = [name for name in kept if kept[name] != now[name]]
    assert not changed, f"{', '.join(changed)}: draw them anew with `python tests/pictures.py`"


def test_the_pictures_ask_nobody_for_anything():
    for path in PICTURES.glob("*.svg"):
        svg = path.read_text(encoding="utf-8")
        ET.fromstring(svg)
        assert not re.search(r"url\((?!#)|@import|href|@font-face", svg)
        assert len(svg) < 150_000


def write(folder, looks):
    """Keep these looks, and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.txt"):
        path.unlink()
    for name, text in looks.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def told(before, now):
    """The lines that differ, with one around them."""
    lines = unified_diff(before.splitlines(), now.splitlines(), "kept", "now", n=1, lineterm="")
    return "\n".join(lines)
