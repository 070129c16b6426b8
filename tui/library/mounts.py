"""Which folders lie on another machine, where the system does not see what others change."""

from __future__ import annotations

import os
import re
from pathlib import Path

_TABLE = Path("/proc/self/mountinfo")
"""Linux: `man 5 proc_pid_mountinfo`. Elsewhere nothing is known."""
_REMOTE = re.compile(r"nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|davfs|fuse\.(sshfs|rclone|s3fs|gcsfuse|davfs2?)")
_ESCAPE = re.compile(r"\\([0-7]{3})")


def is_remote(folder: Path, table: str | None = None) -> bool:
    """True where the file system of a folder is known to be one of the network. `table` is the system's own."""
    if table is None:
        try:
            table = _TABLE.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False
    place = os.path.realpath(folder)
    longest, kind = "", ""
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5:
            continue
        mount = _ESCAPE.sub(lambda found: chr(int(found[1], 8)), fields[4])
        above = mount == "/" or place == mount or place.startswith(mount + "/")
        if above and len(mount) >= len(longest):  # of several in one place, the last
            longest, kind = mount, after.split(" ")[0]
    return _REMOTE.fullmatch(kind) is not None
