"""Finding repetitions down and up in the force of somebody who stands on the plates, and closing each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dsp.integrals import cumulative
from dsp.movement import NoMovement, Repetition
from dsp.runs import runs
from dsp.sampling import mean_rate
from dsp.smoothing import moving_mean
from dsp.weighing import GRAVITY, Stance, quiet_windows, wandering

Floats = npt.NDArray[np.float64]

LEAST_DEPTH_M = 0.04
"""Less is swaying, not a repetition."""
MOVING = 0.08
"""Speed, m/s, from which the body moves on purpose."""
PAUSE_SPEED = 0.05
"""Part of the greatest speed below which the body stands still at the bottom ..."""
PAUSE_LEAST_SPEED = 0.03
"""... or this, m/s, when it is more ..."""
PAUSE_LEAST_S = 0.25
"""... for this long; a stillness that is shorter is a turning point."""
CORRECTED = 0.01
"""To close a repetition the weight may be corrected by this part of itself, beyond its own uncertainty."""
CLOSING_SPEED = 0.1
"""Speed, m/s, that may be corrected where the body should stand."""
OFF = 0.1
"""Less than this part of the weight is no repetition with the feet on the plates."""
AT_WEIGHT_SD = 2.0
"""A force within so many SD of quiet standing from the weight is the weight."""
_AT_WEIGHT_N = 1.0
_LEAST_PHASE_S = 0.12
_STILL_S = 0.5
_LEVEL_SD = 3.0
_STILL_SPEED = 0.03
_OTHERS, _HELD_UP = 3, 0.3
_STANDING_S = 1.0
_SHORT_GAP_S = 0.3
_HESITATION_S = 0.5
_RETURNED = 0.6
_LONG_TAIL_S = 6.0
_SMOOTH_S = 0.05
_SWAY_S = 0.25
"""The speed of a sway at about 0.6 Hz is its acceleration times this."""


@dataclass(frozen=True, slots=True)
class Found:
    """Repetitions that can be measured, and why others cannot."""

    repetitions: tuple[Repetition, ...]
    left_out: tuple[str, ...]
    interrupted: bool = False
    """One was left out between two that are measured: these two do not follow each other."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Samples ``first`` to ``last`` of a way up or down."""

    up: bool
    first: int
    last: int


def find_repetitions(time_s: Floats, force_n: Floats, stance: Stance, *, moving: float = MOVING) -> Found:
    """Find every repetition down and up (squat, hinge) of a record of somebody who stands on the plates.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Seconds and total vertical force in N.
    stance : Stance
        Quiet standing at the weight, anywhere in the record.
    moving : float
        Speed, m/s, from which the body moves on purpose; less than usual for movements that are small and slow.

    Returns
    -------
    Found
        In order of time.  A repetition is left out when its weight must be corrected by more than 1 % beyond the
        weighing's uncertainty, or its speed by more than 0.1 m/s: something else than the feet carried a part.

    Raises
    ------
    NoMovement
        When there is none that can be measured.
    ValueError
        When time and force differ in length or have fewer than two samples.

    Notes
    -----
    Landmarks as VALD's squat [S13b]: start, greatest downward speed (braking begins), speed zero (lowest point), force
    back at the system weight (end).  Start, end and the pause's limits are where the force, walked from its greatest
    deviation outwards (mean of 0.05 s), is within 2 SD of quiet standing of the weight.
    """
    fs = mean_rate(time_s, force_n)
    speed = _coarse_speed(time_s, force_n, fs, stance)
    pairs = _pairs(speed, fs, moving)
    if not pairs:
        raise NoMovement(
            f"the body never goes down by {100 * LEAST_DEPTH_M:.0f} cm and up again at {moving:g} m/s or faster"
        )
    spans = _spans(pairs, time_s, force_n, fs, stance)
    tolerance_n = max(_AT_WEIGHT_N, AT_WEIGHT_SD * stance.sd_n)
    smooth = moving_mean(force_n, max(1, round(_SMOOTH_S * fs)))
    kept: list[Repetition] = []
    numbers: list[int] = []
    left_out: list[str] = []
    for number, ((before, after), (down, up)) in enumerate(zip(spans, pairs, strict=True), 1):
        repetition = _landmarks(time_s, force_n, smooth, before, after, tolerance_n)
        least_n = float(smooth[before : after + 1].min())
        lowered, raised = (abs(float(speed[way.first : way.last + 1].sum())) for way in (down, up))
        reason = "the feet left the plates" if least_n < OFF * stance.mean_n else _unclosed(repetition, stance)
        reason = reason or _cut_off(repetition, smooth, tolerance_n)
        if not reason and min(lowered, raised) < _RETURNED * max(lowered, raised):
            reason = "the way up is not as long as the way down"
        if reason:
            left_out.append(f"repetition {number}: {reason}")
        elif repetition.position.min() > -LEAST_DEPTH_M:
            left_out.append(f"repetition {number}: less than {100 * LEAST_DEPTH_M:.0f} cm deep")
        else:
            kept.append(repetition)
            numbers.append(number)
    if not kept:
        raise NoMovement(f"no repetition can be measured ({left_out[0]})")
    return Found(tuple(kept), tuple(left_out), numbers[-1] - numbers[0] >= len(numbers))


