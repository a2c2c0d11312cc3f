"""A gap in or beside what a number is measured over reaches that number: every metric, every event, every width."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dsp.measurement import State
from station.analysis import analyse
from station.model import Side, Trace, TrialData
from station.protocol import built_in
from station.timeline import facts_between

sys.path.insert(0, str(Path(__file__).parent.parent / "dsp"))
from jumps import Jumper, noisy

CMJ, HIP, BRIDGE = (built_in()[key] for key in ("cmj", "hip_abduction_iso", "glute_bridge_hold"))
FS = 1000.0
PUSH = ("jump_height_im", "rsi_modified", "contraction_time", "countermovement_depth", "unweighting_time")
PUSH += ("braking_time", "propulsion_time", "takeoff_velocity", "peak_propulsive_force", "net_impulse")
PUSH += ("propulsive_impulse", "propulsive_impulse_asymmetry")
AIR = ("jump_height_ft", "flight_time")


def both(left, right):
    force = np.stack([left, right])
    return TrialData((Trace((Side.LEFT, Side.RIGHT), np.arange(len(left)) / FS, force, FS, resolution_n=0.1),))


def jump():
    force = Jumper(quiet_s=1.6, after_s=1.0).force() / 2
    return both(noisy(force, 1.0, 1), noisy(force, 1.0, 2))


def pushes():
    time_s = np.arange(9000) / FS
    force = np.full(len(time_s), 6.0)
    for begin in (2.0, 6.0):
        since = time_s - begin
        force += np.where(since < 2, 1 - np.exp(-np.clip(since, 0, None) / 0.12), np.exp((2 - since) / 0.08)) * 220.0
    return both(noisy(force, 0.3, 1), noisy(force, 0.3, 2))


def bridge():
    time_s = np.arange(16000) / FS
    force = 45.0 + 150.0 * (np.clip((time_s - 2) / 0.4, 0, 1) - np.clip((time_s - 14) / 0.3, 0, 1))
    return both(noisy(force, 1.0, 1), noisy(force, 1.0, 2))


def without(data, first, last):
    """The same recording without the samples ``first`` to ``last``, both included."""
    (trace,) = data.traces
    keep = np.r_[0:first, last + 1 : len(trace.time_s)]
    gap = ((first, last - first + 1),)
    return TrialData((replace(trace, time_s=trace.time_s[keep], force_n=trace.force_n[:, keep], gaps=gap),))


def windows(protocol, clean):
    """Key to the samples, first and last, that decide it; from the marks of the whole recording."""
    at = {mark.name: round(mark.time_s * FS) for mark in clean.marks if mark.side in (Side.BOTH, Side.LEFT)}
    if protocol is CMJ:
        start = round(float(clean.methods["onset.cmj"]["integration_start_s"]) * FS)
        found = dict.fromkeys(PUSH, (start, at["takeoff"])) | dict.fromkeys(AIR, (at["takeoff"], at["landing"]))
        found["landing_peak"] = (at["landing"], at["landing"] + 500)
        return found | {"jump_height_difference": (start, at["landing"])}
    if protocol is HIP:
        efforts = (at["onset 1"] + 1, at["end 1"] - 1)
        peak = (at["onset 1"] + 1, at["peak 1"])
        rises = {f"rfd_0_{ms}": (at["onset 1"] + 1, at["onset 1"] + ms) for ms in (100, 200)}
        return {"peak_force": efforts, "stable_peak_force": efforts, "time_to_peak": peak, **rises}
    # the edges of the steady part are no events: they keep their distance from onset and end, which are known to ms
    steady = (at["onset"] + 1010, at["end"] - 510)
    keys = ("mean_force", "steadiness_cv", "fatigue_slope", "load_share", "load_asymmetry")
    return dict.fromkeys(keys, steady) | {"hold_time": (at["onset"], at["end"])}


@pytest.mark.parametrize(
    ("protocol", "data"), [(CMJ, jump()), (HIP, pushes()), (BRIDGE, bridge())], ids=["jump", "isometric", "hold"]
)
@pytest.mark.parametrize("lost", [3, 60])
def test_no_number_is_valid_over_a_gap_in_or_beside_its_window(protocol, data, lost):
    clean = analyse(protocol, data)
    assert clean.refusal is None
    spans = windows(protocol, clean)
    assert set(spans) <= {line.key for line in clean.measurements}
    edges = sorted({edge for span in spans.values() for edge in span})
    for edge in edges:
        for first in sorted({edge - lost, edge - lost + 1, edge - lost // 2, edge, edge + 1, edge + 40}):
            last = first + lost - 1
            result = analyse(protocol, without(data, first, last))
            for line in result.measurements:
                begin, end = spans.get(line.key, (np.inf, -np.inf))
                if first - 1 <= end and last + 1 >= begin:
                    assert line.measurement.state is not State.VALID, (line.key, line.side, first, last, begin, end)


def test_a_gap_that_ends_with_the_first_sample_or_begins_with_the_last_counts():
    trace = without(jump(), 500, 549).traces[0]
    after = trace.time_s[500]
    for first_s, last_s, missing in ((after, 1.0, 0.05), (0.1, 0.499, 0.05), (0.551, 1.0, 0.0), (0.1, 0.498, 0.0)):
        assert facts_between([trace], first_s, last_s, 0.0).missing_s == pytest.approx(missing)
