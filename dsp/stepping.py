"""Step-downs from a box on one plate: the leg that stands lowers the body until the other foot taps its own plate.

The box stands on one plate and is zeroed with it, so that this plate carries what the standing leg carries.  Both
plates together carry the whole body, whose motion follows from force as in any movement; what the other plate shows is
what the tapping foot took over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from dsp.movement import Movement
from dsp.runs import runs
from dsp.sampling import usual_step
from dsp.weighing import Stance

Floats = npt.NDArray[np.float64]
Side = Literal["left", "right"]

MOVING = 0.05
"""Speed, m/s, from which the body moves on purpose: a step-down is shallower and slower than a squat."""
TAP_PART = 0.03
"""More than this part of the weight on the other plate is a foot on it: about 20 N, as in standing on one leg."""
TAP_S = 0.02
"""Less long is a knock on the floor."""
APART_S = 0.1
"""Touches closer to each other than this are one."""
ON_BOX = 0.05
"""Of a body on the box, the other plate carries less than this part of the weight."""


class NoSteps(ValueError):
    """A record that is no step-down test; the message says what there is instead, for the therapist."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One touch of the other plate: samples ``first`` to ``last``, and when the force crossed the level of a tap (s).

    ``start_known_s`` and ``end_known_s`` are the expanded uncertainties (k = 2) of both moments.
    """

    first: int
    last: int
    start_s: float
    end_s: float
    start_known_s: float = 0.0
    end_known_s: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class StepDowns:
    """A set of step-downs on one leg, everything that its metrics are computed from.

    ``movement`` is seen by the plate under the box; ``tap_n`` ``(n,)`` is the other plate, ``taps`` the touches of each
    repetition.  Uncertainties are expanded (k = 2): ``weight_uncertainty_n`` of the weighing, ``tap_uncertainty_n`` of
    the other plate's zero, ``tap_noise_n`` of the greatest of many of its samples.
    """

    movement: Movement
    tap_n: Floats
    taps: tuple[tuple[Tap, ...], ...]
    side: Side
    weight_uncertainty_n: float = 0.0
    tap_uncertainty_n: float = 0.0
    tap_noise_n: float = 0.0

    def variants(self) -> Iterator[StepDowns]:
        """Yield the same step-downs with one input moved by its expanded uncertainty (k = 2) at a time."""
        for moved in self.movement.variants():
            yield replace(self, movement=moved)
        gain = self.movement.gain_uncertainty
        yield replace(self, tap_n=self.tap_n * (1.0 + gain))
        for added in (self.tap_uncertainty_n, self.tap_noise_n):
            yield replace(self, tap_n=self.tap_n + added)
        for more in (self.weight_uncertainty_n, gain * self.movement.weight_n):
            yield replace(self, movement=replace(self.movement, weight_n=self.movement.weight_n + more))
        yield replace(self, taps=tuple(tuple(_later(tap, 1.0, 0.0) for tap in taps) for taps in self.taps))
        yield replace(self, taps=tuple(tuple(_later(tap, 0.0, 1.0) for tap in taps) for taps in self.taps))


def _later(tap: Tap, start: float, end: float) -> Tap:
    return replace(tap, start_s=tap.start_s - start * tap.start_known_s, end_s=tap.end_s + end * tap.end_known_s)


def standing_side(left_n: Floats, right_n: Floats, stance: Stance) -> Side:
    """Tell on which plate the box stands: the one that carries the body in quiet standing.

    Parameters
    ----------
    left_n, right_n : ndarray, shape (n,)
        Force on each plate in N, zeroed with the box on it.
    stance : Stance
        Quiet standing on the box.

    Returns
    -------
    {"left", "right"}
        Its side.

    Raises
    ------
    NoSteps
        When both plates carry a part of the weight.

    Examples
    --------
    >>> quiet = Stance(0, 2, 700.0, 1.0)
    >>> standing_side(np.array([2.0, 1.0]), np.array([699.0, 698.0]), quiet)
    'right'
    """
    part = slice(stance.start, stance.stop)
    left, right = float(left_n[part].mean()), float(right_n[part].mean())
    if min(left, right) > ON_BOX * stance.mean_n:
        shown = " and ".join(
            f"{100 * force / stance.mean_n:.0f} % on the {name}" for name, force in (("left", left), ("right", right))
        )
        raise NoSteps(f"both plates are loaded in quiet standing ({shown})")
    return "left" if left > right else "right"


def find_taps(
    time_s: Floats, tap_n: Floats, spans: Sequence[tuple[int, int]], *, level_n: float, uncertainty_n: float = 0.0
) -> tuple[tuple[Tap, ...], ...]:
    """Find the touches of the other plate within each repetition.

    Parameters
    ----------
    time_s, tap_n : ndarray, shape (n,)
        Seconds and the force of the tapping foot in N.
    spans : sequence of (int, int)
        First and last sample of each repetition, both included.
    level_n : float
        More than this is a foot on the plate, N, > 0: a ``TAP_PART`` of the weight.
    uncertainty_n : float
        Expanded uncertainty (k = 2) of a sample of ``tap_n``: zero and noise.

    Returns
    -------
    tuple of tuple of Tap
        For each repetition its touches in order of time, none where the foot did not come down.

    Raises
    ------
    ValueError
        When time and force do not belong together, or the level is not positive.

    Notes
    -----
    Above the level for 20 ms; touches less than 0.1 s apart are one.  Crossings lie on straight lines between samples.
    """
    if len(time_s) != len(tap_n) or len(time_s) < 2 or not level_n > 0:
        raise ValueError("time and force of the same length, two samples or more, and a level above zero are needed")
    step = usual_step(time_s)
    touching: list[tuple[int, int]] = []
    for first, stop in runs(tap_n >= level_n):
        if touching and time_s[first] - time_s[touching[-1][1]] <= APART_S:
            touching[-1] = (touching[-1][0], stop - 1)
        else:
            touching.append((first, stop - 1))
    lasting = [run for run in touching if time_s[run[1]] - time_s[run[0]] + step >= TAP_S]
    found = []
    for begin, end in spans:
        own = [(first, last) for first, last in lasting if begin <= (first + last) // 2 <= end]
        found.append(tuple(_tap(time_s, tap_n, (first, last), level_n, uncertainty_n) for first, last in own))
    return tuple(found)


def _tap(time_s: Floats, tap_n: Floats, span: tuple[int, int], level_n: float, uncertainty_n: float) -> Tap:
    first, last = span
    step = usual_step(time_s)
    peak = first + int(np.argmax(tap_n[first : last + 1]))
    known = []
    for edge in (first, last):
        # the foot of an impact is less steep than the whole of it
        steep = 0.5 * float(tap_n[peak] - level_n) / max(abs(float(time_s[peak] - time_s[edge])), step)
        length = float(time_s[last] - time_s[first]) + step
        known.append(float(np.hypot(0.5 * step, min(length, uncertainty_n / steep if steep > 0 else length))))
    start_s = _crossing(time_s, tap_n, first - 1, level_n) if first > 0 else float(time_s[0])
    end_s = _crossing(time_s, tap_n, last, level_n) if last + 1 < len(time_s) else float(time_s[last])
    return Tap(first, last, start_s, end_s, *known)


def _crossing(time_s: Floats, force_n: Floats, before: int, level_n: float) -> float:
    """When the straight line from sample ``before`` to the next one is at the level."""
    part = (level_n - float(force_n[before])) / float(force_n[before + 1] - force_n[before])
    return float(time_s[before] + part * (time_s[before + 1] - time_s[before]))
