"""Squats and sit-to-stands of a simulated person obey the laws of motion, and their true moments are where they say."""

import numpy as np
import pytest

from simulators.body import FINE_HZ, Person
from simulators.jump import GRAVITY
from simulators.movement import LegShares, Tempo, box_lift, hip_hinge, path, squat
from simulators.sit_to_stand import FEET_SITTING, Pace, sit_to_stand

STILL = Person(sway_n=0.0, mass_kg=64.0)


def integrate(values):
    return np.concatenate([[0.0], np.cumsum((values[1:] + values[:-1]) / 2) / FINE_HZ])


def at(performance, name):
    return round(performance.events[name] * FINE_HZ)


@pytest.mark.parametrize("tempo", [Tempo(), Tempo(3.0, 1.0, 1.0, 1.0), Tempo(1.2, 0.0, 0.9, 0.0)])
def test_the_force_of_a_squat_moves_the_body_along_its_path(tempo):
    played = squat(STILL, 3, tempo, depth_m=0.4)
    speed = integrate(played.force_n.sum(axis=0) / STILL.mass_kg - GRAVITY)
    height = integrate(speed)
    assert height.min() == pytest.approx(-0.4, abs=1e-4)
    assert [speed[-1], height[-1]] == pytest.approx([0.0, 0.0], abs=1e-4)
    assert [speed.max(), -speed.min()] == pytest.approx(
        [played.figures["peak_speed_up"], played.figures["peak_speed_down"]], abs=1e-4
    )
    for number in (1, 2, 3):
        assert height[at(played, f"rep{number}_turn")] == pytest.approx(-0.4, abs=1e-4)
        assert height[at(played, f"rep{number}_end")] == pytest.approx(0.0, abs=1e-4)
    assert played.figures["peak_power_w"] == pytest.approx((played.force_n.sum(axis=0) * speed).max(), rel=1e-4)


def test_speed_and_acceleration_are_the_derivatives_of_the_path():
    since = np.arange(0.0, 3.0, 1e-4)
    height, speed, lift = path(since, Tempo(1.6, 0.0, 1.2, 0.2), 0.35)
    assert np.gradient(height, 1e-4) == pytest.approx(speed, abs=2e-3)
    inside = slice(100, -100)
    assert np.abs(np.gradient(speed, 1e-4) - lift)[inside].max() < 0.9  # but for the turn, where the tempo changes
    assert np.median(np.abs(np.gradient(speed, 1e-4) - lift)[inside]) < 1e-3


def test_the_left_foot_has_its_share_on_each_way():
    played = squat(STILL, 2, Tempo(2.0, 0.5, 2.0, 1.0), shares=LegShares(0.5, 0.42, 0.57))
    share = played.force_n[0] / played.force_n.sum(axis=0)
    for number in (1, 2):
        assert share[at(played, f"rep{number}_turn") - 4000] == pytest.approx(0.42)
        assert share[at(played, f"rep{number}_rise") + 4000] == pytest.approx(0.57)
    assert [share[0], share[-1]] == pytest.approx([0.5, 0.5])


def test_a_hinge_is_shallower_than_a_squat_and_pauses():
    played = hip_hinge(STILL)
    assert played.figures["depth_m"] < 0.2
    pause = slice(at(played, "rep1_turn") + 10, at(played, "rep1_rise") - 10)
    assert played.force_n.sum(axis=0)[pause] == pytest.approx(STILL.weight_n)


def test_the_seat_carries_most_in_sitting_and_nothing_from_seat_off_to_the_way_down():
    played = sit_to_stand(STILL, 3, Pace(), height_m=0.3, sit_last=True)
    total = played.force_n.sum(axis=0)
    for number in (1, 2, 3):
        start, off, up = (at(played, f"rep{number}_{name}") for name in ("start", "seat_off", "up"))
        assert total[start] == pytest.approx(FEET_SITTING * STILL.weight_n, rel=1e-6)
        speed = integrate(total[off : up + 1] / STILL.mass_kg - GRAVITY)
        # what it is short of at the end is what the body had when it left the seat
        assert speed[-1] < 0
        assert total[off] > STILL.weight_n
        assert total[up + 400] == pytest.approx(STILL.weight_n, rel=1e-6)
    assert total[-1] == pytest.approx(FEET_SITTING * STILL.weight_n, rel=1e-6)


def test_nobody_pulls_on_the_plates():
    assert sit_to_stand(Person(seed=1, sway_n=3.0), 5, Pace(0.3, 0.6, 0.0, 0.6, 0.2)).force_n.min() >= 0.0


def test_a_lifted_box_is_carried_in_standing_and_moves_with_the_body():
    played = box_lift(STILL, 1, 10.0, depth_m=0.3)
    total = played.force_n.sum(axis=0)
    up, end = at(played, "lift1_up"), at(played, "lift1_end")
    assert total[end + 2000] == pytest.approx(STILL.weight_n + 10.0 * GRAVITY)
    speed = integrate(total[up : end + 1] / (STILL.mass_kg + 10.0) - GRAVITY)
    assert speed[-1] == pytest.approx(0.0, abs=1e-3)
    assert integrate(speed)[-1] == pytest.approx(0.3, abs=1e-3)
    assert total[-1] == pytest.approx(STILL.weight_n)
