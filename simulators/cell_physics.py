"""What cells do to the loads on them over time: hysteresis, creep, ringing, hum, 1/f noise, warmth, cross-talk.

Everything is a function of the true time or of the samples in their order, so that cutting the time differently gives
the same stream to the last bit.  What changes slowly (creep, 1/f noise) is stepped on a grid of ``NODE_S`` of the true
time and drawn as a line between the last two nodes, 0.1 s behind.  Asking about the past again (a tare does) changes
nothing.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable

import numpy as np

from simulators.cell_model import CellModel
from simulators.firmware import Floats

NODE_S = 0.1
KEPT_NODES = 64
LONGEST_NODES = 36_000
"""After an hour that nobody asked about, the cells begin anew."""

CREEP_S = (5.0, 60.0)
REACHES_N = (4.0, 16.0, 64.0, 256.0)
"""A grain of a cell follows its load only beyond such a change; many sizes together make the loop of hysteresis."""

OCTAVE_S = tuple(1.0 / (2.0 * math.pi * hz) for hz in (1.0, 0.1, 0.01, 0.001))
"""Time constants a decade apart: together they have the same power in every decade, which is 1/f."""

THIRD = 0.2

LoadsAt = Callable[[Floats], Floats]
"""True times ``(n,)`` to the loads on the cells ``(channels, n)``, newtons."""


class CellPhysics:
    """The cells of some outputs: ``channels`` of them, ``per_output`` to each output, sampled at ``rate_hz``."""

    def __init__(self, model: CellModel, channels: int, per_output: int, rate_hz: float, seed: list[int]) -> None:
        makers = np.random.default_rng([*seed, 11])
        self.model = model
        self._per_output = per_output
        self._rate_hz = rate_hz
        self._zero_per_k = model.zero_n_per_k / per_output * makers.uniform(-1.0, 1.0, channels)
        self._gain_per_k = model.gain_per_k * makers.uniform(-1.0, 1.0, channels)
        self._slow = _Slow(model, channels, per_output, np.random.default_rng([*seed, 12]))
        self._grains = np.zeros((len(REACHES_N), channels, 1))
        self._last_s = -math.inf
        self._switched_on_s: float | None = None
        self._swing = [0j] * (channels // per_output)
        self._before_n = [0.0] * (channels // per_output)

    def felt(self, times: Floats, loads: Floats, loads_at: LoadsAt) -> Floats:
        """What the cells feel ``(channels, n)`` of ``loads`` ``(channels, n)`` at these times, without white noise."""
        model = self.model
        if not times.size:
            return loads
        if self._switched_on_s is None:
            self._switched_on_s = float(times[0])
        onward = bool(times[0] > self._last_s) and bool((times[1:] >= times[:-1]).all())
        out = loads
        if model.hysteresis:
            out = out - model.hysteresis * self._lag(loads, onward)
        if model.ring_share and onward:
            out = out - model.ring_share * self._ringing(times, loads)
        if self._slow.active:
            out = out + self._slow.at(times, loads_at)
        if model.warm_up_k:
            warmer = model.warm_up_k * -np.expm1(-np.maximum(times - self._switched_on_s, 0.0) / model.warm_up_s)
            out = out * (1.0 + self._gain_per_k[:, None] * warmer) + self._zero_per_k[:, None] * warmer
        if model.crosstalk:
            out = out + model.crosstalk * _neighbours(out)
        if model.drift_n_per_min:
            out = out + model.drift_n_per_min / 60.0 / self._per_output * (times - self._switched_on_s)
        if model.hum_n:
            angle = 2.0 * np.pi * model.hum_hz * times
            out = out + model.hum_n / self._per_output * (np.sin(angle) + THIRD * np.sin(3.0 * angle))
        if onward:
            self._last_s = float(times[-1])
        return out

    def _lag(self, loads: Floats, onward: bool) -> Floats:
        """How far the grains lag behind the load, summed ``(channels, n)``: each moves only when it is pushed.

        A grain with reach r goes from w to ``clip(w, load - r, load + r)``.  Clips in a row are one clip, so the whole
        chunk is done by doubling.
        """
        reach = np.array(REACHES_N)[:, None, None]
        low, high = loads - reach, loads + reach
        shift = 1
        while shift < loads.shape[1]:
            low[..., shift:], high[..., shift:] = (
                np.clip(low[..., :-shift], low[..., shift:], high[..., shift:]),
                np.clip(high[..., :-shift], low[..., shift:], high[..., shift:]),
            )
            shift *= 2
        grains = np.clip(self._grains, low, high)
        if onward:
            self._grains = grains[..., -1:].copy()
        lag: Floats = (loads - grains).sum(axis=0)
        return lag

    def _ringing(self, times: Floats, loads: Floats) -> Floats:
        """Damped swings of each output's frame, set off by every change of its load, shared by its cells."""
        turn = cmath.exp((2j * math.pi * self.model.ring_hz - 1.0 / self.model.ring_s) / self._rate_hz)
        outputs = loads.reshape(len(self._swing), self._per_output, -1).sum(axis=1)
        if times[0] - self._last_s > 1.5 / self._rate_hz:
            self._swing = [0j] * len(self._swing)
            self._before_n = [float(row[0]) for row in outputs]
        swings = np.empty_like(outputs)
        for number, row in enumerate(outputs.tolist()):
            swing, before_n = self._swing[number], self._before_n[number]
            said = []
            for force_n in row:
                swing = swing * turn + (force_n - before_n)
                before_n = force_n
                said.append(swing.real)
            self._swing[number], self._before_n[number] = swing, before_n
            swings[number] = said
        shared: Floats = np.repeat(swings / self._per_output, self._per_output, axis=0)
        return shared


