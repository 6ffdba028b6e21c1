"""The same surroundings for every test: nothing of the user's terminal, folders or clock shines in."""

import os

import pytest

for name in ("NO_COLOR", "TEXTUAL_THEME", "CHURNTUI_FILE", "COLORTERM", "FORCE_COLOR"):
    os.environ.pop(name, None)
os.environ.update({"TEXTUAL_ANIMATIONS": "none", "TZ": "UTC"})

import textual._wait  # noqa: E402 - after the surroundings
import textual.screen  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402
from imports import taker  # noqa: E402

from churntui.data.opening import open_book  # noqa: E402

# After each key the pilot waits for a pause longer than a frame. With frames of 4 ms, 5 are as good as 20, and the
# suite takes two thirds of the time.
textual.screen.UPDATE_PERIOD = 1 / 240
textual._wait.SLEEP_GRANULARITY, textual._wait.SLEEP_IDLE = 1 / 200, 1 / 1000

settings.register_profile("churntui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("churntui")


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch, tmp_path_factory):
    """The user's data and cache folders are empty ones of this test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))


@pytest.fixture
def store(tmp_path):
    """An empty book of this test."""
    with open_book(tmp_path / "book.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """One book for all examples of a law: opening a new one takes longer than counting."""
    with open_book(tmp_path_factory.mktemp("books") / "book.db") as opened:
        yield opened


@pytest.fixture
def take(store, tmp_path):
    """Imports files given as text into the book."""
    return taker(store, tmp_path)
