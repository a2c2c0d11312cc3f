"""Plates that ring when the feet leave: the oscillation itself, and take-off and landing in spite of it."""

from __future__ import annotations

import numpy as np
import pytest
from jumps import Jumper, noisy

from dsp.flight import find_flights
from dsp.ringing import find_ring
from simulators.jump import solve_jump
from station.traces import read_traces

PHASES = np.arange(8) * np.pi / 4


def ring(since_s, size, frequency, decay_s, phase):
    fading = size * np.exp(-np.maximum(since_s, 0.0) / decay_s)
    return np.where(since_s >= 0, fading * np.sin(2 * np.pi * frequency * since_s + phase), 0.0)


def steep(fs, late):
    """A jump whose force ends in a step, ``late`` samples off the grid."""
    jumper = Jumper(fs=fs, quiet_s=2.0 + late / fs)
    return jumper.time(), jumper.force(), jumper.takeoff_s, jumper.landing_s


def tapered(fs, late):
    """A jump whose force runs out gently."""
    jump, before = solve_jump(0.3), 2.0 + late / fs
    time_s = np.arange(round((before + jump.rest_s) * fs)) / fs
    return time_s, 735.0 * jump.weights(time_s - before), before + jump.takeoff_s, before + jump.landing_s


@pytest.mark.parametrize("fs", [500.0, 1000.0, 2000.0])
@pytest.mark.parametrize("edge", [steep, tapered])
@pytest.mark.parametrize("frequency", [20.0, 35.0, 60.0])
def test_ringing_of_any_sign_phase_and_decay_moves_take_off_by_less_than_two_milliseconds(fs, edge, frequency):
    for number, phase in enumerate(PHASES):
        for decay_s in (0.03, 0.05, 0.1):
            time_s, force, takeoff_s, landing_s = edge(fs, 0.37 * number % 1)
            rings = np.where(time_s < landing_s, ring(time_s - takeoff_s, 80.0, frequency, decay_s, phase), 0.0)
            (flight,) = find_flights(noisy(force + rings, 1.0, number), fs)
            assert abs(time_s[flight.takeoff] - takeoff_s) <= 0.002
            assert abs(time_s[flight.takeoff] - takeoff_s) <= flight.takeoff_uncertainty_s + 1 / fs
            assert flight.landing is not None
            assert abs(time_s[flight.landing] - landing_s) <= 0.002 + 0.5 / fs


@pytest.mark.parametrize("size", [-40.0, 12.0, 40.0])
def test_a_long_ringing_in_a_short_flight_leaves_both_events(size):
    jumper = Jumper(takeoff_speed=1.0)
    rings = ring(jumper.time() - jumper.takeoff_s, size, 30.0, 0.1, 0.5)
    force = np.where(jumper.time() < jumper.landing_s, jumper.force() + rings, jumper.force())
    (flight,) = find_flights(noisy(force, 1.0), 1000.0)
    assert flight.takeoff / 1000 == pytest.approx(jumper.takeoff_s, abs=0.002)
    assert flight.landing / 1000 == pytest.approx(jumper.landing_s, abs=0.003)
    assert flight.residual_n == pytest.approx(0.0, abs=1.5)


def test_two_oscillations_at_once_are_within_the_stated_uncertainty():
    jumper = Jumper()
    since = jumper.time() - jumper.takeoff_s
    for phase in PHASES:
        rings = ring(since, 60.0, 28.0, 0.05, phase) + ring(since, 50.0, 57.0, 0.05, 1.0 - phase)
        force = np.where(jumper.time() < jumper.landing_s, jumper.force() + rings, jumper.force())
        (flight,) = find_flights(noisy(force, 1.0), 1000.0)
        off = abs(flight.takeoff / 1000 - jumper.takeoff_s)
        assert off <= flight.takeoff_uncertainty_s + 0.001


def test_an_oscillation_is_found_with_its_frequency_decay_and_rest():
    seconds = np.arange(300) / 1000.0
    found = find_ring(noisy(4.0 + ring(seconds, 60.0, 33.0, 0.06, 0.7), 1.0), 1000.0)
    assert found is not None
    assert found.frequency_hz == pytest.approx(33.0, abs=0.5)
    assert found.decay_s == pytest.approx(0.06, rel=0.1)
    assert found.rest_n == pytest.approx(4.0, abs=0.5)
    assert np.abs(found.swing(seconds) - ring(seconds, 60.0, 33.0, 0.06, 0.7)).max() < 2.0


@pytest.mark.parametrize("force", [noisy(np.zeros(300), 3.0), np.zeros(300), np.linspace(0, 3, 300), np.full(20, 9.0)])
def test_noise_stillness_drift_and_a_moment_are_no_oscillation(force):
    assert find_ring(force, 1000.0) is None


@pytest.mark.parametrize("decay_s", [0.003, 0.006, 0.01])
@pytest.mark.parametrize("noise", [0.5, 1.5])
def test_toes_that_leave_gently_are_no_oscillation_and_still_touch_the_plate(decay_s, noise):
    """The last newtons of the real drop jump: 15, 10, 10, 7, 4 N, after which the force stays where it is."""
    time_s = np.arange(4000) / 1000.0
    push = np.where((time_s > 1.7) & (time_s < 2.0), 1400.0, 700.0)
    force = np.where(time_s < 2.0, push, 100.0 * np.exp(-(time_s - 2.0) / decay_s))
    force = np.where(time_s < 2.45, force, np.where(time_s < 2.7, 1500.0, 700.0))
    assert find_ring(noisy(20.0 * np.exp(-np.arange(400) / 1000.0 / decay_s), noise), 1000.0) is None
    (flight,) = find_flights(noisy(force, noise), 1000.0)
    # where it falls below the 6 N, or 5 SD, that are no contact
    expected_s = 2.0 + decay_s * np.log(100.0 / max(6.0, 5.0 * noise))
    assert flight.takeoff / 1000 == pytest.approx(expected_s, abs=0.003)


@pytest.mark.real
def test_the_real_toe_off_is_where_the_force_reaches_the_empty_reading(real_data):
    (trace,) = read_traces(real_data / "gidiel" / "Dual-DJ-Fz.txt", fs=1000.0).traces
    force = trace.force_n.sum(axis=0)
    (flight,) = find_flights(force, 1000.0)
    contact_n = flight.residual_n + max(6.0, 5.0 * flight.residual_sd_n)
    assert force[flight.takeoff - 1] > contact_n > force[flight.takeoff]
    assert np.abs(force[flight.takeoff + 2 : flight.takeoff + 50]).max() < 3.0


def test_an_oscillation_needs_a_rate():
    with pytest.raises(ValueError, match="positive"):
        find_ring(np.zeros(100), 0.0)