def standing(force_n: Floats, fs: float, *, seconds: float, sd_below_n: float, mean_above_n: float) -> Stance | None:
    """Quiet standing somewhere in a record of a movement: the stillest second, or whatever time is asked for.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Total vertical force in N.
    fs : float
        Rate in Hz.
    seconds, sd_below_n, mean_above_n : float
        The gate of ``quiet_windows``: length in s, greatest SD and least mean in N.

    Returns
    -------
    Stance or None
        The weight in N and how much it wanders between the windows within 3 SD of the stillest: at a slow steady speed
        the force is nearly the weight, too.  None where nobody stands still.
    """
    windows = quiet_windows(force_n, fs, seconds=seconds, sd_below_n=sd_below_n, mean_above_n=mean_above_n)
    if not windows:
        return None
    first = windows[0]
    near = _LEVEL_SD * max(first.sd_n, _AT_WEIGHT_N)
    return wandering(first, [item for item in windows if abs(item.mean_n - first.mean_n) <= near >= item.sd_n])


def open_speed(repetitions: Sequence[Repetition], stance: Stance) -> float:
    """How far from zero the speed may be where somebody stands between repetitions.

    Parameters
    ----------
    repetitions : sequence of Repetition
        At least one; what was left over when each was closed tells the error of integration.
    stance : Stance
        The weighing, whose wandering is taken for a slow sway.

    Returns
    -------
    float
        Expanded uncertainty (k = 2), m/s.
    """
    left = [rep.closing_speed for rep in repetitions]
    swaying = GRAVITY * stance.uncertainty_n / stance.mean_n * _SWAY_S
    return float(np.hypot(2.0 * np.sqrt(np.mean(np.square(left))), swaying))


def _cut_off(repetition: Repetition, smooth: Floats, tolerance_n: float) -> str:
    """Whether the record begins or ends within a repetition: force is away from the weight at its very edge."""
    least_n = repetition.weight_n - tolerance_n
    if repetition.start == 0 and smooth[0] < least_n:
        return "it began before the recording"
    if repetition.end == len(smooth) - 1 and smooth[-1] < least_n:
        return "the recording ended before it did"
    return ""


def _unclosed(repetition: Repetition, stance: Stance) -> str:
    correction = repetition.weight_n - stance.mean_n
    if abs(correction) > CORRECTED * stance.mean_n + stance.uncertainty_n:
        return f"the mean force differs from the weight by {correction:+.0f} N; something was held, touched or put down"
    if abs(repetition.closing_speed) > CLOSING_SPEED:
        return "the body does not come back to where it stood"
    return ""


