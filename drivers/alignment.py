r"""Two devices on one clock by something that both of them saw: a movement, or pulses at their synchronisation inputs.

Arrivals alone cannot tell how long two links delay: that difference is hidden, up to the grid of a radio
(``drivers.clock_fit``).  What both devices measured at the same moment tells it.

    one    ____/\__/\_______      the shift that lays the other's curve over the one's,
    other  ______/\__/\_____      to a part of a sample, by cross-correlation and then by least squares

A shift is refused where the curves are not alike, where another one fits as well (an even rhythm), and where it would
be known too badly to be of use.  How well it is known is told by how far the parts of the movement disagree about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEAST_N = 15.0
"""A weaker movement does not stand out of somebody's hands."""
OF_PEAK = 0.2
"""The movement is where the force is above this part of its highest."""
AROUND_S = 0.15
"""And so much before and after."""
LEAST_HZ = 35.0
BLUR_S = 0.0125
"""Faster devices are made as slow as this: below it there is noise, whose slope would be taken for the movement's."""
SAMPLES_OF_PRESS = 2.5
"""So many samples of the slower device each press must have above OF_PEAK: nobody sees a knock between two."""
LONGEST_S = 30.0

ALIKE = 0.9
"""Correlation below which two curves are not the same movement."""
RIVAL = 0.9
"""Another shift that correlates this part as well could be the true one."""
USELESS_S = 0.010

GRID = 16
"""Curves are compared in steps of this part of what they were made as slow as."""

BLOCK_S = 0.1
"""Parts of the movement whose disagreement tells how well the shift is known; shorter ones share their errors."""
K = 2.3
"""Standard errors in 95 %, from about ten parts."""
PHASE = 0.04
"""Of the slower sample period: where in it the movement fell cannot be told."""

TOLERANCE_S = 0.003
"""Two pulses that are this far apart may be the same one."""
FEWEST_EDGES = 3
MATCHED = 0.6
"""Of the shorter train of pulses so many must have a partner."""
EDGES = 500


@dataclass(frozen=True, slots=True)
class Alignment:
    """``shift_s`` is to be added to the other device's times; known to ``uncertainty_s`` (95 %), at ``at_s``."""

    shift_s: float
    uncertainty_s: float
    at_s: float
    """When it was found, by the one device's times."""
    of: int
    """So many parts of a movement, or pulses, tell it."""


@dataclass(frozen=True, slots=True)
class NotAligned:
    """Why nothing can be said, and what to do."""

    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Force:
    """What a device measured: times ``(n,)`` on the host's clock as far as it is known, newtons ``(n,)``."""

    time_s: Floats
    force_n: Floats


def skew_uncertainty_s(known_to_s: Iterable[float | None]) -> float | None:
    """How well the clocks of any two of these devices agree (95 %): of the two that are known worst.

    0 for a single clock; None when one of several is not known.
    """
    each = list(known_to_s)
    if len(each) < 2:
        return 0.0
    known = sorted(one for one in each if one is not None)
    return float(np.hypot(known[-1], known[-2])) if len(known) == len(each) else None


# By a movement ----------------------------------------------------------------------------------------------------