def _neighbours(loads: Floats) -> Floats:
    """What the neighbours in the cable carry, summed."""
    beside = np.zeros_like(loads)
    beside[1:] += loads[:-1]
    beside[:-1] += loads[1:]
    return beside


class _Slow:
    """Creep and 1/f noise, stepped from node to node of the true time."""

    def __init__(self, model: CellModel, channels: int, per_output: int, dice: np.random.Generator) -> None:
        self.active = bool(model.creep or model.flicker_n)
        self._creep = model.creep / len(CREEP_S)
        self._dice = dice
        self._follow = np.exp(-NODE_S / np.array(CREEP_S))[:, None]
        self._keep = np.exp(-NODE_S / np.array(OCTAVE_S))[:, None]
        self._kick = model.flicker_n / np.sqrt(per_output) * np.sqrt(1.0 - self._keep**2)
        self._crept = np.zeros((len(CREEP_S), channels))
        self._walk = model.flicker_n / np.sqrt(per_output) * dice.standard_normal((len(OCTAVE_S), channels))
        self._first = 0
        """Number of the first node that is kept."""
        self._nodes = np.zeros((0, channels))
        self._held = np.zeros(channels)

    def at(self, times: Floats, loads_at: LoadsAt) -> Floats:
        """Newtons ``(channels, n)`` to add at these times."""
        place = times / NODE_S + 1e-9
        number = np.floor(place).astype(np.int64)
        self._reach(int(number.min()), int(number.max()), loads_at)
        part = place - number
        here = np.clip(number - self._first, 0, len(self._nodes) - 1)
        newest, oldest = int(here.max()), int(here.min())
        if newest == oldest:
            before, now = self._nodes[max(newest - 1, 0)], self._nodes[newest]
            held: Floats = before[:, None] + (now - before)[:, None] * part
        else:
            before, now = self._nodes[np.maximum(here - 1, 0)].T, self._nodes[here].T
            held = before + (now - before) * part
        if len(self._nodes) > 2 * KEPT_NODES:
            self._first += len(self._nodes) - KEPT_NODES
            self._nodes = self._nodes[-KEPT_NODES:].copy()
        return held

    def _reach(self, first: int, last: int, loads_at: LoadsAt) -> None:
        """Step until the node ``last``."""
        known = self._first + len(self._nodes)
        if not len(self._nodes) or last - known > LONGEST_NODES:
            known = self._first = first
            self._nodes = self._nodes[:0]
            self._crept[:] = 0.0
            self._held = loads_at(np.array([first * NODE_S]))[:, 0]
        if last < known:
            return
        loads = loads_at(np.arange(known, last + 1, dtype=np.float64) * NODE_S)
        kicks = self._dice.standard_normal((last + 1 - known, *self._walk.shape))
        made = np.empty((last + 1 - known, self._walk.shape[1]))
        for step in range(last + 1 - known):
            self._crept = self._held + (self._crept - self._held) * self._follow
            self._walk = self._walk * self._keep + self._kick * kicks[step]
            self._held = loads[:, step]
            made[step] = self._creep * self._crept.sum(axis=0) + self._walk.sum(axis=0)
        self._nodes = np.concatenate([self._nodes, made])
