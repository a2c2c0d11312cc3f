"""What is measured of an isometric effort: pure functions of an ``Effort``, and their rows in the catalog.

Gross and net are named apart: a row whose key ends in ``_net`` is above the rest before the onset, one without is what
the zeroed device shows.  What counts from the onset is in ``rise_metrics``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dsp.isometric import STABLE_S, Effort, peak_index
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.plateau import plateau_time
from dsp.rise_metrics import RISE, impulse
from dsp.sampling import usual_step
from dsp.weighing import GRAVITY

ALLOMETRIC = 0.67

# Force ---


def peak_force(effort: Effort) -> float:
    """Greatest force, N, gross: what the zeroed dynamometer shows [S5].

    Of thousands of samples with noise the greatest lies 3 to 4 SD above the force; the uncertainty holds that.
    """
    return float(effort.force_n[peak_index(effort)]) - effort.peak_excess_n


def peak_force_net(effort: Effort) -> float:
    """Greatest force above the rest before the onset, N [S1, S5]."""
    return peak_force(effort) - effort.rest_n


def stable_peak_force(effort: Effort) -> float:
    """Greatest centred mean over 0.5 s, N, gross; NaN when the effort is shorter [S3]."""
    time_s, force_n = effort.time_s[effort.start : effort.stop], effort.force_n[effort.start : effort.stop]
    if len(time_s) < 2 or time_s[-1] - time_s[0] < STABLE_S:
        return float("nan")
    step = effort.step_s if effort.step_s > 0 else usual_step(time_s)
    size = max(1, round(STABLE_S / step))
    if len(force_n) < size:
        return float("nan")
    total = np.concatenate(([0.0], np.cumsum(force_n)))
    return float(((total[size:] - total[:-size]) / size).max())


def stable_peak_force_net(effort: Effort) -> float:
    """Greatest centred mean over 0.5 s above the rest, N [S3]."""
    return stable_peak_force(effort) - effort.rest_n


def effort_duration(effort: Effort) -> float:
    """Onset to release, s: the "length of pull" [S5]."""
    return _released_s(effort) - effort.onset_s


def mean_force(effort: Effort) -> float:
    """Mean force from onset to release, N, gross: the impulse over the time it took [S5]."""
    taken = effort_duration(effort)
    return impulse_effort(effort) / taken if taken > 0 else float("nan")


def mean_force_net(effort: Effort) -> float:
    """Mean force from onset to release above the rest, N."""
    return mean_force(effort) - effort.rest_n


def _released_s(effort: Effort) -> float:
    last = len(effort.time_s) - 1
    return float(effort.time_s[min(effort.stop, last)]) + effort.instant_shift_s


def impulse_effort(effort: Effort) -> float:
    """Impulse from onset to release, N s, gross [S5]."""
    return impulse(effort, 0.0, min(_released_s(effort), float(effort.time_s[-1])) - effort.onset_s)


def impulse_effort_net(effort: Effort) -> float:
    """Impulse from onset to release above the rest, N s."""
    return impulse_effort(effort) - effort.rest_n * effort_duration(effort)


# For the body and the joint ---


def peak_torque(effort: Effort) -> float:
    """Peak force times lever arm, N m [S28]; NaN without a lever arm."""
    return peak_force(effort) * effort.lever_m


def peak_torque_per_mass(effort: Effort) -> float:
    """Peak torque per body mass, N m/kg [S3]; NaN without lever arm and mass."""
    return peak_torque(effort) / effort.mass_kg


def peak_force_per_mass(effort: Effort) -> float:
    """Peak force per body mass, N/kg [S3]; NaN without a mass."""
    return peak_force(effort) / effort.mass_kg


def peak_force_allometric(effort: Effort) -> float:
    """Peak force over body mass to the power of 0.67, N/kg^0.67 [S3]; NaN without a mass."""
    return peak_force(effort) / float(effort.mass_kg**ALLOMETRIC)


def peak_force_body_weights(effort: Effort) -> float:
    """Peak force as a multiple of the body's weight (unit 1) [S1]; NaN without a mass."""
    return peak_force(effort) / (effort.mass_kg * GRAVITY)


