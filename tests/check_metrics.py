"""What must hold for every metric of every clinical test: one battery over trials as their devices record them.

``trial(key)`` is a sound trial of each built-in test; ``FAULTS`` damage it; the checks compare what is still called
valid with the sound numbers.  A new test is covered as soon as the simulated client can do it, a new metric as soon as
a test's family has it: until then ``test_every_metric`` names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

import msgspec
import numpy as np

from dsp.balance_metrics import ONE_LEG
from dsp.catalog import CATALOG, FAMILIES
from dsp.measurement import Measurement, State
from simulators.body import Person, Skill
from simulators.performance import Performance
from simulators.standing import single_leg_stance
from simulators.strength import MUSCLES, Both
from simulators.tracking import CLAMSHELL
from station.analysis import analyse
from station.commands.client import REACTION_S, Body
from station.commands.seen_paths import muscle_of
from station.model import Analysis, Cells, NamedMeasurement, Side, Trace, TrialData
from station.protocol import Protocol, built_in

PERSON = Person(
    strength_n={
        key: Both(160.0, 140.0) for key in (*(hip for hip in MUSCLES if hip.startswith("hip")), "trunk_lateral_flexion")
    },
    skill=Skill(steadiness=0.012),
    stance_left=0.53,
    jump_left=0.52,
    landing_left=0.47,
    bridge_left=0.54,
)
EXPLOSIVE = replace(PERSON, rise_s=0.05)
PLATES_HZ, STANCE_HZ, DYNAMOMETERS_HZ = 1000.0, 200.0, 80.0
FAST = frozenset({"knee_extension_iso"})
"""Tests with dynamometers that are recorded at 1000 Hz here: 80 Hz cannot tell how fast force comes."""
STEP_N = 0.05
CORNERS = np.array([[-0.2, 0.2, -0.2, 0.2], [-0.3, -0.3, 0.3, 0.3]])
"""Where the cells of a plate stand, m."""
FEET = (Side.LEFT, Side.RIGHT)
POSITIONS = 10
"""Places in a trial where a fault is put, spread over its phases."""

Line = tuple[str, Side]
Numbers = dict[Line, Measurement]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A sound trial with what its analysis says, asked for every metric that this kind of test can give."""

    protocol: Protocol
    data: TrialData
    sound: Analysis

    @property
    def numbers(self) -> Numbers:
        return numbers(self.sound)

    def again(self, data: TrialData) -> Analysis:
        return analyse(self.protocol, data)


def numbers(analysis: Analysis) -> Numbers:
    return {(line.key, line.side): line.measurement for line in analysis.measurements}


# Trials ---------------------------------------------------------------------------------------------------------------


@cache
def trial(key: str) -> Trial:
    """The trial of a built-in test."""
    protocol = wide(built_in()[key])
    data = recorded(protocol, EXPLOSIVE if key in FAST else PERSON)
    return Trial(protocol, data, analyse(protocol, data))


def wide(protocol: Protocol) -> Protocol:
    """The test, asking for all metrics of the families that it asks for some of."""
    asked = set(protocol.metrics)
    families = [family for family in FAMILIES.values() if asked & {row.key for row in family}]
    # a time on one leg makes it another test
    apart = {row.key for row in ONE_LEG} - asked
    keys = dict.fromkeys(row.key for family in families for row in family if row.key not in apart)
    return msgspec.structs.replace(protocol, metrics=tuple(keys))


