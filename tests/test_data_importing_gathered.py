from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import examples

from churntui.data.importing import gathered
from churntui.data.importing.gathered import Gathering, Uses
from churntui.plain.errors import FullDiskError

ROWS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 5), st.integers(0, 9), st.integers(0, 2)), max_size=40
)


def uses(rows):
    return Uses(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(gathered, "_HELD", 8)
    monkeypatch.setattr(gathered, "_STRIDE", 2)


@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ROWS, max_size=6))
def test_pieces_are_the_whole_in_order_and_cut_between_places(small, tmp_path, parts):
    gathering = Gathering(tmp_path)
    for part in parts:
        gathering.add(uses(part))
    pieces = [
        list(zip(*(column.tolist() for column in piece.columns()), strict=True))
        for piece in gathering.pieces()
    ]
    gathering.close()
    whole = [row for piece in pieces for row in piece]
    assert [row[:2] for row in whole] == sorted(row[:2] for row in whole)
    assert sorted(whole) == sorted(row for part in parts for row in part)
    assert all(pieces)
    assert all(before[-1][0] < after[0][0] for before, after in pairwise(pieces))
    assert list(tmp_path.iterdir()) == []


def test_pieces_stay_small(small, tmp_path):
    gathering = Gathering(tmp_path)
    for first in range(0, 400, 4):
        gathering.add(uses([(n * 7 % 400, 0, 1, 0) for n in range(first, first + 4)]))
    sizes = [len(piece.n) for piece in gathering.pieces()]
    gathering.close()
    assert sum(sizes) == 400
    assert max(sizes) <= 8 + 2 * 50


def test_no_room_beside_the_book_is_told(small, tmp_path):
    gathering = Gathering(tmp_path / "gone")
    with pytest.raises(FullDiskError, match="cannot be written"):
        gathering.add(uses([(1, 1, 1, 0)] * 8))
