"""Writing a file that somebody asked for: whole, or as it was before."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write beside the file and put it in its place; ``private`` for nobody else of this computer to read.

    What is no file (``/dev/stdout``) is written to as it is.  Raises OSError; then the file is what it was.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    part = path.with_name(f".{path.name}.part")
    try:
        if private and os.name == "posix":
            # before anything is in it
            part.touch(0o600)
            part.chmod(0o600)
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            # or a power cut right after the renaming may leave an empty file of this name
            os.fsync(out.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
