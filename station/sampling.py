"""The rate and the lost samples behind a column of times that may be rounded, or jitter.

Sample ``k`` of a device that lost nothing is due at ``k`` periods.  Jitter moves single times about that line and they
come back to it; a lost sample moves everything after it.  So a long step alone is no gap: the times around it decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.model import Floats

NEAR = 8
"""Samples on each side of a long step that decide whether what follows it is late for good."""
REGULAR_WITHIN = 1.0
"""Scatter in periods (range in 16 samples) up to which the times are those of a clock."""
LOST_IN_SCATTER = 2.0
"""Scatter in periods from which a few lost samples cannot be told from late ones."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """``gaps`` as (first sample after the gap, samples missing); ``scatter_s`` is the range of the times about a clock.

    That range is 0 where nearly all steps are alike.  ``doubt`` says why the times limit what can be told; often empty.
    """

    rate_hz: float
    gaps: tuple[tuple[int, int], ...]
    scatter_s: float
    doubt: str = ""


def sampling(time_s: Floats) -> Sampling:
    """Rate and gaps of increasing times ``(n,)`` in seconds, n >= 3."""
    steps = np.diff(time_s)
    period = _first_period(time_s, steps)
    if _is_steady(steps / period):
        return _steady(time_s, steps, period)
    scatter = _scatter(time_s, period)
    if scatter > LOST_IN_SCATTER:
        return _irregular(time_s, steps, scatter * period)
    gaps: list[tuple[int, int]] = []
    for _ in range(2):  # the second time with a period that no gap is in
        gaps = _gaps(time_s, steps, period)
        period = _period(time_s, steps, gaps)
    doubt = ""
    if scatter > REGULAR_WITHIN:
        doubt = f"the times in the file jitter by {_ms(scatter * period)}; samples should be {_ms(period)} apart"
    return Sampling(1.0 / period, tuple(gaps), scatter * period, doubt)


def _is_steady(steps: Floats) -> bool:
    """Whether steps, in periods, are those of a clock that lost some samples: one, or a whole number of periods."""
    long = steps[steps > 1.5]
    odd = np.count_nonzero(np.abs(steps - np.maximum(np.rint(steps), 1.0)) > 0.1)
    # many long steps of many periods: packets that were given the time of their arrival
    in_packets = len(long) > 0.02 * len(steps) and float(np.median(long)) > 5.0
    return bool(odd <= 0.02 * len(steps) + 1) and not in_packets


def _steady(time_s: Floats, steps: Floats, period: float) -> Sampling:
    """Nearly all steps alike: each long one tells by itself what was lost in it."""
    missing = np.rint(steps / period).astype(np.int64) - 1
    gaps = [(int(i) + 1, int(missing[i])) for i in np.flatnonzero(missing > 0)]
    return Sampling(1.0 / _period(time_s, steps, gaps), tuple(gaps), 0.0)


def _period(time_s: Floats, steps: Floats, gaps: list[tuple[int, int]]) -> float:
    """The mean step where nothing is lost; without gaps the slope of all times, which jitter moves least."""
    if gaps:
        return float(np.delete(steps, [index - 1 for index, _ in gaps]).mean())
    number = np.arange(len(time_s)) - 0.5 * len(steps)
    return float(number @ time_s / (number @ number))


def _first_period(time_s: Floats, steps: Floats) -> float:
    usual = float(np.median(steps))
    near = steps[np.abs(steps - usual) <= 0.1 * usual]
    period = float(near.mean())
    if np.count_nonzero(steps > 1.5 * period) <= 0.15 * len(steps):
        return period
    # so many long steps are rounding (800 Hz in milliseconds) or jitter: only a longer stretch tells
    stretch = max(1, min(16, len(steps) // 4))
    return float(np.median((time_s[stretch:] - time_s[:-stretch]) / stretch))


def _scatter(time_s: Floats, period: float) -> float:
    """Usual range of the times about a clock, within 16 samples, in periods."""
    late = time_s / period - np.arange(len(time_s))
    size = min(16, len(late))
    stretches = late[: len(late) // size * size].reshape(-1, size)
    return float(np.median(np.ptp(stretches, axis=1)))


def _gaps(time_s: Floats, steps: Floats, period: float) -> list[tuple[int, int]]:
    late = time_s / period - np.arange(len(time_s))
    long = np.flatnonzero(steps > 1.3 * period) + 1
    holes = np.flatnonzero(steps > 2.5 * period) + 1
    found: list[tuple[int, int]] = []
    for at in long:
        index = int(at)
        # a hole that follows closely is not part of what comes right after this step
        beyond = int(np.searchsorted(holes, index, side="right"))
        stop = min(index + NEAR, len(late) if beyond == len(holes) else int(holes[beyond]))
        start = max(0, index - NEAR)
        before = late[start:index].copy()
        for earlier, missing in reversed(found):
            if earlier <= start:
                break
            before[: earlier - start] += missing
        missing = round(float(np.median(late[index:stop]) - np.median(before)))
        if missing >= 1:
            found.append((index, missing))
    return found


def _irregular(time_s: Floats, steps: Floats, scatter_s: float) -> Sampling:
    """Times of arrival rather than of sampling: the mean rate, and only what is far beyond any usual step missing."""
    usual = float(np.quantile(steps, 0.95))
    period = float((time_s[-1] - time_s[0]) / len(steps))
    holes = steps > max(5.0 * usual, 20.0 * period)
    if holes.any():
        period = float(steps[~holes].mean())
    gaps = tuple((int(i) + 1, max(1, round(float(steps[i]) / period) - 1)) for i in np.flatnonzero(holes))
    doubt = (
        f"the times in the file are irregular (steps from {_ms(float(steps.min()))} to {_ms(usual)}): lost samples "
        "cannot be told from late ones; export the device's own times, or leave them out and give --fs"
    )
    return Sampling(1.0 / period, gaps, scatter_s, doubt)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms"
