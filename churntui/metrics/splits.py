"""One figure for all logos, or one for each segment: the same sums either way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NOT_SET = "(not set)"
"""The segment of logos that have no value in the field they are split by."""


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
    texts = [NOT_SET if pd.isna(label) or label == "" else str(label) for label in labels]
    categories = labels.cat.categories if isinstance(labels.dtype, pd.CategoricalDtype) else ()
    given = [name for name in categories if name != NOT_SET]
    unordered = sorted(set(texts) - {*given, NOT_SET})
    names = [*given, *unordered, *([NOT_SET] if NOT_SET in texts else [])]
    place = {name: code for code, name in enumerate(names)}
    return Split(tuple(names), np.array([place[text] for text in texts], dtype=np.int64))
