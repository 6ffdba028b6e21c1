"""A monkey at the program: random keys, mouse, pastes and sizes on a pseudo-terminal, faster than anybody reads.

What it does follows from its seed alone, so that whatever it breaks can be broken again. It works in a folder of its
own, with a home of its own, on a copy of a book, and no program is started from there.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]

AS_OF = date(2026, 11, 21)

LONGEST_PAUSE, SHORTEST_PAUSE = 0.020, 0.004
"""Seconds between two things it does."""

PATIENCE = 180.0
"""Seconds in which a program does what was typed ahead of it; one that takes longer hangs."""

_AT_REST = 0.05
"""Seconds of processor time in half a second that are not for what was typed."""

_ALONE = [
    *"1234567",
    *"abcdefghijklmnoprstuvwxyz",
    *"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    *"890?[]{}()+-<>.,;:!=*_'\"#",
]
_OFTEN = ["\r", "\x1b", "\t", " ", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"]
_SELDOM = [
    "\x1b[Z", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x7f", "\x1b[3~", "\x1b[1;2B", "\x1b[1;5C", "\x1b[1;5D",
    "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~",
    *(chr(nth) for nth in range(1, 27) if chr(nth) not in "\r\t\x11"),
    "q", "\x11", "\x1b[O", "\x1b[I", "\x1bo", "\x1bx", "青", "é", "\u200d",
]  # fmt: skip
_AT_ONCE = [
    "\r\r",
    "o\r",
    "oa\r",
    "n\r",
    "na\r\r",
    "\x1b\x1b",
    "3\r",
    "6\r\x1b2\r",
    "4\r\r",
    "\x0bno\r\r",
    "\x1bOQ\x14 \r",
]
_WALK = [
    *"12345674", *["\x1b[C"] * 8, *"2\r", "\x1b", *"3\r", "\x1b", *"5\r", "\x1b", *"6\r", "\x1b",
    *"6i", "\x1b", "w", "\x1b", "g", "\x1b", "L", "\x1b", *"2H", "\x1b", "?", "\x1b", *"oa", "\x1b",
    "\x0b", *"a\r", "\x1b", "\x1b", "\x10", "\x1b", "e", "\x1b", *"2nx", "\x14", "\x1b", "\x1b", "1",
]  # fmt: skip
"""Through every place, and to most pages and dialogs."""

_WORDS = ["a", "sso", "price", "lumen", "nobody called", "24 nov", "[red]", "[/]", "100%", "青空", "x" * 200]
_PASTED = [
    *_WORDS,
    "two\rlines\ror more",
    "Ana: it broke\r\rBo: and nobody answered\r" * 20,
    "[@click=app.bell]y[/]",
]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing the monkey does, and how long it waits after it."""

    typed: str
    pause: float
    size: tuple[int, int] | None = None
    """Columns and rows of the terminal from now on."""

    def __str__(self) -> str:
        return f"size {self.size[0]}x{self.size[1]}" if self.size else repr(self.typed)


def acts(seed: int, count: int, columns: int, rows: int) -> Iterator[Act]:
    """What the monkey of this seed does on a terminal of this size."""
    rng = random.Random(seed)
    for _ in range(count):
        pause = rng.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)
        kind = rng.random()
        if kind < 0.015:
            size = rng.choice(
                [
                    (columns, rows),
                    (columns, rows),
                    (40, 10),
                    (80, 24),
                    (rng.randint(2, 200), rng.randint(2, 60)),
                ]
            )
            yield Act("", pause, size)
        elif kind < 0.12:
            yield Act(_mouse(rng, columns, rows), pause)
        elif kind < 0.14:
            yield Act(f"\x1b[200~{rng.choice(_PASTED)}\x1b[201~", pause)
        elif kind < 0.18:
            yield Act(rng.choice(_AT_ONCE), pause)
        elif kind < 0.22:
            # what is left of the slash where it is text heads no path: a monkey writes nothing outside its folder
            yield Act("/z/\x15" + rng.choice(_WORDS), pause)
        else:
            keys = rng.choices([_ALONE, _OFTEN, _SELDOM], [45, 40, 15])[0]
            yield Act(rng.choice(keys), pause)


def _mouse(rng: random.Random, columns: int, rows: int) -> str:
    x, y = rng.randint(1, columns), rng.randint(1, rows)
    kind = rng.random()
    if kind < 0.2:
        return f"\x1b[<{rng.choice([64, 65, 66, 67])};{x};{y}M" * rng.randint(1, 4)
    if kind < 0.3:
        return f"\x1b[<35;{x};{y}M"
    if kind < 0.4:
        to_x, to_y = rng.randint(1, columns), rng.randint(1, rows)
        return f"\x1b[<0;{x};{y}M\x1b[<32;{to_x};{to_y}M\x1b[<0;{to_x};{to_y}m"
    return f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m" * rng.choice([1, 1, 2])


