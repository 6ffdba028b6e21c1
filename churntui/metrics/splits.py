"""One figure for all logos, or one for each segment: the same sums either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.dates import Period

NOT_SET = "(not set)"
"""The segment of logos that have no value in the field they are split by."""


Labels = pd.Series | Mapping[Period, pd.Series]
"""Logo id to label: one for all periods, or one for each where a label depends on the day."""


@dataclass(frozen=True, slots=True)
class Split:
    """Logos put into segments."""

    labels: tuple[str | None, ...]
    """The segments in order; a single None where nothing is split."""
    codes: NDArray[np.int64]
    """For each logo, which of `labels` it belongs to."""

    def count(self, chosen: NDArray[np.bool_]) -> list[int]:
        """How many of the logos that `chosen` marks are in each segment."""
        return [int(n) for n in np.bincount(self.codes[chosen], minlength=len(self.labels))]

    def total(self, amounts: NDArray[np.int64]) -> list[int]:
        """The exact sum of `amounts`, one for each logo, in each segment."""
        sums = np.zeros(len(self.labels), dtype=np.int64)
        np.add.at(sums, self.codes, amounts)
        return [int(n) for n in sums]


def split(logo_ids: NDArray[np.int64], segment: pd.Series | None) -> Split:
    """Put logos into segments; `segment` maps logo id to label, None keeps all together.

    Segments are ordered by label. Categories keep their own order, and each has its place even without a logo;
    what has no label comes last.
    """
    if segment is None:
        return Split((None,), np.zeros(len(logo_ids), dtype=np.int64))
    labels = segment.reindex(logo_ids)
    if not isinstance(labels.dtype, pd.CategoricalDtype):
        labels = labels.map(str, na_action="ignore").replace("", None).astype("category")
    names = [str(name) for name in labels.cat.categories]
    codes = np.array(labels.cat.codes, dtype=np.int64)
    missing = codes < 0
    if missing.any():
        if NOT_SET not in names:
            names.append(NOT_SET)
        codes[missing] = names.index(NOT_SET)
    return Split(tuple(names), codes)


def split_each(logo_ids: NDArray[np.int64], segment: Labels | None, periods: Sequence[Period]) -> list[Split]:
    """The logos of each period in segments: as in `split`, with labels of its own where they are a mapping."""
    if isinstance(segment, Mapping):
        return [split(logo_ids, segment[period]) for period in periods]
    return [split(logo_ids, segment)] * len(periods)
