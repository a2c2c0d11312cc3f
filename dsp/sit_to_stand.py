"""Sit-to-stands on two plates, the chair beside them: from the first sign of rising to sitting again.

In sitting the feet carry a part of the weight; where they carry all of it the body is off the seat and its motion
follows from force as in any movement.  The seat itself is not measured: it is left between the moment at which the feet
carry the whole weight and the greatest force, and that is how well seat-off is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RISES = 5
COUNT_S = 30.0
START_KNOWN_S, STOOD_KNOWN_S = 0.06, 0.05
"""Expanded uncertainties (k = 2) from smoothing: of a start, and of standing again."""


class NoRise(ValueError):
    """A record in which nobody stands up from a seat; the message says what there is, for the therapist."""


@dataclass(frozen=True, slots=True)
class Rise:
    """One rise and the way back; all places are samples of the record.

    ``start`` is the first sign, between ``unseated`` (the feet carry the weight) and ``peak`` (greatest force) the seat
    is left, ``stood`` is standing: force within 5 % of the weight for 0.2 s where ``settled``, else the highest point.
    ``half_up`` is where half of the height is gained.  ``sitting`` begins the way down and ``sat`` is where the seat
    carries half; both None when the person stays standing.  ``height_m`` and ``top_speed`` are of the way up.
    """

    start: int
    unseated: int
    peak: int
    half_up: int
    stood: int
    settled: bool
    sitting: int | None
    sat: int | None
    height_m: float
    top_speed: float
    rest_sd_n: float

    @property
    def seat_off(self) -> int:
        """The middle of where the seat may have been left."""
        return (self.unseated + self.peak) // 2


@dataclass(frozen=True, slots=True, eq=False)
class SitToStand:
    """All rises of a trial.

    ``force_n`` ``(n,)`` is the total under the feet, ``foot_n`` ``(n,)`` one side of it (the total, until ``under``
    puts a plate there).  ``noise_n``, ``force_uncertainty_n``, ``weight_uncertainty_n`` (N) and ``gain_uncertainty``
    (relative) are expanded, k = 2; ``open_speed`` m/s is what the speed of standing is known to.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    rises: tuple[Rise, ...]
    weight_n: float
    weight_uncertainty_n: float = 0.0
    noise_n: float = 0.0
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0
    open_speed: float = 0.0
    attempts: int = 0
    """Rises that did not reach standing."""
    go_s: float | None = None
    """When the signal to begin was given; None where nobody knows, as in a file."""
    sample_noise_n: float = 0.0
    """Of a single sample, k = 2, without sway: what a difference of two samples is known to, times the root of two."""
    less_rise_n: float = 0.0
    """By how much a difference of two samples is moved in a variant."""

    def under(self, foot_n: Floats) -> SitToStand:
        """Return the same rises seen by one plate whose force ``(n,)`` is given."""
        return replace(self, foot_n=foot_n)

    @property
    def counted_from_s(self) -> float:
        """Where the thirty seconds of counting begin: at the signal, or else at the first sign of the first rise."""
        return float(self.time_s[self.rises[0].start]) if self.go_s is None else self.go_s

    def seconds(self, first: int, last: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[last] - self.time_s[first])

    def start_uncertainty_s(self, rise: Rise) -> float:
        """Expanded uncertainty (k = 2) of the first sign, s: smoothing, and the rest over the steepness of the rise."""
        gained = float(self.force_n[rise.peak] - self.force_n[rise.start])
        steep = gained / max(self.seconds(rise.start, rise.peak), 1e-3)
        return float(np.hypot(START_KNOWN_S + 2.0 * self._step(), 6.0 * rise.rest_sd_n / max(steep, 1e-3)))

    def seat_off_uncertainty_s(self, rise: Rise) -> float:
        """Expanded uncertainty (k = 2) of seat-off, s: it lies between the whole weight and the greatest force."""
        return float(np.hypot(0.5 * self.seconds(rise.unseated, rise.peak), START_KNOWN_S + 2.0 * self._step()))

    def stood_uncertainty_s(self, rise: Rise) -> float:
        """Expanded uncertainty (k = 2) of standing, s; the highest point is known less well than settling."""
        return (1.0 if rise.settled else 2.5) * STOOD_KNOWN_S + 2.0 * self._step()

    def variants(self) -> Iterator[SitToStand]:
        """Yield the same rises with one input moved by its expanded uncertainty (k = 2) at a time."""
        gain = 1.0 + self.gain_uncertainty
        ratio = float(self.foot_n.sum() / self.force_n.sum())
        yield replace(
            self,
            force_n=self.force_n + self.foot_n * (gain - 1.0),
            foot_n=self.foot_n * gain,
            weight_n=self.weight_n * (1.0 + ratio * self.gain_uncertainty),
        )
        zero = self.force_uncertainty_n
        yield replace(self, force_n=self.force_n + zero, foot_n=self.foot_n + zero, weight_n=self.weight_n + zero)
        yield replace(self, force_n=self.force_n + self.noise_n, foot_n=self.foot_n + self.noise_n)
        # the steepest of many chords is one that noise made steeper, by up to three SD, and no mean takes that out
        yield replace(self, less_rise_n=1.5 * float(np.sqrt(2.0)) * self.sample_noise_n)
        yield replace(self, weight_n=self.weight_n + self.weight_uncertainty_n)
        yield replace(self, rises=tuple(self._faster(rise) for rise in self.rises))
        yield replace(self, rises=tuple(self._started_later(rise) for rise in self.rises))
        first, *rest = self.rises
        yield replace(self, rises=(self._started_later(first), *rest))
        *rest, last = self.rises
        yield replace(self, rises=(*rest, self._stood_later(last)))
        yield replace(self, rises=tuple(self._stood_later(rise) for rise in self.rises))
        yield replace(self, rises=tuple(self._sat_later(rise) for rise in self.rises))
        yield replace(self, rises=tuple(self._off_later(rise) for rise in self.rises))

    def _faster(self, rise: Rise) -> Rise:
        rising_s = self.seconds(rise.unseated, rise.stood)
        return replace(
            rise,
            top_speed=rise.top_speed + self.open_speed,
            height_m=rise.height_m + self.open_speed * rising_s,
        )

    def _started_later(self, rise: Rise) -> Rise:
        return replace(rise, start=min(rise.start + self._shift(self.start_uncertainty_s(rise)), rise.unseated))

    def _stood_later(self, rise: Rise) -> Rise:
        moved = rise.stood + self._shift(self.stood_uncertainty_s(rise))
        return replace(rise, stood=min(moved, len(self.time_s) - 1 if rise.sat is None else rise.sat))

    def _sat_later(self, rise: Rise) -> Rise:
        if rise.sat is None or rise.sitting is None:
            return rise
        shift = self._shift(self.stood_uncertainty_s(rise))
        return replace(rise, sitting=max(rise.sitting - shift, rise.peak + 1))

    def _off_later(self, rise: Rise) -> Rise:
        shift = self._shift(self.seat_off_uncertainty_s(rise))
        return replace(rise, unseated=rise.unseated + shift, peak=min(rise.peak + shift, len(self.time_s) - 1))

    def _shift(self, seconds: float) -> int:
        return max(1, round(seconds / self._step()))

    def _step(self) -> float:
        return self.seconds(0, len(self.time_s) - 1) / (len(self.time_s) - 1)
