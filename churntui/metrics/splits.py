"""One figure for all logos, or one for each segment: the same sums either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.plain.dates import Period

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


@dataclass(frozen=True, slots=True)
class Splits:
    """The logos of several periods, put into the same segments."""

    labels: tuple[str | None, ...]
    """The segments in order; a single None where nothing is split."""
    cells: NDArray[np.int64]
    """Periods by logos: which cell of the table of periods by `labels` a logo is counted in, row after row."""

    def count(self, chosen: NDArray[np.bool_]) -> list[list[int]]:
        """How many of the logos that `chosen` (periods by logos) marks are in each segment, for each period."""
        if len(self.labels) == 1:
            return self._table(np.count_nonzero(chosen, axis=1))
        return self._table(np.bincount(self.cells[chosen], minlength=self._size))

    def count_of(self, places: NDArray[np.int64]) -> list[list[int]]:
        """As `count`, of a few: where they stand in periods by logos, row after row."""
        return self._table(np.bincount(self.cells.ravel()[places], minlength=self._size))

    def total(self, amounts: NDArray[np.int64]) -> list[list[int]]:
        """The exact sum of `amounts` (periods by logos) in each segment, for each period."""
        if len(self.labels) == 1:
            return self._table(amounts.sum(axis=1))
        places = np.flatnonzero(amounts)
        return self.total_of(places, amounts.ravel()[places])

    def total_of(self, places: NDArray[np.int64], amounts: NDArray[np.int64]) -> list[list[int]]:
        """As `total`, of the few `amounts` that stand at `places`."""
        sums = np.zeros(self._size, dtype=np.int64)
        np.add.at(sums, self.cells.ravel()[places], amounts)
        return self._table(sums)

    def labels_at(self, places: NDArray[np.int64]) -> list[str | None]:
        """The segments of a few: where they stand in periods by logos, row after row."""
        return [self.labels[cell % len(self.labels)] for cell in self.cells.ravel()[places].tolist()]

    @property
    def _size(self) -> int:
        return len(self.cells) * len(self.labels)

    def _table(self, cells: NDArray[np.int64]) -> list[list[int]]:
        table: list[list[int]] = cells.reshape(len(self.cells), len(self.labels)).tolist()
        return table


def split(logo_ids: NDArray[np.int64], segment: pd.Series | None) -> Split:
    """Put logos into segments; `segment` maps logo id to label, None keeps all together.

    Segments are ordered by label. Categories keep their own order, and each has its place even without a logo;
    what has no label comes last.
    """
    if segment is None:
        return Split((None,), np.zeros(len(logo_ids), dtype=np.int64))
    labels = segment if np.array_equal(segment.index, logo_ids) else segment.reindex(logo_ids)
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
    """The logos of each period in segments: as in `split`, with labels of its own where they are a mapping.

    All periods have the same segments: one that some period lacks has its place there without a logo.
    """
    if not isinstance(segment, Mapping):
        return [split(logo_ids, segment)] * len(periods)
    every = _each_alike(logo_ids, [segment[period] for period in periods])
    names = dict.fromkeys(name for of_period in every for name in of_period.labels if name != NOT_SET)
    if any(NOT_SET in of_period.labels for of_period in every):
        names[NOT_SET] = None
    labels = tuple(names)
    places = {name: place for place, name in enumerate(labels)}
    recoded = {
        of_period.labels: np.array([places[name] for name in of_period.labels], dtype=np.int64)
        for of_period in every
    }
    return [
        of_period if of_period.labels == labels else Split(labels, recoded[of_period.labels][of_period.codes])
        for of_period in every
    ]


def _each_alike(logo_ids: NDArray[np.int64], segments: Sequence[pd.Series]) -> list[Split]:
    """Each of them split; those with one index and one set of categories all at once."""
    first = segments[0] if segments else None
    if first is None or not all(
        segment.index is first.index and segment.dtype == first.dtype for segment in segments
    ):
        return [split(logo_ids, segment) for segment in segments]
    if not isinstance(first.dtype, pd.CategoricalDtype) or NOT_SET in first.cat.categories:
        return [split(logo_ids, segment) for segment in segments]
    names = tuple(str(name) for name in first.cat.categories)
    at = first.index.get_indexer(pd.Index(logo_ids))
    codes = np.array([segment.array.codes for segment in segments], dtype=np.int64)
    if not np.array_equal(at, np.arange(codes.shape[1])):
        codes = np.where(at < 0, -1, codes[:, at])
    missing = bool((codes < 0).any())
    return [
        Split((*names, NOT_SET) if missing else names, np.where(row < 0, len(names), row)) for row in codes
    ]


def split_all(logo_ids: NDArray[np.int64], segment: Labels | None, periods: Sequence[Period]) -> Splits:
    """As `split_each`, for counting all periods at once."""
    every = split_each(logo_ids, segment, periods)
    labels = every[0].labels if every else ()
    rows = np.arange(len(periods), dtype=np.int64).reshape(-1, 1) * len(labels)
    codes = np.array([of_period.codes for of_period in every], dtype=np.int64).reshape(
        len(periods), len(logo_ids)
    )
    return Splits(labels, codes + rows)
