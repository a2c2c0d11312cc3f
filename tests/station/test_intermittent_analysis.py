"""Critical force through the station: both legs of a simulated person, what speaks against it, and moved marks."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person
from simulators.intermittent import Stamina, bilateral_bouts
from simulators.strength import Both
from station.analysis import analyse, verdict
from station.model import Mark, Side, Trace, TrialData
from station.protocol import built_in

TEST = built_in()["hip_abduction_critical_force"]
STRONG, WEAK = 160.0, 120.0


@cache
def performed(bouts=24, **stamina):
    person = Person(strength_n={"hip_abduction": Both(WEAK, STRONG)}, seed=4)
    return bilateral_bouts(person, bouts, stamina=Stamina(**stamina))


def recorded(performance, fs=80.0, noise=0.2, **more):
    """Two dynamometers, each with a clock of its own."""
    traces = []
    for row, side in enumerate((Side.LEFT, Side.RIGHT)):
        time_s = np.arange(0.004 * row, performance.duration_s, 1 / fs)
        force = performance.at(time_s)[row] + np.random.default_rng(row).normal(0, noise, len(time_s))
        traces.append(Trace((side,), time_s, force[None], fs, uncertainty=0.01))
    return TrialData(tuple(traces), alignment_s=0.004, **more)


def line(analysis, key, side=Side.BOTH):
    return next(item.measurement for item in analysis.measurements if item.key == key and item.side == side)


@pytest.mark.parametrize("fs", [10.0, 80.0, 500.0])
def test_both_legs_get_the_critical_force_they_were_made_of(fs):
    performance = performed()
    result = analyse(TEST, recorded(performance, fs))
    assert result.refusal is None
    for side in (Side.LEFT, Side.RIGHT):
        critical, above = line(result, "critical_force", side), line(result, "impulse_above_critical", side)
        assert critical.state is State.VALID
        assert critical.value == pytest.approx(performance.figures[f"{side}_critical_n"], rel=0.04)
        assert abs(critical.value - performance.figures[f"{side}_critical_n"]) <= 1.5 * critical.uncertainty
        # a newton of critical force is 168 N s over the work of the whole test
        assert abs(above.value - performance.figures[f"{side}_above_critical_ns"]) <= 1.5 * above.uncertainty
        assert above.uncertainty < 400.0
        assert line(result, "bout_count", side).value == 24
        assert line(result, "decline_time", side).value == pytest.approx(30.0, abs=6.0)
    assert line(result, "critical_force_asymmetry").value == pytest.approx(25.0, abs=3.0)
    assert "Right higher by 25 ± " in verdict(result)[0] or "Right higher by 2" in verdict(result)[0]
    assert [mark.name for mark in result.marks if mark.side is Side.LEFT][:4] == [
        "onset 1", "end 1", "onset 2", "end 2",
    ]  # fmt: skip


def test_the_number_is_the_same_at_every_rate():
    values = [line(analyse(TEST, recorded(performed(), fs)), "critical_force", Side.LEFT).value for fs in (10, 80, 500)]
    assert np.ptp(values) < 0.005 * values[0]


def test_who_saves_strength_or_stops_early_gets_a_limited_number():
    paced = line(analyse(TEST, recorded(performed(paced=True))), "critical_force", Side.LEFT)
    assert paced.state is State.LIMITED
    assert any("not all-out" in reason for reason in paced.reasons)
    early = analyse(TEST, recorded(performed(bouts=8)))
    assert line(early, "critical_force", Side.LEFT).state is State.LIMITED
    assert any("8 of 24 bouts" in reason for reason in line(early, "critical_force", Side.LEFT).reasons)
    assert any("still falling" in reason for reason in line(early, "critical_force", Side.LEFT).reasons)
    assert line(early, "bout_peak_force", Side.LEFT).state is State.VALID
    difference = line(early, "critical_force_asymmetry")
    assert difference.state is State.LIMITED
    assert difference.reasons[0].startswith("left: 8 of 24 bouts")


def test_fewer_than_three_bouts_are_refused_and_silence_too():
    result = analyse(TEST, recorded(performed(bouts=2)))
    assert "2 bouts of work found" in result.refusal
    assert len(result.marks) == 8
    silent = recorded(performed(bouts=2))
    quiet = tuple(replace(trace, force_n=np.full_like(trace.force_n, 3.0)) for trace in silent.traces)
    assert "never rises by 15 N" in analyse(TEST, replace(silent, traces=quiet)).refusal


def test_one_side_alone_is_analysed_alone():
    data = recorded(performed())
    result = analyse(TEST, replace(data, traces=data.traces[:1]))
    assert line(result, "critical_force", Side.LEFT).state is State.VALID
    assert "right side was not recorded" in line(result, "critical_force", Side.RIGHT).reasons[0]
    assert line(result, "critical_force_asymmetry").state is State.INVALID


def test_samples_lost_at_the_end_forbid_the_critical_force_and_not_the_first_bouts():
    data = recorded(performed())
    trace = data.traces[0]
    at = int(np.searchsorted(trace.time_s, 235.0))
    keep = np.r_[0:at, at + 8 : len(trace.time_s)]
    holed = replace(trace, time_s=trace.time_s[keep], force_n=trace.force_n[:, keep], gaps=((at, 8),))
    result = analyse(TEST, replace(data, traces=(holed, data.traces[1])))
    assert line(result, "critical_force", Side.LEFT).state is State.INVALID
    assert line(result, "critical_force", Side.RIGHT).state is State.VALID
    assert "missing" in line(result, "critical_force_asymmetry").reasons[0]


def test_an_interrupted_recording_says_so():
    critical = line(analyse(TEST, recorded(performed(), complete=False)), "critical_force", Side.LEFT)
    assert "the recording was interrupted" in critical.reasons


def test_a_moved_mark_changes_its_bout_and_marks_out_of_order_are_refused():
    data = recorded(performed())
    plain = analyse(TEST, data)
    start = next(mark for mark in plain.marks if (mark.name, mark.side) == ("onset 24", Side.LEFT))
    later = Mark("onset 24", Side.LEFT, start.time_s + 3.0, False)
    moved = analyse(TEST, data, moved=(later,))
    assert next(mark for mark in moved.marks if mark.name == "onset 24").time_s == start.time_s + 3.0
    assert line(moved, "impulse_above_critical", Side.LEFT).value != pytest.approx(
        line(plain, "impulse_above_critical", Side.LEFT).value, rel=1e-6
    )
    early = Mark("onset 24", Side.LEFT, 12.0, False)
    assert "not in order" in analyse(TEST, data, moved=(early,)).refusal


def test_the_method_travels_with_the_result():
    methods = analyse(TEST, recorded(performed())).methods
    assert methods["critical_force.last_seconds_of_work"]["seconds_left"] == pytest.approx(21.0, abs=0.3)
    assert methods["bouts.half_of_rise"]["found_right"] == 24
