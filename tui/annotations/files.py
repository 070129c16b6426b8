"""The one door to the file system for notes. Every call that can fail stands here, so tests can make each one
fail."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from functools import cache
from pathlib import Path
from types import EllipsisType
from typing import Any

import msgspec

_HERE, _NO_REPLACE, _SWAP = -100, 1, 2  # AT_FDCWD, RENAME_NOREPLACE, RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h


class Stamp(msgspec.Struct, frozen=True):
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

    def read_start(self, path: Path, size: int) -> bytes:
        """The first `size` bytes of a file, or as many as it has; none where there is no file."""
        try:
            with path.open("rb") as file:
                return file.read(size)
        except FileNotFoundError:
            return b""

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

    def exchange(self, one: Path, other: Path) -> bool:
        """Swap two files in one step. False, and nothing done, where the system or the file system cannot."""
        return _renamed(one, other, _SWAP)

    def place(self, source: Path, target: Path) -> bool:
        """Rename to a name that must be free, else FileExistsError. False, and nothing done, where the system or the
        file system cannot tell."""
        return _renamed(source, target, _NO_REPLACE)

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
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o666)
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
    files: Files, path: Path, data: bytes, *, instead_of: Stamp | EllipsisType | None = ...
) -> Stamp | None:
    """Put `data` in the place of the file at `path`: all of it, or none of it.

    A temporary file in the same folder is written, synced and renamed over the old one, then the folder is
    synced. `token` makes the temporary name unique. Raises OSError; the old file is then untouched and the
    temporary one gone. With `instead_of`, the state of the file when it was read, raises
    ChangedMeanwhileError where that is no longer its state; looked at last before the renaming."""
    if files.stamp(path) is not None and not files.may_write(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    temporary = path.with_name(_temporary_name(path.name))
    descriptor = files.create(temporary, path)
    try:
        try:
            files.write(descriptor, data)
            files.sync(descriptor)
        finally:
            files.close(descriptor)
        if instead_of is not ... and files.stamp(path) != instead_of:
            raise ChangedMeanwhileError
        ours = files.stamp(temporary)
        if isinstance(instead_of, Stamp):
            _put_instead(files, temporary, path, instead_of, ours)
        elif instead_of is None and _put_new(files, temporary, path):
            files.sync_folder(path.parent)
        else:
            files.replace(temporary, path)
            files.sync_folder(path.parent)
        return ours
    except (OSError, ChangedMeanwhileError):
        with contextlib.suppress(OSError):
            files.remove(temporary)
        raise


def _put_new(files: Files, temporary: Path, path: Path) -> bool:
    """Rename to where no file was; False where the system cannot tell whether one has come."""
    try:
        return files.place(temporary, path)
    except FileExistsError:
        raise ChangedMeanwhileError from None


def _put_instead(files: Files, temporary: Path, path: Path, expected: Stamp, ours: Stamp | None) -> None:
    """Rename over the file only while it is in the state expected, and sync the folder.

    Looking and renaming are two steps, between which an editor may write. So the two files are swapped, and what came
    out is looked at: if it is not what was expected, it is put back. It is looked at once more after the sync, since a
    program that had the file open goes on writing into what is no longer in its place."""
    try:
        is_swapped = files.exchange(temporary, path)
    except FileNotFoundError:
        raise ChangedMeanwhileError from None
    if not is_swapped:
        files.replace(temporary, path)
        files.sync_folder(path.parent)
        return
    for is_synced in (False, True):
        if is_synced:
            files.sync_folder(path.parent)
        if files.stamp(temporary) != expected:
            files.exchange(temporary, path)
            if files.stamp(temporary) != ours:  # written once more, in between: the latest stays
                files.exchange(temporary, path)
            raise ChangedMeanwhileError
    with contextlib.suppress(OSError):  # the notes are safe; the next run removes it
        files.remove(temporary)


def _renamed(one: Path, other: Path, how: int) -> bool:
    call = _renameat2()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), how) == 0:
        return True
    code = _last_error()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


@cache
def _renameat2() -> Any:
    """The system call that swaps files, on Linux; None elsewhere. The standard library has no name for it."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # only where notes are saved

    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)


def _last_error() -> int:
    import ctypes

    return ctypes.get_errno()


def _temporary_name(name: str) -> str:
    """A name that no other has, for a temporary file beside the file called `name`."""
    return f".{name}.{os.urandom(4).hex()}.tmp"


def is_temporary_of(name: str, candidate: str) -> bool:
    """True where `candidate` was left behind by an interrupted save of the file called `name`."""
    return candidate.startswith(f".{name}.") and candidate.endswith(".tmp")
