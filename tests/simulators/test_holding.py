"""Holds that change and bouts of work: what stands in events and figures is what the forces do."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import Person
from simulators.holding import BRIDGE, PLANK, Course, bridge, prone_plank
from simulators.intermittent import Stamina, bilateral_bouts
from simulators.performance import Surface
from simulators.strength import Both


def share(performance, first_s, last_s):
    times = np.arange(first_s, last_s, 0.01)
    left, right = performance.at(times)
    return float(np.mean(left / (left + right)))


@pytest.mark.parametrize(("moves", "posture"), [(bridge, BRIDGE), (prone_plank, PLANK)])
def test_a_hold_carries_its_part_of_the_weight_at_rest_and_raised(moves, posture):
    person = Person(mass_kg=80.0, bridge_fatigue_per_s=0.0)
    performance = moves(person, 20.0)
    rest = performance.at(np.arange(0.0, 2.0, 0.01)).sum(axis=0)
    up = performance.at(np.arange(4.0, 22.0, 0.01)).sum(axis=0)
    assert rest.mean() == pytest.approx(posture.rest * person.weight_n, rel=0.01)
    assert up.mean() == pytest.approx(posture.raised * person.weight_n, rel=0.01)


def test_the_load_moves_when_and_by_how_much_the_figures_say():
    course = Course(wander=0.0, lost_at_s=10.0, shift=0.2, takes_s=4.0)
    performance = bridge(Person(bridge_left=0.45), 30.0, course)
    lost_s = performance.events["form_lost"]
    assert lost_s == pytest.approx(performance.events["hold_start"] + 10.0)
    assert share(performance, lost_s - 5, lost_s - 0.1) == pytest.approx(
        performance.figures["left_share_start"], abs=0.003
    )
    assert share(performance, lost_s + 2.0 - 0.2, lost_s + 2.2) == pytest.approx(0.55, abs=0.01)
    assert share(performance, lost_s + 5, lost_s + 15) == pytest.approx(
        performance.figures["left_share_end"], abs=0.003
    )


def test_the_share_wanders_as_much_as_it_is_told_to_and_the_same_at_every_call():
    times = np.arange(5.0, 120.0, 0.05)
    forces = bridge(Person(seed=1), 120.0, Course(wander=0.01, forgets_s=1.0)).at(times)
    assert (forces[0] / forces.sum(axis=0)).std() == pytest.approx(0.01, rel=0.25)
    again = bridge(Person(seed=1), 120.0, Course(wander=0.01, forgets_s=1.0)).at(times)
    assert np.array_equal(forces, again)
    assert not np.array_equal(forces, bridge(Person(seed=2), 120.0, Course(wander=0.01, forgets_s=1.0)).at(times))


def test_shaking_grows_by_its_factor_at_the_loss():
    performance = bridge(Person(), 40.0, Course(wander=0.0, lost_at_s=20.0, shakes=3.0))
    lost_s = performance.events["form_lost"]

    def shaking(first_s, last_s):
        left, right = performance.at(np.arange(first_s, last_s, 0.001))
        return (left - right).std()

    assert shaking(lost_s, lost_s + 15) == pytest.approx(3.0 * shaking(lost_s - 15, lost_s), rel=0.3)


def test_the_work_above_critical_force_is_what_the_figures_say():
    person = Person(strength_n={"hip_abduction": Both(100.0, 200.0)})
    performance = bilateral_bouts(person, stamina=Stamina(cv=0.0))
    assert performance.surface is Surface.GRIPS
    times = np.arange(0.0, performance.duration_s, 0.01)
    forces = performance.at(times)
    for row, side in enumerate(("left", "right")):
        critical_n = performance.figures[f"{side}_critical_n"]
        plateau = np.zeros(times.size, bool)
        above = 0.0
        for number in range(1, 25):
            start, stop = performance.events[f"bout{number}_start"], performance.events[f"bout{number}_stop"]
            plateau = (times >= start + 0.5) & (times <= stop)
            above += 7.0 * float(forces[row][plateau].mean() - critical_n)
        assert above == pytest.approx(performance.figures[f"{side}_above_critical_ns"], rel=0.03)
        assert forces[row][plateau].mean() == pytest.approx(critical_n, rel=0.01)


def test_rest_between_bouts_is_the_preload():
    performance = bilateral_bouts(Person())
    for number in range(1, 24):
        gap = performance.at(
            np.linspace(
                performance.events[f"bout{number}_stop"] + 0.4, performance.events[f"bout{number + 1}_start"], 20
            )
        )
        assert np.allclose(gap, 4.0)
