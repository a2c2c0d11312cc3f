"""A jumper whose every event and height is known in closed form, with the bad manners of real plates on demand.

Acceleration is made of half sines, so speed and position at their ends are exact:
a half sine of amplitude A and length T changes speed by 2 A T / pi, and the distance gained on the way is A T^2 / pi.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
G = 9.80665


@dataclass(frozen=True)
class Jumper:
    """``takeoff_speed`` and ``down_speed`` (m/s) decide everything; ``toe_rise`` is the upward speed before the dip."""

    mass: float = 70.0
    fs: float = 1000.0
    quiet_s: float = 2.0
    unweighting_s: float = 0.35
    braking_s: float = 0.25
    pause_s: float = 0.0
    propulsion_s: float = 0.25
    down_speed: float = 1.2
    takeoff_speed: float = 2.5
    toe_rise: float = 0.0
    toe_rise_s: float = 0.3
    after_s: float = 2.0
    left_share: float = 0.5

    @property
    def weight(self) -> float:
        return self.mass * G

    @property
    def height(self) -> float:
        return self.takeoff_speed**2 / (2 * G)

    @property
    def depth(self) -> float:
        """Lowest point below the highest one before it, which is the start when nobody rises on the toes."""
        up = self.toe_rise * self.toe_rise_s / 2
        down = (self.unweighting_s + self.braking_s) * self.down_speed / 2 - self.toe_rise * self.unweighting_s / 2
        return down - up

    @property
    def onset_s(self) -> float:
        return self.quiet_s + (self.toe_rise_s if self.toe_rise else 0.0)

    @property
    def takeoff_s(self) -> float:
        return self.onset_s + self.unweighting_s + self.braking_s + self.pause_s + self.propulsion_s

    @property
    def landing_s(self) -> float:
        return self.takeoff_s + 2 * self.takeoff_speed / G

    def time(self) -> Floats:
        return np.arange(round((self.landing_s + self.after_s) * self.fs)) / self.fs

    def force(self) -> Floats:
        """Total force, clean."""
        time_s = self.time()
        a = np.zeros_like(time_s)
        begin = self.quiet_s
        if self.toe_rise:
            begin = _half_sine(a, time_s, begin, self.toe_rise_s, self.toe_rise)
        begin = _half_sine(a, time_s, begin, self.unweighting_s, -self.down_speed - self.toe_rise)
        begin = _half_sine(a, time_s, begin, self.braking_s, self.down_speed) + self.pause_s
        _half_sine(a, time_s, begin, self.propulsion_s, self.takeoff_speed)
        a[time_s > self.landing_s] += _absorption(time_s[time_s > self.landing_s] - self.landing_s, self.takeoff_speed)
        force = self.mass * (G + a)
        force[(time_s >= self.takeoff_s - 1e-9) & (time_s < self.landing_s - 1e-9)] = 0.0
        return force


def _half_sine(a: Floats, time_s: Floats, begin: float, length: float, change: float) -> float:
    part = (time_s >= begin - 1e-9) & (time_s < begin + length - 1e-9)
    a[part] += change * np.pi / (2 * length) * np.sin(np.pi * (time_s[part] - begin) / length)
    return begin + length


def _absorption(since_s: Floats, speed: float) -> Floats:
    """Landing in 0.25 s."""
    return np.where(since_s < 0.25, speed * np.pi / 0.5 * np.sin(np.pi * since_s / 0.25), 0.0)


def ringing(force: Floats, fs: float, takeoff_s: float, *, size: float = 80.0, rest: float = 0.0) -> Floats:
    """The plate rings at 40 Hz for 100 ms after take-off and reads ``rest`` N while it is empty."""
    time_s = np.arange(len(force)) / fs
    since = time_s - takeoff_s
    ring = np.where(since >= 0, -size * np.exp(-since / 0.035) * np.cos(2 * np.pi * 40 * since), 0.0)
    return np.where(force == 0.0, force + rest + ring, force)


def noisy(force: Floats, sd: float, seed: int = 1) -> Floats:
    return force + np.random.default_rng(seed).normal(0.0, sd, len(force))


def stepped(force: Floats, step: float = 2.79) -> Floats:
    return np.round(force / step) * step