def recorded(protocol: Protocol, person: Person) -> TrialData:
    """What the test's devices record of a person: noise, steps, one clock for two plates and two for dynamometers."""
    if protocol.kind == "balance":
        return _on_cells(protocol, person)
    moves = Body(person, hold_s=14.0, push_s=2.0, rest_s=1.5).performances(protocol)
    if protocol.device == "plates":
        (move,) = moves
        force = measured(move, PLATES_HZ, 0.8)
        return TrialData((_trace(FEET, force, PLATES_HZ, 0.005),))
    fs = PLATES_HZ if protocol.key in FAST else DYNAMOMETERS_HZ
    force = np.concatenate([measured(move, fs, 0.15) for move in moves], axis=1)
    if len(moves) > 1:  # one side after the other: nobody pulls at the other one meanwhile
        force = np.where(np.abs(force) < 1.0, force + 4.0, force)
    traces = tuple(_trace((side,), force[i : i + 1], fs, 0.01) for i, side in enumerate(FEET))
    if protocol.unsided:
        traces = (replace(traces[0], sides=(Side.BOTH,)),)
    data = TrialData(traces, alignment_s=0.001, body_mass_kg=person.mass_kg, lever_m=0.4)
    if protocol.target is not None and protocol.target.maximum_of is not None:
        own = {side: CLAMSHELL * person.voluntary(muscle_of(protocol.target.maximum_of), side.value) for side in FEET}
        return replace(data, own_maximum_n=own)
    if protocol.path is None:
        return data
    own = {side: person.voluntary(muscle_of(protocol.path.maximum_of), side.value) for side in FEET}
    return replace(data, go_s=-REACTION_S, own_maximum_n=own)


def measured(move: Performance, fs: float, noise_n: float) -> np.ndarray:
    times = np.arange(round(move.duration_s * fs)) / fs
    noise = np.random.default_rng(4).normal(0.0, noise_n, (2, len(times)))
    return STEP_N * np.rint((move.at(times) + noise) / STEP_N)


def _trace(sides: tuple[Side, ...], force: np.ndarray, fs: float, gain: float, cells: Cells | None = None) -> Trace:
    times = np.arange(force.shape[1]) / fs
    return Trace(sides, times, force, fs, resolution_n=STEP_N, uncertainty=gain, cells=cells)


def _on_cells(protocol: Protocol, person: Person) -> TrialData:
    """Standing on plates of four cells each."""
    if "balance_duration" in protocol.metrics:
        move = single_leg_stance(person, seconds=protocol.effort_s + 2.0)
    else:
        (move,) = Body(person).performances(protocol)
    fs, times = STANCE_HZ, np.arange(round(move.duration_s * STANCE_HZ)) / STANCE_HZ
    force = move.at(times)
    right = 0.5 + 0.02 * np.sin(2.3 * times) + 0.01 * np.sin(6.1 * times + 2.0)
    front = 0.55 + 0.02 * np.sin(1.4 * times + 1.0) + 0.008 * np.sin(7.7 * times)
    parts = np.stack([(1 - right) * (1 - front), right * (1 - front), (1 - right) * front, right * front])
    loads = np.concatenate([parts * force[0], parts * force[1]])
    loads = loads + np.random.default_rng(8).normal(0.0, 0.1, loads.shape)
    sides = (Side.LEFT,) * 4 + (Side.RIGHT,) * 4
    cells = Cells(sides, loads, np.hstack([CORNERS, CORNERS]), 0.1)
    trace = _trace(FEET, _of_cells(cells), fs, 0.005, cells)
    return TrialData((trace,), go_s=0.5)


def _of_cells(cells: Cells) -> np.ndarray:
    """What each plate reads."""
    return np.stack([cells.force_n[[of is side for of in cells.sides]].sum(axis=0) for side in FEET])


def positions(of: Trial) -> list[float]:
    """Seconds, spread over the phases between the marks and before and after them.

    Tests of one kind, which one analysis serves, share the places out among them.
    """
    trace = of.data.traces[0]
    edges = np.array([0.0, *sorted({mark.time_s for mark in of.sound.marks}), float(trace.time_s[-1])])
    middles = 0.5 * (edges[1:] + edges[:-1])[np.diff(edges) > 0.02]
    chosen = np.unique(np.rint(np.linspace(0, len(middles) - 1, POSITIONS)).astype(int))
    more = np.linspace(edges[0] + 0.1, edges[-1] - 0.4, POSITIONS - len(chosen)) if len(chosen) < POSITIONS else []
    alike = [key for key, other in built_in().items() if _served(other) == _served(of.protocol)]
    share = 2 if of.protocol.kind == "isometric" and len(alike) == 1 else len(alike)  # these take long
    return sorted([*middles[chosen], *more])[alike.index(of.protocol.key) :: share]


