"""Proofs of value as people read them: of the logo's rows the results, and each result in one plain sentence."""

from __future__ import annotations

from datetime import date

from churntui.data.file.store import Store
from churntui.data.rows import proofs
from churntui.metrics.proofs import ProofResult, result


def of_logo(store: Store, logo_id: int, as_of: date) -> tuple[ProofResult, ...]:
    """What came of what was tried at a logo, the one that began last first; for the store's thread."""
    return tuple(result(trial) for trial in proofs.of_logo(store, logo_id, as_of))
