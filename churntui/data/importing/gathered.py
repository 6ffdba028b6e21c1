"""What a run has read of activity, until it is put in place: sorted runs on disk, merged in pieces.

A quarter of a million uses are held in memory; more are sorted and laid down in a file without a name, beside the
book, where there has to be room for them anyway. At the end the runs are cut at the same places, so that a piece of
each, joined and sorted, is a piece of the whole. Two whole numbers say where and what, which numpy sorts ten times as
fast as SQLite.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from churntui.plain.errors import FullDiskError

Ints: TypeAlias = NDArray[np.int64]

_HELD = 1 << 18
"""Uses that are sorted together, in memory."""

_STRIDE = 1 << 10
"""Every so-manieth place of a run is known without reading it."""

_COLUMNS = 4
_BYTES = 8


@dataclass(frozen=True, slots=True)
class Uses:
    """Uses as columns of one length."""

    where: Ints
    """Logo and day in one number, which sorts like the two."""
    what: Ints
    """Customer and action in one number."""
    n: Ints
    """How often."""
    file: Ints
    """The number of the file that tells it."""

    def columns(self) -> tuple[Ints, ...]:
        """The four."""
        return self.where, self.what, self.n, self.file

    def at(self, places: NDArray[np.intp]) -> Uses:
        """Those at these places."""
        return Uses(*(column[places] for column in self.columns()))


def _joined(parts: Sequence[Uses]) -> Uses:
    return Uses(*map(np.concatenate, zip(*(part.columns() for part in parts), strict=True)))


@dataclass(frozen=True, slots=True)
class _Run:
    """Uses that lie on disk, sorted by where: column after column."""

    disk: IO[bytes]
    begins: int
    """The byte of the first."""
    rows: int
    known: Ints
    """Every `_STRIDE`-th `where`, from the first on."""

    def place(self, cut: int) -> int:
        """How many of its uses are before the cut."""
        strides = int(np.searchsorted(self.known, cut))
        if strides == 0:
            return 0
        first = (strides - 1) * _STRIDE
        within = self._column(0, first, min(first + _STRIDE, self.rows))
        return first + int(np.searchsorted(within, cut))

    def between(self, first: int, end: int) -> Uses:
        """The uses at these places."""
        return Uses(*(self._column(nth, first, end) for nth in range(_COLUMNS)))

    def _column(self, nth: int, first: int, end: int) -> Ints:
        self.disk.seek(self.begins + (nth * self.rows + first) * _BYTES)
        return np.frombuffer(self.disk.read((end - first) * _BYTES), np.int64)


class Gathering:
    """The uses of one run of the import."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: list[Uses] = []
        self._rows_held = 0
        self._runs: list[_Run] = []
        self._disk: IO[bytes] | None = None

    def add(self, uses: Uses) -> None:
        """Take in some more.

        Raises:
            FullDiskError: There is no room for them.
        """
        if len(uses.where):
            self._held.append(uses)
            self._rows_held += len(uses.where)
        if self._rows_held >= _HELD:
            self._lay_down()

    def pieces(self) -> Iterator[Uses]:
        """All of them in order of where and what, in pieces: none empty, and no `where` in two of them.

        Raises:
            FullDiskError: There is no room for the last of them.
        """
        if not self._runs:
            if self._held:
                yield _sorted(_joined(self._held))
            return
        if self._held:
            self._lay_down()
        done = [0] * len(self._runs)
        for cut in (*self._cuts(), None):
            ends = [run.rows if cut is None else run.place(cut) for run in self._runs]
            parts = zip(self._runs, done, ends, strict=True)
            uses = _joined([run.between(first, end) for run, first, end in parts])
            if len(uses.where):
                yield _sorted(uses)
            done = ends

    def close(self) -> None:
        """Let go of the disk."""
        if self._disk is not None:
            self._disk.close()

    def _lay_down(self) -> None:
        uses = _joined(self._held)
        uses = uses.at(np.argsort(uses.where, kind="stable"))
        self._held, self._rows_held = [], 0
        try:
            if self._disk is None:
                self._disk = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by close
            begins = self._disk.seek(0, 2)
            for column in uses.columns():
                self._disk.write(column.data)
            self._disk.flush()
        except OSError as error:
            raise FullDiskError(
                f"{self._folder} cannot be written: {error.strerror}",
                "Nothing was changed. Free some space and try again",
            ) from None
        self._runs.append(_Run(self._disk, begins, len(uses.where), uses.where[::_STRIDE].copy()))

    def _cuts(self) -> list[int]:
        """Where pieces end: about `_HELD` uses apart."""
        known = np.sort(np.concatenate([run.known for run in self._runs]))
        every = _HELD // _STRIDE
        cuts: list[int] = np.unique(known[every::every]).tolist()
        return cuts


def _sorted(uses: Uses) -> Uses:
    return uses.at(np.lexsort((uses.what, uses.where)))