def _served(protocol: Protocol) -> tuple[object, ...]:
    """What decides how a test is analysed."""
    families = [name for name, family in FAMILIES.items() if {row.key for row in family} & set(protocol.metrics)]
    one_leg = "balance_duration" in protocol.metrics
    return protocol.kind, protocol.device, protocol.weigh is None, tuple(families), one_leg, protocol.key in FAST


# Faults ---------------------------------------------------------------------------------------------------------------

Fault = Callable[[np.ndarray, int, int, float], None]


def _one_nan(force: np.ndarray, row: int, at: int, fs: float) -> None:
    force[row, at] = np.nan


def _sixty_nan(force: np.ndarray, row: int, at: int, fs: float) -> None:
    force[row, at : at + 60] = np.nan


def _stuck(force: np.ndarray, row: int, at: int, fs: float) -> None:
    # not at 0 N, where a plate that was clipped to zero while empty stays too
    force[row, at : at + round(0.3 * fs)] = force[row, at] + STEP_N * (abs(force[row, at]) < STEP_N / 2)


def _spike(force: np.ndarray, row: int, at: int, fs: float) -> None:
    force[row, at] += 400.0


VALUES: dict[str, Fault] = {
    "one sample is no number": _one_nan,
    "sixty samples are no numbers": _sixty_nan,
    "stuck for 300 ms": _stuck,
    "spike of 400 N": _spike,
}
AT_LIMIT = "at its limit"
FAULTS = (*VALUES, "12 ms lost")


def faults_at(of: Trial, number: int) -> tuple[str, ...]:
    """The faults for the place of this number: where an analysis takes long, every other one."""
    slow = of.protocol.kind in ("hold", "isometric", "intermittent")
    return FAULTS[number % 2 :: 2] if slow else FAULTS


def damaged(data: TrialData, at_s: float, fault: str, side: Side) -> TrialData:
    """The trial with one fault in what is recorded of one side; on plates with cells, of one cell."""
    side = side if any(side in trace.sides for trace in data.traces) else Side.BOTH
    number = next(i for i, trace in enumerate(data.traces) if side in trace.sides)
    trace = data.traces[number]
    at = int(np.searchsorted(trace.time_s, at_s))
    if fault == "12 ms lost":
        hurt = _lost(trace, at, max(1, round(0.012 * trace.fs_hz)))
    elif fault == AT_LIMIT:
        marked = np.zeros(trace.force_n.shape, dtype=np.bool_)
        marked[trace.sides.index(side), at] = True
        hurt = replace(trace, saturated=marked)
    elif trace.cells is not None:
        loads = trace.cells.force_n.copy()
        VALUES[fault](loads, trace.cells.sides.index(side) + 1, at, trace.fs_hz)
        cells = replace(trace.cells, force_n=loads)
        hurt = replace(trace, force_n=_of_cells(cells), cells=cells)
    else:
        force = trace.force_n.copy()
        VALUES[fault](force, trace.sides.index(side), at, trace.fs_hz)
        hurt = replace(trace, force_n=force)
    return replace(data, traces=tuple(hurt if i == number else each for i, each in enumerate(data.traces)))


def _lost(trace: Trace, at: int, count: int) -> Trace:
    kept = np.ones(len(trace.time_s), dtype=np.bool_)
    kept[at : at + count] = False
    return replace(
        trace,
        time_s=trace.time_s[kept],
        force_n=trace.force_n[:, kept],
        gaps=((at, count),),
        cells=None if trace.cells is None else replace(trace.cells, force_n=trace.cells.force_n[:, kept]),
    )


