"""Which software this is, as every stored result says it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def software() -> str:
    """Name and version of this program."""
    try:
        return f"counterpoise {version('counterpoise')}"
    except PackageNotFoundError:
        return "counterpoise (not installed)"
