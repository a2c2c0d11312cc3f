"""Every person jumps in a way of their own, and all of them by the laws of motion."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import Person
from simulators.countermovement import LANDED_S, countermovement_jump
from simulators.jump import DEPTHS_M, GRAVITY, HARDEST, LANDING_S, own_style, solve_jump
from simulators.performance import FINE_HZ
from simulators.standing import FEET_M

PEOPLE = range(30)


def heights(seed):
    return 0.10 + 0.40 * (seed % 10) / 9


@pytest.fixture(scope="module")
def jumps():
    return [solve_jump(heights(seed), own_style(Person(seed=seed).dice(21))) for seed in PEOPLE]


def test_every_style_leaves_the_ground_with_the_speed_of_its_height_and_ends_still_where_it_began(jumps):
    for seed, jump in zip(PEOPLE, jumps, strict=True):
        times = np.arange(round(jump.rest_s * 4000) + 1) / 4000
        lift = GRAVITY * (jump.weights(times) - 1.0)
        velocity = np.concatenate([[0.0], np.cumsum((lift[1:] + lift[:-1]) / 2 / 4000)])
        position = np.concatenate([[0.0], np.cumsum((velocity[1:] + velocity[:-1]) / 2 / 4000)])
        off = np.searchsorted(times, jump.takeoff_s)
        assert velocity[off] ** 2 / (2 * GRAVITY) == pytest.approx(heights(seed), abs=1e-3)
        assert velocity[-1] == pytest.approx(0.0, abs=3e-3)
        assert position[-1] == pytest.approx(0.0, abs=8e-3)
        assert -position[:off].min() == pytest.approx(jump.depth_m, abs=1e-3)


def test_nobody_pulls_the_floor_or_is_stronger_than_people_are(jumps):
    for jump in jumps:
        push = jump.weights(np.linspace(0.0, jump.takeoff_s, 900)[1:-1])
        land = jump.weights(jump.landing_s + np.linspace(0.0, LANDING_S, 900)[1:-1])
        assert push.min() >= -1e-9
        assert push[:500].min() > 0.05
        assert push.max() < HARDEST[0] + 0.2
        assert land.min() >= -1e-9
        assert land.max() < HARDEST[1] + 0.2
        assert DEPTHS_M[0] - 0.05 < jump.depth_m < DEPTHS_M[1] + 0.05


def test_people_differ_in_tempo_depth_and_landing(jumps):
    for of in (
        [jump.takeoff_s for jump in jumps],
        [jump.depth_m / jump.height_m for jump in jumps],
        [jump.weights(jump.landing_s + np.linspace(0.0, 0.3, 300)).max() / jump.height_m**0.5 for jump in jumps],
    ):
        assert np.std(of) > 0.06 * np.mean(of)
    assert max(jump.takeoff_s for jump in jumps) > 1.2
    # one summit or two
    summits = []
    for jump in jumps:
        force = jump.weights(np.linspace(0.4 * jump.takeoff_s, jump.takeoff_s, 600)[:-1])
        summits.append(int(((force[1:-1] > force[:-2]) & (force[1:-1] >= force[2:])).sum()))
    assert {1, 2} <= set(summits)


def test_the_same_person_jumps_the_same_way_every_time():
    one, again = (countermovement_jump(Person(seed=9)) for _ in range(2))
    np.testing.assert_array_equal(one.force_n, again.force_n)
    assert one.events["takeoff"] != countermovement_jump(Person(seed=10)).events["takeoff"]


@pytest.mark.parametrize("seed", range(6))
def test_the_load_comes_and_goes_between_the_feet_and_neither_gains_by_it(seed):
    played = countermovement_jump(Person(seed=seed, sway_n=0.0, landing_left=0.5))
    times = np.arange(played.force_n.shape[1]) / FINE_HZ
    total = played.force_n.sum(axis=0)
    for start_s, end_s, low, high in (
        (played.events["onset"], played.events["takeoff"], 0.02, 0.06),
        (played.events["landing"], played.events["landing"] + LANDED_S, 0.03, 0.11),
    ):
        here = (times >= start_s) & (times <= end_s) & (total > 0)
        share = played.force_n[0, here] / total[here]
        assert np.dot(share, total[here]) / total[here].sum() == pytest.approx(0.5, abs=1e-3)
        assert low < np.sqrt(np.dot((share - 0.5) ** 2, total[here]) / total[here].sum()) < high


def test_the_pressure_goes_over_the_toes_at_take_off_and_lands_there():
    played = countermovement_jump(Person(seed=1))
    on, off, down = (played.events[name] for name in ("onset", "takeoff", "landing"))
    forward = played.centres(np.array([on, on + 0.35 * (off - on), off, down + 0.005, down + 0.15]))[:, 1] - FEET_M[1]
    for stood, sunk, left, landed, flat in forward:
        assert abs(stood) < 0.02
        assert sunk < stood
        # real jumpers: 7 to 15 cm
        assert 0.07 < left - stood < 0.16
        assert 0.07 < landed - stood < 0.16
        assert abs(flat - stood) < 0.04
