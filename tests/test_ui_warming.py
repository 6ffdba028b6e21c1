"""What is done once the first frame stands."""

import gc

from churntui.ui.shell import warming


def test_the_collector_leaves_what_stands_and_works_on():
    warming.spare_the_collector()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == 50_000
