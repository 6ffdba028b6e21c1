"""A brief as a presentation: native text, tables and charts, sources in the notes of the speaker.

The first slide says whose review it is; then each section has a slide, or as many as it needs. An executive's review
is one slide alone. The internal part says on every slide that it never leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from churntui.briefs.facts import Brief, PartName, Point
from churntui.briefs.output import slide_charts
from churntui.briefs.output.deck import Deck
from churntui.briefs.output.fitting import wrapped
from churntui.briefs.output.frame import INTERNAL, cited, dated, headline, in_order, said_in, title, words_of
from churntui.briefs.output.plain_deck import Box
from churntui.briefs.output.slide_plan import (
    CHART_SHARE,
    GAP,
    INDENTS,
    ListSlide,
    PageSlide,
    TableSlide,
    beside_charts,
    one_page,
    plan,
)
from churntui.briefs.wording import named
from churntui.model.choices import Language
from churntui.plain.text import clean_line

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Paragraph

_TITLE_SIZES = (26, 22, 18, 14)
_NAME_SIZES = (40, 32, 26, 20)

_LANGUAGES: dict[Language, str] = {
    "en": "ENGLISH_UK",
    "de": "GERMAN",
    "es": "SPANISH",
    "pl": "POLISH",
    "uk": "UKRAINIAN",
    "ru": "RUSSIAN",
    "zh": "SIMPLIFIED_CHINESE",
}
"""The names of python-pptx for them: by these a presentation is spelled and broken into lines."""


def slides(brief: Brief, parts: Sequence[PartName] = ("shareable",), template: Path | None = None) -> bytes:
    """The parts as a .pptx file, the shareable one first.

    Raises:
        ChurnError: python-pptx is not installed, or the template cannot be read.
    """
    deck = Deck(template)
    chosen = in_order(parts)
    for part in chosen:
        _Drawing(deck, brief, part).draw()
    heading = headline(brief) if "shareable" in chosen else title(brief)
    return deck.saved(heading, said_in(brief, chosen[0]), brief.as_of)


def lacking_layouts(template: Path) -> list[str]:
    """What the template has no layout for, as sentences.

    Raises:
        ChurnError: python-pptx is not installed, or the template cannot be read.
    """
    return [*Deck(template).lacks]


class _Drawing:
    """One part on its way onto slides."""

    def __init__(self, deck: Deck, brief: Brief, part: PartName) -> None:
        self._deck, self._brief, self._part = deck, brief, part
        self._language = said_in(brief, part)

    def draw(self) -> None:
        """Add the part's slides to the deck."""
        sections, w = self._brief.part(self._part), words_of(self._brief, self._part)
        if self._part == "shareable" and self._brief.kind == "ebr":
            for page in one_page(sections, headline(self._brief), self._deck.room(self._deck.page)):
                self._page(page)
            return
        self._opening()
        for slide in plan(sections, self._deck.room(self._deck.box), self._brief.as_of, w):
            if isinstance(slide, TableSlide):
                self._table(slide)
            elif isinstance(slide, ListSlide):
                self._list(slide)

    def _opening(self) -> None:
        w = words_of(self._brief, self._part)
        slide, name, under = self._deck.opening()
        self._head(name, named(self._brief.logo.name), self._deck.title_box(slide), _NAME_SIZES)
        kind = w(f"kind-{self._brief.kind}")
        lines = (f"{kind}, {w.quarter(self._brief.quarter)}", dated(self._brief, self._part))
        for line, paragraph in zip(lines, _paragraphs(under), strict=False):
            self._say(paragraph, line, 18)
        self._mark(slide)

    def _list(self, planned: ListSlide) -> None:
        box = self._deck.box
        room = beside_charts(planned.points, self._deck.room(box))
        slide, heading, text = self._deck.slide(Box(box.left, box.top, room.width, box.height))
        self._head(heading, planned.heading, self._deck.title_box(slide), _TITLE_SIZES)
        if text is not None:
            paragraphs = _paragraphs(text)
            for point in planned.points:
                self._point(paragraphs, point, planned.size)
        charted = planned.charted
        for nth, point in enumerate(charted):
            height = box.height / len(charted)
            width = box.width * CHART_SHARE
            place = Box(box.left + box.width - width, box.top + nth * height, width, height - GAP / 3)
            if point.figure:
                slide_charts.draw(slide, place, point.figure, point.text)
        self._finish(slide, planned.points)

    def _table(self, planned: TableSlide) -> None:
        from pptx.util import Pt

        box = self._deck.box
        slide, heading, _ = self._deck.slide(None)
        self._head(heading, planned.heading, self._deck.title_box(slide), _TITLE_SIZES)
        place = Box(box.left, box.top, box.width, sum(planned.heights))
        rows = (planned.header, *planned.rows)
        table = slide.shapes.add_table(len(rows), len(planned.header), *place.emu).table
        for column, width in zip(table.columns, planned.widths, strict=True):
            column.width = Pt(width)
        for row, cells, height in zip(table.rows, rows, planned.heights, strict=True):
            row.height = Pt(height)
            for cell, text in zip(row.cells, cells, strict=True):
                self._say(cell.text_frame.paragraphs[0], text, planned.size)
        self._finish(slide, planned.points)

    def _page(self, planned: PageSlide) -> None:
        box = self._deck.page
        slide, heading, _ = self._deck.slide(None, is_page=True)
        self._head(heading, planned.heading, self._deck.title_box(slide), _TITLE_SIZES)
        width = (box.width - GAP) / 2
        for nth, blocks in enumerate(planned.columns):
            place = Box(box.left + nth * (width + GAP), box.top, width, box.height)
            text = slide.shapes.add_textbox(*place.emu).text_frame
            text.word_wrap = True
            paragraphs = _paragraphs(text)
            for block in blocks:
                if block.point is None:
                    self._say(
                        next(paragraphs), block.heading, planned.size + 1, bold=True, before=0.5, accent=True
                    )
                else:
                    self._point(paragraphs, block.point, planned.size, bulleted=True, follows=planned.follows)
        self._finish(slide, planned.points, told=not planned.follows)

    def _point(
        self,
        paragraphs: Iterator[_Paragraph],
        point: Point,
        size: float,
        *,
        bulleted: bool = False,
        follows: bool = True,
    ) -> None:
        """A point, and under it what follows; in a box that has no bullets of its own, it brings them."""
        paragraph = next(paragraphs)
        before = 0.3 if bulleted else 0.5
        self._say(paragraph, point.text, size, bold=point.urgent, before=before)
        if bulleted:
            _bullet(paragraph, "•", INDENTS[0] / 2)
        if point.so_what and follows:
            paragraph = next(paragraphs)
            self._say(paragraph, point.so_what, max(12, size - 2), italic=True, before=0.15)
            if bulleted:
                _bullet(paragraph, "–", INDENTS[1] / 2)
            else:
                paragraph.level = 1

    def _head(self, frame: TextFrame, text: str, box: Box, sizes: Sequence[int]) -> None:
        """A title in the largest of the sizes in which it fits its box; a longer one is cut."""
        line = clean_line(text)
        for size in sizes:
            lines = wrapped(line, box.width * 0.92 / size)
            most = max(1, int(box.height / (1.2 * size)))
            if len(lines) <= most:
                break
        else:
            line = "".join(lines[:most])[:-1].rstrip() + "…"
        frame.word_wrap = True
        self._say(frame.paragraphs[0], line, size)

    def _say(
        self,
        paragraph: _Paragraph,
        text: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        before: float | None = None,
        accent: bool = False,
    ) -> None:
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.enum.lang import MSO_LANGUAGE_ID
        from pptx.util import Pt

        run = paragraph.add_run()
        run.text = clean_line(text)
        run.font.size = Pt(size)
        run.font.language_id = MSO_LANGUAGE_ID[_LANGUAGES[self._language]]
        if bold:
            run.font.bold = True
        if italic:
            run.font.italic = True
        if accent:
            run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
        if before is not None:
            paragraph.space_before = Pt(before * size)

    def _finish(self, slide: Slide, points: Sequence[Point], *, told: bool = False) -> None:
        """Say where the points come from in the notes, with what follows from them where the slide had no room."""
        notes = slide.notes_slide.notes_text_frame
        if notes is not None:
            lines = (self._note(point, told=told) for point in points)
            for line, paragraph in zip((line for line in lines if line), _paragraphs(notes), strict=False):
                paragraph.text = line
        self._mark(slide)

    def _note(self, point: Point, *, told: bool) -> str:
        source = cited(point, self._brief.as_of, self._language)
        follows = clean_line(point.so_what) if told else ""
        said = " ".join(part for part in (clean_line(point.text), follows) if part)
        return f"{said} ({clean_line(source)})" if source else said if follows else ""

    def _mark(self, slide: Slide) -> None:
        """On slides of the internal part, that it never leaves."""
        if self._part != "internal":
            return
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.enum.text import PP_ALIGN

        banner = slide.shapes.add_textbox(*Box(0, 0, self._deck.width, 26).emu)
        banner.fill.solid()
        banner.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_1
        paragraph = banner.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER
        self._say(paragraph, INTERNAL.upper(), 12, bold=True)
        paragraph.runs[0].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def _paragraphs(frame: TextFrame) -> Iterator[_Paragraph]:
    """The paragraph that every text has, then as many more as are asked for."""
    yield frame.paragraphs[0]
    while True:
        yield frame.add_paragraph()


def _bullet(paragraph: _Paragraph, sign: str, indent: float) -> None:
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-pptx has no other way to a bullet
    properties.set("marL", str(Pt(indent)))
    properties.set("indent", str(-Pt(14)))
    properties.append(properties.makeelement(qn("a:buChar"), {"char": sign}))
