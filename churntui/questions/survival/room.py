"""How long logos stay, what those here are still expected to pay, and what losses took away.

The report is the life table: one row for each distinct time to a loss or to the as-of day, with `--by` for each
segment. Its settings hold, for each segment, how many logos it has, how many of them were lost and the median in days
(null where it is not reached), and the log-rank test of two segments. People read the days with losses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from churntui.book import Book
from churntui.metrics import survival
from churntui.metrics.survival import SurvivalRow
from churntui.plain import dates, wording
from churntui.plain.text import clean_line
from churntui.questions.asked import Asked
from churntui.questions.columns import table
from churntui.questions.question import OfBook, Room
from churntui.questions.report import Report, headline, keys_of, notes, published, settings_used
from churntui.questions.shown import Figures
from churntui.questions.survival.lives import Lives, compared, median_words
from churntui.questions.survival.quarters import by_quarter
from churntui.questions.survival.tenure import by_day, by_segment, by_year, day_columns

MEDIAN_RULE = "the first day by which half were lost: the smallest t with S(t) <= 1/2"


class Survival(OfBook):
    """The room."""

    help = """**Survival**: the share of logos that stay longer than each day of tenure, counted from the first paid
day to the first loss (Kaplan and Meier 1958). A logo still here is counted for as long as it was seen: it neither left
nor stayed for ever. Where the book begins later than its logos, the setting `book_begins_on` says so: they then count
from their age on that day on. The faint lines are the 95 % band: where few logos are that old it is wide. The *median*
is the first day by which half were lost.

`s` splits by what a logo is, or the plan it began on. With two segments the *log-rank test* (Mantel 1966) says whether
they differ; of more, the two largest are compared. `c` shows how many logos were seen for so long. `f` goes on to the
days on which logos were lost, and to what each quarter's losses took away.

**Expected, 5 y** is ARR × the years a logo of that tenure still stays on average, of the next five: the area under the
curve from its tenure on, over the curve there. Beyond the longest tenure seen, losses are taken to go on at the mean
pace up to it: `~` marks an amount with such a part, *Seen* is the share without it, and *from – to* reaches from all
lost at that point to none lost any more, each at the end of the 95 % band. A segment has a curve of its own from 30
logos and 10 losses on; smaller ones are counted with that of all. ARR is taken as it is: no growth, no discount. *ARR
active* is that of every logo active on the as-of day, pending ones too, *ARR lost* that of the last day of service."""

    def answer(self, book: Book, asked: Asked, known: None) -> Survived:
        """Rows are made of the lives once it is known who reads them."""
        del known
        return Survived(book, asked, Lives.of(book, asked.by))


ROOM: Room[None] = Survival()


@dataclass(frozen=True, slots=True)
class Survived:
    """The answer."""

    book: Book
    asked: Asked
    lives: Lives

    def report(self) -> Report:
        """The life table."""
        curves, test = self.lives.curves, compared(self.lives.curves)
        begins_on = self.book.settings.book_begins_on
        keys = keys_of(SurvivalRow, but=() if self.asked.by else {"segment"})
        rows = [
            curve.row(place, name) for name, curve in curves.items() for place in range(len(curve.time_days))
        ]
        segments = [
            {
                "segment": name,
                "logos": curve.cases,
                "lost": curve.losses,
                "median_days": survival.median(curve),
            }
            for name, curve in curves.items()
        ]
        return Report(
            name="survival",
            as_of=self.book.as_of,
            settings=settings_used(self.book, self.asked)
            | {
                "median_rule": MEDIAN_RULE,
                "book_begins_on": begins_on.isoformat() if begins_on else None,
                "entered_late": self.lives.late,
                "segments": segments,
                "log_rank": test.published if test else None,
            },
            columns=keys,
            rows=tuple(published(row, keys) for row in rows),
            headline="\n".join([headline(self.book, self._title), *map(clean_line, self._told())]),
            sheet=table("survival", day_columns(self.asked), self.lives.loss_days()),
            legend=f"Median: {MEDIAN_RULE}" if rows else "",
            notes=notes(self.book),
        )

    def figures(self) -> Figures:
        """One of the tab's parts."""
        by_tenure = by_segment if self.asked.by else by_year
        part = {"time points": by_day, "quarters": by_quarter}.get(self.asked.part, by_tenure)
        made = part(self.book, self.asked, self.lives)
        split = f" · split by {' and '.join(self.asked.by_words)}" if self.asked.by else ""
        empty = "No logo has been lost yet" if self.lives.curves else "No logo has begun to pay yet"
        return replace(made, told=f"{made.told}{split}", empty=empty)

    @property
    def _title(self) -> str:
        """`Survival of logos by industry and size`."""
        return "Survival of logos" + (f" by {' and '.join(self.asked.by_words)}" if self.asked.by else "")

    def _told(self) -> list[str]:
        """`Food: 23 logos, 9 lost · median 1 y 2 m (day 426)` of each segment; then how two of them compare."""
        medians = [
            f"{'' if name is None else f'{name}: '}{wording.counted(curve.cases, 'logo')}, {curve.losses} lost · "
            f"{median_words(curve)}"
            for name, curve in self.lives.curves.items()
        ]
        comparison = compared(self.lives.curves)
        begins_on = self.book.settings.book_begins_on
        late = f"{wording.counted(self.lives.late, 'logo was', 'logos were')} there before"
        opening = [f"The book begins on {dates.short(begins_on)}: {late}"] if begins_on else []
        return [*medians, *opening, *([comparison.words] if comparison else [])]
