"""The same surroundings for every test: nothing of the user's terminal, folders or clock shines in."""

import os

import pytest
import textual._wait

for name in ("NO_COLOR", "TEXTUAL_THEME", "CHURNTUI_FILE", "COLORTERM", "FORCE_COLOR"):
    os.environ.pop(name, None)
os.environ.update({"TEXTUAL_ANIMATIONS": "none", "TZ": "UTC"})

# After each key the pilot waits until the program is idle; looking every 5 ms for it instead of every 20 halves the suite.
textual._wait.SLEEP_GRANULARITY, textual._wait.SLEEP_IDLE = 1 / 200, 1 / 1000

from hypothesis import HealthCheck, settings  # noqa: E402 - after the surroundings

settings.register_profile("churntui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("churntui")


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch, tmp_path_factory):
    """The user's data and cache folders are empty ones of this test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