def _coarse_speed(time_s: Floats, force_n: Floats, fs: float, stance: Stance) -> Floats:
    """Speed of the body in the whole record, its drift taken out at the moments of standing still."""
    weight = stance.mean_n
    speed = cumulative((force_n - weight) * GRAVITY / weight, time_s)
    centre = (stance.start + stance.stop) // 2
    near_n = _LEVEL_SD * max(stance.sd_n, _AT_WEIGHT_N)
    still = quiet_windows(force_n, fs, seconds=_STILL_S, mean_above_n=weight - near_n)
    places: list[int] = []
    for item in still:
        # stillest first, and apart from each other: neighbours would follow a slow beginning step by step
        place = (item.start + item.stop) // 2
        if item.mean_n <= weight + near_n and all(abs(place - other) >= _STILL_S * fs for other in places):
            places.append(place)
    drifting = GRAVITY * stance.uncertainty_n / weight
    apart = {place for place in places if abs(place - centre) >= _STILL_S * fs} | {centre}
    at = np.array(_anchors(sorted(apart), speed, time_s, drifting))
    corrected: Floats = speed - np.interp(time_s, time_s[at], speed[at])
    tail = slice(int(at[-1]), len(time_s))
    since = time_s[tail] - time_s[at[-1]]
    if since[-1] > _LONG_TAIL_S:
        # nobody stands still at the end: what is left of a wrong weight is a straight line
        corrected[tail] -= since * float(np.dot(since, corrected[tail]) / np.dot(since, since))
    return corrected


def _anchors(places: Sequence[int], speed: Floats, time_s: Floats, drifting: float) -> list[int]:
    """Moments of standing: the most that agree, and beyond them others that agree with each other.

    Whoever is held up or leaves the plates once has another speed in the integral ever after; a slow way down has not
    as much.
    """
    found = _agreeing(places, speed, time_s, drifting)
    for beyond in ([p for p in places if p < found[0]], [p for p in places if p > found[-1]]):
        if len(beyond) < _OTHERS:
            continue
        others = _anchors(beyond, speed, time_s, drifting)
        near = found[0] if others[-1] < found[0] else found[-1]
        jump = min(abs(float(speed[other] - speed[near])) for other in others)
        if len(others) >= _OTHERS and jump > _HELD_UP:
            found = sorted({*found, *others})
    return found


def _agreeing(places: Sequence[int], speed: Floats, time_s: Floats, drifting: float) -> list[int]:
    """The most of ``places`` whose speeds follow from each other by a drift of at most so many m/s each second.

    At a steady speed on the way down the force is the weight, too, but the speed is not what it was in standing.
    """
    longest: list[list[int]] = []
    for number, place in enumerate(places):
        best: list[int] = []
        for other in range(number):
            allowed = _STILL_SPEED + drifting * float(time_s[place] - time_s[places[other]])
            if len(longest[other]) > len(best) and abs(float(speed[place] - speed[places[other]])) <= allowed:
                best = longest[other]
        longest.append([*best, place])
    return max(longest, key=len)


def _pairs(speed: Floats, fs: float, least: float) -> list[tuple[_Way, _Way]]:
    """Every way down that is followed by a way up, each of some length."""
    ways: list[_Way] = []
    for up in (False, True):
        moving = speed > least if up else speed < -least
        for first, stop in runs(moving):
            if stop - first >= _LEAST_PHASE_S * fs:
                ways.append(_Way(up, first, stop - 1))
    joined: list[_Way] = []
    for way in sorted(ways, key=lambda item: item.first):
        # a way down may hesitate for as long as it likes; after a way up somebody stands
        if joined and joined[-1].up == way.up and (not way.up or way.first - joined[-1].last < _HESITATION_S * fs):
            joined[-1] = _Way(way.up, joined[-1].first, way.last)
        else:
            joined.append(way)
    far = [way for way in joined if abs(float(speed[way.first : way.last + 1].sum())) / fs >= 0.5 * LEAST_DEPTH_M]
    return [(one, two) for one, two in pairwise(far) if not one.up and two.up]


