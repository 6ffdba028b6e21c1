"""A book of losses that were learnt from: every figure of the page can be added up by hand."""

from __future__ import annotations

from pathlib import Path

from ui_books import add, contract, logo

from churntui.data.file.store import Store
from churntui.data.opening import open_book


def learnt_book(path: Path) -> Path:
    """Three losses and one to come.

    Lumen (€18k): price stated, support assessed, preventable, acted on too late, one attempt lost. Ferrum (€64k): price
    stated and assessed, coded by its owner. Orbis (€20k) was never asked. Acme (to come): saved once.
    """
    with open_book(path) as store:
        lumen, ferrum, orbis, acme = (
            logo(store, name, owner="Ana") for name in ("Lumen Labs", "Ferrum", "Orbis", "Acme")
        )
        for logo_id, ends_in, arr in (
            (lumen, -22, 18),
            (ferrum, -200, 64),
            (orbis, -100, 20),
            (acme, 60, 30),
        ):
            contract(store, logo_id, ends_in, arr * 1000_00)
        _interview(
            store, lumen, held_on="2026-11-02", effective_on="2026-10-30", voluntary=1, regrettable=1,
            stated_reason="too expensive", primary_reason="quality_support", stated_code="price",
            notes="# Call\nNobody called back", preventable="yes", began_in="adoption", surfaced_in="renewal",
            first_signal_on="2026-06-01", flagged_on="2026-06-11", notice_on="2026-09-01", acted_on="2026-09-05",
            by_account_owner=0,
        )  # fmt: skip
        _interview(
            store, ferrum, held_on="2026-05-09", effective_on="2026-05-05", voluntary=1,
            stated_reason="price", primary_reason="price", stated_code="price", preventable="no",
            first_signal_on="2026-03-01", flagged_on="2026-03-31", by_account_owner=1,
        )  # fmt: skip
        _interview(store, acme, held_on="2026-11-12", effective_on="2027-01-20", stated_reason="Merged")
        add(
            store,
            "save_attempt",
            interview_id=1,
            logo_id=lumen,
            day="2026-09-06",
            offer="credit",
            outcome="lost",
        )
        add(
            store,
            "save_attempt",
            interview_id=3,
            logo_id=acme,
            day="2026-11-12",
            offer="call",
            outcome="saved",
        )
    return path


def _interview(store: Store, logo_id: int, **values: object) -> None:
    add(store, "interview", ref=f"I{logo_id}", logo_id=logo_id, status="held", updated_at="", **values)
