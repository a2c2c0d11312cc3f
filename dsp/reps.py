"""Contractions from onset to release, and repetitions counted against a fixed pre-tension level.

Two questions, two answers.  ``find_contractions`` asks the force itself where each effort begins and ends and needs no
setting.  ``RepCounter`` is the rule that dynamometers use for guided repetitions: above the pre-tension level is work.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dsp.dating import Onset, cleaned, dated, one_channel, without_spikes
from dsp.onset import find_onsets
from dsp.runs import first_run
from dsp.trigger import Crossing

Array = npt.NDArray[np.float64]

RELEASED = 0.1
"""An effort is over when a tenth of its rise is left ..."""
RELEASED_AT_LEAST_N = 2.0
"""... or this, when that is more: below it one cannot tell an effort from rest ..."""
RELEASED_FOR_S = 0.05
"""... and stays so this long, so that tremor at the end is not several ends."""
SETTLED_S, SETTLED_BELOW, SETTLED_WITHIN = 0.3, 0.5, 0.1
"""Rest after an effort: its last moments, below half of the rise, that stay within a tenth of it."""
SLOPE_OVER_S, LONGEST_END_S = 0.02, 0.25
HELD_AFTER_S, HELD_LEAST_S, HELD_SEEN_S, FALL_S = 0.2, 0.3, 1.5, 0.25
"""A force is held from 0.2 s after the onset; it must have been for 0.3 s, without the quarter of a second in which
it may already be falling, for the start of a release to be a change."""


@dataclass(frozen=True, slots=True)
class Contraction:
    """One effort: its onset, rest before, peak, and its end (None when the record stops before the release).

    ``end_index`` is the first sample of the release below a tenth of the rise above rest, ``end_s`` the time between
    samples at which that level is crossed, with its expanded uncertainty (k = 2); ``peak_n`` is gross.  ``release_s``
    is when letting go began, with its expanded uncertainty; None without a release, or when the force had no level
    before it to fall from.
    """

    onset: Onset
    rest_n: float
    peak_index: int
    peak_n: float
    end_index: int | None
    end_s: float | None
    end_uncertainty_s: float | None = None
    release_s: float | None = None
    release_uncertainty_s: float | None = None


def find_contractions(force_n: npt.ArrayLike, fs: float) -> list[Contraction]:
    """Find every contraction of a force record with onset, peak and end.

    Parameters
    ----------
    force_n : array_like, shape (n,) or (1, n), N
        Raw force, compression positive.
    fs : float, Hz
        Measured sample rate, >= 20.

    Returns
    -------
    list of Contraction
        In order of time, not overlapping: one that is not released before the next onset ends there.

    Raises
    ------
    ValueError
        As ``find_onsets``.

    Notes
    -----
    The rest is that directly before each onset; where the force settles higher after the effort than before it (but
    below half of the rise), the end is judged by the rest after it.  The end is a level, because a muscle relaxes
    ever more slowly and nothing marks its return to rest; the start of the release is a change point, found as an onset
    is, in the force turned upside down.
    """
    force = one_channel(force_n, fs)
    onsets = find_onsets(force, fs)
    clean = without_spikes(force)
    limits = [onset.index for onset in onsets[1:]] + [len(force)]
    return [_course(clean, fs, onset, limit) for onset, limit in zip(onsets, limits, strict=False)]


def _course(force: Array, fs: float, onset: Onset, limit: int) -> Contraction:
    first = max(0, onset.index - max(1, round(0.1 * fs)))
    rest_n = float(np.median(force[first : onset.index + 1]))
    work = force[onset.index : max(limit, onset.index + 1)]
    peak = int(np.argmax(work))
    peak_n, peak_index = float(work[peak]), onset.index + peak
    level, unsure_n = _released_below(work[peak:], rest_n, fs)
    end = first_run(work[peak:] < level, max(1, round(RELEASED_FOR_S * fs)))
    if end is None and limit >= len(force):
        return Contraction(onset, rest_n, peak_index, peak_n, None, None)
    end_index = limit if end is None else peak_index + end
    if end is None or end == 0:
        return Contraction(onset, rest_n, peak_index, peak_n, end_index, end_index / fs, 1.0 / fs)
    end_s, uncertainty_s = _crossed(force, end_index, level, unsure_n, fs)
    release = _release(force, onset.index, end_index, level, fs)
    return Contraction(onset, rest_n, peak_index, peak_n, end_index, end_s, uncertainty_s, *release)


def _released_below(fall: Array, rest_n: float, fs: float) -> tuple[float, float]:
    """Level below which an effort is over, from its peak on, and how unsure it is: rest differs before and after."""
    height = float(fall[0]) - rest_n
    after = fall[-max(1, round(SETTLED_S * fs)) :]
    settled_n = float(np.median(after))
    unsure_n = 0.0
    if settled_n < rest_n + SETTLED_BELOW * height and float(np.ptp(after)) < SETTLED_WITHIN * height:
        unsure_n = min(abs(settled_n - rest_n), RELEASED * height)
        rest_n = max(rest_n, settled_n)
    return rest_n + max(RELEASED_AT_LEAST_N, RELEASED * (float(fall[0]) - rest_n)), unsure_n


def _crossed(force: Array, index: int, level: float, unsure_n: float, fs: float) -> tuple[float, float]:
    """When a falling force crosses ``level`` between the samples ``index - 1`` and ``index``, with uncertainty."""
    above, below = float(force[index - 1]), float(force[index])
    part = float(np.clip((above - level) / (above - below), 0.0, 1.0)) if above > below else 1.0
    reach = max(1, round(SLOPE_OVER_S * fs))
    near = force[max(0, index - reach) : index + reach]
    noise = float(np.std(np.diff(near))) / np.sqrt(2.0)
    slope = (float(near[0]) - float(near[-1])) * fs / max(1, len(near) - 1)
    spread = float(np.hypot(noise, unsure_n)) / slope if slope > 0.0 else LONGEST_END_S
    return (index - 1 + part) / fs, 2.0 * float(np.hypot(min(spread, LONGEST_END_S), 0.3 / fs))


def _release(force: Array, start: int, end: int, level: float, fs: float) -> tuple[float | None, float | None]:
    """When the fall to ``end`` began: the change point of the held force, upside down."""
    held = force[start:end]
    half = 0.5 * (float(held.max()) + level)
    last_high = start + int(np.flatnonzero(held > half)[-1])
    first = max(start + round(HELD_AFTER_S * fs), last_high - round(HELD_SEEN_S * fs))
    plateau = force[first : max(first, last_high - round(FALL_S * fs))]
    if len(plateau) < max(8, round(HELD_LEAST_S * fs)):
        return None, None
    # somebody who tires lets the force sink: a release is a fall from that course
    clock = np.arange(max(last_high + 2 - first, len(plateau))) - 0.5 * (len(plateau) - 1)
    on = clock[: len(plateau)]
    sinking = min(0.0, float(on @ plateau / (on @ on)))
    fallen = float(np.median(plateau - sinking * on)) + sinking * clock - force[first : first + len(clock)]
    rest = fallen[: len(plateau)]
    height = float(plateau[-1]) - level
    drop = max(RELEASED_AT_LEAST_N, RELEASED * height, 3.0 * float(np.std(rest)), 4.0 * float(np.std(np.diff(rest))))
    under = np.flatnonzero(fallen[: last_high + 1 - first] <= drop)
    index = first + (int(under[-1]) + 1 if len(under) else len(plateau))
    crossing = Crossing(index, index, first, 0.0, drop, False)
    clean, noise = cleaned(fallen[: max(last_high + 2, index + 4) - first], index - first, crossing, fs)
    found = dated(clean, first, noise, crossing, fs)
    return found.time_s, found.uncertainty_s


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition above the pre-tension level: samples ``start_index`` up to, not including, ``end_index``."""

    start_index: int
    end_index: int
    peak_index: int
    peak_n: float


