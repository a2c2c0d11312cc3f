"""Jumps: weighing, flight, onset, motion; against closed forms and scipy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from jumps import G, Jumper, noisy, ringing, stepped
from scipy.integrate import cumulative_trapezoid

from dsp.flight import empty_stretches, find_flights
from dsp.jump import Jump, make_jump, pause_at_bottom
from dsp.jump_metrics import (
    braking_time,
    contraction_time,
    countermovement_depth,
    flight_time,
    height_difference,
    height_flight,
    height_impulse,
    net_propulsive_impulse,
    peak_propulsive_force,
    propulsion_time,
    propulsive_impulse,
    rsi_modified,
    takeoff_velocity,
    unweighting_time,
)
from dsp.landing_metrics import landing_peak
from dsp.unweighting import find_unweighting
from dsp.weighing import quiet_windows, wandering


def analysed(force, fs):
    """The first jump of a record through weighing, flight and onset."""
    flight = find_flights(force, fs)[0]
    stance = quiet_windows(force[: flight.takeoff], fs)[0]
    dip = find_unweighting(force, fs, stance, flight.takeoff)
    assert dip is not None
    onset_u = max(1, dip.declared - dip.onset) / fs
    time_s = np.arange(len(force)) / fs
    return make_jump(
        time_s, force, stance=stance, start=dip.start, onset=dip.onset, onset_uncertainty_s=onset_u, flight=flight
    )


def uncertainty(jump, metric):
    return float(np.sqrt(sum((metric(v) - metric(jump)) ** 2 for v in jump.variants())))


# Weighing


def test_the_stillest_second_is_the_weight():
    force = noisy(np.full(5000, 700.0), 4.0)
    force[2500:3700] = noisy(np.full(1200, 702.0), 0.5, 2)
    best = quiet_windows(force, 1000.0)[0]
    assert best.start >= 2500
    assert best.stop <= 3700
    assert best.mean_n == pytest.approx(702.0, abs=0.1)
    assert best.sd_n == pytest.approx(0.5, abs=0.1)


def test_the_sd_of_a_window_is_the_sample_sd_of_its_samples():
    force = noisy(np.full(3000, 655.0), 3.0)
    for window in quiet_windows(force, 1000.0)[:5]:
        part = force[window.start : window.stop]
        assert window.mean_n == pytest.approx(part.mean(), rel=1e-12)
        assert window.sd_n == pytest.approx(np.std(part, ddof=1), abs=1e-3)


def test_of_equally_still_windows_the_latest_is_taken():
    best = quiet_windows(np.full(4000, 700.0), 1000.0)[0]
    assert best.stop == 4000


@pytest.mark.parametrize("force", [noisy(np.full(5000, 700.0), 11.0), np.full(5000, 40.0), np.full(900, 700.0)])
def test_unquiet_light_or_short_standing_is_no_weighing(force):
    assert quiet_windows(force, 1000.0) == []


def test_weighing_needs_a_rate():
    with pytest.raises(ValueError, match="positive"):
        quiet_windows(np.ones(10), 0.0)


# Flight


@pytest.mark.parametrize("fs", [80.0, 250.0, 500.0, 1000.0, 2000.0])
def test_take_off_and_landing_are_found_within_two_samples(fs):
    jumper = Jumper(fs=fs)
    (flight,) = find_flights(noisy(jumper.force(), 1.5), fs)
    assert abs(flight.takeoff / fs - jumper.takeoff_s) <= 2 / fs
    assert flight.landing is not None
    assert -1 / fs <= flight.landing / fs - jumper.landing_s <= max(2 / fs, 0.004)


@pytest.mark.parametrize("fs", [8.0, 9.67, 10.0, 12.5, 20.0, 40.0])
def test_a_rate_too_low_for_jumps_is_no_fault_of_this_program(fs):
    """Numbers of jumps are withheld at such rates; what looks for the flight has to get so far."""
    for speed in (2.0, 2.5, 3.0):
        jumper = Jumper(fs=fs, takeoff_speed=speed)
        for flight in find_flights(noisy(jumper.force(), 1.5), fs):
            assert abs(flight.takeoff / fs - jumper.takeoff_s) < 2.0 / fs + 0.05


@pytest.mark.parametrize("rest", [-6.0, 0.0, 6.0, 10.0, 18.0])
@pytest.mark.parametrize("size", [0.0, 40.0, 80.0])
def test_a_plate_that_rings_and_rests_off_zero_does_not_move_the_events(rest, size):
    jumper = Jumper()
    force = noisy(ringing(jumper.force(), 1000.0, jumper.takeoff_s, size=size, rest=rest), 1.0)
    (flight,) = find_flights(force, 1000.0)
    assert flight.takeoff / 1000 == pytest.approx(jumper.takeoff_s, abs=0.003)
    assert flight.landing is not None
    assert flight.landing / 1000 == pytest.approx(jumper.landing_s, abs=0.004)
    assert flight.residual_n == pytest.approx(rest, abs=2.5)


def test_steps_of_2_8_newtons_do_not_move_the_events():
    jumper = Jumper()
    (flight,) = find_flights(stepped(noisy(jumper.force(), 1.0)), 1000.0)
    assert flight.takeoff / 1000 == pytest.approx(jumper.takeoff_s, abs=0.002)
    assert flight.landing is not None
    assert flight.landing / 1000 == pytest.approx(jumper.landing_s, abs=0.004)


def test_a_deep_unweighting_is_no_flight():
    jumper = Jumper(down_speed=1.9, unweighting_s=0.32)
    force = noisy(jumper.force(), 1.0)
    assert force[: round(jumper.takeoff_s * 1000)].min() < 60
    assert len(find_flights(force, 1000.0)) == 1


def test_stepping_on_and_off_the_plates_is_no_flight():
    ramp = np.linspace(0, 700, 300)
    force = noisy(np.concatenate([np.zeros(1500), ramp, np.full(3000, 700.0), ramp[::-1], np.zeros(4000)]), 1.0)
    assert find_flights(force, 1000.0) == []
    assert len(empty_stretches(force, 1000.0)) == 2


def test_a_record_that_ends_in_the_air_has_a_take_off_and_no_landing():
    jumper = Jumper()
    for seconds in (0.03, 0.2, 0.4):
        force = noisy(jumper.force(), 1.0)[: round((jumper.takeoff_s + seconds) * 1000)]
        (flight,) = find_flights(force, 1000.0)
        assert flight.landing is None
        assert flight.takeoff / 1000 == pytest.approx(jumper.takeoff_s, abs=0.004)


def test_empty_plates_hold_no_flight():
    assert find_flights(np.zeros(3000), 1000.0) == []
    assert empty_stretches(np.zeros(3000), 1000.0) == [(0, 3000)]


# Onset


def test_the_onset_is_where_the_dip_begins():
    jumper = Jumper()
    jump = analysed(noisy(jumper.force(), 1.5), 1000.0)
    assert jump.time_s[jump.onset] == pytest.approx(jumper.onset_s, abs=0.012)


def test_sway_before_the_jump_is_not_its_onset():
    jumper = Jumper(quiet_s=4.0)
    force = noisy(jumper.force(), 1.0)
    sway = np.zeros_like(force)
    sway[2200:2400] = -14.0 * np.sin(2 * np.pi * np.arange(200) / 200)
    jump = analysed(force + sway, 1000.0)
    assert jump.time_s[jump.onset] == pytest.approx(jumper.onset_s, abs=0.02)
    assert height_impulse(jump) == pytest.approx(jumper.height, abs=0.004)


def test_a_rise_on_the_toes_changes_the_onset_mark_and_not_the_height():
    jumper = Jumper(toe_rise=0.15)
    jump = analysed(noisy(jumper.force(), 1.5), 1000.0)
    assert jump.time_s[jump.onset] == pytest.approx(jumper.onset_s, abs=0.015)
    assert jump.time_s[jump.start] == pytest.approx(jumper.quiet_s, abs=0.03)
    assert height_impulse(jump) == pytest.approx(jumper.height, abs=0.004)


def test_a_slow_descent_at_constant_speed_is_still_one_countermovement():
    jumper = Jumper(unweighting_s=0.6, braking_s=0.6, down_speed=0.5, propulsion_s=0.45, takeoff_speed=1.6)
    jump = analysed(noisy(jumper.force(), 2.0), 1000.0)
    assert height_impulse(jump) == pytest.approx(jumper.height, abs=0.006)
    assert countermovement_depth(jump) == pytest.approx(jumper.depth, abs=0.02)


def test_without_a_dip_there_is_no_onset():
    jumper = Jumper(down_speed=0.0)
    force = noisy(jumper.force(), 1.5)
    stance = quiet_windows(force[:2000], 1000.0)[0]
    assert find_unweighting(force, 1000.0, stance, round(jumper.takeoff_s * 1000)) is None


def test_a_pause_at_the_bottom_is_seen():
    for pause in (0.6, 1.5):
        paused = Jumper(pause_s=pause)
        force = noisy(paused.force(), 1.5)
        flight = find_flights(force, 1000.0)[0]
        stance = quiet_windows(force[:2000], 1000.0)[0]
        dip = find_unweighting(force, 1000.0, stance, flight.takeoff)
        assert dip is None or dip.paused or pause_at_bottom(analysed(force, 1000.0)) >= 0.4
    assert pause_at_bottom(analysed(noisy(Jumper().force(), 1.5), 1000.0)) < 0.1


# Motion


@pytest.mark.parametrize("fs", [500.0, 1000.0, 2000.0])
@pytest.mark.parametrize("speed", [1.2, 2.0, 2.9])
def test_heights_and_phases_equal_the_closed_form(fs, speed):
    jumper = Jumper(fs=fs, takeoff_speed=speed)
    jump = analysed(noisy(jumper.force(), 0.5), fs)
    assert takeoff_velocity(jump) == pytest.approx(speed, abs=0.02)
    assert height_impulse(jump) == pytest.approx(jumper.height, abs=0.005)
    assert height_flight(jump) == pytest.approx(jumper.height, abs=0.006)
    assert height_difference(jump) == height_flight(jump) - height_impulse(jump)
    assert flight_time(jump) == pytest.approx(2 * speed / G, abs=0.006)
    assert countermovement_depth(jump) == pytest.approx(jumper.depth, abs=0.004)
    assert contraction_time(jump) == pytest.approx(jumper.takeoff_s - jumper.onset_s, abs=0.015)
    assert unweighting_time(jump) == pytest.approx(jumper.unweighting_s, abs=0.02)
    assert braking_time(jump) == pytest.approx(jumper.braking_s, abs=0.02)
    assert propulsion_time(jump) == pytest.approx(jumper.propulsion_s, abs=0.02)
    assert rsi_modified(jump) == pytest.approx(jumper.height / (jumper.takeoff_s - jumper.onset_s), rel=0.04)


def test_forces_and_impulses_equal_the_closed_form():
    jumper = Jumper()
    jump = analysed(noisy(jumper.force(), 0.2), 1000.0)
    peak = jumper.mass * (G + jumper.takeoff_speed * np.pi / (2 * jumper.propulsion_s))
    assert peak_propulsive_force(jump) == pytest.approx(peak, rel=0.002)
    assert net_propulsive_impulse(jump) == pytest.approx(jumper.mass * jumper.takeoff_speed, rel=0.01)
    whole = jumper.mass * (jumper.takeoff_speed + G * propulsion_time(jump))
    assert propulsive_impulse(jump) == pytest.approx(whole, rel=0.01)
    landing = jumper.mass * (G + jumper.takeoff_speed * np.pi / 0.5)
    assert landing_peak(jump) == pytest.approx(landing, rel=0.002)
    left = jump.under(0.4 * jump.force_n)
    assert propulsive_impulse(left) == pytest.approx(0.4 * propulsive_impulse(jump), rel=1e-12)


def test_speed_and_position_equal_scipys_cumulative_trapezoid():
    jump = analysed(noisy(Jumper(fs=997.0).force(), 2.0), 997.0)
    part = slice(jump.start, jump.takeoff + 1)
    a = (jump.force_n[part] - jump.weight_n) / (jump.weight_n / G)
    speed = cumulative_trapezoid(a, jump.time_s[part], initial=0.0)
    assert np.abs(jump.speed - speed).max() < 1e-12
    assert np.abs(jump.position - cumulative_trapezoid(speed, jump.time_s[part], initial=0.0)).max() < 1e-12


def test_the_true_height_is_within_the_stated_uncertainty():
    jumper = Jumper()
    inside = 0
    for seed in range(40):
        force = noisy(jumper.force(), 3.0, seed)
        jump = analysed(force, 1000.0)
        inside += abs(height_impulse(jump) - jumper.height) <= uncertainty(jump, height_impulse)
        assert uncertainty(jump, height_impulse) < 0.03
    assert inside >= 36


def test_an_error_of_the_gain_changes_forces_and_not_heights():
    plain = analysed(noisy(Jumper().force(), 0.5), 1000.0)
    scaled = replace(plain, gain_uncertainty=0.02)
    assert uncertainty(scaled, height_impulse) == pytest.approx(uncertainty(plain, height_impulse), rel=1e-9)
    assert uncertainty(scaled, peak_propulsive_force) >= 0.02 * peak_propulsive_force(plain)


def test_marks_out_of_order_make_no_jump():
    jumper = Jumper()
    force = jumper.force()
    flight = find_flights(force, 1000.0)[0]
    stance = quiet_windows(force[:2000], 1000.0)[0]
    time_s = jumper.time()
    for start, onset in ((2100, 2000), (2000, flight.takeoff + 5)):
        with pytest.raises(ValueError, match="needs start"):
            make_jump(time_s, force, stance=stance, start=start, onset=onset, onset_uncertainty_s=0.01, flight=flight)
    assert isinstance(analysed(noisy(force, 1.0), 1000.0), Jump)


@pytest.mark.parametrize("hertz", [0.3, 0.5, 0.8])
def test_a_slow_sway_is_in_the_uncertainty_of_the_weight_even_where_it_turns(hertz):
    for phase in np.arange(8) * np.pi / 4:
        time_s = np.arange(3500) / 1000.0
        windows = quiet_windows(noisy(700.0 + 5.0 * np.sin(2 * np.pi * hertz * time_s + phase), 0.3), 1000.0)
        stance = wandering(windows[0], windows)
        assert abs(stance.mean_n - 700.0) <= stance.uncertainty_n


def test_noise_on_a_gentle_edge_is_in_the_uncertainty_of_the_flight_time():
    for number in range(12):
        edge = np.linspace(1.0, 0.0, 60)
        push = np.concatenate([np.full(300, 500.0), 400.0 * edge])
        force = np.concatenate([np.full(1500, 250.0), push, np.zeros(400), 400.0 * edge[::-1], np.full(900, 250.0)])
        (flight,) = find_flights(noisy(force, 4.0, number), 1000.0)
        assert abs(flight.takeoff - 1860) / 1000 <= flight.takeoff_uncertainty_s + 0.0025
        assert abs(flight.landing - 2260) / 1000 <= flight.landing_uncertainty_s + 0.0025


@pytest.mark.parametrize("power", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("rises_s", [0.003, 0.01, 0.03])
def test_feet_touch_the_plate_between_two_samples_and_before_the_threshold_within_the_uncertainty(rises_s, power):
    time_s = np.arange(3100) / 1000.0
    for number, foot_s in enumerate(2.2 + np.arange(20) / 20_000.0):
        push = np.where((time_s >= 1.5) & (time_s < 1.86), 500.0, np.where(time_s < 1.5, 250.0, 0.0))
        edge = 400.0 * np.clip((time_s - foot_s) / rises_s, 0.0, 1.0) ** power
        (flight,) = find_flights(noisy(push + edge, 0.5, number), 1000.0)
        late_s = time_s[flight.landing] - foot_s
        assert 0.0 <= late_s <= flight.landing_uncertainty_s <= 0.0025 + 0.25 * rises_s
