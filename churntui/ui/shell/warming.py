"""What is done while nobody waits: once the first frame stands, and when nobody types."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

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

_M_ARENA_MAX = -8
"""The parameter of glibc's `mallopt` that says how many heaps there may be."""

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


def share_one_heap() -> None:
    """Have all threads use one heap, before there are any.

    glibc gives each thread its own, and what one frees the others cannot use: the book is read on one thread and
    counted on another, and with each change of it the program would seem to grow.
    """
    _tell_the_heap("mallopt", _M_ARENA_MAX, 1)


def _tell_the_heap(function: str, *arguments: int) -> None:
    """Call a function of glibc's heap, where that is the heap."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):  # another C library, which has no such function
            getattr(ctypes.CDLL(None), function)(*arguments)


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
    """Free the pages that were left, and give back what they took; for a moment in which nobody types."""
    new, *collections_of_new = gc.get_count()
    if gc.isenabled() and (new > _FEW_OBJECTS or any(collections_of_new)):
        gc.collect()
        _tell_the_heap("malloc_trim", 0)
