"""A brief as one HTML file: read in any browser, printed on A4, sent as it is.

It asks nobody for anything: no script, no font, no picture from elsewhere, and a policy in its head that forbids them
all, should words of somebody ever become more than words. An executive's review is set as small as it must be to fit
on one page, and no smaller than can be read. The internal part has pages of its own; the head of a table, which
browsers print on each of them, says on every one that it never leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from churntui.briefs.facts import Brief, PartName, Point, Section
from churntui.briefs.output.figures import drawn
from churntui.briefs.output.fitting import wrapped
from churntui.briefs.output.frame import (
    INTERNAL,
    cited,
    dated,
    headline,
    in_order,
    said_in,
    shared_source,
    title,
    words_of,
)
from churntui.briefs.wording import named
from churntui.model.choices import Language
from churntui.plain.text import clean_line

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""Points of the text, the largest that lets an executive's review fit on one page; a longer one goes on."""

_TALL, _BROAD = 740.0, 504.0
"""Points that the text has on a page of A4, less a little for what another browser does otherwise."""

_LETTER = 0.9
"""How wide a letter of the page's fonts is against one of the broadest."""

_UNBROKEN = re.compile(r"(?<=\d) (?=[%€$£¥]|\d{3}(?!\d))| (?=— )")
"""The blanks at which no line ends: before a sign, within a number, before a dash."""

_STYLE = """
@page { size: A4; margin: 16mm 16mm 14mm }
* { box-sizing: border-box }
html { color-scheme: light; background: #fff; -webkit-text-size-adjust: 100% }
body { margin: 0; color: #16191d; background: #fff; font-size: 10.5pt; line-height: 1.42; overflow-wrap: anywhere;
  font-family: "Segoe UI", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "Noto Sans", "PingFang SC",
    "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
p, h1, h2, ul, ol, figure { margin: 0; padding: 0 }
article { max-width: 178mm; margin: 0 auto }
header { padding-bottom: 1em; border-bottom: 1.2pt solid #16191d }
h1 { font-size: 2.1em; line-height: 1.15; font-weight: 700; letter-spacing: -.01em }
.kind { font-size: .82em; letter-spacing: .08em; text-transform: uppercase; color: #1f4e79; font-weight: 600;
  margin-bottom: .25em }
.when { margin-top: .45em; color: #5a626b; font-size: .92em }
section { margin-top: 1.5em }
.top { display: flex; gap: 1.6em; justify-content: space-between; align-items: baseline; margin-bottom: .5em }
h2 { font-size: 1.14em; line-height: 1.3; font-weight: 700; color: #1f4e79 }
ul, ol { padding-left: 1.25em }
ul { list-style: square }
li::marker { color: #1f4e79 }
li { padding-left: .2em }
li + li { margin-top: .55em }
.point { display: flex; gap: 1.6em; align-items: flex-start }
.said { flex: 1 1 0; min-width: 0 }
.follows { color: #3b434c; font-style: italic }
:lang(zh) .follows { font-style: normal }
.source { color: #737b84; font-size: .8em }
.decide { border-left: 3pt solid #1f4e79; padding-left: 1.1em }
.decide .text { font-weight: 600 }
.question { border-top: .6pt solid #c3c9d0; padding-top: 1.1em }
.question ul { list-style: none; padding: 0 }
.question li { padding: 0 }
.question .text { font-size: 1.14em; font-weight: 600 }
.ebr section { display: grid; grid-template-columns: 10.5em minmax(0, 1fr); column-gap: 1.6em; margin: 0;
  padding: .8em 0; border: 0; border-bottom: .6pt solid #d3d9df; break-inside: avoid }
.ebr section:last-child { border: 0 }
.ebr .top { display: block; margin: 0 }
.ebr h2 { font-size: 1em }
.ebr li + li { margin-top: .35em }
figure { flex: none }
svg { display: block; width: 18em; max-width: 100%; height: auto }
svg text { font-size: 10.5px; fill: #5a626b }
svg .value { fill: #16191d; font-weight: 600 }
svg .bar, svg .dot { fill: #1f4e79 }
svg .line, svg .way { fill: none; stroke: #1f4e79; stroke-width: 2 }
svg .way { stroke-width: 5 }
svg .track { stroke: #d3d9df; stroke-width: 5 }
svg .tick { stroke: #16191d }
svg .axis { stroke: #c3c9d0 }
.internal { display: table; width: 100% }
.internal > .banner { display: table-header-group; break-inside: avoid }
.internal > .banner > p { margin-bottom: 1.2em; padding: .35em .6em; border: 1.6pt solid #16191d; text-align: center;
  font-weight: 700; letter-spacing: .06em; text-transform: uppercase }
.internal > .body { display: table-row-group }
.urgent .text { font-weight: 700 }
.urgent .text::before { content: "! " }
h1, .qbr .top, .internal .top { break-after: avoid }
h1, .top { break-inside: avoid }
li, .point, figure, header { break-inside: avoid }
li { orphans: 3; widows: 3 }
@media screen {
  body { padding: 8mm 6mm 16mm; font-size: 11pt }
  article + article { margin-top: 20mm }
}
@media screen and (max-width: 620px) {
  .point { flex-wrap: wrap }
  .said { flex-basis: 100% }
  .ebr section { display: block }
}
@media print {
  body { color: #000 }
  article { max-width: none }
  article + article { break-before: page }
}
"""

