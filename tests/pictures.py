"""The pictures that README shows: `python tests/pictures.py` draws them anew.

Each names the Textual and the Rich that drew it: another one may draw the same screen with other marks.
"""

from __future__ import annotations

import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from looks import sample_book, walk
from textual.app import App

from churntui.ui.shell.export import picture

PICTURES = Path(__file__).parent.parent / "fixtures" / "pictures"

SIZE = (120, 36)

WAY = (
    ("today", "1"),
    ("renewals", "3"),
    ("cohorts", "4 tab tab tab"),
    ("interview", "5 enter"),
    ("themes", "escape 6"),
    ("briefs", "7"),
)
"""Every picture: its name, and the keys that lead there from the one before."""

_DRAWN_BY = re.compile(r"<!-- (Textual \S+, Rich \S+) -->\n")

_FACES = re.compile(r"\s*@font-face \{[^}]*\}")


def drawn_by() -> str:
    """What draws here."""
    return f"Textual {version('textual')}, Rich {version('rich')}"


def drawers(svg: str) -> str:
    """What drew a picture."""
    named = _DRAWN_BY.match(svg)
    return named[1] if named else "nobody named"


def drawn(app: App[None]) -> str:
    """The screen in view, with whatever monospaced font the reader has and without what only takes room."""
    svg = _FACES.sub("", picture(app)).replace("Fira Code, monospace", "monospace")
    own = re.search(r"terminal-\d+", svg)
    svg = svg.replace(own[0], "t") if own else svg
    lines = (line.strip() for line in svg.replace("&#160;", "\N{NO-BREAK SPACE}").splitlines())
    return "\n".join([f"<!-- {drawn_by()} -->", *filter(None, lines)]) + "\n"


def draw_all(book: Path) -> dict[str, str]:
    """Every picture over the sample book, by its name."""
    return walk(book, SIZE, WAY, drawn)


def main() -> int:
    """Write the pictures, and no others."""
    with tempfile.TemporaryDirectory() as folder:
        pictures = draw_all(sample_book(Path(folder) / "book.db"))
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.svg"):
        old.unlink()
    for name, svg in pictures.items():
        (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
