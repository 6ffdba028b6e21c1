"""How a theme reads: in a heading, with the words it was heard in, with what answers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from churntui.book import Book
from churntui.model.rows import Initiative
from churntui.plain import dates
from churntui.plain.wording import NOTHING, counted, grace
from churntui.questions.theme_words import Said
from churntui.questions.themes_behind import next_renewal
from churntui.questions.themes_heard import HeardTheme, main_industry
from churntui.ui.kit.safe import cut, t
from churntui.ui.parts import theme_colours

MOST_QUOTES = 30
"""Quotes shown beside the table; the list of interviews has all."""

_ADDED_UP = 12
"""Losses named one by one where a figure is explained."""


def growth(row: HeardTheme) -> str:
    """`▲2`, `▼1`, or `─`: notes of the last two quarters against the two before."""
    more = row.counted.growth
    if not row.is_heard:
        return ""
    return f"▲{more}" if more > 0 else f"▼{-more}" if more < 0 else "─"


def answered_by(row: HeardTheme) -> str:
    """`in progress · Sign-on`, with how many more there are; `–` where nothing answers what was heard."""
    if not row.initiatives:
        return NOTHING if row.is_heard else ""
    first = row.initiatives[0]
    more = f" +{len(row.initiatives) - 1}" if len(row.initiatives) > 1 else ""
    return f"{first.status.replace('_', ' ')}{more} · {first.name}"


def heading(book: Book, row: HeardTheme) -> str:
    """`support silence · 7 logos · €89.5k · 2 living, €61.0k at stake · mostly Logistics (4/7)`."""
    parts = [cut(row.name, 60), counted(row.counted.logos, "logo"), book.money(row.counted.arr_lost)]
    stake = row.stake
    if stake.ahead_by_logo:
        parts.append(f"{book.money(stake.ahead_arr)} ahead")
    if stake.logos:
        parts.append(f"{stake.logos} living, {book.money(stake.arr)} at stake")
    if main := main_industry(book, row):
        parts.append(f"mostly {main[0]} ({main[1]}/{row.counted.logos})")
    parts += ["locked"] * row.theme.locked + ["archived"] * row.theme.archived
    return " · ".join(parts)


def words_behind(row: HeardTheme, said: Sequence[Said], book: Book) -> Content:
    """What is heard with the theme, what answers it, and the words, those of the living beside those of the lost."""
    blocks = [t(row.theme.description)] if row.theme.description else []
    if row.together:
        blocks.append(Content.assemble(("Heard together with  ", "dim"), t(heard_with(row))))
    if row.initiatives:
        answers = "; ".join(answer(initiative) for initiative in row.initiatives)
        blocks.append(Content.assemble(("Answered by  ", "dim"), t(answers)))
    mark = theme_colours.bar(row.theme)
    quotes = [
        Content.assemble(mark, t(f"«{one.words}»"), "\n", mark, t(f"  {whose(one, book)}").stylize("dim"))
        for one in said
    ]
    blocks.append(Content("\n").join(quotes[:MOST_QUOTES]))
    if len(quotes) > MOST_QUOTES:
        blocks.append(t(f"{len(quotes) - MOST_QUOTES} more: press enter").stylize("dim"))
    if not said:
        blocks.append(t("Nobody has named it yet: put it on a note (5, then T)"))
    return Content("\n\n").join(blocks)


def heard_with(row: HeardTheme) -> str:
    """`missing SSO (4 logos), champion left (3 logos)`."""
    return ", ".join(f"{name} ({counted(pair.logos, 'logo')})" for name, pair in row.together[:6])


def answer(initiative: Initiative) -> str:
    """`Central sign-on · in progress, due 4 Feb 2027, Ines Ferrand`."""
    parts = (stands(initiative), initiative.owner)
    return f"{initiative.name} · {', '.join(part for part in parts if part)}"


def stands(initiative: Initiative) -> str:
    """`in progress, due 4 Feb 2027`, `shipped 25 Aug 2026`."""
    status = initiative.status.replace("_", " ")
    if initiative.shipped_on:
        return f"{status} {dates.short(initiative.shipped_on)}"
    return (
        f"{status}, due {dates.short(initiative.due_on)}"
        if initiative.due_on and initiative.status != "dropped"
        else status
    )


def whose(said: Said, book: Book) -> str:
    """`Acme · talk, R. Dahl · 24 Nov 2026 · €96.0k · renews 12 Feb !`; of a loss, what it cost."""
    is_talk = said.place.note.kind != "interview"
    who = ", ".join(part for part in (said.place.note.kind if is_talk else "", said.by) if part)
    stands = renews(said, book)
    parts = [
        said.name,
        who,
        dates.short(said.day) if said.day else "",
        "" if said.arr is None else book.money(said.arr),
        f"renews {stands}"
        if said.side == "living" and said.renewal
        else stands
        if said.side == "ahead"
        else "",
    ]
    return " · ".join(part for part in parts if part)


def renews(said: Said, book: Book) -> str:
    """`12 Feb !`, `leaves 20 Jan`, `lost`: what is to come of the logo; `–` where it is here and nothing is due."""
    if said.side in {"lost", ""}:
        return said.side
    if said.renewal is None:
        return NOTHING
    shown, _ = next_renewal([said.renewal], book)
    return f"leaves {dates.short(said.renewal.ends_on, book.as_of)}" if said.side == "ahead" else shown


def explanation(row: HeardTheme, book: Book) -> str:
    """The figures of a theme as Markdown, without a word of the user's in it."""
    losses, still = row.losses, row.without_loss
    days = grace(book.settings.grace_days)
    return (
        f"## ARR lost {book.money(row.counted.arr_lost)}\n\n"
        f"Heard in {counted(row.counted.interviews, 'interview')} of {counted(row.counted.logos, 'logo')}; they are"
        f" about {counted(len(losses), 'loss', 'losses')} up to {dates.short(book.as_of)}"
        f"{_added(book, losses.values())}. Each loss counts once, with the ARR of its last day of service,"
        f" in {book.currency}; {days}."
        + (f" {counted(still, 'interview')} about no loss yet, which adds nothing." if still else "")
        + _ahead(row, book)
        + _stake(row, book)
    )


