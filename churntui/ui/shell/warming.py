"""What is done once the first frame stands: heavy imports, and a look at every page of the file."""

from __future__ import annotations

import gc

from churntui.data import checks
from churntui.data.file.store import Store
from churntui.plain.errors import DamagedBookError

_VERIFIED_BYTES = 64 * 2**20
"""The largest book whose pages are all read after every start: a moment of the store's thread."""


def verify(store: Store) -> None:
    """Tell of what is damaged before something is written beside it; a very large book is left to `churntui check`.

    Raises:
        DamagedBookError: Some pages are broken, or a setting or rate cannot be.
    """
    if store.path.stat().st_size <= _VERIFIED_BYTES:
        store.verify()
    for finding in checks.damaged_values(store):
        raise DamagedBookError(f"{finding.where} {finding.what}", finding.mend)


def import_heavy() -> None:
    """Import what figures need, in the metrics' thread."""
    import churntui.metrics.attrition
    import churntui.metrics.revenue  # noqa: F401


def spare_the_collector() -> None:
    """Let the garbage collector leave alone what stands by now, and come seldom: no key is to wait for it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
