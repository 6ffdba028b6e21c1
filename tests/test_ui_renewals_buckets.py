from __future__ import annotations

import pytest
from textual.app import App
from textual.widgets import Static

from churntui.metrics.renewals import BUCKETS
from churntui.ui.renewals.buckets import BucketLine, BucketTab

AMOUNTS = "due €412.0k · forecast €337.0k · at risk €64.0k"


class Shown(App):
    CSS_PATH = "../churntui/ui/churntui.tcss"

    def __init__(self):
        super().__init__()
        self.chosen = []

    def compose(self):
        yield BucketLine(id="renewals-buckets")

    def on_bucket_line_chosen(self, event):
        self.chosen.append(event.bucket)


def lines(app):
    """What the line draws, row by row."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips[:2]]


async def drawn(pilot, counts):
    pilot.app.query_one(BucketLine).tell(counts, "61-90", AMOUNTS)
    await pilot.pause()
    return lines(pilot.app)


COUNTS = dict(zip(BUCKETS, (2, 4, 6, 7, 15, 22, 3), strict=True))


async def test_one_line_holds_buckets_and_amounts_where_there_is_room():
    async with Shown().run_test(size=(130, 5)) as pilot:
        first, second = await drawn(pilot, COUNTS)
        assert first.startswith(" Expired 2  0–30 4  31–60 6 [61–90 7] 91–180 15  180+ 22  Known churn 3 ")
        assert first.endswith(AMOUNTS)
        assert second == ""


async def test_a_narrow_one_has_the_amounts_below():
    async with Shown().run_test(size=(80, 5)) as pilot:
        first, second = await drawn(pilot, COUNTS)
        assert "Known churn 3" in first
        assert second.strip() == AMOUNTS


async def test_names_are_short_where_even_the_buckets_have_no_room():
    async with Shown().run_test(size=(80, 5)) as pilot:
        first, _ = await drawn(pilot, dict.fromkeys(BUCKETS, 234))
        assert "Known 234" in first


async def test_resizing_lays_it_out_anew():
    async with Shown().run_test(size=(80, 5)) as pilot:
        await drawn(pilot, COUNTS)
        await pilot.resize_terminal(130, 5)
        await pilot.pause()
        assert lines(pilot.app)[0].endswith(AMOUNTS)


async def test_buckets_without_any_are_faint_and_count_0():
    async with Shown().run_test(size=(130, 5)) as pilot:
        await drawn(pilot, {"expired": 1})
        empty = [tab.bucket for tab in pilot.app.query(BucketTab) if tab.has_class("-none")]
        assert empty == list(BUCKETS[1:])


@pytest.mark.parametrize("bucket", BUCKETS)
async def test_a_click_chooses_a_bucket(bucket):
    app = Shown()
    async with app.run_test(size=(130, 5)) as pilot:
        await drawn(pilot, COUNTS)
        await pilot.click(f"#bucket-{bucket}")
        assert app.chosen == [bucket]
        assert str(app.query_one("#bucket-amounts", Static).content) == AMOUNTS
