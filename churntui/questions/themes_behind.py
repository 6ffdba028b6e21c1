"""The logos behind a theme's figures: those at stake with their renewals, those lost, and those whose end is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from churntui.book import Book
from churntui.metrics.renewals import Renewal
from churntui.plain import dates, wording
from churntui.plain.looks import CellStyle
from churntui.questions.shown import Heading, Line, Member, Members, TrendRow
from churntui.questions.themes_heard import HeardTheme, heard_themes

NO_STAKE = "Nobody who is still here has named it in a call, a review, a survey or a ticket"

_LOGO = Heading("Logo", 22, "left", flex=True)
_ARR = Heading("ARR", 8)
_LAST = (
    Heading("Industry", 18, "left", priority=2, flex=True),
    Heading("Owner", 16, "left", priority=1),
)
LIVING = (_LOGO, _ARR, Heading("Renews", 12), Heading("Notice by", 12), *_LAST)
LOST = (_LOGO, Heading("ARR lost", 8), Heading("Left on", 12), *_LAST)


def row_of(row: HeardTheme, explaining: str) -> TrendRow:
    """What the page behind a theme's figures is made from; counted again for the book as it is then."""
    theme_id = row.theme.id
    return TrendRow(
        theme_id, Line(()), explaining, title=row.name, behind=lambda book: behind(book, theme_id)
    )


def behind(book: Book, theme_id: int) -> tuple[Members, ...]:
    """The logos at stake, those lost, and those lost ahead, the most ARR first."""
    row = next((row for row in heard_themes(book) if row.theme.id == theme_id), None)
    if row is None:
        return (Members("At stake", LIVING, (), "The theme is no longer in the book"),)
    return (
        Members("At stake", LIVING, _living(book, row.stake.arr_by_logo, row.coming), NO_STAKE),
        Members("Lost", LOST, _lost(book, row), "No loss names it"),
        Members(
            "Lost, ahead",
            LIVING,
            _living(book, row.stake.ahead_by_logo, _ends(book, row.stake.ahead_by_logo)),
            "Nobody who named it is known to leave",
        ),
    )


def next_renewal(renewals: Iterable[Renewal], book: Book) -> tuple[str, CellStyle]:
    """`12 Feb`, `14 Dec !`: the first of some renewals, marked where the last day for notice is near."""
    first = next(iter(renewals), None)
    if first is None:
        return wording.NOTHING, ""
    day = dates.short(first.ends_on, book.as_of)
    return (f"{day} !", "warn") if first.pressing else (day, "")


def _living(book: Book, arrs: Mapping[int, int], renewals: Iterable[Renewal]) -> tuple[Member, ...]:
    by_logo: dict[int, Renewal] = {}
    for renewal in renewals:
        by_logo.setdefault(renewal.logo.id, renewal)
    members = []
    for logo_id, arr in sorted(arrs.items(), key=lambda item: (-item[1], book.name(item[0]))):
        due, logo = by_logo.get(logo_id), book.logos[logo_id]
        renews, look = next_renewal([due] if due else [], book)
        notice = wording.NOTHING
        if due is not None and due.contract.notice_days and due.days > 0:
            notice = dates.short(due.notice_deadline, book.as_of)
        shown = "no rate" if logo_id in book.living.unpriced and not arr else book.money(arr)
        cells = (logo.name, shown, renews, notice, logo.industry, logo.owner)
        members.append(Member(logo_id, Line(cells, {2: look})))
    return tuple(members)


def _ends(book: Book, logo_ids: Iterable[int]) -> list[Renewal]:
    wanted = set(logo_ids)
    return [each for each in book.renewals if each.logo.id in wanted and each.bucket == "known_churn"]


def _lost(book: Book, row: HeardTheme) -> tuple[Member, ...]:
    """A row for each loss, the most ARR first."""
    losses = sorted(row.losses.items(), key=lambda loss: (-loss[1], loss[0]))
    return tuple(
        Member(
            logo_id,
            Line(
                (
                    book.name(logo_id),
                    book.money(arr),
                    dates.short(lost_on),
                    book.logos[logo_id].industry,
                    book.logos[logo_id].owner,
                )
            ),
        )
        for (logo_id, lost_on), arr in losses
    )
