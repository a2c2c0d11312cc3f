"""Faults in the samples reach the numbers that they touch, and no others: never a wrong number that looks right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person, countermovement_jump, glute_bridge
from station.analysis import analyse
from station.examining import examined
from station.model import Analysis, Side, Trace, TrialData
from station.protocol import built_in

FS = 1000.0
TESTS = {
    "cmj": lambda person: countermovement_jump(person, quiet_s=2.0),
    "glute_bridge_hold": lambda person: glute_bridge(person, hold_s=14.0),
}


def recorded(key: str) -> TrialData:
    """What noisy plates would have recorded of a body."""
    performed = TESTS[key](Person())
    clock = np.arange(round(performed.duration_s * FS)) / FS
    force = performed.at(clock) + np.random.default_rng(4).normal(0.0, 0.8, (2, len(clock)))
    return TrialData((Trace((Side.LEFT, Side.RIGHT), clock, force, FS, resolution_n=0.05),))


def damaged(data: TrialData, first: int, last: int, fault: str) -> TrialData:
    (trace,) = data.traces
    force = trace.force_n.copy()
    if fault == "not numbers":
        force[1, first:last] = np.nan
    elif fault == "stuck":
        force[1, first:last] = force[1, first]
    else:
        force[1, first] += 400.0
    return replace(data, traces=(replace(trace, force_n=force),))


def numbers(analysis: Analysis) -> dict[tuple[str, Side], object]:
    return {(line.key, line.side): line.measurement for line in analysis.measurements}


@pytest.fixture(scope="module", params=sorted(TESTS))
def sound(request):
    data = recorded(request.param)
    return built_in()[request.param], data, analyse(built_in()[request.param], data)


@pytest.mark.parametrize(("fault", "samples"), [("not numbers", 1), ("not numbers", 60), ("stuck", 300), ("spike", 1)])
@pytest.mark.parametrize("part", np.linspace(0.02, 0.96, 9).round(3))
def test_wherever_a_fault_lies_no_valid_number_is_wrong(sound, fault, samples, part):
    protocol, data, truth = sound
    first = int(part * data.traces[0].force_n.shape[1])
    found = analyse(protocol, damaged(data, first, first + samples, fault))
    if found.refusal is not None:
        return
    expected = numbers(truth)
    for where, measured in numbers(found).items():
        right = expected[where]
        if measured.state is not State.VALID or right.value is None:
            continue
        allowed = max(3.0 * (right.uncertainty or 0.0), 0.02 * abs(right.value), 1e-3)
        assert measured.value == pytest.approx(right.value, abs=allowed), where


def test_a_fault_outside_every_window_changes_nothing(sound):
    protocol, data, truth = sound
    (trace,) = data.traces
    padded = replace(
        trace,
        time_s=np.arange(trace.force_n.shape[1] + 800) / FS,
        force_n=np.concatenate((trace.force_n, np.repeat(trace.force_n[:, -400:], 2, axis=1)), axis=1),
    )
    whole = analyse(protocol, replace(data, traces=(padded,)))
    broken = analyse(protocol, damaged(replace(data, traces=(padded,)), padded.force_n.shape[1] - 3, -1, "not numbers"))
    assert truth.refusal is None
    assert numbers(broken) == numbers(whole)


def test_samples_that_are_no_numbers_join_the_gap_beside_them():
    force = np.arange(40.0).reshape(2, 20)
    force[0, 10:12] = np.nan
    trace = Trace((Side.LEFT, Side.RIGHT), np.arange(20) / FS, force, FS, gaps=((4, 3), (12, 5)))
    (found,) = examined(TrialData((trace,))).traces
    assert found.gaps == ((4, 3), (10, 7))
    assert found.force_n.shape == (2, 18)
