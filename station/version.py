"""Which software this is, as every stored result says it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@cache
def software() -> str:
    """Name and version of this program."""
    try:
        return f"counterpoise {version('counterpoise')}"
    except PackageNotFoundError:
        return "counterpoise (not installed)"


@cache
def code_sha256() -> str:
    """A checksum of everything that computes numbers: it differs where a method may, whatever the version says."""
    station = Path(__file__).parent
    digest = hashlib.sha256()
    for folder in (station.parent / "dsp", station):
        for path in sorted(folder.glob("*.py")):
            # as Git may have written its lines on this system
            digest.update(f"{folder.name}/{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
