"""A jump and a stance on TEC Gihan's plates, through firmware, wire, recording and back: blocks, moments, results."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dsp.centre_of_pressure import of_moments
from dsp.measurement import State
from simulators.body import Person
from simulators.faults import fault_from_text
from simulators.standing import quiet_stance
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.filing import stored_data
from station.model import NamedMeasurement, Outcome, Side

PERSON = Person(stance_left=0.52)


def lines_of(clinic: VirtualClinic, key: str) -> tuple[str, dict[tuple[str, Side], NamedMeasurement]]:
    (done,) = clinic.conduct([key])
    assert done.trial_id is not None, done.texts
    assert done.review is not None
    return done.trial_id, {(line.key, line.side): line for line in done.review.measurements}


def test_a_stance_on_six_axis_plates_is_told_by_their_moments(tmp_path: Path) -> None:
    with VirtualClinic(tmp_path, Body(PERSON), devices=["tec-gihan"]) as clinic:
        trial_id, lines = lines_of(clinic, "quiet_stance_eyes_open")
        _, data = stored_data(clinic.store, clinic.folders, trial_id)
    (trace,) = data.traces
    moments = trace.moments
    assert moments is not None
    assert trace.cells is None
    assert trace.sides == (Side.LEFT, Side.RIGHT)
    assert data.go_s is not None
    played = quiet_stance(PERSON)
    part = slice(int(np.searchsorted(trace.time_s, data.go_s)) + 600, None)
    for row, across in enumerate((0.02, -0.02)):
        found = of_moments(trace.force_n[row][part], *moments.moment_nm[row][:, part])
        true = played.cop_m[row][:, 1200 : 1200 + 4 * found.cop_m.shape[1]]
        assert found.cop_m.mean(axis=1) == pytest.approx([across, 0.03], abs=0.006)
        assert found.cop_m.mean(axis=1) == pytest.approx(true.mean(axis=1), abs=5e-4)
    share = 100 * played.figures["left_share"]
    assert lines["stance_share", Side.LEFT].measurement.value == pytest.approx(share, abs=0.2)
    area = lines["sway_area", Side.BOTH].measurement
    assert area.value == pytest.approx(played.figures["cop_area_m2"], rel=0.1)
    velocity = lines["sway_velocity", Side.BOTH].measurement
    assert abs(velocity.value - played.figures["cop_velocity"]) <= velocity.uncertainty


def test_a_jump_on_six_axis_plates_has_the_height_that_its_body_flew(tmp_path: Path) -> None:
    person = Body(Person(jump_height_m=0.31, mass_kg=68.0))
    with VirtualClinic(tmp_path, person, devices=["tec-gihan?range=6kN&ppm=30"]) as clinic:
        _, lines = lines_of(clinic, "cmj")
    for key in ("jump_height_im", "jump_height_ft"):
        assert lines[key, Side.BOTH].measurement.value == pytest.approx(0.31, abs=0.005)
        assert lines[key, Side.BOTH].measurement.state is State.VALID


@pytest.mark.parametrize(
    "fault",
    ["cut:after=go,at_s=0.5,for_s=0.3,share=1.0,bytes=1", "garbage:after=go,at_s=0.5,for_s=0.3,share=1.0,bytes=3"],
)
@pytest.mark.parametrize("test", ["cmj", "quiet_stance_eyes_open"])
def test_a_trial_in_which_bytes_are_lost_or_added_gives_no_number(tmp_path: Path, test: str, fault: str) -> None:
    """Nobody could tell from the samples behind them, so there are none: the segment ends, and the trial with it."""
    faults = [fault_from_text(f"{fault},share=1.0,after=go,at_s=0.5,for_s=0.3")]
    with VirtualClinic(tmp_path, Body(PERSON), devices=["tec-gihan"], faults=faults) as clinic:
        (done,) = clinic.conduct([test])
    assert done.review is not None
    assert done.review.outcome is Outcome.DEVICE_FAILED
    assert all(line.measurement.state is not State.VALID for line in done.review.measurements)
    assert any("stopped sending at 0.5 s" in text for text in done.texts)
