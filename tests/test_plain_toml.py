"""What is written as TOML reads as it was."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from churntui.plain.toml import written

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    texts | st.booleans() | st.lists(texts, max_size=3),
    lambda inner: (
        st.dictionaries(texts, inner, max_size=3)
        | st.lists(st.dictionaries(texts, inner, max_size=2), min_size=1, max_size=2)
    ),
    max_leaves=8,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_it_reads_as_it_was(said):
    assert tomllib.loads(written(said)) == said


def test_half_a_letter_becomes_a_question_mark():
    assert tomllib.loads(written({"a": "x\ud800"})) == {"a": "x?"}
