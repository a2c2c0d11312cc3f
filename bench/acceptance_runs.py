"""One built-in test after the other with simulated people: what was measured beside what was true.

The whole product takes part: drivers, links, the trial machine, the recording on disk, the analysis of what is on disk,
the store.  Only time is virtual, and lines hand over ten times a second instead of sixty.

True is what the person did (``acceptance_truth``), and what the same formula says of the forces that acted on the
cells, before noise, steps, gain errors, clocks and zeroes.  No plate reads as its certificate says: its gain is off by
a rectangular distribution whose standard deviation is the certificate's uncertainty.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.acceptance_truth import Played, true_marks, truths
from dsp.measurement import State
from simulators.body import Person
from simulators.clock import run
from simulators.jump import GRAVITY
from simulators.loadcell import CORNERS_M, Grip, PlatePair
from simulators.performance import SIDES, Performance, Surface
from simulators.stage import Stage
from simulators.strength import MUSCLES, Both
from station.analysis import analyse
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.errors import StationError
from station.filing import stored_data
from station.model import Cells, NamedMeasurement, Side, Trace, TrialData
from station.protocol import Protocol, built_in

HAND_OVER_S = 0.1
CALIBRATED_TO = 0.01
"""Expanded uncertainty (k = 2) of the simulated certificates, relative."""
GRIPS = ("progressor?side=left&ppm=18&battery_mv=3980", "progressor?side=right&ppm=-23&battery_mv=3870")
PLATES = ("harp-loadcells",)
FINE_HZ = 1000.0
"""Forces are handed to the formulas this finely as the truth."""
PEOPLE_PER_CLINIC = 10
"""So many people are tested with the same devices, then come others."""
LAGS_S = np.arange(-0.02, 0.161, 0.001)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of one run beside its truth.

    ``by`` is ``person`` (a figure of who was played), ``force`` (the same formula on the undisturbed force) or ``mark``
    (the time of an event in what was played).
    """

    protocol: str
    seed: int
    key: str
    side: str
    by: str
    state: str
    value: float
    uncertainty: float | None
    truth: float
    unit: str

    @property
    def error(self) -> float:
        return self.value - self.truth

    @property
    def covered(self) -> bool:
        """The truth lies within the stated uncertainty; a count without one must be right."""
        rounding = 1e-9 * max(1.0, abs(self.truth))
        return abs(self.error) <= (self.uncertainty or 0.0) + rounding


@dataclass(frozen=True, slots=True)
class Run:
    """One person at one test; ``trouble`` says why there is nothing to compare."""

    protocol: str
    seed: int
    numbers: tuple[Number, ...]
    trouble: str = ""


class _Noting(Stage):
    """Hands what is played on to the stage of the clinic, and writes it down."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.acts: list[tuple[float, Performance]] = []

    def perform(self, performance: Performance, at_s: float) -> float:
        begun_s = self.stage.perform(performance, at_s)
        self.acts.append((begun_s, performance))
        return begun_s


class Watched:
    """A body that remembers what it played, and when."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.played: Played | None = None

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        self.body.enter(stage, protocol, now_s)

    def move(self, stage: Stage, protocol: Protocol, now_s: float, *maxima_n: Mapping[Side, float]) -> None:
        noting = _Noting(stage)
        self.body.move(noting, protocol, now_s, *maxima_n)
        self.played = Played(self.body.person, self.body.asked(protocol, *maxima_n), tuple(noting.acts), now_s)

    def leave(self, stage: Stage, now_s: float) -> None:
        self.body.leave(stage, now_s)


def person_of(seed: int) -> Person:
    """Somebody: mass, strength of each muscle, shares, skill; the same seed is the same person."""
    dice = np.random.default_rng([20260302, seed])
    mass_kg = float(dice.uniform(52.0, 98.0))
    strong = {}
    for key, muscle in MUSCLES.items():
        left, right = (float(muscle.part * mass_kg * GRAVITY * dice.uniform(0.7, 1.25)) for _ in SIDES)
        strong[key] = Both(left, right) if muscle.sided else Both.same(left)
    return Person(
        name=f"seed {seed}",
        mass_kg=mass_kg,
        strength_n=strong,
        rise_s=float(dice.uniform(0.08, 0.18)),
        stance_left=float(dice.uniform(0.45, 0.55)),
        jump_height_m=float(dice.uniform(0.18, 0.40)),
        jump_left=float(dice.uniform(0.44, 0.56)),
        landing_left=float(dice.uniform(0.42, 0.58)),
        bridge_left=float(dice.uniform(0.44, 0.56)),
        bridge_drift=float(dice.uniform(-0.03, 0.03)),
        sway_n=float(dice.uniform(1.2, 2.2)),
        seed=seed,
    )


