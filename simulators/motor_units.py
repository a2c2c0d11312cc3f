"""How force rises and how unsteady it is: a pool of motor units in closed form.

Units are recruited in the order of their size while the drive rises (small and slow ones first), and fire faster as it
goes on rising.  The response of one unit to a steady train is the integral of its twitch (critically damped, with the
contraction time T):  g(u) = 1 - (1 + u) exp(-u),  u = (t - recruited) / T.  A rate that rises linearly to its
peak adds the integral of g.  So force and slope are known exactly at any time, and force begins exactly at 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from simulators.firmware import Floats

UNITS = 40
SIZES = 30.0
"""Force of the largest unit over that of the smallest (Fuglevand and others 1993 use 100 for a hand muscle)."""
CONTRACTIONS = 3.0
"""Contraction time of the smallest unit over that of the largest."""
THRESHOLDS = 10.0
"""Drive at which the last unit is recruited over that of the first."""
RECRUITED = 0.05
"""When the last unit is recruited, in contraction times of the slowest: at once in efforts as fast as possible ..."""
RAMP = 1.2
"""... and how long the rates rise."""
FIRST_RATE = 0.7
"""Part of its force that a unit gives at the rate with which it begins; efforts as fast as possible begin high."""
ONE_TAU = 1.0 - float(np.exp(-1.0))

LOW_HZ = (0.25, 4.5)
FAINT_HZ = 30.0
"""The slow part fades out up to there, its amplitude with the inverse of the frequency."""
TREMOR_HZ = (8.0, 12.0)
_LOW_LINES, _FAINT_LINES, _TREMOR_LINES = 12, 20, 7
TREMOR_PART = 0.2
"""Strength of the tremor relative to the slow unsteadiness, rested."""
TIRED_TREMOR = 3.0
"""How many times stronger the tremor is at the end of what can be kept up."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The units: parts of the whole force, recruitment, contraction and length of the rise of their rate."""

    part: Floats
    recruited: Floats
    contraction: Floats
    rising: Floats

    def force(self, times: Floats) -> Floats:
        """Part 0..1 of the whole force at times since the onset, in units of the rise time; 0 before."""
        total = np.zeros(np.shape(times))
        for part, start, contraction, rising in self._units():
            since = np.maximum(times - start, 0.0) / contraction
            ramp = rising / contraction
            grown = (_area(since) - _area(np.maximum(since - ramp, 0.0))) / ramp
            total += part * (FIRST_RATE * _fused(since) + (1.0 - FIRST_RATE) * grown)
        return total

    def slope(self, times: Floats) -> Floats:
        """Derivative of ``force``."""
        total = np.zeros(np.shape(times))
        for part, start, contraction, rising in self._units():
            since = np.maximum(times - start, 0.0) / contraction
            growing = (_fused(since) - _fused(np.maximum(since - rising / contraction, 0.0))) / rising
            total += part * (FIRST_RATE * since * np.exp(-since) / contraction + (1.0 - FIRST_RATE) * growing)
        return total

    def _units(self) -> list[tuple[float, float, float, float]]:
        rows = zip(self.part, self.recruited, self.contraction, self.rising, strict=True)
        return [(float(a), float(b), float(c), float(d)) for a, b, c, d in rows]

    def scaled(self, factor: float) -> Pool:
        """The same pool, slower by this factor."""
        return Pool(self.part, self.recruited * factor, self.contraction * factor, self.rising * factor)


@cache
def pool() -> Pool:
    """The pool whose force is 63 % of its whole after one unit of time, as of any first-order rise."""
    order = np.arange(UNITS) / (UNITS - 1)
    size = SIZES**order
    threshold = THRESHOLDS**order
    recruited = RECRUITED * (threshold - 1.0) / (THRESHOLDS - 1.0)
    units = Pool(size / size.sum(), recruited, CONTRACTIONS**-order, RAMP - recruited)
    low, high = 0.01, 10.0
    while high - low > 1e-12:
        middle = 0.5 * (low + high)
        if units.scaled(middle).force(np.ones(1))[0] > ONE_TAU:
            low = middle
        else:
            high = middle
    return units.scaled(high)