class RepCounter:
    """Counts isometric repetitions in a running stream; the same for any chunking.

    Parameters
    ----------
    fs : float, Hz
        Measured sample rate, > 0.
    pretension_n : float, N
        A repetition begins when the force rises above this level.
    hysteresis : float
        It ends when the force falls below ``(1 - hysteresis) * pretension_n``, 0 <= hysteresis < 1: noise at the level
        must not end one.
    least_s : float, s
        Shorter excursions are handling and not counted.
    """

    def __init__(self, fs: float, pretension_n: float, *, hysteresis: float = 0.2, least_s: float = 0.5) -> None:
        if not fs > 0.0:
            raise ValueError(f"the sample rate must be positive, not {fs} Hz")
        if not pretension_n > 0.0 or not 0.0 <= hysteresis < 1.0:
            raise ValueError(f"pre-tension {pretension_n} N with hysteresis {hysteresis} is no band above zero")
        self._above = pretension_n
        self._below = (1.0 - hysteresis) * pretension_n
        self._least = round(least_s * fs)
        self._end = 0
        self._start: int | None = None
        self._peak_index = 0
        self._peak_n = -np.inf
        self.count = 0

    @property
    def working(self) -> bool:
        """A repetition has begun and is long enough to count when it ends now."""
        return self._start is not None and self._end - self._start >= self._least

    @property
    def begun(self) -> bool:
        """Force is above the level now, for however short a time."""
        return self._start is not None

    def feed(self, samples: npt.ArrayLike) -> list[Rep]:
        """Take the next samples ``(n,)`` in N and return the repetitions that ended in them."""
        force = np.asarray(samples, dtype=np.float64)
        if force.ndim != 1 or not np.isfinite(force).all():
            raise ValueError("repetitions are counted on one channel (n,) of finite values: split the record at gaps")
        found: list[Rep] = []
        at = 0
        while at < len(force):
            rest = force[at:]
            passed = np.flatnonzero(rest > self._above if self._start is None else rest < self._below)
            n = int(passed[0]) if len(passed) else len(rest)
            if self._start is not None:
                self._climb(rest[:n], self._end)
            if len(passed):
                self._turn(self._end + n, found)
            self._end += n
            at += n
        return found

    def _climb(self, work: Array, index: int) -> None:
        if len(work) and float(work.max()) > self._peak_n:
            self._peak_index = index + int(np.argmax(work))
            self._peak_n = float(work.max())

    def _turn(self, index: int, found: list[Rep]) -> None:
        """Force crossed the level at ``index``: begin, or end what had begun."""
        if self._start is None:
            self._start = index
            self._peak_n = -np.inf
            return
        if index - self._start >= self._least:
            found.append(Rep(self._start, index, self._peak_index, self._peak_n))
            self.count += 1
        self._start = None