def peak_force_above_weight(effort: Effort) -> float:
    """Peak force minus the body's weight, N [S1]; NaN without a mass."""
    return peak_force(effort) - effort.mass_kg * GRAVITY


# Repetitions together ---


def mean_of(values: Sequence[float]) -> float:
    """Mean of the repetitions; NaN of none.  For symmetry better than the best one (table 2.9 of simulated pairs)."""
    return float(np.mean(values)) if values else float("nan")


def best_of(values: Sequence[float]) -> float:
    """Greatest of the repetitions; NaN of none."""
    return max(values) if values else float("nan")


def mean_of_best(values: Sequence[float], count: int) -> float:
    """Average the best of the repetitions.

    Parameters
    ----------
    values : sequence of float
        One value per repetition, any unit.
    count : int
        How many of the greatest.

    Returns
    -------
    float
        Their mean; NaN when there are fewer (Guppy 2024, Maffiuletti 2016 in [S3]).
    """
    return mean_of(sorted(values, reverse=True)[:count]) if len(values) >= count else float("nan")


def variation(values: Sequence[float]) -> float:
    """Coefficient of variation of the repetitions, %, sample SD; NaN with fewer than two or a mean of zero."""
    if len(values) < 2 or np.mean(values) == 0:
        return float("nan")
    return 100.0 * float(np.std(values, ddof=1)) / abs(float(np.mean(values)))


_CHI_SQUARED = (0.00393, 0.1026, 0.3518, 0.7107, 1.1455, 1.6354, 2.1673, 2.7326, 3.3251, 3.9403)
"""What a chi-squared variable of 1, 2, ... degrees of freedom falls below in 5 % of cases."""


def variation_uncertainty(values: Sequence[float]) -> float:
    """Expanded uncertainty of ``variation``, in its per cent: how much more the person may vary than was seen.

    Parameters
    ----------
    values : sequence of float
        The repetitions.

    Returns
    -------
    float
        From the SD that was seen to the greatest one that shows no more than that in 5 % of cases; NaN as
        ``variation``.  Three repetitions leave 3.4 times the value, five 1.4 times.

    Notes
    -----
    An SD of few values is far from normal: twice its relative standard deviation, ``2 / sqrt(2 (n - 1))`` (GUM E.4.3),
    would hold for four of five sets of three only.

    Examples
    --------
    >>> round(variation_uncertainty([200.0, 210.0, 220.0]) / variation([200.0, 210.0, 220.0]), 1)
    3.4
    """
    free = len(values) - 1
    if free < 1:
        return float("nan")
    least = _CHI_SQUARED[free - 1] if free <= len(_CHI_SQUARED) else _one_in_twenty(free)
    return variation(values) * (float(np.sqrt(free / least)) - 1.0)


def _one_in_twenty(free: int) -> float:
    """Wilson and Hilferty's approximation for many degrees of freedom."""
    part = 2.0 / (9.0 * free)
    return free * (1.0 - part - 1.645 * float(np.sqrt(part))) ** 3


# The table ---

_SLOW_PEAK = Needs(8.0, Kind.PEAK)
_TIMED_PEAK = Needs(40.0, Kind.PEAK)
"""A slow device meets the top of a trembling force by chance: what repetitions differ by is then the device's."""
_SLOW = Needs(8.0, Kind.AVERAGE)
_TIMING = Needs(40.0, Kind.TIME)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER
_EACH = "mean of the repetitions"


def _effort(e: Effort) -> tuple[int, int]:
    return e.start, e.stop


def _to_release(e: Effort) -> tuple[int, int]:
    return max(e.start - 1, 0), e.stop