def rise(since_s: Floats, tau_s: float) -> Floats:
    """Part 0..1 of the force that is sought, at seconds since the onset; 63 % of it after ``tau_s``."""
    result = np.ones(np.shape(since_s))
    early = since_s < 12.0 * tau_s  # then what is missing is below 1e-7
    result[early] = pool().force(since_s[early] / tau_s)
    return result


def rise_slope(since_s: Floats, tau_s: float) -> Floats:
    """Derivative of ``rise``, 1/s."""
    return pool().slope(np.asarray(since_s) / tau_s) / tau_s


@dataclass(frozen=True, slots=True, eq=False)
class Unsteadiness:
    """How force wavers, as a part of itself: mostly below 5 Hz, and as tremor (8 to 12 Hz); drawn once per effort."""

    low_hz: Floats
    low_part: Floats
    low_phase: Floats
    tremor_hz: Floats
    tremor_phase: Floats

    def at(self, times: Floats, tired: Floats | float = 0.0) -> Floats:
        """Relative to the slow part's standard deviation, which is 1; ``tired`` (0..1) makes the tremor grow."""
        growth = 1.0 + (TIRED_TREMOR - 1.0) * np.asarray(tired)
        waving: Floats = self.slow(times) + TREMOR_PART * growth * self.tremor(times)
        return waving

    def slow(self, times: Floats) -> Floats:
        """The part that is mostly below 5 Hz."""
        return _waves(times, self.low_hz, self.low_part, self.low_phase)

    def tremor(self, times: Floats) -> Floats:
        """The part from 8 to 12 Hz, standard deviation 1."""
        return _waves(times, self.tremor_hz, np.full(_TREMOR_LINES, _TREMOR_LINES**-0.5), self.tremor_phase)


def unsteadiness(dice: np.random.Generator) -> Unsteadiness:
    """One draw of it."""
    # one line in each of equal parts of the logarithmic band: more power where it is slower
    edges = np.concatenate(
        [np.geomspace(*LOW_HZ, _LOW_LINES + 1), np.geomspace(LOW_HZ[1], FAINT_HZ, _FAINT_LINES + 1)[1:]]
    )
    low_hz = edges[:-1] * (edges[1:] / edges[:-1]) ** dice.uniform(size=edges.size - 1)
    strength = dice.uniform(0.6, 1.0, low_hz.size) * np.minimum(1.0, LOW_HZ[1] / low_hz)
    strength[_LOW_LINES:] *= (8 / _FAINT_LINES) ** 0.5  # more lines in the same band
    width = (TREMOR_HZ[1] - TREMOR_HZ[0]) / _TREMOR_LINES
    tremor_hz = TREMOR_HZ[0] + width * (np.arange(_TREMOR_LINES) + dice.uniform(size=_TREMOR_LINES))
    return Unsteadiness(
        low_hz,
        strength / np.sqrt(np.sum(strength**2)),
        dice.uniform(0.0, 2.0 * np.pi, low_hz.size),
        tremor_hz,
        dice.uniform(0.0, 2.0 * np.pi, _TREMOR_LINES),
    )


def _waves(times: Floats, hertz: Floats, parts: Floats, phases: Floats) -> Floats:
    total = np.zeros(np.shape(times))
    for hz, part, phase in zip(hertz, parts, phases, strict=True):
        total += part * np.sin(2.0 * np.pi * hz * times + phase)
    waves: Floats = np.sqrt(2.0) * total
    return waves


def _fused(u: Floats) -> Floats:
    """Response of a unit to a steady train: 1 - (1 + u) exp(-u)."""
    fused: Floats = -np.expm1(-u) - u * np.exp(-u)
    return fused


def _area(u: Floats) -> Floats:
    """Its integral from 0."""
    area: Floats = u + (u + 2.0) * np.exp(-u) - 2.0
    return area
