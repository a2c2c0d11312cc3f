"""Step-downs and weight shifts of a simulated person: the laws of motion, and true figures where they say."""

import numpy as np
import pytest

from simulators.body import FINE_HZ, Person
from simulators.jump import GRAVITY
from simulators.movement import Tempo
from simulators.stepping import TAP_LEVEL, step_down, weight_shifts

STILL = Person(sway_n=0.0, mass_kg=64.0)


def integrate(values):
    return np.concatenate([[0.0], np.cumsum((values[1:] + values[:-1]) / 2) / FINE_HZ])


def at(performance, name):
    return round(performance.events[name] * FINE_HZ)


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_force_of_a_step_down_moves_the_body_by_the_depth_and_the_tap_takes_its_part_over(side):
    played = step_down(STILL, 3, Tempo(2.0, 0.3, 1.5, 1.0), side=side, depth_m=0.16, tap=0.1, tap_s=0.5)
    height = integrate(integrate(played.force_n.sum(axis=0) / STILL.mass_kg - GRAVITY))
    assert height.min() == pytest.approx(-0.16, abs=1e-4)
    assert height[-1] == pytest.approx(0.0, abs=1e-4)
    tapping = played.force_n[1 if side == "left" else 0]
    for number in (1, 2, 3):
        assert height[at(played, f"rep{number}_turn")] == pytest.approx(-0.16, abs=1e-4)
        assert tapping[at(played, f"rep{number}_tap")] == pytest.approx(0.0, abs=1e-9)
    assert tapping.max() == pytest.approx(0.1 * STILL.weight_n)
    above = np.count_nonzero(tapping > TAP_LEVEL * STILL.weight_n) / FINE_HZ / 3
    assert above == pytest.approx(played.figures["tap_time_s"], abs=2 / FINE_HZ)


def test_the_weight_stays_and_the_share_goes_where_it_is_asked_to():
    played = weight_shifts(STILL, 2, left=0.8, right=0.7, overshoot=0.05, wander=0.0)
    total = played.force_n.sum(axis=0)
    assert total == pytest.approx(STILL.weight_n)
    left = played.force_n[0] / total
    for number in (1, 2):
        assert left[at(played, f"left{number}_leave")] == pytest.approx(0.8)
        assert left[at(played, f"right{number}_leave")] == pytest.approx(0.3)
        assert left[at(played, f"left{number}_reached")] == pytest.approx(0.85)
        assert left[at(played, f"left{number}_end")] == pytest.approx(0.5)
