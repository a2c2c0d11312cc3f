"""The lever arm of a hip test: said before GO, written into the recording, and used by every analysis of it."""

from __future__ import annotations

import math

import pytest

from dsp.measurement import State
from simulators.body import Person
from simulators.clock import run
from station.body_facts import lever_from
from station.commands.client import Body
from station.commands.levers import levers_of
from station.commands.virtual_clinic import VirtualClinic
from station.errors import BadInput
from station.filing import refile, stored_data
from station.model import Side
from station.protocol import built_in

HIP, CMJ = "hip_abduction_iso", "cmj"


def torques(clinic, trial_id):
    """By side, what the torque per body mass is, and the best peak force that belongs to it."""
    lines = clinic.store.trial(trial_id).current.measurements
    found = {(line.key, line.side): line.measurement for line in lines}
    return [(found["peak_torque_per_mass", side], found["peak_force", side]) for side in (Side.LEFT, Side.RIGHT)]


def as_the_lever_makes_them(clinic, trial_id, lever_m):
    mass_kg = clinic.store.trial(trial_id).current.provenance.methods["body_mass.carried"]["mass_kg"]
    for torque, force in torques(clinic, trial_id):
        assert torque.state is not State.INVALID
        assert torque.value == pytest.approx(lever_m * force.value / mass_kg)
        assert torque.uncertainty >= 0.01 * force.value / mass_kg, "a tape knows it to 1 cm"


def test_a_lever_arm_that_is_said_before_go_makes_the_torque_and_stays_in_the_recording(tmp_path):
    with VirtualClinic(tmp_path, Body(Person(), push_s=2.0, rest_s=1.0)) as clinic:
        clinic.say_lever(HIP, 0.31)
        _, done = clinic.conduct([CMJ, HIP])
        as_the_lever_makes_them(clinic, done.trial_id, 0.31)
        assert stored_data(clinic.store, clinic.folders, done.trial_id)[1].lever_m == 0.31
        refile(clinic.store, clinic.folders, done.trial_id)
        stored = clinic.store.trial(done.trial_id)
        assert len(stored.runs) == 2
        assert stored.current.provenance.methods["lever.given"] == {"lever_m": 0.31, "uncertainty_m": 0.01}
        as_the_lever_makes_them(clinic, done.trial_id, 0.31)


def test_without_a_lever_arm_there_is_no_torque_and_one_that_cannot_be_is_refused(tmp_path):
    with VirtualClinic(tmp_path, Body(Person(), push_s=2.0, rest_s=1.0)) as clinic:

        async def refused():
            async with clinic.running():
                clinic.say_lever(HIP, 31.0)
                assert "from 2 to 150 cm, not 3100 cm" in clinic.runner._advice.text
                clinic.say_lever(CMJ, 0.31)
                assert "no lever arm" in clinic.runner._advice.text
                return (await clinic.visit([CMJ, HIP]))[-1]

        done = run(refused())
        assert [torque.state for torque, _ in torques(clinic, done.trial_id)] == [State.INVALID] * 2


@pytest.mark.parametrize("data", [{}, {"lever_m": "0.31"}, {"lever_m": True}, {"lever_m": math.nan}, {"lever_m": 31}])
def test_what_is_no_lever_arm_in_a_recording_is_none(data):
    assert lever_from(data) is None


def test_the_command_takes_a_lever_arm_for_the_test_that_it_is_for():
    tests = built_in()
    assert levers_of(["0.31"], [tests[HIP]]) == {HIP: 0.31}
    assert levers_of([f"{HIP}=0.31"], [tests[HIP], tests[CMJ]]) == {HIP: 0.31}
    assert levers_of([], [tests[CMJ]]) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.31", "say for which test"),
        ("squat=0.31", "none of the tests"),
        ("cmj=0.31", "no torque"),
        (f"{HIP}=31", "from 0.02 to 1.5 m, not '31'"),
        (f"{HIP}=nan", "from 0.02 to 1.5 m"),
        (f"{HIP}=long", "from 0.02 to 1.5 m"),
    ],
)
def test_a_lever_arm_that_cannot_be_is_refused_in_words(text, said):
    tests = built_in()
    with pytest.raises(BadInput, match=said):
        levers_of([text], [tests[HIP], tests[CMJ]])
