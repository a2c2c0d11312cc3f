"""How long this computer has slept: the difference between a clock that goes on meanwhile and one that does not.

    system    goes on in sleep              stands still in sleep
    Linux     CLOCK_BOOTTIME                CLOCK_MONOTONIC
    macOS     CLOCK_MONOTONIC_RAW           CLOCK_UPTIME_RAW
    Windows   QueryInterruptTime            QueryUnbiasedInterruptTime

Which of the two Python's own monotonic clock is differs from system to system, so neither can be had from it alone.
Nothing else makes the two differ: setting the wall clock moves neither of them.  Where a system has no such pair, the
computer never seems to sleep, and what happened is seen only as devices that fell silent.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable


def clock_ids(platform: str) -> tuple[str, str] | None:
    """The names of the two clocks in Python's ``time``; None where they have no name there."""
    if platform.startswith("linux"):
        return "CLOCK_BOOTTIME", "CLOCK_MONOTONIC"
    if platform == "darwin":
        return "CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW"
    return None


def sleep_between(going_s: Callable[[], float], standing_s: Callable[[], float]) -> float:
    """Seconds of sleep, read so that being held up between the readings cannot pass for sleep."""
    before_s = standing_s()
    there_s = going_s()
    return max(0.0, there_s - max(before_s, standing_s()))


def _reader(platform: str) -> Callable[[], float]:
    if platform == "win32":
        return _windows_reader()
    ids = clock_ids(platform)
    if ids is None or not all(hasattr(time, name) for name in ids):
        return lambda: 0.0
    going, standing = (getattr(time, name) for name in ids)
    return lambda: sleep_between(lambda: time.clock_gettime(going), lambda: time.clock_gettime(standing))


def _windows_reader() -> Callable[[], float]:
    windll = getattr(ctypes, "windll", None)
    realtime = None if windll is None else getattr(windll, "kernelbase", None)
    if realtime is None or not hasattr(realtime, "QueryInterruptTime"):
        return lambda: 0.0

    def seconds(query: Callable[[object], object]) -> float:
        units = ctypes.c_ulonglong()
        query(ctypes.byref(units))
        return units.value * 1e-7

    return lambda: sleep_between(
        lambda: seconds(realtime.QueryInterruptTime), lambda: seconds(realtime.QueryUnbiasedInterruptTime)
    )


computer_slept_s = _reader(sys.platform)
"""Seconds for which this computer has slept since it was switched on."""
