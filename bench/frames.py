"""Frame time of the live view; filled in where the window is built."""

from __future__ import annotations

from bench.rows import Row


def rows(quick: bool) -> list[Row]:
    """Nothing to time as long as there is no live view."""
    return [Row("frame", "live view", None, "ms", note="not available: no live view to draw yet")]
