"""What stands beside a theme's words: how long it has been heard, in which segments, with what else."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.wording import counted, rate_text
from churntui.questions.themes_heard import HeardTheme, spread
from churntui.ui.kit.safe import cut, t
from churntui.ui.themes.words import answer, growth

_MOST = 4
"""Segments and themes listed of each kind."""


def facts(book: Book, row: HeardTheme) -> Content:
    """The theme in short: what it means, since when, where, with what, and what answers it."""
    blocks = [t(row.theme.description)] if row.theme.description else []
    if row.counted.first and row.counted.last:
        span = f"{dates.short(row.counted.first, book.as_of)} – {dates.short(row.counted.last, book.as_of)}"
        trend = f"{growth(row)} in two quarters"
        blocks.append(Content.assemble(("Heard  ", "dim"), t(span), "\n", ("Trend  ", "dim"), t(trend)))
    for field, shares in spread(book, row):
        named = [f"{rate_text(share.named, share.heard)}  {share.label}" for share in shares]
        blocks += _listed(f"{field}, of all heard there", named)
    pairs = [
        f"{counted(pair.logos, 'logo')}, {book.money(pair.arr_lost)}  {name}" for name, pair in row.together
    ]
    blocks += _listed("Heard together with", pairs)
    blocks += _listed("Answered by", [answer(initiative) for initiative in row.initiatives])
    return Content("\n\n").join(blocks)


def _listed(title: str, lines: Iterable[str]) -> list[Content]:
    """A title over some lines; nothing where there are none."""
    shown = list(lines)
    more = [f"{len(shown) - _MOST} more"] if len(shown) > _MOST else []
    body = [t(f"  {cut(line, 100)}") for line in [*shown[:_MOST], *more]]
    return [Content("\n").join([Content.styled(title, "dim"), *body])] if body else []
