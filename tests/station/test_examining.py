"""What is missing, stuck or wild in the traces of a trial, before anything is computed.

That it reaches the numbers which it touches, and no others, is tested for every test in ``test_every_protocol``.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from check_metrics import trial

from dsp.measurement import State
from station.analysis import analyse
from station.examining import examined
from station.model import Side, Trace, TrialData
from station.protocol import built_in

FS = 1000.0


def test_samples_that_are_no_numbers_join_the_gap_beside_them():
    force = np.arange(40.0).reshape(2, 20)
    force[0, 10:12] = np.nan
    trace = Trace((Side.LEFT, Side.RIGHT), np.arange(20) / FS, force, FS, gaps=((4, 3), (12, 5)))
    (found,) = examined(TrialData((trace,))).traces
    assert found.gaps == ((4, 3), (10, 7))
    assert found.force_n.shape == (2, 18)


@pytest.mark.parametrize("cell", range(8))
def test_a_stuck_cell_makes_its_plate_stuck_though_the_sum_still_moves(cell):
    (trace,) = trial("quiet_stance_eyes_open").data.traces
    assert trace.cells is not None
    loads = trace.cells.force_n.copy()
    first, last = 1000, 1100
    loads[cell, first:last] = loads[cell, first]
    broken = replace(trace, cells=replace(trace.cells, force_n=loads))
    (found,) = examined(TrialData((broken,))).traces
    row = trace.sides.index(trace.cells.sides[cell])
    np.testing.assert_array_equal(np.flatnonzero(found.flaws.stuck[row]), np.arange(first, last))
    assert not found.flaws.stuck[1 - row].any()
    # and what was found stays found
    (again,) = examined(TrialData((found,))).traces
    np.testing.assert_array_equal(again.flaws.stuck, found.flaws.stuck)


@pytest.mark.parametrize("summed", [False, True], ids=["in the cell alone", "in the sum as well"])
@pytest.mark.parametrize("cell", range(8))
def test_a_cell_that_is_no_number_is_missing_for_the_sway(cell, summed):
    data = trial("quiet_stance_eyes_open").data
    (trace,) = data.traces
    assert trace.cells is not None
    lost = 1 + round(0.02 * trace.fs_hz)
    loads, force = trace.cells.force_n.copy(), trace.force_n.copy()
    loads[cell, 3000 : 3000 + lost] = np.nan
    if summed:
        force[trace.sides.index(trace.cells.sides[cell]), 3000 : 3000 + lost] = np.nan
    broken = replace(trace, force_n=force, cells=replace(trace.cells, force_n=loads))
    (found,) = examined(replace(data, traces=(broken,))).traces
    assert found.gaps == ((3000, lost),)
    assert np.isfinite(found.cells.force_n).all()
    result = analyse(built_in()["quiet_stance_eyes_open"], replace(data, traces=(broken,)))
    sway = next(line.measurement for line in result.measurements if line.key == "sway_velocity")
    assert sway.state is State.INVALID
    assert "missing" in sway.reasons[0]


def test_what_is_known_of_the_channels_keeps_its_place_when_samples_are_taken_out():
    (trace,) = examined(trial("quiet_stance_eyes_open").data).traces
    stuck = trace.flaws.stuck.copy()
    stuck[0, 500:600] = True
    force = trace.force_n.copy()
    force[1, 100:120] = np.nan
    told = replace(trace, force_n=force, flaws=replace(trace.flaws, stuck=stuck))
    (found,) = examined(TrialData((told,))).traces
    np.testing.assert_array_equal(np.flatnonzero(found.flaws.stuck[0]), np.arange(480, 580))


@pytest.mark.parametrize("key", ["hip_abduction_critical_force", "glute_bridge_hold"])
def test_a_sensor_that_reads_below_zero_leaves_no_valid_number(key):
    """Pulled where it should be pushed, it shows the rests between the efforts as efforts."""
    protocol = built_in()[key]
    time_s = np.arange(0.0, 60.0, 0.0125)
    noise = np.random.default_rng(3).normal(0.0, 0.3, (2, len(time_s)))
    force = noise - 200.0 * (time_s % 10.0 < 7.0)
    traces = tuple(
        Trace((side,), time_s, row[None, :], 80.0, uncertainty=0.01)
        for side, row in zip((Side.LEFT, Side.RIGHT), force, strict=True)
    )
    result = analyse(protocol, TrialData(traces))
    for item in result.measurements:
        assert item.measurement.state is not State.VALID, item.key
    if result.refusal is None:
        told = [line.measurement for line in result.measurements if line.measurement.value is not None]
        assert all("wrong way round" in " ".join(measurement.reasons) for measurement in told)