def runs_of(key: str, seeds: Sequence[int]) -> list[Run]:
    """The test with one person for each seed."""
    done: list[Run] = []
    for at in range(0, len(seeds), PEOPLE_PER_CLINIC):
        done += _in_one_clinic(key, seeds[at : at + PEOPLE_PER_CLINIC])
    return done


def _in_one_clinic(key: str, seeds: Sequence[int]) -> list[Run]:
    protocol, done = built_in()[key], []
    devices = PLATES if protocol.device == "plates" else GRIPS
    with (
        tempfile.TemporaryDirectory(prefix="acceptance") as folder,
        VirtualClinic(Path(folder), Body(Person()), devices=devices, seed=1 + seeds[0]) as clinic,
    ):

        async def whole() -> None:
            async with clinic.running():
                clinic.bench.hand_over_every(HAND_OVER_S)
                for seed in seeds:
                    await asyncio.sleep(2.0)
                    done.append(await _one(clinic, protocol, seed))
                    clinic.stage.forget(clinic.clock.now() - 10.0)

        run(whole())
    return done


async def _one(clinic: VirtualClinic, protocol: Protocol, seed: int) -> Run:
    dice = np.random.default_rng([7, seed])
    body = Body(person_of(seed), hold_s=float(dice.uniform(8.0, 14.0)), push_s=3.0, rest_s=2.0)
    watched = Watched(body)
    for unit in clinic.bench.units:
        _misread(unit.cells, dice)
    clinic.admit(f"S-{seed:04}", watched)
    (test,) = await clinic.visit([protocol.key])
    if test.review is None or watched.played is None:
        return Run(protocol.key, seed, (), test.given_up or "no trial")
    if test.review.refusal is not None:
        return Run(protocol.key, seed, (), f"refused: {test.review.refusal}")
    try:
        return Run(protocol.key, seed, tuple(_numbers(clinic, protocol, seed, test.trial_id, watched.played)))
    except (KeyError, ValueError, StationError) as error:  # one test that cannot be compared is told, not the end
        return Run(protocol.key, seed, (), f"could not be compared: {type(error).__name__} {error}")


