"""Somebody who follows a path: late and unsteady, more so with less skill and in pain, as the figures say."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import Person, Skill
from simulators.performance import SIDES
from simulators.strength import Both
from simulators.tracking import PRELOAD_N, Course, follow_paths

HZ = 100.0


def course(side="left", start_s=3.0):
    since = np.arange(0.0, 20.0, 1.0 / HZ)
    return Course(side, start_s, 2.5, HZ, 40.0 + 15.0 * np.sin(2.0 * np.pi * since / 5.0), 5.0)


def played(person=None, *courses):
    return follow_paths(person or Person(), "hip_abduction", courses or (course(),))


def unskilled(**kind):
    return Person(skill=Skill(steadiness=0.05), **kind)


def test_it_is_the_same_each_time_and_another_with_another_person():
    first, again, other = played(), played(), played(Person(seed=5))
    np.testing.assert_array_equal(first.force_n, again.force_n)
    assert np.abs(first.force_n - other.force_n).max() > 0.5


def test_the_figures_are_those_of_the_force_that_was_drawn():
    one = course()
    performance = played(None, one)
    times = np.arange(performance.force_n.shape[1]) / performance.fs_hz
    on = (times >= one.start_s) & (times <= one.stop_s)
    target = 40.0 + 15.0 * np.sin(2.0 * np.pi * (times[on] - one.start_s) / 5.0)
    error = performance.force_n[0, on] - target
    assert performance.figures["left1_rmse_n"] == pytest.approx(np.sqrt(np.mean(error**2)), rel=0.01)
    assert performance.figures["left1_bias_n"] == pytest.approx(error.mean(), abs=0.05)
    assert performance.figures["left1_within"] == pytest.approx(np.mean(np.abs(error) <= 5.0), abs=0.01)


def test_a_steady_hand_is_the_path_of_a_while_ago():
    performance = played(Person(skill=Skill(cv=0.0, learning=0.0, steadiness=0.0)))
    late_s = performance.figures["left1_delay_s"]
    assert 0.2 < late_s < 0.5
    times = np.arange(performance.force_n.shape[1]) / performance.fs_hz
    on = (times > 6.0) & (times < 22.0)
    ideal = 40.0 + 15.0 * np.sin(2.0 * np.pi * (times[on] - 3.0 - late_s) / 5.0)
    assert np.abs(performance.force_n[0, on] - ideal).max() < 0.5


def test_less_skill_is_further_from_the_path_and_later():
    for seed in range(5):
        good, poor = played(Person(seed=seed)), played(unskilled(seed=seed))
        assert poor.figures["left1_rmse_n"] > 1.2 * good.figures["left1_rmse_n"]
        assert poor.figures["left1_delay_s"] > good.figures["left1_delay_s"]
        assert poor.figures["left1_within"] < good.figures["left1_within"]


def test_pain_unsettles():
    hurting = Person(pain={"hip_abduction": Both(0.8, 0.0)})
    assert played(hurting).figures["left1_rmse_n"] > played().figures["left1_rmse_n"]


def test_one_side_follows_while_the_other_rests():
    performance = played(None, course(), course("right", 30.0))
    times = np.arange(performance.force_n.shape[1]) / performance.fs_hz
    for row, (working, resting) in enumerate((((4.0, 22.0), (31.0, 49.0)), ((31.0, 49.0), (4.0, 22.0)))):
        own = performance.force_n[row]
        assert own[(times > working[0]) & (times < working[1])].min() > 15.0, SIDES[row]
        np.testing.assert_array_equal(own[(times > resting[0]) & (times < resting[1])], PRELOAD_N)
    assert {"left1_start", "right2_stop"} <= set(performance.events)
