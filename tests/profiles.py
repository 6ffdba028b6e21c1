"""How many examples a law is tried on: few at the desk, where it is run often, and all of them at the gate.

`CHURNTUI_TEST_PROFILE=gate`, or `CI` set as build servers set it, chooses the gate, which has ten minutes; `long` has
the time for twice as many.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SHARE = {"desk": 0.25, "gate": 1.0, "long": 2.0}
"""Of the examples a law asks for, how many it gets."""

PROFILE = os.environ.get("CHURNTUI_TEST_PROFILE") or ("gate" if os.environ.get("CI") else "desk")


def examples(count: int) -> int:
    """As many of `count` examples as the profile gives; a law with its own number takes it from here."""
    return max(5, round(count * _SHARE[PROFILE]))


def load() -> None:
    """Let Hypothesis go by the profile; how long an example takes is the machine's affair."""
    settings.register_profile(
        PROFILE, max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile(PROFILE)
