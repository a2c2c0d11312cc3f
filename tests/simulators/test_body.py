"""A simulated person obeys the laws of motion, and the true moments are where they are said to be."""

import math

import numpy as np
import pytest

from simulators.body import (
    FINE_HZ,
    Person,
    countermovement_jump,
    stance,
    step_off,
    step_on,
)
from simulators.jump import GRAVITY, solve_jump
from simulators.performance import Performance, quiet_lead_in

STILL = {"sway_n": 0.0}


def integrate(values, dt):
    return np.concatenate([[0.0], np.cumsum((values[1:] + values[:-1]) / 2) * dt])


@pytest.mark.parametrize("mass_kg", [45.0, 72.0, 120.0])
@pytest.mark.parametrize("height_m", [0.1, 0.2, 0.35, 0.5])
def test_the_net_impulse_gives_the_stated_height_within_a_millimetre(mass_kg, height_m):
    person = Person(mass_kg=mass_kg, jump_height_m=height_m, **STILL)
    jump = countermovement_jump(person)
    times = np.arange(round(jump.duration_s * 1000) + 1) / 1000  # what a 1 kHz plate sees
    total = jump.at(times).sum(axis=0)
    until = times <= jump.events["takeoff"] + 1e-9
    velocity = np.trapezoid(total[until] - mass_kg * GRAVITY, times[until]) / mass_kg
    assert velocity**2 / (2 * GRAVITY) == pytest.approx(height_m, abs=1e-3)
    flight_s = jump.events["landing"] - jump.events["takeoff"]
    assert GRAVITY * flight_s**2 / 8 == pytest.approx(height_m, abs=1e-9)


@pytest.mark.parametrize("height_m", [0.1, 0.28, 0.5])
def test_the_body_ends_still_and_where_it_began(height_m):
    person = Person(jump_height_m=height_m, **STILL)
    jump = countermovement_jump(person)
    acceleration = jump.force_n.sum(axis=0) / person.mass_kg - GRAVITY
    velocity = integrate(acceleration, 1 / FINE_HZ)
    position = integrate(velocity, 1 / FINE_HZ)
    times = np.arange(position.size) / FINE_HZ
    assert velocity[-1] == pytest.approx(0.0, abs=2e-3)
    assert position[-1] == pytest.approx(0.0, abs=5e-3)
    assert position.max() == pytest.approx(height_m + 0.09, abs=2e-3)
    at = int(np.argmin(np.where(times < jump.events["takeoff"], position, 0)))
    assert times[at] == pytest.approx(jump.events["lowest"], abs=2e-3)
    assert -position[at] == pytest.approx(jump.figures["depth_m"], abs=1e-3)
    assert 0.08 < jump.figures["depth_m"] < 0.62


def test_the_force_is_that_of_a_person_who_can_only_push():
    for height_m in np.linspace(0.10, 0.50, 9):
        jump = countermovement_jump(Person(jump_height_m=float(height_m), **STILL))
        times = np.arange(jump.force_n.shape[1]) / FINE_HZ
        weights = jump.force_n.sum(axis=0) / (72.0 * GRAVITY)
        assert weights.min() >= -1e-9
        assert weights.max() < 6.0
        flying = (times > jump.events["takeoff"]) & (times < jump.events["landing"])
        assert (weights[flying] == 0.0).all()
        before = times <= jump.events["onset"]
        np.testing.assert_allclose(weights[before], 1.0)
        assert weights[np.searchsorted(times, jump.events["onset"] + 0.02)] < 0.998
        assert weights[times > jump.events["landing"]].max() > 1.7
        np.testing.assert_allclose(weights[times >= jump.events["rest"]], 1.0)


def test_a_height_that_nobody_jumps_is_refused():
    with pytest.raises(ValueError, match=r"0.1 to 0.5 m"):
        solve_jump(1.2)


