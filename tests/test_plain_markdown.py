"""What people wrote, in a Markdown viewer: read here by the one that comes with Textual, told to find addresses too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from churntui.plain.markdown import escaped, inline
from churntui.plain.sheets import Sheet

HOSTILE = (
    "<img src=https://evil.example/x.png>",
    "<script>alert(1)</script>",
    "![seen](https://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "[one]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example/a_b_c",
    "HTTP://evil.example",
    "www.evil.example",
    "evil.com/path",
    "nord-wind.de",
    "青空.jp",
    "1.5 of 2.50 e.g. this",
    "mailto:ana@evil.example",
    "write to ana.k+x@evil.example now",
    "a | b \\| c",
    "# Nordwind",
    "1. first",
    "- point",
    "+ point",
    "> quoted",
    "===",
    "---",
    "**bold** __bold__ ~~gone~~ `code`",
    "&lt;b&gt; &#60;",
    "snake_case AT&T a*b 3 < 4",
    "\\<b>",
    "``` x",
)


def viewer():
    return MarkdownIt("gfm-like")


def shown(tokens):
    """The text a reader sees, and the kinds of what it is made of."""
    kinds = {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }
    return "".join(child.content for token in tokens for child in token.children or ()), kinds


@pytest.mark.parametrize("text", HOSTILE)
def test_a_line_is_read_as_it_was_written_and_never_obeyed(text):
    read, kinds = shown(viewer().parse(escaped(text)))
    assert read == text
    assert kinds == {"paragraph_open", "inline", "text", "paragraph_close"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_is_read_as_it_was_written_and_never_obeyed(text):
    read, kinds = shown(viewer().parse(Sheet("x", ("Name",), ((text,),)).markdown()))
    assert read == "Name" + text
    assert {kind for kind in kinds if not kind.endswith(("_open", "_close"))} == {"inline", "text"}
    assert not [kind for kind in kinds if kind.startswith(("link", "em", "strong", "s_", "heading"))]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=60))
def test_any_text_stays_text(text):
    _, kinds = shown(viewer().parse(f"x {inline(text)}"))
    assert kinds <= {"paragraph_open", "inline", "text", "paragraph_close"}


def test_lines_of_a_cell_are_broken_by_us_alone():
    assert (
        Sheet("x", ("A",), (("one<br>\ntwo\r\n",),)).markdown().splitlines()[-1]
        == "| one\\<br\\><br>two<br> |"
    )
