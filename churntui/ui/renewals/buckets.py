"""The line of renewal buckets: how many stand in each, which one is shown, and what that one comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from churntui.metrics.renewals import BUCKETS, Bucket
from churntui.questions.renewals.words import BUCKET_LABELS
from churntui.ui.kit.safe import t

_SHORT: dict[Bucket, str] = BUCKET_LABELS | {"expired": "Exp.", "known_churn": "Known"}
"""Each bucket in a line that is too narrow for its label."""


class BucketTab(Static):
    """One bucket with its count. The one shown stands in brackets, so that colour is not needed to see it."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, bucket: Bucket) -> None:
        super().__init__(markup=False, id=f"bucket-{bucket}")
        self.bucket: Bucket = bucket

    def on_click(self, event: Click) -> None:
        """Wants this bucket shown."""
        event.stop()
        self.post_message(BucketLine.Chosen(self.bucket))


class BucketLine(Widget):
    """The buckets at the left, the amounts at the right, or below where the terminal is too narrow for both."""

    class Chosen(Message):
        """A bucket was clicked."""

        def __init__(self, bucket: Bucket) -> None:
            super().__init__()
            self.bucket: Bucket = bucket

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._counts: Mapping[Bucket, int] = {}
        self._shown: Bucket = BUCKETS[0]
        self._amounts = ""

    def compose(self) -> ComposeResult:
        """A tab for each bucket, and the amounts."""
        with Horizontal(id="bucket-tabs"):
            for bucket in BUCKETS:
                yield BucketTab(bucket)
        yield Static(id="bucket-amounts", markup=False)

    def tell(self, counts: Mapping[Bucket, int], shown: Bucket, amounts: str) -> None:
        """Show how many stand in each bucket, which one is shown, and what it comes to."""
        self._counts, self._shown, self._amounts = counts, shown, amounts
        self._fit()

    def on_resize(self) -> None:
        """Lays the line out anew."""
        self._fit()

    def _fit(self) -> None:
        """Long names and one line where there is room; else two lines, else short names as well."""
        room = self.content_size.width
        texts = self._texts(BUCKET_LABELS)
        if _cells(texts) > room:
            texts = self._texts(_SHORT)
        for tab in self.query(BucketTab):
            tab.update(t(texts[tab.bucket]))
            tab.set_class(tab.bucket == self._shown, "-shown")
            tab.set_class(not self._counts.get(tab.bucket), "-none")
        self.query_one("#bucket-amounts", Static).update(t(self._amounts))
        self.set_class(_cells(texts) + cell_len(self._amounts) > room, "-stacked")

    def _texts(self, labels: Mapping[Bucket, str]) -> dict[Bucket, str]:
        texts: dict[Bucket, str] = {}
        for bucket, label in labels.items():
            text = f"{label} {self._counts.get(bucket, 0)}"
            texts[bucket] = f"[{text}]" if bucket == self._shown else f" {text} "
        return texts


def _cells(texts: Mapping[Bucket, str]) -> int:
    return sum(cell_len(text) for text in texts.values())