def test_the_stated_impulses_are_those_under_the_feet_and_symmetric_where_the_person_is():
    even = countermovement_jump(Person(**STILL)).figures
    assert even["left_impulse_ns"] == pytest.approx(even["right_impulse_ns"])
    skewed = countermovement_jump(Person(jump_left=0.44, **STILL)).figures
    share = skewed["left_impulse_ns"] / (skewed["left_impulse_ns"] + skewed["right_impulse_ns"])
    assert 0.44 < share < 0.46
    gained = even["left_impulse_ns"] + even["right_impulse_ns"]
    jumped = countermovement_jump(Person(**STILL)).events
    duration_s = jumped["takeoff"] - jumped["onset"]
    expected = 72.0 * math.sqrt(2 * GRAVITY * 0.28) + 72.0 * GRAVITY * duration_s
    assert gained == pytest.approx(expected, rel=1e-3)


def test_stance_is_body_weight_with_the_restlessness_that_was_asked_for():
    person = Person(mass_kg=80.0, stance_left=0.53, sway_n=2.0)
    forces = stance(person)(np.arange(60_000) / 1000)
    total = forces.sum(axis=0)
    assert total.mean() == pytest.approx(80.0 * GRAVITY, abs=0.3)
    assert total.std() == pytest.approx(2.0, rel=0.1)
    np.testing.assert_allclose(forces[0] / total, 0.53, atol=0.02)
    assert (forces[0] / total).std() > 0.001


def test_stepping_on_begins_with_nothing_and_ends_with_the_weight_on_both_feet():
    person = Person(**STILL)
    on, off = step_on(person), step_off(person)
    assert on.force_n[:, 0].tolist() == [0.0, 0.0]
    assert on.at(np.array([on.events["quiet"] + 1.5])).sum() == pytest.approx(person.weight_n, rel=1e-3)
    assert off.at(np.array([0.0])).sum() == pytest.approx(person.weight_n)
    assert off.force_n[:, -1].tolist() == [0.0, 0.0]
    assert on.force_n.min() >= 0.0


def test_a_recording_is_played_back_exactly_on_its_samples():
    rng = np.random.default_rng(5)
    left, right = rng.normal(400, 50, (2, 3000))
    recording = Performance.from_samples(1000.0, left, right)
    for start_s in (0.0, 12.345, 98_765.432, 1e6 + 0.001):
        times = start_s + np.arange(3000) * 0.001
        np.testing.assert_array_equal(recording.at(times - start_s), np.stack([left, right]))
    np.testing.assert_allclose(recording.at(np.array([0.0005]))[0, 0], (left[0] + left[1]) / 2)


def test_a_recording_with_holes_is_refused():
    with pytest.raises(ValueError, match="missing samples"):
        Performance.from_samples(1000.0, np.array([1.0, np.nan]), np.array([1.0, 2.0]))


def test_the_lead_in_keeps_the_weight_and_is_never_stiller_than_the_recording():
    rng = np.random.default_rng(6)
    left, right = rng.normal(350, 1.5, (2, 4000))
    lead_in = quiet_lead_in(Performance.from_samples(1000.0, left, right))
    waited = lead_in(np.arange(20_000) / 1000)
    np.testing.assert_allclose(waited.mean(axis=1), [left[:1001].mean(), right[:1001].mean()], atol=0.05)
    first_sd = left[:1000].std()
    windows = [waited[0, at : at + 1000].std() for at in range(0, 19_000, 137)]
    assert min(windows) > 1.3 * first_sd


def test_somebody_who_was_just_still_enough_is_so_in_the_lead_in_too() -> None:
    force = 400.0 + np.random.default_rng(3).normal(0.0, 8.5 / np.sqrt(2.0), (2, 3000))
    wait = quiet_lead_in(Performance(1000.0, force))
    total = wait(np.arange(0.0, 4.0, 0.001)).sum(axis=0)
    assert 8.0 < total.std() <= 9.6
