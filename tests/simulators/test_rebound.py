"""Rebounds that are played obey the laws of motion: impulses, heights and depths are what their figures say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

from simulators.body import Person
from simulators.jump import GRAVITY
from simulators.rebound import Rebound, Ringing, drop_jump, hop_set

CALM = Person(sway_n=0.0, jump_left=0.46, landing_left=0.52)


def motion(performance, start_s, stop_s, speed):
    """Speed and position of the body between two moments, from the forces alone."""
    first, last = (round(each * performance.fs_hz) for each in (start_s, stop_s))
    total = performance.force_n[:, first : last + 1].sum(axis=0)
    lift = total / performance.figures["mass_kg"] - GRAVITY
    speeds = speed + cumulative_trapezoid(lift, dx=1.0 / performance.fs_hz, initial=0.0)
    return speeds, cumulative_trapezoid(speeds, dx=1.0 / performance.fs_hz, initial=0.0)


@pytest.mark.parametrize("box_m", [0.15, 0.30, 0.60])
@pytest.mark.parametrize("contact_s", [0.18, 0.30])
def test_a_drop_is_turned_into_the_jump_that_the_person_jumps(box_m, contact_s):
    played = drop_jump(CALM, box_m, contact_s)
    at, down = played.events, np.sqrt(2 * GRAVITY * box_m)
    speeds, position = motion(played, at["touchdown"], at["takeoff"], -down)
    assert speeds[-1] == pytest.approx(np.sqrt(2 * GRAVITY * CALM.jump_height_m), abs=0.03)
    assert position[-1] == pytest.approx(0.0, abs=0.005)
    assert -position.min() == pytest.approx(played.figures["depth_m"], abs=0.003)
    assert at["landing"] - at["takeoff"] == pytest.approx(np.sqrt(8 * CALM.jump_height_m / GRAVITY))
    assert at["touchdown"] - at["drop"] == pytest.approx(down / GRAVITY)


def test_the_landing_ends_at_rest_and_on_the_persons_weight():
    played = drop_jump(CALM)
    at = played.events
    speeds, _ = motion(played, at["landing"], at["rest"], -np.sqrt(2 * GRAVITY * CALM.jump_height_m))
    assert speeds[-1] == pytest.approx(0.0, abs=0.01)
    after = played.force_n[:, round(at["rest"] * played.fs_hz) + 5 :].sum(axis=0)
    assert after == pytest.approx(CALM.weight_n, abs=1e-6)


def test_nobody_is_on_the_plates_before_the_drop_and_in_flight():
    played = drop_jump(CALM)
    at = played.events
    for start, stop in ((0.0, at["touchdown"]), (at["takeoff"], at["landing"])):
        part = slice(round(start * played.fs_hz) + 1, round(stop * played.fs_hz) - 1)
        assert np.abs(played.force_n[:, part]).max() == 0.0


def test_each_leg_has_its_share_of_contact_and_landing():
    played = drop_jump(CALM)
    at = played.events
    for moment, share in (((at["touchdown"] + at["takeoff"]) / 2, 0.46), (at["landing"] + 0.1, 0.52)):
        left, right = played.force_n[:, round(moment * played.fs_hz)]
        assert left / (left + right) == pytest.approx(share)


def test_every_hop_leaves_as_fast_as_its_flight_needs():
    contacts, flights = (0.18, 0.22, 0.30), (0.35, 0.45, 0.40, 0.30)
    played = hop_set(CALM, contacts, flights, impact=0.4)
    speeds, position = motion(played, played.events["push"], played.events["takeoff 0"], 0.0)
    assert speeds[-1] == pytest.approx(GRAVITY * flights[0] / 2, abs=0.01)
    assert position[-1] == pytest.approx(0.09, abs=0.005)
    for number in (1, 2, 3):
        begin, end = played.events[f"touchdown {number}"], played.events[f"takeoff {number}"]
        assert end - begin == pytest.approx(contacts[number - 1])
        speeds, position = motion(played, begin, end, -GRAVITY * flights[number - 1] / 2)
        assert speeds[-1] == pytest.approx(GRAVITY * flights[number] / 2, abs=0.02)
        assert position[-1] == pytest.approx(0.0, abs=0.004)
    assert played.force_n.min() >= 0.0


def test_ringing_plates_swing_about_nothing_in_the_air_alone():
    plain, rung = drop_jump(CALM), drop_jump(CALM, ringing=Ringing(60.0))
    swing = (rung.force_n - plain.force_n).sum(axis=0)
    takeoff, landing = (round(plain.events[name] * plain.fs_hz) for name in ("takeoff", "landing"))
    assert np.abs(swing[: takeoff - 1]).max() == 0.0
    assert np.abs(swing[landing + 1 :]).max() == 0.0
    assert np.abs(swing).max() == pytest.approx(60.0, rel=0.05)
    hopped = hop_set(CALM, ringing=Ringing(60.0)).force_n.sum(axis=0)
    assert hopped.min() == pytest.approx(-60.0, rel=0.05)


def test_what_no_leg_can_do_is_refused():
    with pytest.raises(ValueError, match="nobody can turn"):
        Rebound(0.3, 0.2, 3.5).weights(np.linspace(0.0, 0.3, 100))
    with pytest.raises(ValueError, match="up to 1 m"):
        drop_jump(CALM, 1.5)
    with pytest.raises(ValueError, match="one flight more"):
        hop_set(CALM, (0.2, 0.2), (0.4, 0.4))
    with pytest.raises(ValueError, match="first hop"):
        hop_set(CALM, (0.2,), (0.95, 0.95))


def test_the_same_person_rebounds_in_the_same_way():
    first, second = (drop_jump(Person(seed=3)) for _ in range(2))
    assert (first.force_n == second.force_n).all()
