"""Tests of one force that belongs to no side: one dynamometer, one row of pushes, nothing compared between sides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person, Skill
from simulators.movements import SQUEEZE
from simulators.strength import Both
from station.analysis import analyse
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.filing import stored_data
from station.model import Side, Trace, TrialData
from station.protocol import FOLDER, built_in, check

TRUNK = built_in()["trunk_extension_iso"]
FS = 200.0


def trace(side: Side) -> Trace:
    times = np.arange(round(14.0 * FS)) / FS
    force = 3.0 + np.random.default_rng(3).normal(0.0, 0.2, times.size)
    for onset_s in (2.0, 6.0, 10.0):
        since = times - onset_s
        on = (since >= 0.0) & (since < 2.5)
        force = force + np.where(on, 300.0 * (1.0 - np.exp(-np.clip(since, 0.0, None) / 0.1)), 0.0)
    return Trace((side,), times, force[None, :], FS, resolution_n=0.05, uncertainty=0.01)


def test_its_numbers_are_of_no_side_and_none_compares_sides():
    result = analyse(TRUNK, TrialData((trace(Side.BOTH),), body_mass_kg=70.0, lever_m=0.45))
    assert result.refusal is None
    assert {line.side for line in result.measurements} == {Side.BOTH}
    numbers = {line.key: line.measurement for line in result.measurements}
    assert set(numbers) == set(TRUNK.metrics)
    assert numbers["peak_force"].value == pytest.approx(303.0, abs=1.5)
    assert numbers["peak_torque_per_mass"].value == pytest.approx(303.0 * 0.45 / 70.0, rel=0.01)
    assert "asymmetry.max" not in result.methods


def test_a_file_of_one_side_is_taken_as_that_force_and_one_of_two_is_refused():
    assert analyse(TRUNK, TrialData((trace(Side.LEFT),))).refusal is None
    refused = analyse(TRUNK, TrialData((trace(Side.LEFT), trace(Side.RIGHT)))).refusal
    assert refused == (
        "This test measures one force that belongs to no side, and the recording holds 2. Choose a test of left and "
        "right for it, or give the one force alone."
    )


@pytest.mark.parametrize(
    ("key", "old", "new", "says"),
    [
        ("trunk_flexion_iso", '["both"]', '["both", "left"]', 'must be ["left", "right"] in the order of testing, or'),
        ("glute_bridge_hold", '["left", "right"]', '["both"]', "a force of no side, is for kind isometric on dynamom"),
        ("trunk_flexion_iso", '"rfd_0_200",', '"rfd_0_200", "peak_force_asymmetry",', "does not give peak_force_asym"),
    ],
)
def test_what_no_side_cannot_be_is_said(key, old, new, says):
    text = (FOLDER / f"{key}.toml").read_text(encoding="utf-8")
    assert old in text
    found = [str(each) for each in check(text.replace(old, new, 1))[1]]
    assert any(says in line for line in found), found


def test_one_dynamometer_of_two_measures_it_and_the_screen_says_which(tmp_path: Path):
    person = Person(strength_n={"hip_adduction": Both(120.0, 90.0)}, skill=Skill(cv=0.01))
    with VirtualClinic(tmp_path, Body(person, push_s=2.0, rest_s=1.0), seed=3) as clinic:
        (done,) = clinic.conduct(["hip_adduction_squeeze_iso"])
        assert done.review is not None, done.texts
        assert (done.review.refusal, done.review.verdict) == (None, "")
        assert [curve.side for curve in done.review.curves] == [Side.BOTH]
        assert {mark.side for mark in done.review.marks} == {Side.BOTH}
        stored, data = stored_data(clinic.store, clinic.folders, done.trial_id)
        assert [each.sides for each in data.traces] == [(Side.BOTH,)]
        assert len(stored.current.provenance.sources) == 1
    prompts = list(done.read.prompts)
    assert any(text.startswith("This test takes one dynamometer: ") for text in prompts)
    assert any(text.startswith("Push 2 of 3") for text in prompts)
    assert not any(text.startswith(("Left", "Right", "Both")) for text in prompts)
    (best,) = [line.measurement for line in done.review.measurements if line.key == "peak_force_best"]
    assert best.state is State.VALID
    # the weaker leg decides what arrives between the knees
    assert best.value == pytest.approx(SQUEEZE * 90.0, rel=0.06)
