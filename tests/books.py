"""Books for the metrics' tests: built by hand from a few words, or at random by Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from oracle import Deal

from churntui.metrics import service
from churntui.metrics.service import Rules
from churntui.plain import dates
from churntui.plain.dates import Period

NUMBERS = ["id", "logo_id", "renews_id", "starts", "ends", "arr"]
FLAGS = ["paid", "renews_itself", "called_won", "called_lost", "noticed"]
COLUMNS = [*NUMBERS, *FLAGS, "plan"]


def frame(deals: Iterable[Deal]) -> pd.DataFrame:
    """Deals as the frame of contracts the metrics take."""
    rows = [
        (
            deal.id,
            deal.logo,
            -1 if deal.renews is None else deal.renews,
            dates.number(deal.starts),
            dates.OPEN_END if deal.ends is None else dates.number(deal.ends),
            deal.arr,
            deal.paid,
            deal.renews_itself,
            deal.called == "won",
            deal.called == "lost",
            deal.noticed,
            "Team",
        )
        for deal in deals
    ]
    made = pd.DataFrame(rows, columns=COLUMNS)
    return made.astype(dict.fromkeys(NUMBERS, "int64") | dict.fromkeys(FLAGS, "bool"))


def lost(*losses: tuple[int, date]) -> pd.DataFrame:
    """Recorded losses as the frame the metrics take."""
    rows = [(logo, dates.number(on)) for logo, on in losses]
    return pd.DataFrame(rows, columns=["logo_id", "day"], dtype="int64")


def ids(deals: Iterable[Deal]) -> np.ndarray:
    """The ids of the deals' logos, sorted."""
    return np.array(sorted({deal.logo for deal in deals}), dtype=np.int64)


def deal(number: int, logo: int, starts: str, ends: str | None, arr: int, renews: int | None = None) -> Deal:
    """A deal with its days as text."""
    return Deal(
        number, logo, date.fromisoformat(starts), date.fromisoformat(ends) if ends else None, arr, renews
    )


DAYS = st.integers(0, 400).map(lambda days: date(2023, 11, 15) + timedelta(days=days))


@st.composite
def random_deals(draw: st.DrawFn) -> list[Deal]:
    """Up to nine deals of three logos: overlaps, gaps, free ones, open ends, links of every kind, some without a rate.

    Some renew themselves, some were called won or lost, some were given notice of.
    """
    count = draw(st.integers(0, 9))
    deals = []
    for number in range(1, count + 1):
        starts = draw(DAYS)
        length = draw(st.one_of(st.none(), st.integers(1, 120)))
        ends = None if length is None else starts + timedelta(days=length)
        renews = draw(st.one_of(st.none(), st.integers(1, count + 1)))
        arr = draw(st.sampled_from((0, 1, 5, 7, 1000, 1200, 99_999)))
        deals.append(
            Deal(
                number,
                draw(st.integers(1, 3)),
                starts,
                ends,
                arr,
                renews,
                renews_itself=draw(st.booleans()),
                called=draw(st.sampled_from(("open", "open", "verbal", "won", "lost"))),
                noticed=draw(st.integers(0, 5)) == 0,
                without_rate=arr == 0 and draw(st.booleans()),
            )
        )
    return deals


def random_losses() -> st.SearchStrategy[list[tuple[int, date]]]:
    """Up to three recorded losses of three logos."""
    return st.lists(st.tuples(st.integers(1, 3), DAYS), max_size=3)


LATE = date(2030, 1, 1)
"""A day by which everything here is over."""

Q1 = Period.of(date(2025, 1, 1), "quarter")

GOLDEN = [
    deal(1, 1, "2024-01-01", "2025-01-01", 1200),
    deal(2, 1, "2025-01-20", "2026-01-20", 1440),
    deal(3, 2, "2024-03-01", "2025-03-01", 600),
    deal(4, 3, "2024-06-01", "2025-06-01", 960),
    deal(5, 3, "2024-09-01", "2025-02-01", 240),
    deal(6, 4, "2025-02-05", "2025-02-25", 360),
    deal(7, 5, "2024-01-01", None, 120),
]
"""Five logos of which one leaves, one returns, one shrinks and one only passes through; fixtures/golden in cents."""


def timeline(
    deals: Iterable[Deal],
    *,
    grace: int = 30,
    as_of: date = LATE,
    losses: Iterable[tuple[int, date]] = (),
    wait: int = 90,
) -> pd.DataFrame:
    """The timeline of deals."""
    return service.timeline(frame(deals), lost(*losses), Rules(grace, wait), as_of)
