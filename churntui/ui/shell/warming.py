"""What is done while nobody waits: once the first frame stands, and when nobody types."""

from __future__ import annotations

import gc

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style

from churntui.data import checks
from churntui.data.file.store import Store
from churntui.plain.errors import DamagedBookError

_VERIFIED_BYTES = 64 * 2**20
"""The largest book whose pages are all read after every start: a moment of the store's thread."""

_FEW_OBJECTS = 10_000
"""New objects that are not worth a collection: no page is among them."""

_inner_and_outer = StylesCache.get_inner_outer


def verify(store: Store) -> None:
    """Tell of what is damaged before something is written beside it; a very large book is left to `churntui check`.

    Raises:
        DamagedBookError: Some pages are broken, or a setting, a rate or a draft cannot be.
    """
    finding = next(iter(checks.damaged_values(store)), None)
    if finding is not None:
        raise DamagedBookError(f"{finding.where} {finding.what}", finding.mend)
    if store.path.stat().st_size <= _VERIFIED_BYTES:
        store.verify()


def import_heavy() -> None:
    """Import what figures need, in the metrics' thread."""
    import churntui.metrics.attrition
    import churntui.metrics.revenue  # noqa: F401


def forget_what_was_drawn() -> None:
    """Have widgets that are gone let go of their lines, of which Textual keeps the last thousand widgets'.

    It remembers two colours for each widget that asks for them, where it means to for all widgets.
    """

    def of_all(_: object, base_background: Color, background: Color) -> tuple[Style, Style]:
        return _inner_and_outer(StylesCache, base_background, background)

    StylesCache.get_inner_outer = of_all  # type: ignore[method-assign, assignment]


def spare_the_collector() -> None:
    """Let the garbage collector leave alone what stands by now, and come seldom: no key is to wait for it.

    A page that is left is a circle, which only a whole collection frees: one comes after some ten pages, in which the
    program has grown by 30 MiB, where nobody has rested before.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(30_000, 4, 0)
    gc.enable()


def collect_pages() -> None:
    """Free the pages that were left; for a moment in which nobody types."""
    new, *collections_of_new = gc.get_count()
    if gc.isenabled() and (new > _FEW_OBJECTS or any(collections_of_new)):
        gc.collect()
