"""Bytes that can be opened again and again: a file, what a `.gz` holds, or a member of a zip.

A packed one is unpacked anew in each pass, so that nothing of it lies on disk or in memory. What swells to very much
from very little is refused while it is read, whatever its archive says of it.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Protocol

from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line

WITHIN = " › "
"""What stands between a file's name and that of a part of it."""

GZIP = b"\x1f\x8b"
_TAIL = 4
"""Bytes at the end of a gzip file that say how much it holds."""

_MOST_SWELLING = 200
"""Times its packed size that something may hold; tables of text reach 20 to 60."""
_HARMLESS = 64 << 20
"""Bytes that may come from any size."""


class Source(Protocol):
    """Where bytes come from."""

    def __hash__(self) -> int:
        """The same for the same place."""

    @property
    def name(self) -> str:
        """What people know it by."""

    @property
    def stem(self) -> str:
        """Its own name without suffix."""

    @property
    def suffix(self) -> str:
        """The end of its name, from the dot, in small letters."""

    @property
    def size(self) -> int:
        """Bytes it holds, as far as can be told."""

    @property
    def stamp(self) -> int:
        """When it was written last: another one is another content."""

    def opened(self) -> BinaryIO:
        """It, at its top; it can be read, and sought."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file as it lies on disk."""

    path: Path

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    @property
    def stem(self) -> str:
        """The same without suffix."""
        return self.path.stem

    @property
    def suffix(self) -> str:
        """Its suffix."""
        return self.path.suffix.lower()

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size

    @property
    def stamp(self) -> int:
        """When the file was written last."""
        return self.path.stat().st_mtime_ns

    def opened(self) -> BinaryIO:
        """The file."""
        return self.path.open("rb", buffering=1 << 18)


@dataclass(frozen=True, slots=True)
class GzipSource:
    """What a file packed with gzip holds."""

    packed: Source

    @property
    def name(self) -> str:
        """The name of the packed one, which says all."""
        return self.packed.name

    @property
    def stem(self) -> str:
        """The name of what is in it, without suffix."""
        return PurePosixPath(self._inner).stem

    @property
    def suffix(self) -> str:
        """The suffix of what is in it."""
        return PurePosixPath(self._inner).suffix.lower()

    @property
    def size(self) -> int:
        """As its last bytes say; beyond four gigabytes they say less."""
        with self.packed.opened() as file:
            file.seek(max(0, self.packed.size - _TAIL))
            return max(self.packed.size, int.from_bytes(file.read(_TAIL), "little"))

    @property
    def stamp(self) -> int:
        """When the packed one was written last."""
        return self.packed.stamp

    def opened(self) -> BinaryIO:
        """What it holds."""
        file = self.packed.opened()
        return _unpacked(gzip.GzipFile(fileobj=file), self.name, self.packed.size, file)

    @property
    def _inner(self) -> str:
        name = PurePosixPath(self.packed.stem + self.packed.suffix)
        return name.stem if name.suffix == ".gz" else name.name


@dataclass(frozen=True, slots=True)
class MemberSource:
    """A member of a zip."""

    archive: Source
    member: str
    size: int
    packed_size: int

    @property
    def name(self) -> str:
        """The names of archive and member; the member's is cleaned, and a path in it cannot be taken for one."""
        inner = clean_line(WITHIN.join(self._path.parts), 200)
        return f"{self.archive.name}{WITHIN}{inner}"

    @property
    def stem(self) -> str:
        """The member's name without folder and suffix."""
        return clean_line(self._path.stem, 200)

    @property
    def suffix(self) -> str:
        """The member's suffix."""
        return self._path.suffix.lower()

    @property
    def stamp(self) -> int:
        """When the archive was written last."""
        return self.archive.stamp

    def opened(self) -> BinaryIO:
        """What the member holds.

        Raises:
            BadInputError: It is protected, packed in a way not known here, or swells too much.
        """
        file = self.archive.opened()
        try:
            member = zipfile.ZipFile(file).open(self.member)  # noqa: SIM115 - closed with what is returned
        except (zipfile.BadZipFile, KeyError, ValueError, zlib.error, EOFError) as error:
            file.close()
            raise damaged(self.name, error) from None
        except RuntimeError:
            file.close()
            raise protected(self.name) from None
        except NotImplementedError:
            file.close()
            raise BadInputError(
                f"{self.name} is packed in a way that is not known here", "Unpack it"
            ) from None
        return _unpacked(member, self.name, self.packed_size, file)

    @property
    def _path(self) -> PurePosixPath:
        parts = PurePosixPath(self.member.replace("\\", "/")).parts
        plain = [part for part in parts if part.strip("./")]
        return PurePosixPath(*(plain or ["unnamed"]))


def damaged(name: str, error: Exception | str) -> BadInputError:
    """The error of an archive or workbook that cannot be read."""
    return BadInputError(
        f"{name} is damaged: {clean_line(str(error), 120)}", "Get it once more, or save it as CSV"
    )


def protected(name: str) -> BadInputError:
    """The error of what a password keeps shut."""
    return BadInputError(f"{name} is protected by a password", "Save it without one, or save the rows as CSV")


@contextmanager
def archive(source: Source) -> Iterator[zipfile.ZipFile]:
    """A zip, opened.

    Raises:
        BadInputError: It is damaged.
    """
    with source.opened() as file:
        try:
            with zipfile.ZipFile(file) as opened:
                yield opened
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, KeyError, RuntimeError) as error:
            raise damaged(source.name, error) from None


def _unpacked(stream: gzip.GzipFile | IO[bytes], name: str, packed_size: int, file: BinaryIO) -> BinaryIO:
    return io.BufferedReader(_Unpacked(stream, name, packed_size, file), 1 << 18)


class _Unpacked(io.RawIOBase):
    """Bytes of something packed, whose faults are clear lines and whose swelling has a bound."""

    def __init__(
        self, stream: gzip.GzipFile | IO[bytes], name: str, packed_size: int, file: BinaryIO
    ) -> None:
        self._stream = stream
        self._name = name
        self._bound = max(_HARMLESS, packed_size * _MOST_SWELLING)
        self._file = file
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place; where that cannot be done, the archive is damaged."""
        try:
            self._at = self._stream.seek(place, whence)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise damaged(self._name, error) from None
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes."""
        try:
            chunk = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise damaged(self._name, error) from None
        except NotImplementedError:
            raise BadInputError(
                f"{self._name} is packed in a way that is not known here", "Unpack it"
            ) from None
        self._at += len(chunk)
        if self._at > self._bound:
            raise BadInputError(
                f"{self._name} holds more than {_MOST_SWELLING} times its packed size",
                "Unpack it to see what it is",
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._file.close()
        super().close()
