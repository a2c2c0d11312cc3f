"""Half-sine contacts between flights: every time, impulse, depth and stiffness is known in closed form.

A contact of length tc between flights of length tf has F = A sin(pi t / tc) with A = m g pi / 2 (tf / tc + 1), the
depth A tc^2 / (m pi^2) - g tc^2 / 8, and the body passes its lowest point in the middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
G = 9.80665


@dataclass(frozen=True)
class Rebounder:
    """Falls out of nothing (or begins from standing), ``count`` equal contacts, then lands and stands."""

    mass: float = 70.0
    fs: float = 1000.0
    contact_s: float = 0.2
    flight_s: float = 0.45
    count: int = 1
    from_standing: bool = False
    before_s: float = 1.5
    after_s: float = 3.0

    @property
    def weight(self) -> float:
        return self.mass * G

    @property
    def peak(self) -> float:
        return self.weight * np.pi / 2 * (self.flight_s / self.contact_s + 1)

    @property
    def depth(self) -> float:
        return self.peak * self.contact_s**2 / (self.mass * np.pi**2) - G * self.contact_s**2 / 8

    @property
    def speed(self) -> float:
        """Down at touch-down, up at take-off."""
        return G * self.flight_s / 2

    @property
    def height(self) -> float:
        return G * self.flight_s**2 / 8

    @property
    def first_s(self) -> float:
        """First touch-down."""
        return self.before_s + (0.4 + self.flight_s if self.from_standing else 0.0)

    @property
    def landing_s(self) -> float:
        return self.first_s + self.count * (self.contact_s + self.flight_s)

    def time(self) -> Floats:
        return np.arange(round((self.landing_s + 0.5 + self.after_s) * self.fs)) / self.fs

    def force(self) -> Floats:
        """Total force, clean."""
        time_s = self.time()
        force = np.zeros_like(time_s)
        for number in range(self.count):
            since = time_s - self.first_s - number * (self.contact_s + self.flight_s)
            inside = (since >= 0) & (since <= self.contact_s)
            force[inside] = self.peak * np.sin(np.pi * since[inside] / self.contact_s)
        since = time_s - self.landing_s
        stopping = (since >= 0) & (since < 0.5)
        force[stopping] = self.mass * (G + self.speed * np.pi / 1.0 * np.sin(np.pi * since[stopping] / 0.5))
        force[since >= 0.5] = self.weight
        if self.from_standing:
            since = time_s - self.before_s
            force[since < 0] = self.weight
            pushing = (since >= 0) & (since < 0.4)
            force[pushing] = self.mass * (G + self.speed * np.pi / 0.8 * np.sin(np.pi * since[pushing] / 0.4))
        return force


def noisy(force: Floats, sd: float = 1.0, seed: int = 1) -> Floats:
    return force + np.random.default_rng(seed).normal(0.0, sd, len(force))
