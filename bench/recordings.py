"""Real recordings, and simulated ones that went through the cells of a plate as the real ones did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dsp.centre_of_pressure import of_cells
from dsp.filters import butter, zero_phase
from simulators.body import Person
from simulators.cell_model import PLATES
from simulators.countermovement import countermovement_jump
from simulators.loadcell import CELLS, CORNERS_M, PlatePair
from simulators.performance import Performance
from simulators.stage import Stage
from simulators.standing import PLATES_APART_M, quiet_stance
from station.traces import read_traces

Floats = npt.NDArray[np.float64]

STANCE_HZ = 100.0
PLATE_HZ = 1000.0
DATA_CUTOFF_HZ = 10.0
"""The balance data set was smoothed there before it was published, and so is what is compared with it."""
CONDITIONS = (("open", "firm"), ("closed", "firm"), ("open", "foam"), ("closed", "foam"))
TRIALS = {condition: range(1 + 3 * place, 4 + 3 * place) for place, condition in enumerate(CONDITIONS)}


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A minute of stance: eyes and ground, centre of pressure ``(2, n)`` forward and to the right (m), force (N)."""

    eyes: str
    ground: str
    cop_m: Floats
    force_n: Floats
    real: bool


@dataclass(frozen=True, slots=True, eq=False)
class Jumping:
    """A jump on two plates: force ``(2, n)`` in N, and its moments in seconds from the first sample."""

    name: str
    fs_hz: float
    force_n: Floats
    weight_n: float
    onset_s: float
    takeoff_s: float
    landing_s: float
    real: bool


JUMPS = {
    "gidiel/Dual-CMJ-Fz.txt": [(1.600, 2.357, 2.866)],
    "jumpmetrics/F02_CTRL1.txt": [(7.730, 8.812, 9.339)],
    "acl_squat_jump/BFR003_squat_jump.csv": [(0.75, 2.371, 2.682), (4.19, 5.909, 6.219), (7.97, 9.676, 9.979)],
    "acl_squat_jump/BFR007_squat_jump.csv": [(0.09, 1.810, 2.063), (4.504, 6.189, 6.516), (9.27, 11.053, 11.369)],
}
"""Onset (by eye), take-off and landing of every jump that begins from standing and is there as a whole, in seconds."""
_OPTIONS: dict[str, dict[str, Any]] = {
    "F02_CTRL1": {"fs": 2000.0, "columns": {"left": 3, "right": 9}},
    "Dual-CMJ-Fz": {"fs": 1000.0},
}


def real_stances(folder: Path) -> Iterator[Standing]:
    """The twelve trials of the balance data set."""
    for (eyes, ground), numbers in TRIALS.items():
        for number in numbers:
            table = np.loadtxt(folder / "bds" / f"BDS{number:05d}.txt", skiprows=1)
            yield Standing(eyes, ground, table[:, 7:9].T / 100.0, table[:, 3], True)


def simulated_stance(seed: int, eyes: str = "open", ground: str = "firm", seconds: float = 60.0) -> Standing:
    """A simulated minute as the cells of a good plate see it, smoothed like the data set."""
    person = Person(seed=seed, mass_kg=55.0, sway_n=0.43)
    played = quiet_stance(person, seconds + 1.0, eyes_closed=eyes == "closed", foam=ground == "foam")
    loads = _felt(played, seed, "bertec")
    cells = np.array(CORNERS_M).T
    apart = np.array([[0.5 * PLATES_APART_M], [0.0]])
    places = np.concatenate([cells - apart, cells + apart], axis=1)
    centre = of_cells(loads, places).cop_m
    smooth = zero_phase(butter(4, DATA_CUTOFF_HZ, PLATE_HZ), np.stack([*centre, loads.sum(axis=0)]))
    at = slice(500, 500 + round(seconds * PLATE_HZ), round(PLATE_HZ / STANCE_HZ))
    return Standing(eyes, ground, smooth[1::-1, at], smooth[2, at], False)


def real_jumps(folder: Path) -> Iterator[Jumping]:
    """Every whole countermovement jump of the data."""
    for name, moments in JUMPS.items():
        path = folder / name
        (trace,) = read_traces(path, **_OPTIONS.get(path.stem, {})).traces
        total = trace.force_n.sum(axis=0)
        for place, (onset_s, takeoff_s, landing_s) in enumerate(moments, 1):
            # who does not stand still before stands still after
            still = (onset_s - 0.6, onset_s - 0.05) if onset_s > 0.6 else (landing_s + 1.0, landing_s + 1.4)
            rest = (trace.time_s >= still[0]) & (trace.time_s < still[1])
            weight_n = float(total[rest].mean())
            begun = float(trace.time_s[0])
            on_s, off_s, down_s = onset_s - begun, takeoff_s - begun, landing_s - begun
            yield Jumping(f"{path.stem} {place}", trace.fs_hz, trace.force_n, weight_n, on_s, off_s, down_s, True)


def simulated_jump(seed: int, height_m: float | None = None, plate: str = "amti") -> Jumping:
    """A jump of a person of this seed as the cells of a plate see it; heights as in the data, 12 to 34 cm."""
    dice = np.random.default_rng([seed, 77])
    chosen = float(dice.uniform(0.12, 0.34)) if height_m is None else height_m
    uneven = dice.normal(0.5, [0.02, 0.025, 0.06]).clip(0.3, 0.7)
    restless_n = float(dice.uniform(0.6, 2.0))
    mass_kg = float(dice.uniform(62.0, 92.0))
    person = Person(
        seed=seed,
        mass_kg=mass_kg,
        jump_height_m=chosen,
        sway_n=restless_n,
        stance_left=float(uneven[0]),
        jump_left=float(uneven[1]),
        landing_left=float(uneven[2]),
    )
    played = countermovement_jump(person)
    loads = _felt(played, seed, plate)
    forces = np.stack([loads[:CELLS].sum(axis=0), loads[CELLS:].sum(axis=0)])
    onset_s, takeoff_s, landing_s = (played.events[name] for name in ("onset", "takeoff", "landing"))
    return Jumping(f"seed {seed}", PLATE_HZ, forces, person.weight_n, onset_s, takeoff_s, landing_s, False)


def _felt(played: Performance, seed: int, plate: str) -> Floats:
    """Newtons of the eight cells as their converters tell them, ``(8, n)`` at 1 kHz."""
    stage = Stage(grid_s=1.0 / PLATE_HZ)
    stage.perform(played, 0.0)
    pair = PlatePair(stage, seed, model=PLATES[plate])
    times = np.arange(round(played.duration_s * PLATE_HZ)) / PLATE_HZ
    counts = pair.read_counts(times) - pair.zero_counts[:, np.newaxis]
    newtons: Floats = counts * pair.step_n[:, np.newaxis]
    return newtons
