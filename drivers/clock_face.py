"""Steps on the face of a device's clock, which may be as small as one byte, and what they can mean."""

from __future__ import annotations

import math

import numpy as np

from drivers.contracts import Signal, Ticks

LATE_S = 2.0
"""Longer than the largest packet of any device, so that a repeated packet is never taken for a reset."""

GAP_S = 60.0
AHEAD_S = 0.5
"""How far a sample may be ahead of what the host's clock allows: the lower edge of the delays is soon known better."""


class ClockFace:
    """From raw ticks to signed steps; ``raw`` is the newest tick known, as it was on the wire."""

    def __init__(self, signal: Signal) -> None:
        self._tick_s = signal.tick_s
        self._modulus = signal.tick_modulus
        self.late = LATE_S / signal.tick_s
        self._longest_gap = GAP_S / signal.tick_s
        self._ahead = AHEAD_S / signal.tick_s
        self.raw = 0

    def step(self, raw: int, since: int | None = None) -> int:
        """The signed distance to ``raw`` from the newest tick, or from ``since``."""
        step = raw - (self.raw if since is None else since)
        if self._modulus is None:
            return step
        half = self._modulus // 2
        return (step + half) % self._modulus - half

    def steps(self, raw: Ticks) -> Ticks:
        """From each sample to the next, the first from the newest one known."""
        steps = np.empty(raw.size, np.int64)
        steps[0] = raw.item(0) - self.raw
        np.subtract(raw[1:], raw[:-1], out=steps[1:])
        if self._modulus is None:
            return steps
        half = self._modulus // 2
        return (steps + half) % self._modulus - half

    def unwrapped(self, raw: Ticks, steps: Ticks, newest: int) -> Ticks:
        """The same ticks, which are ``steps`` apart, on the line on which the newest one known is at ``newest``."""
        if self._modulus is None:
            return raw - np.int64(self.raw - newest)
        ticks = steps.cumsum()
        ticks += np.int64(newest)
        return ticks

    def counted_on(self, step: int, quiet: float | None) -> int:
        """The step with the whole turns that nobody saw, told by how many ticks it was ``quiet``; None: not known.

        Whoever sees a sample go on simply from the last one need not ask: a burst after a stall looks like that.
        """
        if self._modulus is None or quiet is None or quiet < self._modulus / 2:
            return step
        # the newest sample cannot be past now, and is usually close to it
        return step + max(0, math.floor((quiet - step) / self._modulus + 0.25)) * self._modulus

    def restarted(self, step: int, quiet: float | None) -> str:
        """Why a step of this many ticks from the newest sample means a new clock; empty when it does not."""
        if step < -self.late:
            return self.turned_back(-step)
        impossible = quiet is not None and step > max(0.0, quiet) + self._ahead
        if step > self._longest_gap or impossible:
            return f"The device's clock jumped ahead by {step * self._tick_s:.0f} s: it was set or reset."
        return ""

    def turned_back(self, ticks: int) -> str:
        return f"The device's clock jumped back by {ticks * self._tick_s:.1f} s: it was reset."
