"""When a hold loses its form: the moment from which load share or steadiness differ for good from their own beginning.

A person who tires shifts the load to the other leg or begins to shake, long before the hips come down.  The hold's own
first seconds say what is usual; a change counts when it is clearly more than what the quantity does by itself anyway,
when it lasts, and when the hold never comes back.  It is then dated by a change-point fit, because the moment at which
a slow change passes a threshold is late.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dsp.endurance import Hold
from dsp.runs import first_run
from dsp.sampling import usual_step
from dsp.wander import Floats, block_means, line

LEAST_S = 12.0
"""A hold proper that is shorter has no beginning to compare its end with."""
SHARE_BAND = 3.0
"""Least change of the load share that counts, percentage points: two unverified plates leave 2 open."""
UNSTEADY_TIMES = 2.0
"""Least growth of the unsteadiness that counts."""
TIMES_WANDER = 5.0
"""... and both only beyond so many times what the quantity wanders by (SD) ..."""
SHORT_WANDER = 6.0
"""... and more by this, divided by the number of 10 s in the hold: a short hold shows little of its own wander."""
LASTING_S = 2.0
SUDDEN_S = 1.0
"""A change that takes no longer than this is sudden."""
_BASE_S = (5.0, 10.0)
_BASE_PART = 0.25
_MEAN_S = 2.0
_WANDER_LAG_S = 5.0
_SHARE_BLOCK_S = 0.25
_STEADY_BLOCK_S = 1.0
_BACK_PART = 0.5
_BEFORE_S, _AFTER_S = 60.0, 10.0
_TAKES_S = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0)
_FINE, _FINE_TAKES = 41, 9
_MOST_ALIKE = 0.98
_SIZE_S = 5.0


class Change(StrEnum):
    """What changed."""

    TRANSFER = "sudden transfer of load"
    SHIFT = "gradual shift of load"
    UNSTEADY = "unsteadiness"


@dataclass(frozen=True, slots=True)
class FormLoss:
    """A change for good at ``time_s`` on the time axis of the force, known to ``uncertainty_s`` (k = 2).

    Both limits of that band lie within the hold; where one would not, ``time_s`` is the middle of what is possible.

    ``size`` is the change of the share of ``foot_n`` in percentage points, or how many times the unsteadiness grew.
    """

    time_s: float
    uncertainty_s: float
    change: Change
    size: float
    size_uncertainty: float


class NoBeginning(ValueError):
    """A hold without enough of a beginning to know what is usual in it; the message is for the therapist."""


@dataclass(frozen=True, slots=True, eq=False)
class _Series:
    """A quantity in blocks of ``step_s``, its usual value, and how far and how it must leave it."""

    time_s: Floats
    values: Floats
    step_s: float
    least: float
    rising: bool
    """Only more of it counts."""


def find_form_loss(hold: Hold) -> FormLoss | None:
    """Find the moment from which a hold has lost its form for good.

    Parameters
    ----------
    hold : Hold
        ``foot_n`` is one plate; where it is the total itself (one force alone) the steadiness is looked at alone.

    Returns
    -------
    FormLoss or None
        The earlier one of the changes of load share and of unsteadiness; None when neither changed for good.

    Raises
    ------
    NoBeginning
        When the hold proper is shorter than 12 s.

    Notes
    -----
    The usual value is the mean of the first quarter of the hold proper, 5 to 10 s.  A change counts when the mean of
    2 s leaves it by more than the least band (3 percentage points; a doubling) and 5 SD of its own wander (more in
    holds of less than a minute), for 2 s, and never again comes back to within half of that.  The wander is the spread
    of differences over 5 s, of which a single change alters few and a slow drift shifts all alike.  The date is the
    mean of a posterior over starts and durations of a ramp in AR(1) noise, with its standard deviation.
    """
    steady = hold.steady
    time_s = hold.time_s[steady]
    if len(time_s) < 3 or time_s[-1] - time_s[0] < LEAST_S:
        raise NoBeginning(
            f"needs {LEAST_S:g} s of steady holding, lifting and lowering left out, to know what is usual in it"
        )
    found = []
    total, foot = hold.force_n[steady], hold.foot_n[steady]
    two = hold.foot_n is not hold.force_n
    if two and total.min() > 0:
        centres, shares = block_means(time_s, 100.0 * foot / total, _SHARE_BLOCK_S)
        found.append(_departure(_Series(centres, shares, _SHARE_BLOCK_S, SHARE_BAND, rising=False)))
    centres, unsteady = _unsteadiness(time_s, [foot, total - foot] if two else [total])
    least = float(np.log(UNSTEADY_TIMES))
    found.append(_departure(_Series(centres, unsteady, _STEADY_BLOCK_S, least, rising=True)))
    return min((loss for loss in found if loss is not None), key=lambda loss: loss.time_s, default=None)


def change_at(hold: Hold, time_s: float) -> FormLoss | None:
    """Size what changed at a moment that somebody chose.

    Parameters
    ----------
    hold : Hold
        ``foot_n`` is one plate.
    time_s : float
        The moment, in s on the time axis of the hold.

    Returns
    -------
    FormLoss or None
        The share of up to 10 s after minus that of up to 10 s before, in percentage points; None at the ends of the
        hold and where the plates are empty.
    """
    steady = hold.steady
    times = hold.time_s[steady]
    near = (times >= time_s - _BASE_S[1]) & (times <= time_s + _BASE_S[1])
    before, after = near & (times < time_s), near & (times >= time_s)
    if min(np.count_nonzero(before), np.count_nonzero(after)) < 3 or hold.force_n[steady].min() <= 0:
        return None
    shares = 100.0 * hold.foot_n[steady] / hold.force_n[steady]
    size = float(shares[after].mean() - shares[before].mean())
    spread = float(np.hypot(shares[after].std(), shares[before].std()))
    step_s = usual_step(times)
    return FormLoss(time_s, step_s, Change.TRANSFER, size, spread)


def _unsteadiness(time_s: Floats, forces: list[Floats]) -> tuple[Floats, Floats]:
    """Logarithm of the SD about a straight line in each second, all forces together."""
    edges = time_s[0] + _STEADY_BLOCK_S * np.arange(int((time_s[-1] - time_s[0]) / _STEADY_BLOCK_S) + 1)
    at = np.searchsorted(time_s, edges - 1e-9)
    usual = 0.5 * _STEADY_BLOCK_S / usual_step(time_s)
    centres, logarithms = [], []
    for first, stop in pairwise(at):
        if stop - first < max(4.0, usual):
            continue
        block = time_s[first:stop]
        power = 0.0
        for force in forces:
            slope, offset = line(block, force[first:stop])
            rest = force[first:stop] - (slope * block + offset)
            power += float(rest @ rest) / (len(rest) - 2)
        centres.append(float(block.mean()))
        logarithms.append(0.5 * float(np.log(max(power, 1e-12))))
    return np.array(centres), np.array(logarithms)


def _departure(series: _Series) -> FormLoss | None:
    """The change of one quantity for good, dated and sized; None without one."""
    time_s, values, step = series.time_s, series.values, series.step_s
    width = max(1, round(_MEAN_S / step))
    if len(values) < 4 * width:
        return None
    means = np.convolve(values, np.full(width, 1.0 / width), mode="valid")
    base_s = float(np.clip(_BASE_PART * (time_s[-1] - time_s[0]), *_BASE_S))
    usual = float(values[time_s < time_s[0] + base_s].mean())
    wander = _wander(means, max(width, round(_WANDER_LAG_S / step)))
    seen = (float(time_s[-1] - time_s[0]) + step) / (2.0 * _WANDER_LAG_S)
    band = max(series.least, (TIMES_WANDER + SHORT_WANDER / seen) * wander)
    away = means - usual
    sign = 1.0 if series.rising or away[-1] > 0 else -1.0
    away = sign * away
    back = np.flatnonzero(away <= _BACK_PART * band)
    since = int(back[-1]) + 1 if len(back) else 0
    lasting = first_run(away[since:] > band, max(1, round(LASTING_S / step)))
    if lasting is None or float(away[since + lasting :].mean()) <= band:
        return None
    # an earlier change that was taken back is not the one to date
    earlier = np.flatnonzero(np.abs(away[:since]) > band)
    kept = back[back > earlier[-1]] if len(earlier) else back
    begin_s = float(time_s[kept[0]]) if len(earlier) else float(time_s[0])
    return _dated(series, begin_s, since + lasting, usual, wander, sign)


def _wander(means: Floats, lag: int) -> float:
    """SD of what means do by themselves, from how much they differ ``lag`` blocks apart; a median bears one change."""
    if len(means) <= lag + 3:
        return float(np.std(means))
    apart = means[lag:] - means[:-lag]
    return 1.4826 * float(np.median(np.abs(apart - np.median(apart)))) / float(np.sqrt(2.0))


def _dated(series: _Series, begin_s: float, crossed: int, usual: float, wander: float, sign: float) -> FormLoss:
    """Date and size of a change after ``begin_s`` that passed the band in the mean that begins at block ``crossed``."""
    time_s, values, step = series.time_s, series.values, series.step_s
    crossed_s = float(time_s[crossed])
    fitted = (time_s >= max(begin_s, crossed_s - _BEFORE_S)) & (time_s <= crossed_s + _AFTER_S)
    starts = np.arange(time_s[fitted][0], crossed_s + _MEAN_S + step / 2, step) - step / 2
    first_s, last_s = float(starts[0]), float(starts[-1])
    takes = np.array(_TAKES_S)
    for _ in range(2):
        weights, alike = _posterior(time_s[fitted], values[fitted], starts, takes, step, sign)
        by_start, by_takes = weights.sum(axis=1), weights.sum(axis=0)
        mean_s = float(by_start @ starts)
        spread_s = float(np.sqrt(by_start @ (starts - mean_s) ** 2))
        sudden = float(by_takes[takes <= SUDDEN_S].sum()) > 0.5
        # once more, finely, about what was found
        reach_s = max(2.0 * step, 4.0 * spread_s)
        starts = np.linspace(max(first_s, mean_s - reach_s), min(last_s, mean_s + reach_s), _FINE)
        about = float(takes[int(np.argmax(by_takes))])
        takes = np.concatenate(([0.0], np.geomspace(max(about, step) / 2.0, 2.0 * max(about, step), _FINE_TAKES)))
    # a block that the change falls into is part of both; the logarithm of an SD rises before its middle
    known_s = 2.0 * float(np.hypot(spread_s, step / 2.0 if series.rising else step / np.sqrt(12.0)))
    # what lies outside the hold is no possible date, and leaves the middle of what is one
    earliest_s = max(mean_s - known_s, float(time_s[0]))
    latest_s = min(mean_s + known_s, max(mean_s, last_s), float(time_s[-1]))
    if (earliest_s, latest_s) == (mean_s - known_s, mean_s + known_s):
        moment_s, uncertainty_s = mean_s, known_s
    else:
        moment_s, uncertainty_s = 0.5 * (earliest_s + latest_s), 0.5 * (latest_s - earliest_s)
    last = values[time_s > max(mean_s, float(time_s[-1]) - _SIZE_S)]
    size = float(last.mean()) - usual
    # means of so many blocks that are alike: ends of 5 s against a beginning of 5 s or more
    worth = min(1.0, (1.0 + alike) / (1.0 - alike) / max(1, len(last)))
    size_u = 2.0 * wander * float(np.sqrt(2.0 * worth))
    if series.rising:
        grown = float(np.exp(size))
        return FormLoss(moment_s, uncertainty_s, Change.UNSTEADY, grown, grown * size_u)
    return FormLoss(moment_s, uncertainty_s, Change.TRANSFER if sudden else Change.SHIFT, size, size_u)


def _posterior(
    time_s: Floats, values: Floats, starts: Floats, takes: Floats, step: float, sign: float
) -> tuple[Floats, float]:
    """Weights ``(starts, durations)`` of ramps from a level to another in AR(1) noise, and its correlation.

    The correlation is learned from what the best ramp leaves, in two passes.
    """
    ramps = np.stack([_ramp(time_s, starts, float(each), step) for each in takes], axis=1)
    alike = 0.0
    weights = np.empty((0, 0))
    for _ in range(3):
        white = values[1:] - alike * values[:-1]
        shapes = ramps[..., 1:] - alike * ramps[..., :-1]
        centred = white - white.mean()
        shapes = shapes - shapes.mean(axis=-1, keepdims=True)
        power = np.sum(shapes**2, axis=-1)
        size = np.divide(shapes @ centred, power, out=np.zeros(power.shape), where=power > 0)
        rest = float(centred @ centred) - size**2 * power
        rest = np.where(sign * size > 0, np.maximum(rest, 1e-12), np.inf)
        # means of blocks forget themselves less simply than AR(1): each says half of what it would
        likely = -0.25 * (len(white) - 3) * np.log(rest / rest.min())
        weights = np.exp(likely)
        weights /= weights.sum()
        best = np.unravel_index(int(np.argmax(likely)), likely.shape)
        alike = _alike(values, ramps[best])
    return weights, alike


def _ramp(time_s: Floats, starts: Floats, takes: float, step: float) -> Floats:
    """0 before each start, 1 from ``takes`` seconds after it on, averaged over blocks; ``(starts, n)``."""
    since = time_s[None, :] - starts[:, None]
    ramp: Floats = np.clip(since / (takes + step) + 0.5 * step / (takes + step), 0.0, 1.0)
    return ramp


def _alike(values: Floats, ramp: npt.NDArray[np.float64]) -> float:
    """Correlation of neighbours in what a level and a ramp leave of ``values``."""
    shape = ramp - ramp.mean()
    centred = values - values.mean()
    power = float(shape @ shape)
    rest = centred - (float(shape @ centred) / power if power > 0 else 0.0) * shape
    total = float(rest @ rest)
    return float(np.clip(rest[1:] @ rest[:-1] / total, 0.0, _MOST_ALIKE)) if total > 0 else 0.0
