"""Briefs made by hand for the tests of what leaves: with every field, in every language, and with words that bite."""

from __future__ import annotations

from datetime import date

from churntui.briefs.facts import Brief, Figure, Point, Section
from churntui.model.choices import BRIEF_SECTIONS, BriefSection, Language
from churntui.model.rows import Logo

AS_OF = date(2026, 11, 21)

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "# no heading * no *star* [no](http://link.example) `no code`",
    "\x1b]0;x\x07 bell \x00 nul",
    "\u202eright to left\u2066 and marks\u200f",
    "&amp; &lt; \" ' ]]> {{x}} ${y} %s",
    "\ufffe not a character \uffff",
    "=cmd|' /C calc'!A0",
    "青空フーズ株式会社は四半期ごとに利用状況を確認します",
    "w" * 2_000,
)
"""Words that would act, break a format or a layout where they are not taken as text."""

BARS = Figure("bars", ("Create report", "Export", "Share"), (420, 180, None), ("420", "180", "–"))
LINE = Figure(
    "line",
    ("Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"),
    (31.0, None, 40.0, 44.0, 52.0),
    ("31 %", "–", "40 %", "44 %", "52 %"),
)
PROGRESS = Figure("progress", ("Start", "Now", "Target"), (12.0, 7.5, 6.0), ("12 h", "7.5 h", "6 h"))


def logo(name: str = "Nordwind GmbH", ref: str = "L1") -> Logo:
    return Logo(id=1, ref=ref, name=name)


def review(**values) -> Brief:
    """A champion's review with every section, every kind of figure, and an internal part."""
    return Brief(**({"logo": logo(), "as_of": AS_OF, "shareable": SHAREABLE, "internal": INTERNAL} | values))


def biting(**values) -> Brief:
    """The same, with hostile words wherever words stand."""
    points = tuple(
        Point(text, source=text, as_of=date(2026, 10, 1), so_what=text, key="own:1", figure=figure)
        for text in HOSTILE
        for figure in (None, Figure("bars", (text, "b"), (1, 2), (text, "2")))
    )
    sections = tuple(Section(text, points, "use") for text in HOSTILE[:2])
    return review(**({"logo": logo(HOSTILE[0]), "shareable": sections, "internal": sections} | values))


SHAREABLE = (
    Section(
        "What we ask you to decide",
        (
            Point("Roll out single sign-on to all 84 people by 15 January", key="decide.sso"),
            Point("Name an owner for the monthly closing report", so_what="Ours is Ines Berg", key="decide.own"),
        ),
        "decide",
    ),
    Section(
        "Why you bought, and the goals we agreed",
        (
            Point(
                "Hours to close the month: 7.5 now, agreed 6 by March", "agreed goals", date(2026, 11, 2),
                "Three quarters of the way; the rest depends on the export", key="goal.1", figure=PROGRESS,
            ),
            Point(
                "Errors found after the closing: not measured since May", "agreed goals", date(2026, 5, 4), key="goal.2"
            ),
        ),
        "goals",
    ),
    Section(
        "What we promised each other",
        (
            Point("Done: SSO in the test system (ours, by 1 October)", "commitments", AS_OF, key="promise.1"),
            Point("Missed: list of report owners (yours, by 15 October)", "commitments", AS_OF, key="promise.2"),
        ),
        "promises",
    ),
    Section(
        "How you use it",
        (
            Point(
                "52 % of your seats are active; a year ago it was 31 %", "product activity", date(2026, 11, 20),
                "The teams that joined in spring stayed", key="use.people", figure=LINE,
            ),
            Point(
                "Reports are created more often than exported", "product activity", date(2026, 11, 20),
                key="use.actions", figure=BARS,
            ),
        ),
        "use",
    ),
    Section(
        "What did not go well, and what we do",
        (Point("Two support requests took 14 days", "support requests", date(2026, 11, 18), key="trouble.1"),),
        "trouble",
    ),
    Section("A question for you", (Point("What would make this a clear yes in March?", key="question.1"),), "question"),
)  # fmt: skip

INTERNAL = (
    Section(
        "Contract and renewal",
        (
            Point("Renews 12 Feb 2027, in 83 days · €96,000", "contracts", AS_OF, urgent=True),
            Point("Champion: Jo Meyer", "contacts", AS_OF),
        ),
    ),
)

SENTENCES: dict[Language, str] = {
    "en": "Reports are built in half the time they took in spring, and four teams out of five build their own now",
    "de": "Berichte entstehen in der halben Zeit des Frühjahrs, und vier von fünf Teams bauen ihre eigenen inzwischen",
    "es": "Los informes se preparan en la mitad de tiempo que antes y cuatro de cada cinco equipos hacen el suyo",
    "pl": "Raporty powstają w połowie czasu, jakiego wymagały wiosną, a cztery zespoły na pięć tworzą już własne",
    "uk": "Звіти готують удвічі швидше, ніж навесні, і чотири команди з п’яти вже створюють власні без нашої допомоги",
    "ru": "Отчёты готовят вдвое быстрее, чем весной, и четыре команды из пяти уже создают собственные без нашей помощи",
    "zh": "报告的制作时间只有春季的一半，五个团队中有四个现在自己制作报告，不再需要我们的帮助，每月结账也更快完成",
}


def executive(language: Language = "en", points: int = 2) -> Brief:
    """An executive's review: every section, a few sentences of a usual length in each, and three figures."""
    figures = {("goals", 1): PROGRESS, ("use", 1): LINE, ("proof", 1): BARS}
    sentence = SENTENCES[language]
    heading, source, follows = (sentence[: len(sentence) // part] for part in (4, 6, 2))

    def point(code: BriefSection, nth: int) -> Point:
        return Point(
            f"{nth}. {sentence}",
            source,
            date(2026, 11, 2),
            follows if nth == 1 else "",
            figure=figures.get((code, nth)),
        )

    sections = []
    for code in BRIEF_SECTIONS:
        count = 1 if code in {"decide", "question"} else points
        sections.append(Section(heading, tuple(point(code, nth) for nth in range(1, count + 1)), code))
    return review(kind="ebr", language=language, shareable=tuple(sections))
