import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.importing.reading.blocks import columns_of

CELLS = st.sampled_from(["a", "b1", "", " ", "é", "\u00a0", '"q"', '"x\ny"', '"', "\x85", "\x00"])
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
LINES = st.tuples(st.lists(CELLS, max_size=4), ENDS).map(lambda line: ",".join(line[0]) + line[1])
PLAIN = st.tuples(st.sampled_from("abc"), CELLS, ENDS).map(lambda line: f"{line[0]},{line[1]}{line[2]}")
TEXTS = st.lists(LINES | PLAIN, min_size=1, max_size=12).map("".join)


@given(TEXTS)
def test_what_is_split_is_what_the_reader_of_csv_says(text):
    columns = columns_of(text, ",", 2)
    if columns is not None:
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert [list(column) for column in zip(*rows, strict=True)] == list(columns)
        assert all(cell.strip() for cell in columns[0])


def test_plain_rows_are_split_whatever_stands_after_their_first_letter():
    assert columns_of("a,b\nc,\n", ",", 2) == (["a", "c"], ["b", ""])
    assert columns_of("a;ż, x\r\nc;\u2028", ";", 2) == (["a", "c"], ["ż, x", "\u2028"])


@pytest.mark.parametrize(
    "text",
    ["a,b,c\nd,\n", "a\nb,c,d\n", "a,b\n\n", "a,b\n,c\n", " a,b\n", "é,b\n", 'a,"b"\n', "a,b\rc,d\n"],
)
def test_what_takes_more_than_splitting_is_not_split(text):
    assert columns_of(text, ",", 2) is None
