"""How often logos are talked with, as people write it and as it is kept."""

import pytest

from churntui.model.rhythm import Rhythm
from churntui.plain.errors import BadInputError


@pytest.mark.parametrize(
    ("text", "kept", "days"),
    [
        ("90", "90", (90, 90, 90)),
        ("90; 60 from 25k; 30 from 100k", "90; 60 from 25k; 30 from 100k", (90, 60, 30)),
        ("30 days from 100000, 90 d", "90; 30 from 100k", (90, 90, 30)),
        ("365; 7 from 25001", "365; 7 from 25001", (365, 365, 7)),
    ],
)
def test_larger_logos_are_talked_with_more_often(text, kept, days):
    rhythm = Rhythm.parsed(text)
    assert rhythm.text == kept
    assert Rhythm.parsed(kept) == rhythm
    assert tuple(map(rhythm.days, (24_999, 25_000, 100_000))) == days


@pytest.mark.parametrize("text", ["", "often", "0", "9999999", "60 from 25k", "-3", "90; from 25k"])
def test_what_is_no_rhythm_says_how_one_is_written(text):
    with pytest.raises(BadInputError) as refused:
        Rhythm.parsed(text)
    assert "90; 60 from 25k" in str(refused.value)
