"""Runs: where a condition first holds for long enough."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def first_run(flags: npt.NDArray[np.bool_], length: int) -> int | None:
    """Index of the first of ``length`` (>= 1) consecutive true values of ``flags`` ``(n,)``; None without them."""
    if len(flags) < length:
        return None
    total = np.concatenate(([0], np.cumsum(flags)))
    found = np.flatnonzero(total[length:] - total[:-length] == length)
    return int(found[0]) if len(found) else None