@dataclass(frozen=True, slots=True)
class Session:
    """How a monkey's session went."""

    failure: str
    """What went wrong, and what was done before it; empty where nothing did."""
    grown: float
    """MiB by which the program had grown since it had shown all its pages; the most, where it was started again."""
    starts: int
    """How often it was started: the monkey leaves it too."""


class Program:
    """One run of the program over a book, its screen read and thrown away but for its end."""

    def __init__(self, book: Path, columns: int, rows: int, as_of: date = AS_OF) -> None:
        self._ours, its = pty.openpty()
        self.resize(columns, rows)
        folder = book.parent
        home = {
            name: str(folder)
            for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        }
        harmless = dict.fromkeys(("EDITOR", "VISUAL", "BROWSER"), "true")
        given = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "churntui", str(book), "--as-of", as_of.isoformat()],
            stdin=its,
            stdout=its,
            stderr=its,
            start_new_session=True,
            cwd=folder,
            env=given | home | harmless | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
        )
        os.close(its)
        self.said = b""
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        while True:
            try:
                came = os.read(self._ours, 65536)
            except OSError:
                return
            if not came:
                return
            self.said = (self.said + came)[-200_000:]

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def told_of_resize(self) -> None:
        self.process.send_signal(signal.SIGWINCH)

    def type(self, keys: str) -> None:
        rest = keys.encode()
        while rest and self.process.poll() is None:
            if select.select([], [self._ours], [], 0.1)[1]:
                rest = rest[os.write(self._ours, rest) :]

    def memory(self) -> float:
        """MiB it has resident; 0 where it has gone."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0.0
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def wait_until_rested(self) -> None:
        """Wait until what was typed is done: it takes no more processor time than a program nobody types at."""
        until, before = time.monotonic() + PATIENCE, -1.0
        while time.monotonic() < until and (now := self._worked()) - before > _AT_REST:
            before = now
            time.sleep(0.5)

    def _worked(self) -> float:
        """Seconds of processor time it has taken."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_until_started(self) -> bool:
        until = time.monotonic() + PATIENCE
        while b"Renewals" not in self.said and self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        return b"Renewals" in self.said

    def leave(self) -> bool:
        """Have it end by its own keys; whether it did."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            self.type("\x1b\x1bq")
            try:
                self.process.wait(2.0)
            except subprocess.TimeoutExpired:
                continue
        return self.process.poll() is not None

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def fault(self) -> str:
        """What it died of; empty where it ended as it should or runs on."""
        if self.process.poll() in (None, 0):
            return ""
        self._reading.join(2.0)
        text = re.sub(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]", b"", self.said).decode(errors="replace")
        at = max(text.rfind("Traceback"), len(text) - 6000)
        return f"it ended with {self.process.returncode}: {text[at:][-6000:]}"


def session(book: Path, seed: int, count: int, columns: int, rows: int) -> Session:
    """Let the monkey of this seed at a book, which lies in a folder of its own."""
    done: list[Act] = []
    grown, starts = 0.0, 1
    program = Program(book, columns, rows)
    before = _Memory()
    try:
        if not program.wait_until_started():
            return Session(program.fault() or "it never drew anything", grown, starts)
        before.begin(program)
        for act in acts(seed, count, columns, rows):
            done.append(act)
            before.look(program)
            if act.size:
                program.resize(*act.size)
                program.told_of_resize()
            program.type(act.typed)
            time.sleep(act.pause)
            if program.process.poll() is not None:
                if fault := program.fault():
                    return Session(_told(fault, seed, done), grown, starts)
                program.close()
                grown, starts = max(grown, before.grown), starts + 1
                program = Program(book, columns, rows)
                before = _Memory()
                if not program.wait_until_started():
                    return Session(
                        _told(program.fault() or "it did not start again", seed, done), grown, starts
                    )
                before.begin(program)
        program.wait_until_rested()
        before.look(program)
        if not program.leave():
            return Session(_told("it does not end by its keys", seed, done), grown, starts)
        fault = program.fault() or _damage(book)
        return Session(fault and _told(fault, seed, done), max(grown, before.grown), starts)
    finally:
        program.close()


class _Memory:
    """How much a program has grown since it had shown each of its pages once."""

    def __init__(self) -> None:
        self._at_first = 0.0
        self.grown = 0.0

    def begin(self, program: Program) -> None:
        for keys in _WALK:
            program.type(keys)
            time.sleep(0.02)
        program.wait_until_rested()
        self._at_first = program.memory()

    def look(self, program: Program) -> None:
        if now := program.memory():
            self.grown = now - self._at_first


def _damage(book: Path) -> str:
    connection = sqlite3.connect(book)
    try:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    return "" if found == "ok" else f"the book is damaged: {found}"


def _told(fault: str, seed: int, done: list[Act]) -> str:
    last = "\n".join(f"  {act}" for act in done[-40:])
    return f"{fault}\nseed {seed}, after {len(done)} acts, of which the last were:\n{last}"