_NUMBERED = """@page { @bottom-right { content: counter(page); color: #737b84; font: 8pt Helvetica, Arial } }
"""
"""Where there can be more than one page. How many there are is not said: a part that is sent alone seems whole."""


def page(brief: Brief, parts: Sequence[PartName] = ("shareable",)) -> str:
    """The parts as a whole HTML document, the shareable one first."""
    chosen = in_order(parts)
    is_one_page = brief.kind == "ebr" and chosen == ["shareable"]
    size = _size(brief) if brief.kind == "ebr" else _SIZES[0]
    sized = f"@media print {{ .shareable {{ font-size: {size}pt }} }}\n"
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{said_in(brief, chosen[0])}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(headline(brief) if 'shareable' in chosen else title(brief))}</title>",
            f"<style>{_STYLE}{'' if is_one_page else _NUMBERED}{sized}</style>",
            "</head>",
            "<body>",
            "<main>",
            *(_article(brief, part) for part in chosen),
            "</main>",
            "</body>",
            "</html>\n",
        ]
    )


def _article(brief: Brief, part: PartName) -> str:
    language = said_in(brief, part)
    sections = (line for section in brief.part(part) for line in _section(brief, section, language))
    body = "\n".join([*_head(brief, part), *sections])
    if part == "internal":
        body = f'<div class="banner"><p>{INTERNAL}</p></div>\n<div class="body">\n{body}\n</div>'
    kind = f" {brief.kind}" if part == "shareable" else ""
    return f'<article class="{part}{kind}" lang="{language}">\n{body}\n</article>'


def _head(brief: Brief, part: PartName) -> Iterator[str]:
    w = words_of(brief, part)
    yield "<header>"
    yield f'<p class="kind">{_safe(w(f"kind-{brief.kind}"))}</p>'
    yield f'<h1 dir="auto">{escape(named(brief.logo.name))}</h1>'
    yield f'<p class="when">{_safe(f"{w.quarter(brief.quarter)} · {dated(brief, part)}")}</p>'
    yield "</header>"


def _section(brief: Brief, section: Section, language: Language) -> Iterator[str]:
    """A section; the points that wait for a decision are numbered, so that one can say which is meant."""
    shared = shared_source(section, brief.as_of, language)
    tag = "ol" if section.code == "decide" and len(section.points) > 1 else "ul"
    source = f'<p class="source">{_safe(shared)}</p>' if shared else ""
    yield f'<section class="{section.code or "other"}">'
    yield f'<div class="top"><h2 dir="auto">{_safe(section.heading)}</h2>{source}</div>'
    yield f"<{tag}>"
    for point in section.points:
        yield _point(point, "" if shared else cited(point, brief.as_of, language))
    yield f"</{tag}>"
    yield "</section>"


def _point(point: Point, source: str) -> str:
    said = f'<span class="text">{_safe(point.text)}</span>'
    if source:
        said += f' <span class="source">{_safe(source)}</span>'
    lines = f'<p dir="auto">{said}</p>'
    if point.so_what:
        lines += f'<p class="follows" dir="auto">{_safe(point.so_what)}</p>'
    figure = f"<figure>{drawn(point.figure)}</figure>" if point.figure else ""
    urgent = ' class="urgent"' if point.urgent else ""
    return f'<li{urgent}><div class="point"><div class="said">{lines}</div>{figure}</div></li>'


def _safe(text: str) -> str:
    """The words as text, on lines that do not end within a number or before a dash."""
    return escape(_UNBROKEN.sub("\u00a0", clean_line(text)))


def _size(brief: Brief) -> float:
    """The largest size in which the shareable part is expected to take one page."""
    return next((size for size in _SIZES if _height(brief, size) <= _TALL), _SIZES[-1])


def _height(brief: Brief, size: float) -> float:
    """Points that an executive's review takes on paper, as the style above sets it."""
    room, language = _BROAD / size, brief.language
    height = 5.2 + 2.42 * _lines(named(brief.logo.name), room / 2.1)
    for section in brief.shareable:
        shared = shared_source(section, brief.as_of, language)
        beside = 1.3 * _lines(section.heading, 9.5) + (1.2 * _lines(shared, 11.5) if shared else 0)
        points = sum(
            _point_height(point, room - 13.6, "" if shared else cited(point, brief.as_of, language))
            for point in section.points
        )
        height += 1.7 + max(beside, points + 0.35 * (len(section.points) - 1))
    return height * size


def _point_height(point: Point, room: float, source: str) -> float:
    """Em that a point takes, with the figure beside it."""
    figure = 0.0
    if point.figure is not None:
        room -= 19.6
        units = {"line": 88, "progress": 58}.get(point.figure.kind, 19 * len(point.figure.values) + 2)
        figure = units / 240 * 18
    lines = _lines(f"{point.text} {source}", room) + (_lines(point.so_what, room) if point.so_what else 0)
    return max(1.42 * lines, figure)


def _lines(text: str, room: float) -> int:
    return len(wrapped(clean_line(text), room, _LETTER))
