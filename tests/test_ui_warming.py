"""What is done once the first frame stands."""

import gc
import weakref

from textual._styles_cache import StylesCache
from textual.color import Color

from churntui.ui.shell import warming


def test_the_collector_leaves_what_stands_and_works_on():
    warming.spare_the_collector()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == 30_000


class Circle:
    """What only the collector frees, as a page that was left."""

    def __init__(self):
        self.itself = self


def test_a_rest_in_the_typing_frees_the_pages_that_were_left():
    kept = [[] for _ in range(20_000)]
    circle = Circle()
    left = weakref.ref(circle)
    del circle
    warming.collect_pages()
    assert left() is None
    assert kept


def test_a_widget_that_is_gone_is_not_kept_for_its_colours():
    warming.forget_what_was_drawn()
    cache = StylesCache()
    colours = cache.get_inner_outer(Color(0, 0, 0), Color(9, 9, 9))
    assert colours == StylesCache().get_inner_outer(Color(0, 0, 0), Color(9, 9, 9))
    gone = weakref.ref(cache)
    del cache
    gc.collect()
    assert gone() is None
