"""First data on screen and key to paint, seen from outside on a pseudo-terminal, as ratios in one run.

    python tests/bench/paint.py [ROUNDS]

Beside each other, in turn: a minimal Textual program, an empty book, the sample book, and a book of 10,000 logos with
some 40,000 contracts. Prints a Markdown table. Wants an idle machine: read the ratios, not the milliseconds.
"""

import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pyte

from churntui.data.opening import open_book
from churntui.demo import build

AS_OF = date(2026, 11, 21)
ROWS, COLUMNS = 36, 120

MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("the minimal program")

Minimal().run()
"""

PLACES = {
    "2": "Status",
    "3": "Expired",
    "4": "quarters",
    "5": "Losses with",
    "6": "ARR lost",
    "7": "Shareable",
    "1": "Needs you",
}
"""Each place's key, and a word that stands in it alone."""


@dataclass
class Terminal:
    """A program on a pseudo-terminal, its screen kept by an emulator."""

    command: list[str]
    started: float = 0.0
    fd: int = -1
    pid: int = -1
    screen: pyte.Screen = field(default_factory=lambda: pyte.Screen(COLUMNS, ROWS))

    def __enter__(self) -> "Terminal":
        self.stream = pyte.ByteStream(self.screen)
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.pop(
                "PYTHONDONTWRITEBYTECODE", None
            )  # what is installed is compiled once, not at each start
            os.execvp(self.command[0], self.command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def wait_for(self, words: str, seconds: float = 20.0) -> float:
        """Seconds from now until `words` stand on the screen; infinity where they never do."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            if select.select([self.fd], [], [], 0.01)[0]:
                arrived = time.perf_counter()
                self.stream.feed(os.read(self.fd, 1 << 16))
                if any(words in line for line in self.screen.display):
                    return arrived - begun
        return float("inf")

    def settle(self, seconds: float) -> None:
        """Take in what comes for so long."""
        self.wait_for("\0never", seconds)

    def press(self, key: str) -> None:
        """Type a key."""
        os.write(self.fd, key.encode())


def big_book(path: Path) -> None:
    """10,000 logos with yearly contracts over four years, most renewed, written straight into the file."""
    draw = random.Random(7)
    rows: list[tuple[object, ...]] = []
    for logo_id in range(1, 10_001):
        starts_on, renewed = AS_OF - timedelta(days=draw.randrange(900, 1500)), None
        while starts_on < AS_OF and (renewed is None or draw.random() > 0.06):
            ends_on = starts_on + timedelta(days=365)
            arr = 10_000 * draw.randrange(10, 500)
            key = len(rows) + 1
            flag = draw.randrange(2)
            rows.append(
                (
                    key,
                    f"K{key}",
                    logo_id,
                    renewed,
                    "Team",
                    str(starts_on),
                    str(ends_on),
                    arr,
                    "EUR",
                    "year",
                    arr,
                    flag,
                    60,
                )
            )
            starts_on, renewed = ends_on, key
    with open_book(path) as store, store.write():
        store.many(
            "INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)",
            [(i, f"L{i}", f"Logo number {i}") for i in range(1, 10_001)],
        )
        store.many(
            f"""INSERT INTO contract(id, ref, logo_id, renews_id, plan, starts_on, ends_on, amount_minor, currency, per,
            arr_minor, auto_renew, notice_days) VALUES ({", ".join("?" * 13)})""",
            rows,  # type: ignore[arg-type]
        )


@contextmanager
def books() -> Iterator[dict[str, tuple[list[str], str]]]:
    """Name to command, and the words that are the first data."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "minimal.py").write_text(MINIMAL, encoding="utf-8")
        open_book(here / "empty.db").close()
        build.build(here / "sample.db", AS_OF)
        big_book(here / "big.db")
        churntui = [sys.executable, "-m", "churntui"]

        def opening(name: str) -> list[str]:
            return [*churntui, str(here / name), "--as-of", AS_OF.isoformat()]

        yield {
            "minimal Textual program": ([sys.executable, str(here / "minimal.py")], "the minimal program"),
            "empty book": (opening("empty.db"), "Nothing needs you"),
            "sample book": (opening("sample.db"), "notice e"),
            "10,000 logos": (opening("big.db"), "notice e"),
        }


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with books() as programs:
        paints: dict[str, list[float]] = {name: [] for name in programs}
        for nth in range(rounds + 1):
            for name, (command, words) in programs.items():
                with Terminal(command) as terminal:
                    seconds = terminal.wait_for(words)
                    if nth:
                        paints[name].append(seconds)
        base = statistics.median(paints["minimal Textual program"])
        print("| first data on screen | median ms | ratio |\n| --- | ---: | ---: |")
        for name, seconds_each in paints.items():
            median = statistics.median(seconds_each)
            print(f"| {name} | {median * 1000:.0f} | {median / base:.2f} |")
        print("\n| switching to | first ms | again ms |\n| --- | ---: | ---: |")
        with Terminal(programs["sample book"][0]) as terminal:
            terminal.wait_for("notice e")
            terminal.settle(3)
            firsts = {key: switch(terminal, key) for key in PLACES}
            for key, first in firsts.items():
                again = statistics.median(switch(terminal, key) for _ in range(rounds))
                print(f"| {key} | {first * 1000:.0f} | {again * 1000:.0f} |")


def switch(terminal: Terminal, key: str) -> float:
    """From the key to the place's own words, coming from another place."""
    other = "1" if key != "1" else "2"
    terminal.press(other)
    terminal.wait_for(PLACES[other])
    terminal.settle(0.6)
    terminal.press(key)
    return terminal.wait_for(PLACES[key])


if __name__ == "__main__":
    main()
