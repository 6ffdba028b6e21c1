"""The program on a pseudo-terminal, typed at by a script and killed where it stands."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import random
import re
import select
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

from ui_books import heard_book

ROOT = Path(__file__).parents[1]
PATIENCE = 90.0
"""Seconds after which what is waited for will not come."""

_STYLING = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def _own_terminal() -> None:
    """In the new program: what it reads from is the terminal it ends with."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """One run of the program; leaving the block kills it, and only it."""

    def __init__(self, path: Path | str, **surroundings: str) -> None:
        self._ours, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self._program = subprocess.Popen(
            [sys.executable, "-m", "churntui", str(path), "--as-of", "2026-11-21"],
            stdin=its,
            stdout=its,
            stderr=its,
            start_new_session=True,
            cwd=ROOT,
            env=os.environ | {"TERM": "xterm-256color"} | surroundings,
            preexec_fn=_own_terminal,  # noqa: PLW1509 - no lock is held here while another thread works
        )
        os.close(its)
        self._unread = b""
        """What came on the screen since what was waited for last, without its styling."""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._ours)

    def read(self, seconds: float) -> None:
        """Take what comes within so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._ours], [], [], left)[0]:
                try:
                    self._unread += _STYLING.sub(b"", os.read(self._ours, 65536))
                except OSError:
                    said = self._unread[-3000:].decode(errors="replace")
                    raise AssertionError(f"the program ended by itself: {said}") from None

    def wait_for(self, words: str, seconds: float = PATIENCE) -> bool:
        """Wait until words come that were not waited for before; whether they did within so long."""
        until = time.monotonic() + seconds
        while (at := self._unread.find(words.encode())) < 0:
            left = until - time.monotonic()
            if left <= 0:
                return False
            self.read(min(left, 0.05))
        self._unread = self._unread[at + len(words.encode()) :]
        return True

    def forget(self) -> None:
        """What came so far is not what is waited for next."""
        self.read(0.1)
        self._unread = b""

    def ended_by(self, *numbers: int) -> int:
        """Send signals, one after the other, and take what comes until the program ends; its exit code."""
        for number in numbers:
            self._program.send_signal(number)
        return self._left()

    def closed(self) -> int:
        """Close the terminal under the program; its exit code."""
        ours, self._ours = self._ours, os.open(os.devnull, os.O_RDWR)
        os.close(ours)
        return self._program.wait(PATIENCE)

    def _left(self) -> int:
        until = time.monotonic() + PATIENCE
        while self._program.poll() is None and time.monotonic() < until:
            with suppress(AssertionError):  # it may end between two looks
                self.read(0.05)
        return self._program.wait(1)

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self._ours, keys.encode())


def open_editor(terminal: Terminal) -> None:
    """From the first frame into the exit interview with Orbis."""
    for words, keys in (
        ("Needs you", "n"),
        ("Exit interview with which logo?", "orbis\r"),
        ("When did you first doubt it?", ""),
    ):
        if not terminal.wait_for(words):
            raise AssertionError(f"never saw {words!r}")
        terminal.type(keys)


def one_round(path: Path, seed: int, longest: float = 4.0) -> str:
    """Type and tag on a new book until a random moment, kill, look; returns what was lost, or nothing.

    Whatever another program found in the file before the kill must be there after it, what was typed must be there
    up to some key, and each passage of the draft must be on its words.
    """
    rng = random.Random(seed)
    heard_book(path)
    typed, safe, word, tags = "", "", 0, 0
    with Terminal(path) as terminal:
        open_editor(terminal)
        until = time.monotonic() + rng.uniform(0.1, longest)
        while (left := until - time.monotonic()) > 0:
            word += 1
            piece = f"w{word} " if word % 3 else f"反馈{word}。 "
            terminal.type(piece)
            typed += piece
            terminal.read(min(left, rng.uniform(0.0, 0.3)))
            if word % 4 == 0:
                tags += 1
                if not _tag(terminal, path, tags, until):
                    break
            safe = notes_on_file(path) or safe
    return _loss(path, typed, safe)


def _tag(terminal: Terminal, path: Path, tags: int, until: float) -> bool:
    """Put a theme on the last sentence; whether it is on disk, as the so many-th one, before the round ends."""
    terminal.forget()
    terminal.type("\x14")
    if not terminal.wait_for("tab ticks", until - time.monotonic()):
        return False
    terminal.type("sso\r")
    while time.monotonic() < until:
        terminal.read(0.02)
        if len(json.loads(_draft(path).get("passages") or "[]")) == tags:
            return True
    return False


def _draft(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    try:
        found = connection.execute("SELECT fields FROM draft").fetchone()
    finally:
        connection.close()
    return json.loads(found[0]) if found else {}


def notes_on_file(path: Path) -> str:
    return _draft(path).get("notes", "")


def _loss(path: Path, typed: str, safe: str) -> str:
    connection = sqlite3.connect(path)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "the file is damaged"
    finally:
        connection.close()
    draft = _draft(path)
    notes = draft.get("notes", "")
    if not notes.startswith(safe):
        return f"{safe!r} was in the file, now it is {notes!r}"
    if not typed.startswith(notes):
        return f"{typed!r} was typed, {notes!r} is in the file"
    passages = json.loads(draft.get("passages") or "[]")
    wrong = [one for one in passages if notes[one[0] : one[1]] != one[2]]
    return f"passages on other words: {wrong}" if wrong else ""
