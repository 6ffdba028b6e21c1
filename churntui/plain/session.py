"""Which run of the program has something open, and whether that run still goes on.

A session is named by what the system itself knows of its process: the machine, the start of its system, the space its
numbers are counted in, its number, and the moment it began. So there is no lock file to be left lying after a kill,
and no heartbeat in the book, at each of which every other program would read it anew. A number that the system gives
out again began at another moment; after a restart every session of that machine has ended.

Of a process on another machine, in another container or on a system that does not tell, nobody here can know: it is
taken to go on for an hour after it wrote a draft last. Should it be taken for ended while it lives, nothing is lost:
what is open in two sessions becomes two rows at the next key (`data.rows.drafts`).
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

_UNKNOWN_FOR = timedelta(hours=1)
"""How long a session nothing can be known of is taken to go on after it wrote last."""

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class _Process:
    """A process as it can be found again; what the system does not tell is empty."""

    machine: str
    boot: str
    """Of this start of the system; the same in all its containers."""
    space: str
    """In which process numbers are counted: a container has its own."""
    number: int
    began: str


def this() -> str:
    """The name of this run of the program."""
    return json.dumps(astuple(_here(os.getpid())))


def goes_on(session: str, wrote_at: datetime) -> bool:
    """Whether the session of that name, which wrote last at that moment, has not ended."""
    if not session:
        return False
    known = _is_running(session)
    return datetime.now(UTC) - wrote_at < _UNKNOWN_FOR if known is None else known


def short() -> str:
    """The name of this run of the program as it may stand in the name of a file."""
    process = _here(os.getpid())
    told = (process.machine, process.boot, process.space, process.began)
    return ".".join([str(process.number), *map(_digest, told)])


def is_running(named: str) -> bool | None:
    """Whether the run of that `short` name goes on; None where that cannot be known from here."""
    number, *told = named.split(".")
    if not number.isdecimal() or len(told) != 4:
        return None
    machine, boot, space, began = told
    return _runs(_Process(machine, boot, space, int(number), began), _digest)


def _digest(told: str) -> str:
    return sha256(told.encode()).hexdigest()[:12] if told else ""


def _is_running(session: str) -> bool | None:
    """Whether its process runs; None where that cannot be known from here."""
    try:
        process = _Process(*json.loads(session))
    except (ValueError, TypeError):
        return None
    return _runs(process)


def _runs(process: _Process, as_told: Callable[[str], str] = str) -> bool | None:
    """Whether the process runs, what is told of it being written in that way; None where it cannot be known."""
    own = _here(os.getpid())
    here = _Process(
        as_told(own.machine), as_told(own.boot), as_told(own.space), own.number, as_told(own.began)
    )
    if process.boot != here.boot:
        return False if process.machine == here.machine else None
    if process.space != here.space or (not here.boot and process.machine != here.machine):
        return None
    if not (process.began and here.began):
        return None
    return as_told(_began(process.number)) == process.began


@lru_cache(maxsize=8)
def _here(number: int) -> _Process:
    """This process, by its number: a forked one is another."""
    boot = space = ""
    with suppress(OSError):
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    with suppress(OSError):
        space = str((_PROC / "self/ns/pid").readlink())
    return _Process(platform.node(), boot, space, number, _began(number))


def _began(number: int) -> str:
    """The moment a process began, as the system counts it; empty where there is none, or it cannot be asked."""
    if _PROC.joinpath("self").exists():
        with suppress(OSError, IndexError):
            # the name of the program stands in brackets, and may hold spaces and brackets itself
            return (_PROC / str(number) / "stat").read_text(errors="replace").rpartition(")")[2].split()[19]
        return ""
    with suppress(OSError):
        told = subprocess.run(  # noqa: S603 - nothing of it comes from outside
            ["ps", "-o", "lstart=", "-p", str(number)],  # noqa: S607 - it lies elsewhere on every system
            capture_output=True,
            text=True,
            check=False,
        )
        return told.stdout.strip()
    return ""