def _spans(
    pairs: Sequence[tuple[_Way, _Way]], time_s: Floats, force_n: Floats, fs: float, stance: Stance
) -> list[tuple[int, int]]:
    """Where the body stands before and after every repetition, closed together where they follow without a stand."""
    reach, short = round(_STANDING_S * fs), round(_SHORT_GAP_S * fs)
    before = [max(0, pairs[0][0].first - reach)]
    after = []
    turns = []
    for number, (one, two) in enumerate(pairwise(pairs)):
        gap = two[0].first - one[1].last
        middle = (one[1].last + two[0].first) // 2
        after.append(min(middle, one[1].last + reach))
        before.append(max(middle, two[0].first - reach))
        if gap < short:
            turns.append(number)
    after.append(min(len(time_s) - 1, pairs[-1][1].last + reach))
    for _ in range(3 if turns else 0):
        speeds = [_closed(time_s, force_n, *span)[1] for span in zip(before, after, strict=True)]
        for number in turns:
            # the top is where the speed is zero: both repetitions say how far it is from here
            lift = (float(force_n[after[number]]) - stance.mean_n) * GRAVITY / stance.mean_n
            if lift > -0.3:
                continue
            left = 0.5 * (float(speeds[number][-1]) + float(speeds[number + 1][0]))
            moved = after[number] - round(float(np.clip(left / lift, -0.2, 0.2)) * fs)
            after[number] = before[number + 1] = int(np.clip(moved, before[number] + 2, after[number + 1] - 2))
    return list(zip(before, after, strict=True))


def _closed(time_s: Floats, force_n: Floats, before: int, after: int) -> tuple[float, Floats, Floats]:
    """Weight, speed and position between two moments of standing: equal speed and equal height at both."""
    part = slice(before, after + 1)
    time, force = time_s[part], force_n[part]
    length = float(time[-1] - time[0])
    weight = float(cumulative(force, time)[-1]) / length
    speed = cumulative((force - weight) * GRAVITY / weight, time)
    speed = speed - float(cumulative(speed, time)[-1]) / length
    return weight, speed, cumulative(speed, time)


def _landmarks(
    time_s: Floats, force_n: Floats, smooth: Floats, before: int, after: int, tolerance_n: float
) -> Repetition:
    weight, speed, position = _closed(time_s, force_n, before, after)
    low = int(np.argmin(position[1:-1])) + 1
    down = int(np.argmin(speed[: low + 1]))
    up = low + int(np.argmax(speed[low:]))
    over = smooth[before : after + 1] - weight
    # from the deepest unweighting backwards, and from the last one forwards, to where the force is the weight
    start = _walk(over >= -tolerance_n, int(np.argmin(over[: down + 1])), -1)
    end = _walk(over >= -tolerance_n, up + int(np.argmin(over[up:])), 1)
    pause_start = pause_end = low
    limit = max(PAUSE_LEAST_SPEED, PAUSE_SPEED * float(np.abs(speed).max()))
    still = np.abs(speed) <= limit
    first, last = _walk(~still, low, -1), _walk(~still, low, 1)
    if float(time_s[before + last] - time_s[before + first]) >= PAUSE_LEAST_S:
        middle = (first + last) // 2
        pause_start = _walk(over <= tolerance_n, down + int(np.argmax(over[down : middle + 1])), 1)
        pause_end = _walk(over <= tolerance_n, middle + int(np.argmax(over[middle : up + 1])), -1)
        if pause_end <= pause_start:
            pause_start = pause_end = low
    places = (start, down, pause_start, low, pause_end, up, end)
    start, down, pause_start, low, pause_end, up, end = (before + place for place in places)
    return Repetition(
        before, start, down, pause_start, low, pause_end, up, end, after, weight, float(speed[0]), speed, position
    )


def _walk(reached: npt.NDArray[np.bool_], place: int, step: int) -> int:
    """From ``place`` on to the first sample where ``reached`` is true, or to the end of the array."""
    ahead = reached[place::step]
    found = np.flatnonzero(ahead)
    return place + step * (int(found[0]) if len(found) else len(ahead) - 1)