def by_movement(one: Force, other: Force, within_s: float = 0.25) -> Alignment | NotAligned:
    """The shift that lays the other's force over the one's, of no more than ``within_s``.

    The devices may have different rates and scales; the movement must be in both and nothing else.
    """
    slow_s = max(_period_s(one), _period_s(other))
    if not 0 < slow_s <= 1.0 / LEAST_HZ:
        return NotAligned(f"A device sends fewer than {LEAST_HZ:.0f} samples a second, too few to be aligned by a tap.")
    begin_s, end_s = (max(one.time_s[0], other.time_s[0]), min(one.time_s[-1], other.time_s[-1]))
    if end_s - begin_s < 4 * within_s:
        return NotAligned(
            "The devices did not send at the same time for long enough. Wait until both send, then again."
        )
    begin_s = max(begin_s, end_s - LONGEST_S)
    if any(_holed(each, begin_s, end_s) for each in (one, other)):
        return NotAligned("Samples are missing in the movement. Come closer or check the cables, then again.")
    blur_s = max(BLUR_S, slow_s)
    times = np.arange(begin_s, end_s, blur_s / GRID)
    grid_s = float(times[1] - times[0])
    first, second = _smooth(one, times, blur_s), _smooth(other, times, blur_s)
    found = [_movement(curve) for curve in (first, second)]
    if not all(part is not None for part in found):
        return NotAligned(f"No movement of more than {LEAST_N:.0f} N was in both. Press the devices together, briskly.")
    reach, around = round(within_s / grid_s), round(AROUND_S / grid_s)
    if any(_samples_of_press(each) < SAMPLES_OF_PRESS for each in (one, other)):
        return NotAligned(
            "The knocks were too short for the slower device. Press for about a quarter of a second each."
        )
    start, stop = found[0] or (0, 0)
    start, stop = max(reach, start - around), min(times.size - reach, stop + around)
    if stop - start < 4 * around // 3:
        return NotAligned("The movement was at the very end of what was measured. Press once more, then wait a second.")
    alike = _correlated(first[start:stop], second[start - reach : stop + reach])
    if why := _unclear(alike):
        return NotAligned(why)
    lag, error, blocks = _refined(first, second, (start, stop), int(alike.argmax()) - reach, round(BLOCK_S / grid_s))
    uncertainty_s = K * error * grid_s + PHASE * slow_s
    if not uncertainty_s <= USELESS_S:
        return NotAligned("The movement was too soft to tell the moment. Press briskly, three times.")
    return Alignment(-lag * grid_s, uncertainty_s, float(times[(start + stop) // 2]), blocks)


def _period_s(of: Force) -> float:
    return float(np.median(np.diff(of.time_s))) if of.time_s.size > 2 else 0.0


def _holed(of: Force, begin_s: float, end_s: float) -> bool:
    inside = of.time_s[(of.time_s >= begin_s) & (of.time_s <= end_s)]
    return bool((np.diff(inside) > 1.8 * _period_s(of)).any()) or not np.isfinite(of.force_n).all()


def _smooth(of: Force, times: Floats, blur_s: float) -> Floats:
    """The force at even times, as slow as straight lines between samples ``blur_s`` apart make it."""
    curve: Floats = np.interp(times, of.time_s, of.force_n)
    if _period_s(of) < 0.7 * blur_s:
        kernel = np.bartlett(2 * GRID + 1)
        curve = np.convolve(np.pad(curve, GRID, mode="edge"), kernel / kernel.sum(), mode="valid")
    return np.asarray(curve - np.median(curve))


def _samples_of_press(of: Force) -> float:
    """How many samples a press has on average."""
    above = of.force_n - np.median(of.force_n)
    high = above >= OF_PEAK * above.max()
    return float(high.sum() / max(1, (high[1:] & ~high[:-1]).sum() + high[0]))


def _movement(curve: Floats) -> tuple[int, int] | None:
    high = np.flatnonzero(curve >= max(LEAST_N, OF_PEAK * float(curve.max())))
    return (int(high[0]), int(high[-1]) + 1) if high.size else None


def _correlated(pattern: Floats, among: Floats) -> Floats:
    """Correlation of the pattern with every part of ``among`` that is as long, by way of the Fourier transform."""
    n, size = pattern.size, among.size
    pattern = pattern - pattern.mean()
    length = 1 << (n + size - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(among, length) * np.conj(np.fft.rfft(pattern, length)), length)
    sums = np.concatenate(([0.0], np.cumsum(among)))
    squares = np.concatenate(([0.0], np.cumsum(among**2)))
    energy = squares[n:] - squares[:-n] - (sums[n:] - sums[:-n]) ** 2 / n
    scale = np.sqrt(np.maximum(energy, 1e-12) * (pattern @ pattern))
    return np.asarray(product[: size - n + 1] / scale)


def _unclear(alike: Floats) -> str:
    """Why the highest correlation does not tell the shift; empty when it does."""
    best = int(alike.argmax())
    if alike[best] < ALIKE:
        return "The devices did not measure the same movement. Press the two against each other and nothing else."
    if best in (0, alike.size - 1):
        return "The devices are further apart in time than can be aligned. Connect them again, then press once more."
    inner = alike[1:-1]
    tops = (1 + np.flatnonzero((inner >= alike[:-2]) & (inner > alike[2:]))).tolist()
    rivals = [at for at in tops if at != best and alike[at] >= RIVAL * alike[best]]
    # a top right beside the best one is its own roughness
    if any(alike[min(at, best) : max(at, best) + 1].min() < RIVAL * alike[at] for at in rivals):
        return "More than one shift fits: the rhythm was even. Press three times, with pauses of different length."
    return ""


def _refined(first: Floats, second: Floats, part: tuple[int, int], lag: int, block: int) -> tuple[float, float, int]:
    """``(lag, its standard error, parts that tell it)`` in samples, by least squares for shift, scale and level."""
    start, stop = part
    at = np.arange(start, stop, dtype=np.float64)
    everywhere = np.arange(second.size, dtype=np.float64)
    slope = np.gradient(first)[start:stop]
    pattern, shift = first[start:stop], float(lag)
    rest = told = np.zeros(0)
    for _ in range(6):
        moved = np.interp(at + shift, everywhere, second)
        rows = np.stack((pattern, np.ones_like(pattern), slope))
        scale, level, bent = np.linalg.lstsq(rows.T, moved, rcond=None)[0]
        # second(t + shift) = scale first(t + step): the curve that is left stands later by the step
        step = float(bent / scale)
        rest = moved - scale * pattern - level - bent * slope
        told = scale * (slope - slope.mean())
        shift -= float(np.clip(step, -5.0, 5.0))
        if abs(step) < 1e-4:
            break
    edges = np.arange(0, rest.size, block)
    pulls = np.add.reduceat(told * rest, edges) / float(told @ told)
    weights = np.add.reduceat(told**2, edges) / float(told @ told)
    telling = int((weights > 0.02).sum())
    if telling < 2:
        return shift, float("inf"), telling
    return shift, float(np.sqrt((pulls**2).sum() * telling / (telling - 1))), telling


# By pulses --------------------------------------------------------------------------------------------------------


def by_pulses(one_s: Floats, other_s: Floats, within_s: float = 0.25) -> Alignment | NotAligned:
    """The shift that lays the other's pulses (times of edges in one direction) over the one's.

    Pulses that only one of them saw do no harm, as long as MATCHED of the shorter train have a partner.
    """
    one_s, other_s = np.sort(one_s)[-EDGES:], np.sort(other_s)[-EDGES:]
    if min(one_s.size, other_s.size) < FEWEST_EDGES:
        return NotAligned(f"Fewer than {FEWEST_EDGES} pulses came at one of the inputs. Check the cable of the pulses.")
    apart = (one_s[:, None] - other_s[None, :]).ravel()
    apart = np.sort(apart[np.abs(apart) <= within_s + TOLERANCE_S])
    if not apart.size:
        return NotAligned("No pulse of one input is near one of the other. Check that both get the same pulses.")
    ends = np.searchsorted(apart, apart + 2 * TOLERANCE_S, side="right")
    counts = ends - np.arange(apart.size)
    best = int(counts.argmax())
    shift_s = float(np.median(apart[best : ends[best]]))
    pairs = _pairs(one_s, other_s, shift_s)
    common = _common(one_s, other_s, shift_s)
    if pairs.shape[1] < max(FEWEST_EDGES, MATCHED * common):
        return NotAligned("Too few pulses came at both inputs. Check that both get the same pulses.")
    rivals = counts[np.abs(apart - shift_s) > 4 * TOLERANCE_S]
    if rivals.size and rivals.max() >= 0.8 * pairs.shape[1]:
        return NotAligned("More than one shift fits: the pulses come too evenly. Use pulses at uneven times.")
    apart = pairs[0] - pairs[1]
    shift_s = float(np.median(apart))
    scatter_s = 1.4826 * float(np.median(np.abs(apart - shift_s)))
    # the median of n is known to 1.25 times what the mean is known to
    uncertainty_s = max(2.5 * scatter_s / np.sqrt(apart.size), float(np.abs(apart - shift_s).max()) / apart.size, 1e-5)
    return Alignment(shift_s, uncertainty_s, float(np.median(pairs[0])), apart.size)


def _pairs(one_s: Floats, other_s: Floats, shift_s: float) -> Floats:
    """``(2, n)``: pulses of the one and their partners, each taken once."""
    moved = other_s + shift_s
    at = np.searchsorted(moved, one_s)
    left, right = np.clip(at - 1, 0, moved.size - 1), np.clip(at, 0, moved.size - 1)
    near = np.where(np.abs(moved[left] - one_s) <= np.abs(moved[right] - one_s), left, right)
    fits = np.abs(moved[near] - one_s) <= TOLERANCE_S
    chosen, first = np.unique(near[fits], return_index=True)
    return np.stack((one_s[fits][first], other_s[chosen]))


def _common(one_s: Floats, other_s: Floats, shift_s: float) -> int:
    """Pulses of the shorter train while both were listening."""
    moved = other_s + shift_s
    begin_s, end_s = max(one_s[0], moved[0]) - TOLERANCE_S, min(one_s[-1], moved[-1]) + TOLERANCE_S
    return min(int(((each >= begin_s) & (each <= end_s)).sum()) for each in (one_s, moved))
