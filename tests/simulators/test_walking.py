"""Walking on and off two plates and turning round on them: the path of the body, and left that becomes right."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import FINE_HZ, Person, stance
from simulators.jump import GRAVITY
from simulators.stage import Stage
from simulators.walking import PLATE_M, STEP_S, swap_feet, turned, walk_off, walk_on

STILL = Person(sway_n=0.0, unsteady=0.0, mass_kg=70.0, stance_left=0.47)


def path(performance, from_s, to_s):
    """Speed and height gained between two moments in which the plates carry everything, from their force alone."""
    times = np.arange(from_s, to_s, 1 / FINE_HZ)
    acceleration = performance.at(times).sum(axis=0) / STILL.mass_kg - GRAVITY
    speed = np.cumsum(acceleration) / FINE_HZ
    return speed, np.cumsum(speed) / FINE_HZ


@pytest.mark.parametrize("first", ["left", "right"])
def test_the_leading_foot_comes_first_and_both_carry_the_weight_at_last(first):
    walk = walk_on(STILL, first=first)
    row = ("left", "right").index(first)
    early = walk.at(np.array([0.0, 0.1, 0.4]))
    assert not early[:, :2].any()
    assert early[row, 2] > 0.8 * STILL.weight_n
    assert early[1 - row, 2] == pytest.approx(0.0, abs=1e-6)
    quiet = walk.at(np.array([walk.events["quiet"] + 1.0]))[:, 0]
    assert quiet == pytest.approx([0.47 * STILL.weight_n, 0.53 * STILL.weight_n])
    assert walk.force_n.min() >= 0.0


def test_the_body_comes_to_rest_on_the_plates():
    walk = walk_on(STILL)
    # from the foot's leaving the floor on, the plates alone move the body: what they do must end what was begun before
    free_s = walk.events["floor_left"] + 0.06  # both heels' impacts lie outside
    times = np.arange(0.0, walk.events["quiet"], 1 / FINE_HZ)
    total = walk.at(times).sum(axis=0) / STILL.weight_n
    assert total[times > free_s].max() < 1.35
    assert total[times > free_s].min() > 0.7
    speed, gained = path(walk, free_s, walk.events["quiet"])
    # the way up of the fifth degree, and the bob, at that moment
    part = (free_s - walk.events["step_on"]) / STEP_S
    climb = PLATE_M * (1.0 - (10 * part**3 - 15 * part**4 + 6 * part**5)) - 0.018 * 64 * (part * (1 - part)) ** 3
    began = PLATE_M * 30 * part**2 * (1 - part) ** 2 / STEP_S
    began += 0.018 * 64 * 3 * (part * (1 - part)) ** 2 * (1 - 2 * part) / STEP_S
    impact = 0.6 * 0.10 * GRAVITY * 0.05 / 2
    assert speed[-1] == pytest.approx(-began + impact, abs=3e-3)
    assert gained[-1] + began * (walk.events["quiet"] - free_s) == pytest.approx(climb, abs=0.03)


def test_walking_off_leaves_nothing_behind_and_begins_as_one_stood():
    walk = walk_off(STILL)
    assert walk.at(np.zeros(1))[:, 0] == pytest.approx([0.47 * STILL.weight_n, 0.53 * STILL.weight_n], rel=0.02)
    after = np.arange(walk.events["empty"], walk.duration_s, 0.001)
    assert np.abs(walk.at(after)).max() < 1e-6
    assert walk.at(np.array([walk.events["floor"] - 0.2]))[1, 0] == pytest.approx(0.0, abs=1e-6)


def test_standing_goes_on_after_walking_on_without_a_jump():
    person, stage = Person(seed=6), Stage()
    walk = walk_on(person)
    begun_s = stage.perform(walk, 2.0)
    stage.idle(stance(person), from_s=begun_s)
    end_s = begun_s + walk.duration_s
    force = stage.both(walk.surface, np.arange(end_s - 0.05, end_s + 0.05, 0.001)).sum(axis=0)
    assert np.abs(np.diff(force)).max() < 0.5


def test_what_was_on_the_left_is_on_the_right_after_turning_round():
    person = Person(stance_left=0.45, seed=2)
    swap = swap_feet(person, 6.0)
    shares = []
    for from_s, to_s in ((0.5, swap.events["turn"]), (swap.events["quiet"], swap.duration_s)):
        left, right = swap.at(np.arange(from_s, to_s, 0.01))
        shares.append(float(np.mean(left / (left + right))))
    assert shares[0] == pytest.approx(swap.figures["left_before"], abs=0.02)
    assert shares[1] == pytest.approx(swap.figures["left_after"], abs=0.02)
    gathered = swap.at(np.array([swap.events["gathered"] + 0.3]))[:, 0]
    assert gathered[1] == pytest.approx(0.0, abs=1.0)
    assert gathered[0] > 0.9 * person.weight_n


def test_somebody_turned_round_is_the_mirror_of_standing():
    person, times = Person(stance_left=0.44, seed=3), np.arange(0.0, 5.0, 0.01)
    np.testing.assert_array_equal(turned(person)(times), stance(person)(times)[::-1])
    np.testing.assert_array_equal(turned(person).centres(times)[0], -stance(person).centres(times)[1])