def prolonged(data: TrialData, seconds: float) -> TrialData:
    """The same devices left on: the last half second forwards and backwards again."""
    traces = []
    for trace in data.traces:
        count, half = round(seconds * trace.fs_hz), round(0.5 * trace.fs_hz)
        n = len(trace.time_s)
        back = np.arange(n - 2, n - 2 - half, -1)
        order = np.resize(np.concatenate((back, back[::-1])), count)
        times = np.concatenate((trace.time_s, trace.time_s[-1] + np.arange(1, count + 1) / trace.fs_hz))
        cells = trace.cells and replace(
            trace.cells, force_n=np.concatenate((trace.cells.force_n, trace.cells.force_n[:, order]), axis=1)
        )
        force = np.concatenate((trace.force_n, trace.force_n[:, order]), axis=1)
        traces.append(replace(trace, time_s=times, force_n=force, cells=cells))
    return replace(data, traces=tuple(traces))


def slower(data: TrialData, every: int) -> TrialData:
    """As a device with a lower rate records it."""
    traces = []
    for trace in data.traces:
        cells = None if trace.cells is None else replace(trace.cells, force_n=trace.cells.force_n[:, ::every])
        thin = replace(trace, time_s=trace.time_s[::every], force_n=trace.force_n[:, ::every], cells=cells)
        traces.append(replace(thin, fs_hz=trace.fs_hz / every))
    return replace(data, traces=tuple(traces))


def on_two_clocks(data: TrialData, apart_s: float) -> TrialData:
    """Left and right from devices whose clocks disagree by ``apart_s``, and it is known that they may."""
    traces = []
    for trace in data.traces:
        for row, side in enumerate(trace.sides):
            late = apart_s if side is Side.RIGHT else 0.0
            one = replace(trace, sides=(side,), force_n=trace.force_n[row : row + 1], cells=None)
            traces.append(replace(one, time_s=trace.time_s + late))
    return replace(data, traces=tuple(traces), alignment_s=apart_s)


# Checks ---------------------------------------------------------------------------------------------------------------


POINTS = {
    "peak_force_cv": 0.3,  # how few repetitions show how a person varies is another matter than how well they are read
}
"""What two sound recordings of one effort may differ by, in its unit, where the uncertainty is that of the person."""


def silently_wrong(of: Trial, found: Analysis) -> list[str]:
    """What is called valid and is not the sound value within max(3 u, 2 %)."""
    if found.refusal is not None:
        return []
    wrong, truth = [], of.numbers
    for where, number in numbers(found).items():
        if number.state is not State.VALID or number.value is None:
            continue
        right = truth.get(where)
        if right is None or right.value is None:
            wrong.append(f"{where[0]} {where[1]}: {number.value:.6g} where the sound trial gives no number")
            continue
        known = max(right.uncertainty or 0.0, number.uncertainty or 0.0)
        allowed = POINTS.get(where[0], max(3.0 * known, 0.02 * abs(right.value)))
        if not abs(number.value - right.value) <= allowed:
            wrong.append(f"{where[0]} {where[1]}: {number.value:.6g} for {right.value:.6g} ± {allowed:.2g}")
    return wrong


def hurt_lines(of: Trial, found: Analysis) -> set[Line]:
    """The lines that are valid in the sound trial and are not any more."""
    states = numbers(found)
    return {
        where
        for where, number in of.numbers.items()
        if number.state is State.VALID and (where not in states or states[where].state is not State.VALID)
    }


_IDENTIFIER = re.compile(r"[a-z]_[a-z]|\bnan\b|\binf\b|None|[<\[{(]class|0x", re.IGNORECASE)


def badly_said(lines: Iterable[NamedMeasurement]) -> list[str]:
    """Reasons that are no sentence fragments a therapist can read."""
    said = dict.fromkeys(reason for line in lines for reason in line.measurement.reasons)
    return [reason for reason in said if unreadable(reason)]


