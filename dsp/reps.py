"""Contractions from onset to release, and repetitions counted against a fixed pre-tension level.

Two questions, two answers.  ``find_contractions`` asks the force itself where each effort begins and ends and needs no
setting.  ``RepCounter`` is the rule that dynamometers use for guided repetitions: above the pre-tension level is work.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dsp.onset import Onset, find_onsets
from dsp.runs import first_run

Array = npt.NDArray[np.float64]

RELEASED = 0.1
"""An effort is over when a tenth of its rise is left ..."""
RELEASED_AT_LEAST_N = 2.0
"""... or this, when that is more: below it one cannot tell an effort from rest ..."""
RELEASED_FOR_S = 0.05
"""... and stays so this long, so that tremor at the end is not several ends."""


@dataclass(frozen=True, slots=True)
class Contraction:
    """One effort: its onset, rest before, peak, and its end (None when the record stops before the release).

    ``end_index`` is the first sample of the release below a tenth of the rise above ``rest_n``; ``peak_n`` is gross.
    """

    onset: Onset
    rest_n: float
    peak_index: int
    peak_n: float
    end_index: int | None
    end_s: float | None


def find_contractions(force_n: npt.ArrayLike, fs: float) -> list[Contraction]:
    """Find every contraction of a force record with onset, peak and end.

    Parameters
    ----------
    force_n : array_like, shape (n,), N
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
    """
    onsets = find_onsets(force_n, fs)
    force = np.asarray(force_n, dtype=np.float64)
    limits = [onset.index for onset in onsets] + [len(force)]
    return [_course(force, fs, onset, limits[number + 1]) for number, onset in enumerate(onsets)]


def _course(force: Array, fs: float, onset: Onset, limit: int) -> Contraction:
    first = max(0, onset.index - max(1, round(0.1 * fs)))
    rest_n = float(np.median(force[first : onset.index + 1]))
    work = force[onset.index : limit]
    peak = int(np.argmax(work))
    level = rest_n + max(RELEASED_AT_LEAST_N, RELEASED * (float(work[peak]) - rest_n))
    needed = max(1, round(RELEASED_FOR_S * fs))
    end = first_run(work[peak:] < level, needed)
    if end is None and limit < len(force):
        end = limit - onset.index - peak
    end_index = None if end is None else onset.index + peak + end
    end_s = None if end_index is None else end_index / fs
    return Contraction(onset, rest_n, onset.index + peak, float(work[peak]), end_index, end_s)


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