def _added(book: Book, arrs: Iterable[int]) -> str:
    """`: €18.0k + €4.0k and 3 more`, the largest first; nothing where there are none."""
    largest = sorted(arrs, reverse=True)
    more = f" and {len(largest) - _ADDED_UP} more" if len(largest) > _ADDED_UP else ""
    return f": {' + '.join(map(book.money, largest[:_ADDED_UP]))}{more}" if largest else ""


def _ahead(row: HeardTheme, book: Book) -> str:
    known = row.stake.ahead_by_logo
    if not known:
        return ""
    return (
        f"\n\nAhead: {book.money(row.stake.ahead_arr)} more is known to be lost"
        f"{_added(book, known.values())}. It is still paid, so it is not in the figure above, and no longer at stake."
    )


def _stake(row: HeardTheme, book: Book) -> str:
    stake = row.stake
    unpriced = f" {counted(stake.unpriced, 'logo')} among them without a rate: in no amount." * bool(
        stake.unpriced
    )
    return (
        f"\n\n## At stake {book.money(stake.arr)}\n\n"
        f"Named in a call, a review, a survey or a ticket up to {dates.short(book.as_of)} by"
        f" {counted(stake.logos, 'logo')} active on that day without a recorded loss"
        f"{_added(book, stake.arr_by_logo.values())}.{unpriced} A logo counts once, however often it named the theme;"
        " pending ones count; what it said before an earlier loss belongs to that loss. **The two figures are never"
        " added**: one is gone, the other can still be kept. Of a wider theme, both count what names it itself,"
        " not what names its parts."
    )
