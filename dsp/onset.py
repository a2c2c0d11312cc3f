"""The instant at which a contraction begins: declared live, dated afterwards.

A live rule (``trigger.py``) decides *that* a contraction has begun, some 50 ms into it.  *When* it began is then found
by change-point regression on the samples before (``changepoint.py``), because 10 ms of onset error are a third of the
rate of force development in the first 50 ms.  Always give raw samples: a filter moves the start of a rise.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import numpy as np
import numpy.typing as npt

from dsp.changepoint import Noise
from dsp.dating import LOWEST_FS, Onset, OnsetFlag, check_rate, cleaned, dated, median3, one_channel
from dsp.ring import Ring
from dsp.slow_rise import slow_rises
from dsp.trigger import Crossing, RiseTrigger

__all__ = ["LOWEST_FS", "Onset", "OnsetDetector", "OnsetFlag", "find_onsets"]

Array = npt.NDArray[np.float64]

LONGEST_RISE_S = 2.5
HISTORY_S = 6.0
DATED_TO = 0.6
NOISE_UP = 45.0
LAST_CROSSING = 0.1
"""Offline the rise is looked at up to this share of its peak."""
PUSH_LEADS, PUSH_LEAD_S = ((0.2, 3.0), (0.1, 2.0)), 0.1
"""No effort takes so much longer to its first fifth or tenth than from there to its half: a push came before it."""
SHELF_S, SHELF_BLOCK_S = 0.25, 0.03
"""A push was none of the effort when the force rests on its shelf for so long (within half a threshold); between two
bursts of one effort it is shorter."""
SHORTEST_EFFORT_S = 0.08
SMALLEST_SHARE = 0.05
"""Offline, rises below this share of the largest one in the record are handling, not contractions."""


def find_onsets(force_n: npt.ArrayLike, fs: float) -> list[Onset]:
    """Find the contractions of a force record.

    Parameters
    ----------
    force_n : array_like, shape (n,) or (1, n), N
        Raw, unfiltered force; compression positive; any offset or pre-tension.
    fs : float, Hz
        Measured sample rate, >= 20.

    Returns
    -------
    list of Onset
        In order of time; empty when nothing rises from rest.

    Raises
    ------
    ValueError
        When ``force_n`` is not one channel of finite values, or ``fs`` is too low.

    Notes
    -----
    A contraction is a rise above the rest of the second before it, by more than ``max(2 N, 4 scatter + 4 wander)`` for
    50 ms while still rising; that lasts at least 80 ms above half its height; that is at least 5 % of the largest rise
    in the record; and that is not merely pre-tension on which the contraction proper is built.  A push of less than a
    fifth of the effort, after which the force rests for 0.25 s, does not begin it; it is flagged as ambiguous.

    Examples
    --------
    >>> import numpy as np
    >>> t = np.arange(5000) / 1000.0
    >>> pull = 300.0 * np.clip((t - 2.0) / 0.2, 0.0, 1.0) * np.clip((4.0 - t) / 0.2, 0.0, 1.0)
    >>> (onset,) = find_onsets(50.0 + pull + np.random.default_rng(7).normal(0.0, 0.2, t.size), fs=1000.0)
    >>> abs(onset.time_s - 2.0) < 0.002, onset.uncertainty_s < 0.01, onset.flags
    (True, True, ())
    """
    force = one_channel(force_n, fs)
    crossings = RiseTrigger(fs).feed(force)
    efforts = _real_efforts(force, fs, crossings)
    slow = slow_rises(force, fs, [(crossing.index, _released(force, *effort)) for crossing, *effort in efforts])
    if slow:
        efforts = _real_efforts(force, fs, sorted([*crossings, *slow], key=lambda crossing: crossing.index))
    return [_dated(force, fs, *effort) for effort in efforts]


def _released(force: Array, peak_index: int, limit: int) -> int:
    """Last sample before the force has lost half of what it lost from its peak to ``limit``."""
    course = force[peak_index:limit]
    if not len(course):
        return limit
    return peak_index + _reached(-course, -0.5 * float(course[0] + course.min()))


def _dated(force: Array, fs: float, crossing: Crossing, peak_index: int, limit: int) -> Onset:
    start = max(0, crossing.rest_from, crossing.index - round(HISTORY_S * fs))
    at = crossing.index - start
    clean, noise = cleaned(force[start : min(limit, peak_index + 2)], at, crossing, fs)
    onset, pushed_s = _dated_from(clean, noise, start, crossing, float(force[peak_index]), fs)
    if not pushed_s:
        return onset
    effort = _after_push(clean, start, onset, crossing, pushed_s, fs)
    if effort is not None:
        shelf = effort.rest_from - start
        onset, _ = _dated_from(clean[shelf:], noise, effort.rest_from, effort, float(force[peak_index]), fs)
    if OnsetFlag.AMBIGUOUS in onset.flags:
        return onset
    return replace(onset, flags=(*onset.flags, OnsetFlag.AMBIGUOUS))


def _dated_from(
    clean: Array, noise: Noise, start: int, crossing: Crossing, peak_n: float, fs: float
) -> tuple[Onset, float]:
    """Onset in a cleaned stretch; where a push came first, also when the effort is on its way, else 0."""
    at = crossing.index - start
    height = peak_n - crossing.rest_n
    level = max(crossing.threshold_n, NOISE_UP * float(np.hypot(noise.white_n, np.sqrt(noise.walk_n2_s * 0.03))))
    above = median3(clean[at:]) - crossing.rest_n
    rise = max(_reached(above, min(DATED_TO * height, level)), max(3, round(0.005 * fs))) + 1
    onset = dated(clean[: at + rise], start, noise, crossing, fs)
    half = _reached(above, 0.5 * height)
    for share, longer in PUSH_LEADS:
        reached = _reached(above, share * height)
        reached_s = (crossing.index + reached) / fs
        if reached_s - onset.time_s > longer * (half - reached) / fs + PUSH_LEAD_S:
            return onset, reached_s
    return onset, 0.0


def _after_push(
    clean: Array, start: int, onset: Onset, crossing: Crossing, reached_s: float, fs: float
) -> Crossing | None:
    """The effort's own crossing above the shelf on which a push left the force; None where the force never rested."""
    block = max(1, round(SHELF_BLOCK_S * fs))
    count = -(-round(SHELF_S * fs) // block)
    last = round(reached_s * fs) - start
    blocks = (last - max(0, onset.index - start)) // block
    means = clean[last - blocks * block : last].reshape(blocks, block).mean(axis=1)
    for stop in range(blocks, count - 1, -1):
        shelf = means[stop - count : stop]
        if float(np.ptp(shelf)) < 0.5 * crossing.threshold_n:
            first, after = (last - (blocks - number) * block for number in (stop - count, stop))
            rest_n = float(np.median(shelf))
            index = after + _reached(clean[after:] - rest_n, crossing.threshold_n)
            return replace(crossing, index=start + index, rest_from=start + first, rest_n=rest_n)
    return None


def _reached(values: Array, level: float) -> int:
    """First index at which ``level`` is reached; the length where it never is."""
    reached = values >= level
    return int(np.argmax(reached)) if reached.any() else len(values)


def _real_efforts(force: Array, fs: float, crossings: list[Crossing]) -> list[tuple[Crossing, int, int]]:
    """Those rises that prove to be contractions once their whole course is known, with peak and last sample."""
    seen = []
    for number, crossing in enumerate(crossings):
        following = crossings[number + 1] if number + 1 < len(crossings) else None
        limit = following.index if following else len(force)
        limit = min(limit, crossing.index + round(LONGEST_RISE_S * 4 * fs))
        if limit <= crossing.index:
            continue  # the next one begins where this one does, above its shelf
        course = median3(force[crossing.index : limit])
        peak = int(np.argmax(course))
        height = float(course[peak]) - crossing.rest_n
        above = course - crossing.rest_n > 0.5 * height
        fell = np.flatnonzero(~above[peak:])
        began = np.flatnonzero(~above[:peak])
        length = (peak + int(fell[0]) if len(fell) else len(course)) - (int(began[-1]) + 1 if len(began) else 0)
        pretension = (
            following is not None
            and following.on_plateau
            and float(force[following.index : following.index + round(fs)].max()) - following.rest_n > height
        )
        brief = length < SHORTEST_EFFORT_S * fs and len(fell) > 0
        if not brief and not pretension:
            # sway may cross the threshold just before the effort does: the effort begins after the last crossing
            steep = int(np.argmax(course - crossing.rest_n >= max(crossing.threshold_n, LAST_CROSSING * height)))
            under = np.flatnonzero(course[:steep] - crossing.rest_n <= crossing.threshold_n)
            later = crossing.index + (int(under[-1]) + 1 if len(under) else 0)
            seen.append((replace(crossing, index=later), crossing.index + peak, limit, height))
    largest = max((height for *_, height in seen), default=0.0)
    return [(c, p, limit) for c, p, limit, height in seen if height >= SMALLEST_SHARE * largest]


class OnsetDetector:
    """Finds contractions in a running stream of raw force; the same for any chunking, and for hours.

    Parameters
    ----------
    fs : float, Hz
        Measured sample rate, >= 20.
    """

    def __init__(self, fs: float) -> None:
        check_rate(fs)
        self.fs = fs
        self._trigger = RiseTrigger(fs)
        self._history = Ring(1, round((HISTORY_S + 1.0) * fs))
        self._most = max(1, round(0.5 * fs))

    def feed(self, samples: npt.ArrayLike) -> list[Onset]:
        """Take the next raw samples ``(n,)`` or ``(1, n)`` in N and return the onsets they decide.

        Raises ValueError for values that are not finite: a gap ends a stream, start a new detector after it.
        """
        force = np.asarray(samples, dtype=np.float64)
        if force.ndim == 2 and len(force) == 1:
            force = force[0]
        if force.ndim != 1:
            raise ValueError(f"force must be one channel (n,) or (1, n), not an array of shape {force.shape}")
        values = force.tolist()
        if not isfinite(sum(values)):
            one_channel(force, self.fs)
        found: list[Onset] = []
        for at in range(0, len(values), self._most):
            self._history.push(force[None, at : at + self._most])
            found += [self._dated(crossing) for crossing in self._trigger.take(values[at : at + self._most])]
        return found

    def _dated(self, crossing: Crossing) -> Onset:
        end, window = self._history.latest(self._history.capacity)
        first = end - window.shape[1]
        start = max(crossing.rest_from, crossing.declared_index - round(HISTORY_S * self.fs), first)
        seen = window[0, start - first : crossing.declared_index + 1 - first]
        clean, noise = cleaned(seen, crossing.index - start, crossing, self.fs)
        return dated(clean, start, noise, crossing, self.fs)
