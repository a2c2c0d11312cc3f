"""Known masses: put on a plate at a place by hand and taken off again, or hung on a dynamometer.

Between being left alone and being touched again a mass presses with exactly its weight; that it is so from ``still`` to
``off`` stands in the events, what it weighs in the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulators.firmware import Floats
from simulators.jump import GRAVITY
from simulators.loadcell import PLATE_SPAN_M
from simulators.performance import FINE_HZ, SIDES, Performance, Side, Surface

LOWERED_S = 0.5
"""A hand lets a mass down within this time ..."""
SETTLED_S = 0.7
"""... and after this time more nothing of it is felt."""
LIFTED_S = 0.4
CORNER = 0.8
"""How far out towards a cell a mass is put, as a part of the way from the middle."""
CORNERS = ((-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0))
"""Back left, back right, front left, front right: the order of the cells."""
_KNOCK, _KNOCK_HZ, _KNOCK_S = 0.06, 11.0, 0.05


@dataclass(frozen=True, slots=True)
class Mass:
    """A mass and where it is: metres to the right and forward from the middle of its plate."""

    kg: float
    side: Side = "left"
    at_m: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not 0.0 < self.kg <= 300.0:
            raise ValueError(f"masses up to 300 kg can be put on, not {self.kg:g} kg")
        if any(abs(at) > span / 2 for at, span in zip(self.at_m, PLATE_SPAN_M, strict=True)):
            raise ValueError(f"{self.at_m} is not between the cells of a plate of {PLATE_SPAN_M} m")

    @property
    def weight_n(self) -> float:
        return self.kg * GRAVITY


@dataclass(frozen=True, slots=True)
class Resting:
    """Masses that lie there for as long as wanted."""

    masses: tuple[Mass, ...]

    def __call__(self, times: Floats) -> Floats:
        loads = np.array([[_on(self.masses, side)] for side in SIDES])
        return np.broadcast_to(loads, (len(SIDES), np.size(times))).copy()

    def centres(self, times: Floats) -> Floats:
        """Where they press."""
        places = np.zeros((len(SIDES), 2, np.size(times)))
        for row, side in enumerate(SIDES):
            places[row] = _place(self.masses, side)[:, np.newaxis]
        return places


def put_on(mass: Mass, lying: Sequence[Mass] = ()) -> Performance:
    """Let this mass down beside those that are ``lying`` already; from ``still`` on it is left alone."""
    times = np.arange(round((LOWERED_S + SETTLED_S) * FINE_HZ) + 1) / FINE_HZ
    return _played(times, [mass], [_lowered(times)], lying, {"on": 0.0, "still": float(times[-1])}, "mass put on")


def take_off(mass: Mass, lying: Sequence[Mass] = ()) -> Performance:
    """Lift this mass off; those that are ``lying`` beside it stay."""
    times = np.arange(round(LIFTED_S * FINE_HZ) + 1) / FINE_HZ
    return _played(times, [mass], [1.0 - _ramp(times, LIFTED_S)], lying, {"off": 0.0}, "mass taken off")


def corner_check(kg: float, side: Side = "left", still_s: float = 4.0, between_s: float = 2.0) -> Performance:
    """One mass on the four corners of a plate, one after the other; nothing on it before, between and after."""
    span = np.array(PLATE_SPAN_M) / 2.0
    masses = [Mass(kg, side, (float(x), float(y))) for x, y in CORNER * span * np.array(CORNERS)]
    return _one_by_one(masses, still_s, between_s, f"corner check, {side} plate")


def known_masses(kilograms: Sequence[float], side: Side = "left", still_s: float = 4.0) -> Performance:
    """Each of these masses alone on the middle of a plate, one after the other: for linearity."""
    return _one_by_one([Mass(kg, side) for kg in kilograms], still_s, 2.0, f"known masses, {side} plate")


def hung(kg: float, side: Side = "left", still_s: float = 6.0, before_s: float = 2.0) -> Performance:
    """A mass hung on a dynamometer that hangs from a hook: taken up, swinging less and less, and taken off.

    A pendulum of 0.4 m that swings by 3 degrees pulls by up to 0.3 % more than its weight; from ``still`` on it is
    less than a millionth.
    """
    if not 0.0 < kg <= 300.0:
        raise ValueError(f"masses up to 300 kg can be hung on, not {kg:g} kg")
    swing_s = 8.0
    on_s, still_at_s = before_s, before_s + LOWERED_S + swing_s
    off_s = still_at_s + still_s
    times = np.arange(round((off_s + LIFTED_S + 1.0) * FINE_HZ) + 1) / FINE_HZ
    hanging = _ramp(times - on_s, LOWERED_S) * (1.0 - _ramp(times - off_s, LIFTED_S))
    hertz = np.sqrt(GRAVITY / 0.4) / (2.0 * np.pi)
    since = np.maximum(times - on_s - LOWERED_S, 0.0)
    # tension of a pendulum: m g (cos a) + m v^2 / l, to second order in the angle a
    angle = np.radians(3.0) * np.exp(-since / 1.4)
    pull = 1.0 + angle**2 * (0.25 - 0.75 * np.cos(4.0 * np.pi * hertz * since)) * _ramp(since, 0.2)
    forces = np.zeros((len(SIDES), times.size))
    forces[SIDES.index(side)] = kg * GRAVITY * hanging * pull
    events = {"on": on_s, "still": still_at_s, "off": off_s}
    return Performance(FINE_HZ, forces, events, {"kg": kg, "weight_n": kg * GRAVITY}, Surface.GRIPS, "mass hung on")


def _one_by_one(masses: Sequence[Mass], still_s: float, between_s: float, name: str) -> Performance:
    period_s = LOWERED_S + SETTLED_S + still_s + LIFTED_S + between_s
    times = np.arange(round((between_s + len(masses) * period_s) * FINE_HZ) + 1) / FINE_HZ
    events: dict[str, float] = {}
    loads: list[Floats] = []
    for number, _ in enumerate(masses, 1):
        on_s = between_s + (number - 1) * period_s
        still_at_s = on_s + LOWERED_S + SETTLED_S
        off_s = still_at_s + still_s
        loads.append(_lowered(times - on_s) * (1.0 - _ramp(times - off_s, LIFTED_S)))
        events |= {f"mass{number}_on": on_s, f"mass{number}_still": still_at_s, f"mass{number}_off": off_s}
    return _played(times, masses, loads, (), events, name)


def _played(
    times: Floats,
    masses: Sequence[Mass],
    loads: Sequence[Floats],
    lying: Sequence[Mass],
    events: dict[str, float],
    name: str,
) -> Performance:
    """Masses of which these parts press, beside others that lie still."""
    figures: dict[str, float] = {}
    for number, mass in enumerate(masses, 1):
        figures[f"mass{number}_n"] = mass.weight_n
        figures[f"mass{number}_right_m"], figures[f"mass{number}_forward_m"] = mass.at_m
    every = [(mass, load) for mass, load in zip(masses, loads, strict=True)] + [(m, np.ones(times.size)) for m in lying]
    forces = np.zeros((len(SIDES), times.size))
    moments = np.zeros((len(SIDES), 2, times.size))
    for mass, load in every:
        row = SIDES.index(mass.side)
        forces[row] += mass.weight_n * load
        moments[row] += np.array(mass.at_m)[:, np.newaxis] * mass.weight_n * load
    pressed = forces[:, np.newaxis, :]
    centres = np.divide(moments, pressed, out=np.zeros_like(moments), where=pressed > 0)
    return Performance(FINE_HZ, forces, events, figures, name=name, cop_m=centres)


def _on(masses: Sequence[Mass], side: Side) -> float:
    return sum(mass.weight_n for mass in masses if mass.side == side)


def _place(masses: Sequence[Mass], side: Side) -> Floats:
    total = _on(masses, side)
    if not total:
        return np.zeros(2)
    weighted = [mass.weight_n * np.array(mass.at_m) for mass in masses if mass.side == side]
    place: Floats = np.sum(weighted, axis=0) / total
    return place


def _lowered(since: Floats) -> Floats:
    """Part of a mass that presses while a hand lets it down: it settles with a small knock and is exactly 1 at last."""
    knock = np.maximum(since - LOWERED_S, 0.0)
    ringing = _KNOCK * np.exp(-knock / _KNOCK_S) * np.sin(2.0 * np.pi * _KNOCK_HZ * knock)
    fading = 1.0 - _ramp(knock, 0.9 * SETTLED_S)
    return _ramp(since, LOWERED_S) + ringing * fading


def _ramp(since: Floats, for_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip(since / for_s, 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)