def _misread(cells: PlatePair | Grip, dice: np.random.Generator) -> None:
    """Gains that are off as far as the certificate lets them be: of each plate, and of each dynamometer."""
    half = np.sqrt(3.0) * CALIBRATED_TO / 2.0
    if isinstance(cells, PlatePair):
        cells.gain_now = np.repeat(1.0 + dice.uniform(-half, half, len(SIDES)), cells.step_n.size // len(SIDES))
    else:
        cells.gain_now = 1.0 + float(dice.uniform(-half, half))


def _numbers(clinic: VirtualClinic, protocol: Protocol, seed: int, trial_id: str, played: Played) -> Iterator[Number]:
    """Every number of a stored trial beside its truths, and its marks beside the events."""
    stored, data = stored_data(clinic.store, clinic.folders, trial_id)
    run = stored.current
    ideal, begins_s = _undisturbed(clinic, data, stored.trial.range_start_host_s or 0.0)
    by_force = {(line.key, line.side): line for line in analyse(protocol, ideal).measurements}
    by_person = truths(protocol, played)
    for line in run.measurements:
        known = line.measurement
        if known.value is None or known.at_least or _of_fewer(protocol, line):
            continue
        force = by_force.get((line.key, line.side))
        if force is not None and force.measurement.value is not None and not _of_fewer(protocol, force):
            yield _number(protocol, seed, line, "force", force.measurement.value)
        # of who jumps from one leg, everything is that leg's
        person = by_person.get((line.key, Side.BOTH if protocol.one_leg else line.side))
        if person is not None and np.isfinite(person):
            yield _number(protocol, seed, line, "person", person)
    for event in true_marks(protocol, played):
        found = next((m.mark for m in run.marks if (m.mark.name, m.mark.side) == (event.name, event.side)), None)
        if found is not None:
            about, value = found.uncertainty_s, found.time_s + begins_s[event.side]
            true_s = event.nearest(value)
            yield Number(
                protocol.key, seed, event.name, event.side.value, "mark", State.VALID.value, value, about, true_s, "s"
            )


def _of_fewer(protocol: Protocol, line: NamedMeasurement) -> bool:
    """A mean that leaves efforts out, and says so, is not the mean of all: there is no truth to hold it against."""
    return protocol.kind == "isometric" and any(said.startswith("left out: ") for said in line.measurement.reasons)


def _number(protocol: Protocol, seed: int, line: NamedMeasurement, by: str, truth: float) -> Number:
    known = line.measurement
    value = 0.0 if known.value is None else known.value
    return Number(
        protocol.key,
        seed,
        line.key,
        line.side.value,
        by,
        known.state.value,
        value,
        known.uncertainty,
        truth,
        known.unit,
    )


# The truth of the forces ----------------------------------------------------------------------------------------------


def _undisturbed(clinic: VirtualClinic, data: TrialData, begin_host_s: float) -> tuple[TrialData, Mapping[Side, float]]:
    """The same stretch of the same trial as perfect devices would record it, and when it begins for each side."""
    traces, begins_s = [], dict[Side, float]()
    for trace in data.traces:
        begin_s = begin_host_s - _lag_s(clinic, trace, begin_host_s)
        begins_s |= dict.fromkeys((*trace.sides, Side.BOTH), begin_s)
        count = round(float(trace.time_s[-1] - trace.time_s[0]) * FINE_HZ) + 1
        times = float(trace.time_s[0]) + np.arange(count) / FINE_HZ
        traces.append(_perfect(clinic, trace, times, begin_s))
    return replace(data, traces=tuple(traces), alignment_s=0.0, doubts=()), begins_s


def _felt(clinic: VirtualClinic, trace: Trace, times: np.ndarray) -> np.ndarray:
    """What acted on the sides of a trace; a force of no side is that of whoever is on the devices."""
    surface = Surface.GRIPS if trace.cells is None else Surface.PLATES
    both = clinic.stage.both(surface, times)
    return np.stack([both.sum(axis=0) if side is Side.BOTH else both[SIDES.index(side.value)] for side in trace.sides])


def _perfect(clinic: VirtualClinic, trace: Trace, times: np.ndarray, begin_s: float) -> Trace:
    if trace.cells is None:
        cells, force = None, _felt(clinic, trace, times + begin_s)
    else:
        loads = clinic.bench.units[0].cells.loads(times + begin_s)
        cells = Cells(trace.cells.sides, loads, np.array(CORNERS_M * len(SIDES)).T, 1e-3)
        force = np.stack([loads[[of is side for of in trace.cells.sides]].sum(axis=0) for side in trace.sides])
    return replace(
        trace,
        time_s=times,
        force_n=force,
        fs_hz=FINE_HZ,
        gaps=(),
        saturated=None,
        resolution_n=1e-4,
        uncertainty=1e-5,
        flaws=None,
        doubts=(),
        cells=cells,
        moments=None,
    )


def _lag_s(clinic: VirtualClinic, trace: Trace, begin_host_s: float) -> float:
    """How much later the station dates the samples of this device than they were taken."""
    keep = slice(None, None, max(1, round(trace.fs_hz / 250.0)))
    times, force = trace.time_s[keep] + begin_host_s, trace.force_n[:, keep]
    fine = np.arange(float(times[0]) - 0.2, float(times[-1]) + 0.1, 0.001)
    felt = _felt(clinic, trace, fine)
    if np.ptp(felt) < 1.0:
        return 0.0  # nobody was there: nothing to compare
    apart = [
        float(
            sum(np.square(np.interp(times - lag, fine, row) - own).sum() for row, own in zip(felt, force, strict=True))
        )
        for lag in LAGS_S
    ]
    return _least(LAGS_S, np.array(apart))


def _least(places: np.ndarray, values: np.ndarray) -> float:
    """Where the parabola through the least value and its neighbours has its end."""
    at = int(np.argmin(values))
    if not 0 < at < len(values) - 1:
        return float(places[at])
    before, here, after = values[at - 1 : at + 2]
    bend = before - 2.0 * here + after
    return float(places[at] + (0.5 * (before - after) / bend if bend > 0 else 0.0) * (places[1] - places[0]))
