"""Drop jumps: half-sine contacts in closed form, momentum against scipy, refusals, properties, real recordings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rebounds import G, Rebounder, noisy
from scipy.integrate import cumulative_trapezoid
from scipy.stats import pearsonr

from dsp.contacts import Edge, NoRebound, find_contacts
from dsp.drop_jump import find_drop, make_drop_jump
from dsp.drop_jump_metrics import (
    DROP_JUMP,
    braking_impulse,
    braking_time,
    contact_impulse,
    contact_share,
    contact_time,
    depth,
    drop_height,
    flight_time,
    height_difference,
    height_flight,
    height_impulse,
    impact_peak,
    peak_force,
    propulsion_time,
    propulsive_impulse,
    rsi_flight_time,
    rsi_impulse,
    rsi_jump_height,
    spring_correlation,
    touchdown_speed,
    vertical_stiffness,
)
from dsp.weighing import quiet_windows

TIMES = {"drop_rsi_ft", "drop_rsi_jh", "drop_contact_time", "drop_flight_time", "drop_height_ft"}
FORCES = {"impact_peak", "drop_peak_force", "drop_contact_impulse", "drop_contact_share"}


def analysed(force, fs=1000.0, *, weighed=True, given=None):
    contact = find_drop(find_contacts(force, fs), fs)
    landing = contact.flight.landing
    stance = quiet_windows(force[landing:], fs)[0] if weighed else None
    if stance is not None:
        stance = replace(stance, start=stance.start + landing, stop=stance.stop + landing)
    time_s = np.arange(len(force)) / fs
    return make_drop_jump(time_s, force, contact=contact, stance=stance, given_weight_n=given)


def values(jump):
    return {row.key: row.compute(jump) for row in DROP_JUMP}


def known(jump, metric):
    return float(np.sqrt(sum((metric(moved) - metric(jump)) ** 2 for moved in jump.variants())))


# Closed forms


@pytest.mark.parametrize("contact_s", [0.16, 0.22, 0.35])
@pytest.mark.parametrize("flight_s", [0.3, 0.5])
def test_times_heights_and_indices_equal_the_closed_form(contact_s, flight_s):
    person = Rebounder(fs=2000.0, contact_s=contact_s, flight_s=flight_s)
    jump = analysed(noisy(person.force(), 0.3), 2000.0)
    assert contact_time(jump) == pytest.approx(contact_s, abs=0.0011)
    assert flight_time(jump) == pytest.approx(flight_s, abs=0.0011)
    assert height_flight(jump) == pytest.approx(person.height, abs=0.002)
    assert height_impulse(jump) == pytest.approx(person.height, abs=0.004)
    assert height_difference(jump) == height_flight(jump) - height_impulse(jump)
    assert rsi_flight_time(jump) == pytest.approx(flight_s / contact_s, rel=0.011)
    assert rsi_jump_height(jump) == pytest.approx(person.height / contact_s, rel=0.015)
    assert rsi_impulse(jump) == pytest.approx(person.height / contact_s, rel=0.025)


@pytest.mark.parametrize("contact_s", [0.16, 0.22, 0.35])
def test_the_motion_of_a_half_sine_contact_equals_the_closed_form(contact_s):
    person = Rebounder(fs=2000.0, contact_s=contact_s)
    jump = analysed(noisy(person.force(), 0.3), 2000.0)
    assert touchdown_speed(jump) == pytest.approx(person.speed, abs=0.02)
    assert drop_height(jump) == pytest.approx(person.height, abs=0.005)
    assert depth(jump) == pytest.approx(person.depth, rel=0.02)
    assert vertical_stiffness(jump) == pytest.approx(person.peak / person.depth, rel=0.02)
    assert braking_time(jump) == pytest.approx(contact_s / 2, abs=0.0016)
    assert propulsion_time(jump) == pytest.approx(contact_s / 2, abs=0.0016)
    assert spring_correlation(jump) < -0.99


def test_forces_and_impulses_of_a_half_sine_contact_equal_the_closed_form():
    person = Rebounder(fs=2000.0)
    jump = analysed(noisy(person.force(), 0.2), 2000.0)
    whole = 2 * person.peak * person.contact_s / np.pi
    assert peak_force(jump) == pytest.approx(person.peak, rel=0.001)
    assert impact_peak(jump) == pytest.approx(person.peak * np.sin(0.2 * np.pi), rel=0.01)
    assert contact_impulse(jump) == pytest.approx(whole, rel=0.001)
    assert braking_impulse(jump) == pytest.approx(whole / 2, rel=0.015)
    assert braking_impulse(jump) + propulsive_impulse(jump) == pytest.approx(contact_impulse(jump), rel=1e-12)
    assert contact_impulse(jump) == pytest.approx(person.mass * (2 * person.speed + G * person.contact_s), rel=0.001)


def test_a_spring_under_a_weight_has_a_correlation_of_minus_one_and_its_own_stiffness():
    # F = k (compression), so the body swings about its resting point: touch-down, lowest point and take-off are exact
    mass, stiffness, down, fs = 70.0, 20000.0, 2.2, 4000.0
    omega, sag = np.sqrt(stiffness / mass), mass * G / stiffness
    size = np.hypot(sag, down / omega)
    phase = np.arctan2(sag, down / omega)
    contact_s = (np.pi + 2 * phase) / omega
    flight_s = 2 * down / G
    time_s = np.arange(round(5.0 * fs)) / fs
    since = time_s - 1.0
    inside = (since >= 0) & (since <= contact_s)
    force = np.where(inside, stiffness * np.maximum(sag + size * np.sin(omega * since - phase), 0.0), 0.0)
    landed = time_s >= 1.0 + contact_s + flight_s
    stopping = landed & (time_s < 1.5 + contact_s + flight_s)
    gone = time_s - 1.0 - contact_s - flight_s
    force[landed] = mass * G
    force[stopping] += mass * down * np.pi * np.sin(np.pi * gone[stopping] / 0.5)
    jump = analysed(noisy(force, 0.1), fs)
    assert spring_correlation(jump) == pytest.approx(-1.0, abs=1e-4)
    assert vertical_stiffness(jump) == pytest.approx(stiffness, rel=0.01)
    assert contact_time(jump) == pytest.approx(contact_s, abs=0.001)


def test_speed_and_position_equal_scipys_cumulative_trapezoid_backwards_from_the_take_off():
    jump = analysed(noisy(Rebounder(fs=997.0).force(), 2.0), 997.0)
    part = slice(jump.touchdown, jump.takeoff + 1)
    a = (jump.force_n[part] - jump.weight_n) / jump.mass_kg
    leaving = G * (jump.time_s[jump.landing] - jump.time_s[jump.takeoff]) / 2
    speed = leaving + cumulative_trapezoid(a[::-1], jump.time_s[part][::-1], initial=0.0)[::-1]
    assert np.abs(jump.speed - speed).max() < 1e-11
    position = cumulative_trapezoid(speed, jump.time_s[part], initial=0.0)
    assert np.abs(jump.position - jump.position[0] - position).max() < 1e-11
    assert jump.speed[0] / 997.0 - 1e-12 <= jump.position[0] <= 0.0
    assert spring_correlation(jump) == pytest.approx(pearsonr(jump.force_n[part], position).statistic, rel=1e-9)


def test_the_height_of_the_fall_does_not_come_from_the_flight_before_the_contact():
    """Who steps down from half the height of the box has half the drop, whatever stood there."""
    person = Rebounder(flight_s=0.40)
    force = person.force()
    for seconds in (0.2, 0.5, 1.4):
        cut = force[round((person.first_s - seconds) * 1000) :]
        assert drop_height(analysed(noisy(cut, 0.3))) == pytest.approx(person.height, abs=0.006)


# What is not known


def test_without_a_quiet_second_times_and_forces_stay_and_the_motion_is_not_a_number():
    jump = analysed(noisy(Rebounder(after_s=0.1).force()), weighed=False)
    found = values(jump)
    assert {key for key, value in found.items() if np.isfinite(value)} == TIMES | FORCES


def test_a_given_weight_gives_the_motion_but_not_the_height_of_the_landing():
    person = Rebounder(after_s=0.1)
    jump = analysed(noisy(person.force()), weighed=False, given=person.weight)
    assert drop_height(jump) == pytest.approx(person.height, abs=0.006)
    assert np.isnan(height_impulse(jump))
    assert np.isnan(rsi_impulse(jump))
    with pytest.raises(ValueError, match="greater than 0"):
        analysed(person.force(), weighed=False, given=0.0)


@pytest.mark.parametrize("late", [1, 100, 5000])
def test_a_landing_that_is_put_into_the_quiet_second_leaves_no_momentum_to_tell_the_height(late):
    force = noisy(Rebounder().force())
    contact = find_drop(find_contacts(force, 1000.0), 1000.0)
    stance = quiet_windows(force[contact.flight.landing :], 1000.0)[0]
    first = stance.start + contact.flight.landing
    stance = replace(stance, start=first, stop=stance.stop + contact.flight.landing)
    put = replace(contact, flight=replace(contact.flight, landing=min(first + late, len(force) - 1)))
    jump = make_drop_jump(np.arange(len(force)) / 1000.0, force, contact=put, stance=stance)
    assert np.isnan([height_impulse(jump), rsi_impulse(jump), height_difference(jump)]).all()


def test_two_ends_that_disagree_are_in_the_uncertainty_of_the_fall():
    person = Rebounder()
    clean = analysed(noisy(person.force()))
    bent = replace(clean, rest_speed=clean.rest_speed - 0.25)
    assert known(bent, touchdown_speed) >= 0.25
    assert known(bent, touchdown_speed) > 2 * known(clean, touchdown_speed)


def test_a_body_that_only_rises_has_no_lowest_point():
    jump = analysed(noisy(Rebounder().force()))
    rising = replace(jump, speed=np.abs(jump.speed) + 0.1)
    assert rising.lowest is None
    for metric in (depth, braking_time, propulsion_time, braking_impulse, propulsive_impulse, vertical_stiffness):
        assert np.isnan(metric(rising))
    assert np.isnan(drop_height(rising))


def test_marks_out_of_order_make_no_jump():
    force = noisy(Rebounder().force())
    contact = find_drop(find_contacts(force, 1000.0), 1000.0)
    time_s = np.arange(len(force)) / 1000.0
    for wrong in (
        replace(contact, start=contact.stop),
        replace(contact, stop=contact.flight.landing),
        replace(contact, flight=replace(contact.flight, landing=None)),
        replace(contact, flight=None),
        replace(contact, flight=replace(contact.flight, landing=len(force))),
    ):
        with pytest.raises(ValueError, match="needs touch-down"):
            make_drop_jump(time_s, force, contact=wrong, stance=None)


# Refusals


def refusal(force, fs=1000.0):
    with pytest.raises(NoRebound) as refused:
        find_drop(find_contacts(force, fs), fs)
    return str(refused.value)


def test_what_is_no_drop_jump_is_told_as_it_was():
    person = Rebounder()
    force = noisy(person.force())
    at = round(person.first_s * 1000)
    left = at + round(person.contact_s * 1000)
    assert "nobody landed" in refusal(np.zeros(3000))
    assert "never empty" in refusal(noisy(np.full(4000, 700.0)))
    assert "ends in flight" in refusal(force[: left + 250])
    assert "nobody left the plates again" in refusal(force[: left - 60])
    stands = np.concatenate([np.zeros(1000), np.full(3000, 700.0)])
    assert "nobody left the plates again" in refusal(noisy(stands))
    assert "pushed off" in refusal(noisy(np.concatenate([stands, np.zeros(2500)])))
    assert "is on the plates when the recording begins" in refusal(noisy(Rebounder(from_standing=True).force()))
    assert "hardly" not in refusal(force[: left + 250])


def test_a_stand_before_the_jump_is_no_drop_jump():
    plateau = np.full(1600, 700.0)
    push = 700.0 + 1200.0 * np.sin(np.pi * np.arange(300) / 300)
    force = np.concatenate(
        [np.zeros(1000), plateau, push, np.zeros(450), 700.0 + 900.0 * np.exp(-np.arange(2000) / 90)]
    )
    assert "s on the plates before the jump" in refusal(noisy(force))


def test_a_box_that_stands_on_the_plates_is_told():
    person = Rebounder()
    assert "box" in refusal(noisy(person.force() + 120.0))


def test_feet_that_hardly_leave_within_the_contact_are_told():
    one = Rebounder(contact_s=0.15, flight_s=0.06, count=2)
    force = one.force()
    last = round((one.landing_s - one.flight_s) * 1000)
    force = np.concatenate([force[:last], np.zeros(400), 700.0 + 900.0 * np.exp(-np.arange(2000) / 90)])
    assert "cannot be told apart" in refusal(noisy(force))


def test_a_step_across_the_plates_before_the_drop_does_not_hide_it():
    step = np.concatenate([np.zeros(500), 650.0 * np.sin(np.pi * np.arange(900) / 900), np.zeros(600)])
    person = Rebounder()
    contacts = find_contacts(noisy(np.concatenate([step, person.force()])), 1000.0)
    found = find_drop(contacts, 1000.0)
    assert found.before is Edge.EMPTY
    assert found.start / 1000 == pytest.approx(2.0 + person.first_s, abs=0.003)


# Properties


def test_gain_changes_forces_and_impulses_and_nothing_that_is_a_time_or_a_height():
    force = noisy(Rebounder().force(), 0.3)
    one, other = values(analysed(force)), values(analysed(1.25 * force))
    for key in one:
        scale = 1.25 if key in FORCES - {"drop_contact_share"} or "impulse" in key or "stiffness" in key else 1.0
        assert other[key] == pytest.approx(scale * one[key], rel=0.005, abs=2e-3), key


@pytest.mark.parametrize("offset", [-15.0, -5.0, 5.0, 15.0])
def test_plates_off_zero_all_the_time_change_no_time_and_the_height_within_its_uncertainty(offset):
    force = noisy(Rebounder().force(), 0.3)
    clean, off = analysed(force), analysed(force + offset)
    one, other = values(clean), values(off)
    for key in TIMES:
        assert other[key] == pytest.approx(one[key], rel=0.012), key
    assert drop_height(off) == pytest.approx(drop_height(clean), abs=known(off, drop_height))


def test_a_later_record_gives_the_same_numbers():
    force = noisy(Rebounder().force(), 0.5)
    one, other = values(analysed(force)), values(analysed(np.concatenate([noisy(np.zeros(613), 0.5, 7), force])))
    assert other == pytest.approx(one, rel=0.006)


def test_a_share_is_known_no_better_than_the_gains_of_two_plates():
    """Two gains that are off by 1 % each and nothing to do with each other: s (1 - s) times that, twice."""
    jump = replace(analysed(noisy(Rebounder().force())), gain_uncertainty=0.01)
    left = jump.under(0.44 * jump.force_n)
    gains = 100.0 * np.sqrt(2.0) * 0.44 * 0.56 * 0.01
    assert 0.98 * gains <= known(left, contact_share) <= 1.2 * gains
    assert known(left, contact_impulse) == pytest.approx(0.44 * known(jump, contact_impulse), rel=0.1)


def test_left_and_right_change_places_in_a_mirror():
    jump = analysed(noisy(Rebounder().force()))
    share = 0.44
    left, right = jump.under(share * jump.force_n), jump.under((1 - share) * jump.force_n)
    assert contact_share(left) == pytest.approx(44.0, rel=1e-9)
    assert contact_share(right) == pytest.approx(56.0, rel=1e-9)
    assert contact_impulse(left) + contact_impulse(right) == pytest.approx(contact_impulse(jump), rel=1e-12)
    for metric in (impact_peak, peak_force, braking_impulse, propulsive_impulse):
        assert metric(left) == pytest.approx(share * metric(jump), rel=1e-9)
    assert vertical_stiffness(left) == vertical_stiffness(jump)


def test_the_uncertainty_of_a_time_is_that_of_its_edges():
    jump = analysed(noisy(Rebounder().force()))
    jump = replace(jump, touchdown_uncertainty_s=0.003, takeoff_uncertainty_s=0.004, landing_uncertainty_s=0.002)
    assert known(jump, contact_time) == pytest.approx(0.005, rel=1e-6)
    assert known(jump, flight_time) == pytest.approx(np.hypot(0.004, 0.002), rel=1e-6)


def test_an_error_of_the_gain_is_in_forces_and_not_in_heights():
    plain = analysed(noisy(Rebounder().force()))
    scaled = replace(plain, gain_uncertainty=0.02)
    assert known(scaled, drop_height) == pytest.approx(known(plain, drop_height), rel=1e-6)
    assert known(scaled, peak_force) >= 0.02 * peak_force(plain)


@pytest.mark.real
@pytest.mark.parametrize("name", ["Dual-DJ-Fz.txt", "Single-DJ-Fz.txt"])
def test_a_real_drop_jump_agrees_with_itself(real_data, name):
    """One jump, recorded once by two plates and once as their total: heights by flight and by landing within 1 cm."""
    force = np.loadtxt(real_data / "gidiel" / name, skiprows=1, ndmin=2).sum(axis=1)
    jump = analysed(force)
    assert contact_time(jump) == pytest.approx(0.256, abs=0.006)
    assert flight_time(jump) == pytest.approx(0.482, abs=0.006)
    assert abs(height_difference(jump)) <= 0.01
    assert jump.weight_n == pytest.approx(665.3, abs=1.0)
    assert 0.25 <= drop_height(jump) <= 0.40
    assert drop_height(jump) == pytest.approx(0.326, abs=known(jump, drop_height))
    # the first tenth of a second after touch-down rings with the shoe; from there on the leg is a spring
    assert -1.0 <= spring_correlation(jump) < -0.95