def unreadable(reason: str) -> bool:
    return not reason.strip() or reason != reason.strip() or _IDENTIFIER.search(reason) is not None


GAIN_EXPONENT = {
    **dict.fromkeys(("N", "N s", "N/s", "N/m", "N m", "W"), 1.0),
    **dict.fromkeys(("N/kg", "N m/kg", "W/kg"), 0.0),  # the mass is weighed by the same forces
    "N/kg^0.67": 0.33,
    **dict.fromkeys(("m", "s", "m/s", "m^2", "m^2/s", "Hz", "deg", "%", "%/s", "%/min", "1", "", "reps"), 0.0),
}
"""With which power of a common gain of all forces, and of the weight, a quantity of each unit goes."""


def with_gain(data: TrialData, gain: float) -> TrialData:
    traces = []
    for trace in data.traces:
        cells = trace.cells and replace(
            trace.cells, force_n=gain * trace.cells.force_n, noise_n=gain * trace.cells.noise_n
        )
        traces.append(replace(trace, force_n=gain * trace.force_n, resolution_n=gain * trace.resolution_n, cells=cells))
    mass = None if data.body_mass_kg is None else gain * data.body_mass_kg
    own = {side: gain * force for side, force in data.own_maximum_n.items()}
    return replace(data, traces=tuple(traces), body_mass_kg=mass, own_maximum_n=own)


def later(data: TrialData, seconds: float) -> TrialData:
    traces = tuple(replace(trace, time_s=trace.time_s + seconds) for trace in data.traces)
    return replace(data, traces=traces, go_s=None if data.go_s is None else data.go_s + seconds)


OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.BOTH: Side.BOTH}


def mirrored(data: TrialData) -> TrialData:
    """The same person in a mirror: what was left is right."""
    traces = []
    for trace in data.traces:
        cells = trace.cells and replace(
            trace.cells,
            sides=tuple(OTHER[side] for side in trace.cells.sides),
            position_m=trace.cells.position_m * np.array([[-1.0], [1.0]]),
        )
        traces.append(replace(trace, sides=tuple(OTHER[side] for side in trace.sides), cells=cells))
    own = {OTHER[side]: force for side, force in data.own_maximum_n.items()}
    return replace(data, traces=tuple(traces), own_maximum_n=own)


def reordered(data: TrialData) -> TrialData:
    """The same channels, cells and devices, listed the other way round."""
    traces = []
    for trace in reversed(data.traces):
        cells = trace.cells and replace(
            trace.cells,
            sides=trace.cells.sides[::-1],
            force_n=trace.cells.force_n[::-1],
            position_m=trace.cells.position_m[:, ::-1],
        )
        traces.append(replace(trace, sides=trace.sides[::-1], force_n=trace.force_n[::-1], cells=cells))
    return replace(data, traces=tuple(traces))


# The battery ----------------------------------------------------------------------------------------------------------


def check_it_is_sound(of: Trial) -> None:
    """Whoever does the test well gets numbers: the headline among them, and most of what was asked for."""
    assert of.sound.refusal is None
    headline = [line.measurement for line in of.sound.measurements if line.key == of.protocol.headline]
    assert headline
    assert all(number.value is not None for number in headline)
    asked = set(built_in()[of.protocol.key].metrics)
    given = {key for (key, _), number in of.numbers.items() if number.value is not None}
    assert len(asked & given) >= 0.8 * len(asked), asked - given


def check_uncertainties_are_numbers(of: Trial) -> None:
    for (key, side), number in of.numbers.items():
        if number.value is None:
            continue
        assert np.isfinite(number.value), key
        if key in COUNTED or (key in BOUNDED and min(abs(number.value), abs(number.value - 100.0)) < 1e-9):
            continue
        assert number.uncertainty is not None, (key, side)
        assert np.isfinite(number.uncertainty), (key, side)
        assert number.uncertainty > 0.0, (key, side)


def check_reasons_can_be_read(of: Trial) -> None:
    assert badly_said(of.sound.measurements) == []


