"""The same surroundings for every test: nothing of the user's terminal, folders or clock shines in.

And what makes thousands of tests quick without making one of them weaker: a new book is a copy of one that was made
before, an app goes on as soon as it rests, and laws are tried on fewer examples at the desk than at the gate.
"""

import gc
import os
from functools import cache
from itertools import count

import pytest

for name in ("NO_COLOR", "TEXTUAL_THEME", "CHURNTUI_FILE", "CHURNTUI_AUTHOR", "COLORTERM", "FORCE_COLOR"):
    os.environ.pop(name, None)
os.environ.update({"TEXTUAL_ANIMATIONS": "none", "TZ": "UTC"})

import idle  # noqa: E402 - after the surroundings
import new_books  # noqa: E402
import profiles  # noqa: E402
from imports import taker  # noqa: E402

from churntui.data.file import connect  # noqa: E402
from churntui.data.opening import open_book  # noqa: E402
from churntui.ui import app  # noqa: E402
from churntui.ui.shell import warming  # noqa: E402

profiles.load()
idle.install()
new_books.install()
app._WARM_UP_AFTER = 0.001
warming.spare_the_collector = cache(warming.spare_the_collector)  # it is one process for all the apps


def pytest_unconfigure():
    """Pytest looks for what was never awaited in five collections: not in the remains of hundreds of apps."""
    gc.freeze()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory):
    """Names of new folders, one for each test."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(nth) for nth in count())


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch, _homes):
    """The user's data, config and cache folders are empty ones of this test."""
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))


@pytest.fixture
def made_anew(monkeypatch):
    """New books are made here, step by step, as a user's is."""
    monkeypatch.setattr(connect, "create", new_books.created)
    monkeypatch.setattr(connect, "connect", new_books.connected)


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
