"""The one door to the file system for notes. Every call that can fail stands here, so tests can make each one
fail."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from types import EllipsisType


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another without reading it."""

    modified_ns: int
    size: int
    inode: int


class Files:
    """File operations as the store uses them. All raise OSError and nothing else."""

    def read(self, path: Path) -> bytes | None:
        """The whole file, or None where there is none."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def stamp(self, path: Path) -> Stamp | None:
        """The state of the file now, or None where there is none."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)

    def real(self, path: Path) -> Path:
        """The file a symbolic link leads to, or the path itself."""
        try:
            return path.resolve()
        except RuntimeError as error:  # a loop of links, as Python before 3.13 tells it
            raise OSError(f"a loop of symbolic links: {path}") from error

    def list_folder(self, folder: Path) -> list[Path]:
        """The entries of a folder in order of their names; empty where there is no folder."""
        try:
            return sorted(folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []

    def make_folder(self, folder: Path, *, parents: bool) -> None:
        folder.mkdir(parents=parents, exist_ok=True)

    def may_write(self, path: Path) -> bool:
        """False where the file or folder exists and its mode bits forbid writing."""
        return os.access(path, os.W_OK)

    def create(self, path: Path, like: Path | None) -> int:
        """Open a new file for writing; it has the mode bits (and, where allowed, the owner) of `like`."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
        if like is not None:
            try:
                self._copy_rights(descriptor, like)
            except OSError:
                self.close(descriptor)
                raise
        return descriptor

    def _copy_rights(self, descriptor: int, like: Path) -> None:
        try:
            found = like.stat()
        except FileNotFoundError:
            return
        if hasattr(os, "fchown") and (found.st_uid, found.st_gid) != (os.geteuid(), os.getegid()):
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, found.st_uid, found.st_gid)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, stat.S_IMODE(found.st_mode))

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all of `data`."""
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]

    def sync(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Make a rename in the folder durable, where the system can sync folders at all."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def append(self, path: Path, data: bytes, *, durable: bool) -> None:
        """Add to the end of a file, made where there is none."""
        descriptor = os.open(
            path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o666
        )
        try:
            self.write(descriptor, data)
            if durable:
                self.sync(descriptor)
        finally:
            self.close(descriptor)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


class ChangedMeanwhileError(Exception):
    """Another program has written the file since it was read."""


def write_whole(
    files: Files, path: Path, data: bytes, *, token: str, instead_of: Stamp | EllipsisType | None = ...
) -> None:
    """Put `data` in the place of the file at `path`: all of it, or none of it.

    A temporary file in the same folder is written, synced and renamed over the old one, then the folder is
    synced. `token` makes the temporary name unique. Raises OSError; the old file is then untouched and the
    temporary one gone. With `instead_of`, the state of the file when it was read, raises
    ChangedMeanwhileError where that is no longer its state; looked at last before the renaming."""
    if files.stamp(path) is not None and not files.may_write(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    temporary = path.with_name(temporary_name(path.name, token))
    descriptor = files.create(temporary, path)
    try:
        try:
            files.write(descriptor, data)
            files.sync(descriptor)
        finally:
            files.close(descriptor)
        if instead_of is not ... and files.stamp(path) != instead_of:
            raise ChangedMeanwhileError
        files.replace(temporary, path)
    except (OSError, ChangedMeanwhileError):
        with contextlib.suppress(OSError):
            files.remove(temporary)
        raise
    files.sync_folder(path.parent)


def temporary_name(name: str, token: str) -> str:
    """The name of the temporary file beside the file called `name`."""
    return f".{name}.{token}.tmp"


def is_temporary_of(name: str, candidate: str) -> bool:
    """True where `candidate` was left behind by an interrupted save of the file called `name`."""
    return candidate.startswith(f".{name}.") and candidate.endswith(".tmp")