def check_a_common_gain_of_all_forces(of: Trial) -> None:
    """Newtons go with it, and what is per body mass, in time or in per cent does not."""
    gain = 1.25
    found = of.again(with_gain(of.data, gain))
    assert found.refusal is None
    for (key, side), number in numbers(found).items():
        before = of.numbers[key, side]
        if State.INVALID in (before.state, number.state):
            assert number.state is before.state, (key, side, number.reasons, before.reasons)
            continue
        if _counted(before) != _counted(number):
            # an onset on the edge of what is good enough: the mean is of fewer repetitions, and says so
            assert State.LIMITED in (before.state, number.state), (key, side)
            continue
        expected = before.value * gain ** GAIN_EXPONENT[number.unit]
        # levels in newtons, as that of a flight, stay where they are: times move by a sample or two
        allowed = max(before.uncertainty or 0.0, 0.01 * abs(expected), 1e-9)
        assert abs(number.value - expected) <= allowed, (key, side, before.value, number.value, expected, allowed)


def _counted(number: Measurement) -> str:
    """How many repetitions are in a mean, as its method says."""
    return number.method.rpartition("; n = ")[2]


def check_a_shift_in_time(of: Trial) -> None:
    _same(of, of.again(later(of.data, 1000.0)))


def check_the_order_of_channels_and_devices(of: Trial) -> None:
    _same(of, of.again(reordered(of.data)))


def check_a_mirror(of: Trial) -> None:
    """What was left is right, and a difference has the other sign; who is tested on one side has the other one."""
    sides = tuple(OTHER[Side(side)].value for side in of.protocol.sides)
    # who follows a path with the left leg first follows it in the mirror with the right one first
    asked = len(sides) == 1 or of.protocol.path is not None
    protocol = of.protocol if not asked else msgspec.structs.replace(of.protocol, sides=sides)
    found = analyse(protocol, mirrored(of.data))
    assert found.refusal is None
    seen = numbers(found)
    for (key, side), number in of.numbers.items():
        other = seen[key, OTHER[side]]
        assert other.state is number.state, (key, side, number, other)
        if number.value is None:
            continue
        expected = -number.value if key in SIGNED else number.value
        assert abs(other.value - expected) <= 1e-6 * max(1.0, abs(expected)), (key, side, number.value, other.value)


def _same(of: Trial, found: Analysis) -> None:
    assert found.refusal is None
    seen = numbers(found)
    assert set(seen) == set(of.numbers)
    for where, number in of.numbers.items():
        assert seen[where].state is number.state, (where, number, seen[where])
        if number.value is not None:
            # times are binary fractions: an edge that falls on a sample may be one sample off
            allowed = max(1e-6 * max(1.0, abs(number.value)), 0.01 * (number.uncertainty or 0.0))
            assert abs(seen[where].value - number.value) <= allowed, (where, number, seen[where])


def with_offset(data: TrialData, offset_n: float) -> TrialData:
    """As devices that are off their zero record it."""
    traces = tuple(replace(trace, force_n=trace.force_n + offset_n) for trace in data.traces)
    return replace(data, traces=traces)


SIGNED = frozenset(key for key in CATALOG if key.endswith("_asymmetry")) | {"sway_direction"}
"""Right against left, and an angle from straight ahead: a mirror turns the sign."""
COUNTED = frozenset(key for key in CATALOG if key.endswith("_count")) | {
    "band_exits",
    "balance_touches",
    "rises_in_30_s",
}
"""Metrics without an uncertainty."""
BOUNDED = frozenset({"path_time_within", "time_in_band", "share_outside_band", "pause_time"})
"""At the end of their scale nothing that is uncertain moves them."""

BATTERY = [
    check_it_is_sound,
    check_uncertainties_are_numbers,
    check_reasons_can_be_read,
    check_a_common_gain_of_all_forces,
    check_a_shift_in_time,
    check_the_order_of_channels_and_devices,
    check_a_mirror,
]
