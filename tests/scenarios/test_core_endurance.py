"""Holds and repetitions of hip and core through the whole clinic: what is true of the simulated person comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from dsp.measurement import State
from simulators.body import Person
from simulators.faults import fault_of
from simulators.strength import Both
from station.commands.client import Body
from station.commands.virtual_clinic import Conducted, VirtualClinic
from station.mcgill import ratios_of_visit
from station.model import NamedMeasurement, Outcome, Side
from station.protocol import built_in

Open = Callable[..., VirtualClinic]

PERSON = Person(
    seed=11,
    mass_kg=68.0,
    endurance_s={
        "trunk_flexion": Both.same(24.0),
        "trunk_extension": Both.same(30.0),
        "trunk_lateral_flexion": Both(18.0, 22.0),
        "hip_extension": Both(15.0, 21.0),
        "hip_abduction": Both(16.0, 26.0),
    },
    strength_n={"hip_abduction": Both(150.0, 120.0)},
)
RESTED = replace(PERSON, endurance_s={})


@pytest.fixture
def clinic_of(tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:
        yield lambda client, **kind: stack.enter_context(VirtualClinic(tmp_path, client, **kind))


def line(done: Conducted, key: str, side: Side) -> NamedMeasurement:
    assert done.review is not None, done.texts
    return next(item for item in done.review.measurements if (item.key, item.side) == (key, side))


def side_of(key: str) -> Side:
    sides = built_in()[key].sides
    return Side(sides[0]) if len(sides) == 1 else Side.BOTH


@pytest.mark.parametrize(
    "key",
    [
        "side_plank_left_hold",
        "side_plank_right_hold",
        "single_leg_bridge_left_hold",
        "biering_sorensen_hold",
        "trunk_flexor_hold",
        "plank_on_hands_hold",
        "bird_dog_right_hold",
        "dead_bug_left_hold",
        "clamshell_left_hold",
    ],
)
def test_a_hold_until_nothing_is_left_comes_back_as_long_as_the_person_lasts(key: str, clinic_of: Open) -> None:
    clinic = clinic_of(Body(PERSON))
    (done,) = clinic.conduct([key])
    assert done.review is not None, done.texts
    assert (done.review.refusal, done.review.outcome) == (None, Outcome.COMPLETED)
    (truth,) = Body(PERSON).performances(built_in()[key])
    assert truth.figures["ended_by_fatigue"] == 1.0
    events = truth.events
    begun_s, gone_s = events.get("rise", events.get("onset")), events.get("lowered", events.get("released"))
    assert begun_s is not None
    assert gone_s is not None
    held = line(done, "hold_time", side_of(key)).measurement
    assert held.state is State.VALID
    assert held.value is not None
    assert held.uncertainty is not None
    # half of the way back is the end of a hold
    assert abs(held.value - (0.5 * (events["hold_end"] + gone_s) - begun_s)) <= held.uncertainty + 0.05


@pytest.mark.parametrize("key", ["bird_dog_reps", "dead_bug_reps", "shoulder_tap_reps", "plank_leg_lift_reps"])
def test_limbs_in_turn_come_back_with_their_number_and_their_load(key: str, clinic_of: Open) -> None:
    clinic = clinic_of(Body(RESTED))
    (done,) = clinic.conduct([key])
    assert done.review is not None, done.texts
    assert done.review.refusal is None
    protocol = built_in()[key]
    (truth,) = Body(RESTED).performances(protocol)
    assert line(done, "limb_rep_count", Side.BOTH).measurement.value == protocol.reps
    assert protocol.tempo is not None
    assert line(done, "limb_rep_period", Side.BOTH).measurement.value == pytest.approx(
        protocol.tempo.period_s, abs=0.02
    )
    moved_n = 0.5 * abs(truth.figures["held_other_n"] - truth.figures["held_own_n"])
    left = line(done, "limb_rep_force", Side.LEFT).measurement
    assert left.value is not None
    assert left.uncertainty is not None
    assert abs(left.value - moved_n) <= max(left.uncertainty, 0.01 * moved_n)


def test_clamshells_after_a_test_of_their_strength_are_parts_of_it(clinic_of: Open) -> None:
    clinic = clinic_of(Body(PERSON, push_s=3.0, rest_s=1.0))
    strength, hold, reps = clinic.conduct(
        ["hip_abduction_clamshell_iso", "clamshell_right_hold", "clamshell_right_reps"]
    )
    best = line(strength, "peak_force_best", Side.RIGHT).measurement.value
    (truth,) = Body(PERSON).performances(built_in()["clamshell_right_hold"])
    level = line(hold, "hold_level", Side.RIGHT).measurement
    assert best is not None
    assert level.state is State.VALID
    assert level.value == pytest.approx(100.0 * truth.figures["mean_n"] / best, rel=0.02)
    assert line(hold, "time_in_band", Side.RIGHT).measurement.value is not None
    assert line(reps, "limb_rep_count", Side.RIGHT).measurement.value == 10.0


def test_the_ratios_of_the_battery_are_those_of_the_person(clinic_of: Open) -> None:
    four = ["trunk_flexor_hold", "biering_sorensen_hold", "side_plank_left_hold", "side_plank_right_hold"]
    clinic = clinic_of(Body(PERSON))
    clinic.conduct(four)
    person = clinic.store.person("A-104")
    assert person is not None
    found = {ratio.key: ratio.value for ratio in ratios_of_visit(clinic.store.changes.trials(person.id))}
    expected = {"flexor_extensor": 24.0 / 30.0, "side_right_left": 22.0 / 18.0, "side_left_extensor": 18.0 / 30.0}
    for key, ratio in expected.items():
        # rising and half of lowering are in every time
        assert found[key].value == pytest.approx(ratio, rel=0.05), key
        assert found[key].state is State.VALID


@pytest.mark.parametrize("key", ["side_plank_left_hold", "bird_dog_left_hold"])
def test_a_cable_that_is_pulled_is_never_scored_as_the_clients(key: str, clinic_of: Open) -> None:
    pulled = fault_of({"what": "disconnect", "device": "plates", "after": "hold", "at_s": 6.0}, "here")
    clinic = clinic_of(Body(RESTED, hold_s=30.0), faults=[pulled])
    (done,) = clinic.conduct([key])
    assert done.review is not None, done.texts
    assert done.review.outcome is Outcome.DEVICE_FAILED
    held = line(done, "hold_time", side_of(key)).measurement
    assert held.state is State.LIMITED
    assert held.at_least
    assert any("a device failed" in reason for reason in held.reasons)
