"""Squat jumps: the push from stillness, the dip that fails them, the stillness before; against closed forms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from jumps import G, Jumper, noisy, ringing

from dsp.jump_metrics import (
    height_flight,
    height_impulse,
    mean_propulsive_force,
    net_impulse_first_half,
    net_propulsive_impulse,
    propulsive_impulse,
)
from dsp.jump_recording import Disorder, NotWeighed, OtherMovement, Recording
from dsp.squat_jump import SquatJump, find_push, find_squat_jump, find_squat_jumps
from dsp.squat_jump_metrics import push_height_rate, push_rfd, push_time, squat_dip, squat_hold_time
from dsp.weighing import quiet_windows
from simulators.body import Person
from simulators.squat_jump import squat_jump

FROM_SQUAT = Jumper(down_speed=0.0, unweighting_s=0.001, braking_s=0.001, quiet_s=2.5)
"""Nothing but a push of half a sine from stillness."""
ONSET_S = FROM_SQUAT.quiet_s + 0.002


def recording(force, fs=1000.0, **more):
    return Recording(np.arange(len(force)) / fs, force, fs, **more)


def subject(force, fs=1000.0):
    found = find_squat_jump(recording(force, fs))
    return SquatJump(found.jump, found.begin)


@pytest.mark.parametrize("fs", [500.0, 1000.0, 2000.0])
@pytest.mark.parametrize("noise", [0.3, 1.5])
@pytest.mark.parametrize("speed", [1.4, 2.0, 2.8])
def test_push_and_height_equal_the_closed_form(fs, noise, speed):
    jumper = replace(FROM_SQUAT, fs=fs, takeoff_speed=speed)
    squat = subject(noisy(jumper.force(), noise), fs)
    assert squat.jump.time_s[squat.jump.onset] == pytest.approx(ONSET_S, abs=0.006)
    assert height_impulse(squat.jump) == pytest.approx(jumper.height, abs=0.005)
    assert height_flight(squat.jump) == pytest.approx(jumper.height, abs=0.005)
    assert push_time(squat) == pytest.approx(jumper.propulsion_s, abs=0.008)
    assert push_height_rate(squat) == pytest.approx(jumper.height / jumper.propulsion_s, rel=0.05)
    peak = jumper.mass * speed * np.pi / (2 * jumper.propulsion_s)
    assert push_rfd(squat) == pytest.approx(peak / (jumper.propulsion_s / 2), rel=0.06)
    assert net_propulsive_impulse(squat.jump) == pytest.approx(jumper.mass * speed, rel=0.01)
    assert mean_propulsive_force(squat.jump) == pytest.approx(jumper.mass * (G + speed / 0.25), rel=0.03)


@pytest.mark.parametrize("share", [0.03, 0.08, 0.2, 0.6])
def test_a_dip_before_the_push_fails_with_its_size(share):
    force, first = FROM_SQUAT.force(), round(ONSET_S * 1000) - 150
    force[first : first + 150] -= share * FROM_SQUAT.weight * np.sin(np.pi * np.arange(150) / 150)
    with pytest.raises(OtherMovement, match="Countermovement present") as refused:
        find_squat_jump(recording(noisy(force, 0.5)))
    push = refused.value.begin
    assert push.dip_n == pytest.approx(share * FROM_SQUAT.weight, rel=0.05)
    # half a sine of deceleration, then constant speed while the push turns the body round
    assert push.sinks_m >= share * G * 0.15**2 / np.pi * 0.9
    assert push.start == pytest.approx(first, abs=15)


def test_a_dip_within_five_standard_deviations_is_stillness_and_is_told():
    force, first = FROM_SQUAT.force(), round(ONSET_S * 1000) - 120
    force[first : first + 120] -= 6.0 * np.sin(np.pi * np.arange(120) / 120)
    squat = subject(noisy(force, 2.0))
    assert not squat.push.countermovement
    assert squat_dip(squat) == pytest.approx(6.0, abs=2.5)


def test_trembling_legs_are_no_countermovement_and_move_nothing():
    rng = np.random.default_rng(4)
    for number in range(20):
        hertz, phase = rng.uniform(7.0, 11.0), rng.uniform(0.0, 6.28)
        time_s = FROM_SQUAT.time()
        tremble = 9.0 * np.sin(2 * np.pi * hertz * time_s + phase) * (time_s < ONSET_S + 0.02)
        found = find_squat_jump(recording(noisy(FROM_SQUAT.force() + tremble, 0.7, number)))
        assert not found.begin.countermovement
        assert found.jump.onset / 1000 == pytest.approx(ONSET_S, abs=0.06)
        assert height_impulse(found.jump) == pytest.approx(FROM_SQUAT.height, abs=0.02)


def test_a_plate_that_rings_and_rests_off_zero_does_not_move_a_squat_jump():
    force = ringing(FROM_SQUAT.force(), 1000.0, FROM_SQUAT.takeoff_s, size=80.0, rest=8.0)
    squat = subject(noisy(force, 1.0))
    assert height_flight(squat.jump) == pytest.approx(FROM_SQUAT.height, abs=0.006)
    assert squat.jump.onset / 1000 == pytest.approx(ONSET_S, abs=0.01)


def test_a_jump_without_stillness_in_the_squat_is_none():
    for jumper in (Jumper(), Jumper(unweighting_s=0.6, braking_s=0.6, down_speed=0.5, propulsion_s=0.45)):
        with pytest.raises(OtherMovement, match="ountermovement"):
            find_squat_jump(recording(noisy(jumper.force(), 1.0)))


def test_the_weight_may_be_taken_standing_or_in_the_squat():
    standing = Jumper(pause_s=2.0, down_speed=0.8)
    for quiet_s, weighed_before in ((3.0, True), (1.2, False)):
        jumper = replace(standing, quiet_s=quiet_s)
        force = jumper.force()
        part = jumper.time() < quiet_s if not weighed_before else jumper.time() > jumper.takeoff_s - 2.2
        force = force + np.where(part & (jumper.time() < jumper.takeoff_s - 0.3), 1.0, 0.0) * noisy(0 * force, 4.0, 3)
        found = find_squat_jump(recording(noisy(force, 0.5)))
        assert (found.stance.stop / 1000 <= jumper.onset_s + 0.1) == weighed_before
        assert height_impulse(found.jump) == pytest.approx(jumper.height, abs=0.012)
        assert squat_hold_time(SquatJump(found.jump, found.begin)) == pytest.approx(2.0, abs=0.2)


def test_nobody_still_is_not_weighed():
    with pytest.raises(NotWeighed, match="Weighing failed"):
        find_squat_jump(recording(noisy(FROM_SQUAT.force(), 14.0)))


def test_three_squat_jumps_in_a_file_are_each_found():
    force = np.concatenate([FROM_SQUAT.force()] * 3)
    found = find_squat_jumps(recording(noisy(force, 0.7)))
    assert [(each.number, each.jumps) for each in found] == [(1, 3), (2, 3), (3, 3)]
    length = len(FROM_SQUAT.force()) / 1000
    for number, each in enumerate(found):
        assert each.jump.onset / 1000 == pytest.approx(ONSET_S + number * length, abs=0.01)


def test_placed_events_are_kept_and_checked():
    force = noisy(FROM_SQUAT.force(), 0.5)
    found = find_squat_jump(recording(force, placed={"onset": 2490}))
    assert found.jump.onset == 2490
    assert found.begin.onset != 2490
    with pytest.raises(Disorder, match="not in order"):
        find_squat_jump(recording(force, placed={"onset": 2900}))


def test_a_push_needs_stillness_before_it():
    force = Jumper().force()
    stance = quiet_windows(force[:2000], 1000.0)[0]
    push = find_push(force, 1000.0, stance, round(Jumper().takeoff_s * 1000))
    assert push is None or push.countermovement


@pytest.mark.parametrize("height_m", [0.12, 0.28, 0.45])
def test_a_simulated_person_jumps_to_the_stated_height(height_m):
    performance = squat_jump(Person(jump_height_m=height_m, mass_kg=81.0))
    force = performance.at(np.arange(round(performance.duration_s * 1000)) / 1000.0).sum(axis=0)
    squat = subject(noisy(force, 0.7))
    assert height_impulse(squat.jump) == pytest.approx(height_m, abs=0.008)
    assert height_flight(squat.jump) == pytest.approx(height_m, abs=0.004)
    assert squat.jump.onset / 1000 == pytest.approx(performance.events["onset"], abs=0.03)
    assert squat.jump.takeoff / 1000 == pytest.approx(performance.events["takeoff"], abs=0.004)


def test_who_does_not_sink_is_lowest_at_the_onset_and_as_well_known_there():
    mass, speed, push_s = FROM_SQUAT.mass, FROM_SQUAT.takeoff_speed, FROM_SQUAT.propulsion_s
    truths = {propulsive_impulse: mass * speed + FROM_SQUAT.weight * push_s, net_impulse_first_half: mass * speed / 2.0}
    held = dict.fromkeys(truths, 0)
    for seed in range(20):
        jump = subject(noisy(FROM_SQUAT.force(), 1.5, seed)).jump
        for metric, truth in truths.items():
            known = np.sqrt(sum((metric(other) - metric(jump)) ** 2 for other in jump.variants()))
            held[metric] += abs(metric(jump) - truth) <= known
        assert any(jump.lowest - other.lowest >= round(1000 * jump.onset_uncertainty_s) for other in jump.variants())
    assert min(held.values()) >= 19