# fmt: off
FORCE: tuple[Formula[Effort], ...] = (
    Formula("peak_force", "Peak force", "N", _UP, _SLOW_PEAK,
            f"greatest sample; {_EACH}", "[S5]",
            peak_force, _effort, sided=True),
    Formula("peak_force_net", "Net peak force", "N", _UP, _SLOW_PEAK,
            f"greatest sample - rest; {_EACH}", "[S1, S5]",
            peak_force_net, _effort, sided=True),
    Formula("stable_peak_force", "Stable peak force", "N", _UP, _SLOW,
            f"best 0.5 s mean; {_EACH}", "[S3, S5]",
            stable_peak_force, _effort, sided=True),
    Formula("stable_peak_force_net", "Net stable peak force", "N", _UP, _SLOW,
            f"best 0.5 s mean - rest; {_EACH}", "[S3, S5]",
            stable_peak_force_net, _effort, sided=True),
    Formula("effort_mean_force", "Mean force of the effort", "N", _UP, _SLOW,
            f"impulse / duration, gross; {_EACH}", "[S5]",
            mean_force, _effort, sided=True),
    Formula("effort_mean_force_net", "Net mean force of the effort", "N", _UP, _SLOW,
            f"impulse / duration - rest; {_EACH}", "[S5]",
            mean_force_net, _effort, sided=True),
    Formula("impulse_effort", "Impulse of the effort", "N s", _UP, _SLOW,
            f"integral of F from onset to release, gross; {_EACH}", "[S5, S16]",
            impulse_effort, _effort, sided=True),
    Formula("impulse_effort_net", "Net impulse of the effort", "N s", _UP, _SLOW,
            f"integral of F - rest from onset to release; {_EACH}", "[S5, S16]",
            impulse_effort_net, _effort, sided=True),
    Formula("effort_duration", "Length of the effort", "s", _PLAIN, _TIMING,
            f"onset to release; {_EACH}", "[S5]",
            effort_duration, _to_release, sided=True),
    Formula("plateau_time", "Time on the plateau", "s", _UP, _SLOW,
            f"longest stretch within 10 % of the net stable peak; {_EACH}", "own definition",
            plateau_time, _effort, sided=True),
)

TORQUE: tuple[Formula[Effort], ...] = (
    Formula("peak_torque", "Peak torque", "N m", _UP, _SLOW_PEAK,
            f"peak force x lever arm; {_EACH}", "[S28]",
            peak_torque, _effort, sided=True),
    Formula("peak_torque_per_mass", "Peak torque per body mass", "N m/kg", _UP, _SLOW_PEAK,
            f"peak force x lever arm / mass; {_EACH}", "[S3, S28]",
            peak_torque_per_mass, _effort, sided=True),
)
"""What needs a lever arm."""

PER_MASS: tuple[Formula[Effort], ...] = (
    Formula("peak_force_per_mass", "Peak force per body mass", "N/kg", _UP, _SLOW_PEAK,
            f"peak force / mass; {_EACH}", "[S3]",
            peak_force_per_mass, _effort, sided=True),
    Formula("peak_force_allometric", "Peak force, allometric", "N/kg^0.67", _UP, _SLOW_PEAK,
            f"peak force / mass^0.67; {_EACH}", "[S3]",
            peak_force_allometric, _effort, sided=True),
    Formula("peak_force_body_weights", "Peak force in body weights", "1", _UP, _SLOW_PEAK,
            f"peak force / (mass g); {_EACH}", "[S1]",
            peak_force_body_weights, _effort, sided=True),
    Formula("peak_force_above_weight", "Peak force above body weight", "N", _UP, _SLOW_PEAK,
            f"peak force - mass g; {_EACH}", "[S1]",
            peak_force_above_weight, _effort, sided=True),
)
"""What needs the body mass, as the torque per mass does."""

EFFORT: tuple[Formula[Effort], ...] = (*FORCE, *RISE, *TORQUE, *PER_MASS)

EFFORT_SUMMARY: tuple[Metric, ...] = (
    Metric("peak_force_best", "Peak force, best", "N", _UP, _SLOW_PEAK, "greatest of the valid repetitions", "[S3]",
           sided=True),
    Metric("peak_force_mean3", "Peak force, mean of 3", "N", _UP, _SLOW_PEAK, "mean of the three greatest", "[S3]",
           sided=True),
    Metric("peak_force_best2", "Peak force, mean of the best 2", "N", _UP, _SLOW_PEAK, "mean of the two greatest",
           "[S3]", sided=True),
    Metric("peak_force_cv", "Variation of peak force (CV)", "%", _DOWN, _TIMED_PEAK, "SD / mean of the repetitions",
           "[S28]", sided=True),
    Metric("peak_force_asymmetry", "Difference of peak force", "%", _PLAIN, _SLOW_PEAK,
           "100 (R - L) / max(L, R) of the means of the repetitions", "[S1, S3]"),
)
# fmt: on
