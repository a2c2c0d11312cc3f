"""The plateau of an isometric effort, and what breaks it: a device that slips, a limb that yields, a strap that gives.

A muscle loses force within limits.  Its fastest relaxation takes some 50 ms for the middle 60 % of the fall, and when a
client lets go the force goes on falling until it is gone.  A fall that stops half way is therefore not a release, and a
fall faster than any muscle's is not the client's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dsp.isometric import STABLE_S, Effort
from dsp.runs import runs

Floats = npt.NDArray[np.float64]

WITHIN = 0.10
"""The plateau is where the force stays this near to the net stable peak ..."""
SMOOTH_S = 0.1
"""... averaged over one cycle of tremor (8-12 Hz)."""

DROP = 0.15
"""A fall of this part of the net peak breaks a plateau; tremor and unsteadiness of a maximal push are a third of it."""
WITHIN_S = 0.1
"""It happens within this time: fatigue and easing off take longer ..."""
HELD_S = 0.2
"""... after at least this long on the level before: the overshoot of an explosive start has none ..."""
LOW_S = 0.08
"""... and lasts at least this long: a knock is over sooner."""
STAYS_S = 0.2
"""What stays at the lower level for this long, changing by less than STEADY of the fall, has stopped falling."""
STEADY = 0.25
STILL_PUSHING = 0.3
"""Below this part of the net peak nobody pushes any more: that was the release."""
RECOVERS_S, RECOVERED = 1.0, 0.5
"""A slip gets back this part of what it lost within this time: the grip is found again."""
GRID_S = 0.01
LOWEST_FS = 40.0

GAVE_S, GAVE_FROM, GAVE_TO = 0.025, 0.8, 0.2
"""From 80 to 20 % of the force in this time is twice as fast as the fastest relaxation of a muscle ..."""
GAVE_FS = 200.0
"""... and needs this rate to be seen."""


class BreakKind(StrEnum):
    """What happened to the force, in words for the therapist."""

    SLIP = "slip"
    """It fell and came back: the device slipped and was caught, or the client let go and pushed again."""
    YIELD = "yield"
    """It fell and stayed lower while the client went on: the limb was overcome (break test) or the device moved."""
    GAVE_WAY = "gave way"
    """It was gone faster than a muscle relaxes: strap, lever or tester gave way."""


@dataclass(frozen=True, slots=True)
class Break:
    """A sudden fall of force inside an effort: when it began, by how much of the net force before, and its kind."""

    kind: BreakKind
    time_s: float
    drop_n: float
    share: float
    """Of the net force before, 0-1."""


@dataclass(frozen=True, slots=True)
class Plateau:
    """The longest stretch near the stable peak, and its mean gross force."""

    start_s: float
    stop_s: float
    mean_n: float

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return self.stop_s - self.start_s


def find_plateau(effort: Effort, *, within: float = WITHIN) -> Plateau | None:
    """Find the longest time that the force stays near its stable peak.

    Parameters
    ----------
    effort : Effort
        At 8 Hz or more.
    within : float
        Part of the net stable peak by which the force, averaged over 0.1 s, may differ from it, 0 < within < 1.

    Returns
    -------
    Plateau or None
        None when the effort is shorter than the 0.5 s of a stable peak.

    Raises
    ------
    ValueError
        When ``within`` is not a part of one.
    """
    if not 0.0 < within < 1.0:
        raise ValueError(f"a plateau is within a part of its level, 0 to 1, not {within}")
    time_s, force = (
        effort.time_s[effort.start : effort.stop],
        effort.force_n[effort.start : effort.stop] - effort.rest_n,
    )
    if len(time_s) < 2 or time_s[-1] - time_s[0] < STABLE_S:
        return None
    step = float(time_s[-1] - time_s[0]) / (len(time_s) - 1)
    level = float(_means(force, max(1, round(STABLE_S / step))).max())
    near = np.abs(_centred(force, max(1, round(SMOOTH_S / step))) - level) <= within * abs(level)
    found = runs(near)
    if not found:
        return None
    start, stop = max(found, key=lambda run: float(time_s[run[1] - 1] - time_s[run[0]]))
    mean_n = float(force[start:stop].mean()) + effort.rest_n
    return Plateau(float(time_s[start]), float(time_s[stop - 1]), mean_n)


def plateau_time(effort: Effort) -> float:
    """How long the force stays within 10 % of the net stable peak, s; NaN when the effort is shorter than 0.5 s."""
    found = find_plateau(effort)
    if found is None:
        return float("nan")
    # it begins up to a step before its first sample and ends up to a step after its last: half a step each on average
    return found.seconds + effort.step_s + float(np.sqrt(2.0)) * effort.instant_shift_s


def _means(values: Floats, size: int) -> Floats:
    total = np.concatenate(([0.0], np.cumsum(values)))
    means: Floats = (total[size:] - total[:-size]) / size
    return means


def _centred(values: Floats, size: int) -> Floats:
    """Centred mean over ``size`` samples; over what there is at the ends."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(len(values))
    first, last = np.maximum(at - size // 2, 0), np.minimum(at + (size - size // 2), len(values))
    means: Floats = (total[last] - total[first]) / (last - first)
    return means


def find_breaks(effort: Effort) -> list[Break]:
    """Find sudden falls of force that are not the client's letting go.

    Parameters
    ----------
    effort : Effort
        Raw force; slips and yielding are found from 40 Hz on, what gives way from 200 Hz on.

    Returns
    -------
    list of Break
        In order of time; empty for a clean effort, a record that is too slow, or one shorter than half a second.

    Notes
    -----
    A fall counts as what no sample contradicts: from the lowest value of 0.2 s before to the highest of 0.08 s after,
    so that knocks, spikes and tremor cannot make one.  The thresholds are ours, from the physics of muscle and hand:
    maximal relaxation 1-1.3 % of the force per ms, tremor and unsteadiness of maximal efforts below 5 %.
    """
    fs = (len(effort.time_s) - 1) / float(effort.time_s[-1] - effort.time_s[0]) if len(effort.time_s) > 1 else 0.0
    stop = min(effort.stop, len(effort.force_n))
    if fs < LOWEST_FS or stop - effort.start < 0.5 * fs:
        return []
    found = _falls(effort, fs, stop)
    gone = _gave_way(effort, fs, stop)
    return [*found, gone] if gone is not None else found


def _falls(effort: Effort, fs: float, stop: int) -> list[Break]:
    """Slips and yielding, on a grid of hundredths of a second."""
    size = max(1, round(GRID_S * fs))
    count = (stop - effort.start) // size
    net = effort.force_n[effort.start : effort.start + count * size].reshape(count, size).mean(axis=1) - effort.rest_n
    step = size / fs
    held, low, gap, stays = (max(1, round(seconds / step)) for seconds in (HELD_S, LOW_S, WITHIN_S, STAYS_S))
    recovers = round(RECOVERS_S / step)
    peak = float(net.max())
    if peak <= 0 or count < held + gap + low:
        return []
    windows = np.lib.stride_tricks.sliding_window_view
    before = windows(net, held).min(axis=1)[: count - held - gap - low + 1]
    after = windows(net, low).max(axis=1)[held + gap :]
    deep = np.flatnonzero(before - after >= DROP * peak)
    found: list[Break] = []
    free = 0
    for i in deep.tolist():
        at = i + held + gap
        if i < free or (i + 1 in deep and before[i + 1] - after[i + 1] > before[i] - after[i]):
            continue  # of neighbouring falls the deepest stands for all
        level, fall = float(after[i]), float(before[i] - after[i])
        kind = _kind(net[at:], level, fall, peak, stays, recovers)
        if kind is not None:
            steepest = i + held - 1 + int(np.argmin(np.diff(net[i + held - 1 : at + 1])))
            begun = float(effort.time_s[effort.start + steepest * size + size // 2])
            found.append(Break(kind, begun, fall, fall / float(before[i])))
            free = at + low
    return found


def _kind(rest: Floats, level: float, fall: float, peak: float, stays: int, recovers: int) -> BreakKind | None:
    """What the force does after a fall to ``level``: comes back, stays, or goes on falling (None: a release)."""
    if np.any(rest[:recovers] >= level + RECOVERED * fall):
        return BreakKind.SLIP
    settled = rest[:stays]
    if len(settled) == stays and level >= STILL_PUSHING * peak and float(settled.min()) >= level - STEADY * fall:
        return BreakKind.YIELD
    return None


def _gave_way(effort: Effort, fs: float, stop: int) -> Break | None:
    """The force was gone faster than a muscle relaxes."""
    if fs < GAVE_FS:
        return None
    reach = max(2, round(GAVE_S * fs))
    last = min(stop + reach, len(effort.force_n))
    net = effort.force_n[effort.start : last] - effort.rest_n
    if len(net) < 3 * reach or net.max() <= 0:
        return None
    windows = np.lib.stride_tricks.sliding_window_view
    span = max(2, reach // 2)
    # a level of several samples on either side, so that a spike is none
    high = windows(net, span).min(axis=1)
    low = windows(net, span).max(axis=1)
    count = len(net) - 2 * span - reach + 1
    if count <= 0:
        return None
    before, after = high[:count], low[span + reach : span + reach + count]
    # judged where much of the peak is held, and only when it stays gone: the tail of a release is never sudden
    sudden = np.flatnonzero((before >= 0.5 * net.max()) & (after <= GAVE_TO / GAVE_FROM * before))
    if not len(sudden):
        return None
    at, first = int(sudden[-1]), int(sudden[-1]) + span
    if float(net[first + reach :].max()) > 0.5 * before[at]:
        return None
    fall = float(before[at] - after[at])
    return Break(BreakKind.GAVE_WAY, float(effort.time_s[effort.start + first]), fall, fall / float(before[at]))
