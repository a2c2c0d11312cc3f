"""The device's clock against the host's, from arrivals over simulated radios and cables whose truth is known."""

import numpy as np
import pytest

from drivers.clock_fit import ClockFit

LINKS = {
    # rate Hz, samples a packet, connection interval or latency timer s, share sent again, grid s that it leaves
    "ble 7.5 ms, 10 a packet": (1000.0, 10, 0.0075, 0.05, 0.0025),
    "ble 30 ms, 17 a packet": (1000.0, 17, 0.030, 0.05, 0.001),
    "ble 48.75 ms, 40 a packet": (1000.0, 40, 0.04875, 0.15, 0.00125),
    "usb 16 ms timer": (1000.0, 1, 0.016, 0.0, 0.001),
    "clone at 9.67 Hz over ble 15 ms": (9.67, 1, 0.015, 0.05, 0.0005),
    "ble 15 ms, 20 a packet": (1000.0, 20, 0.015, 0.05, 0.005),
    "progressor over ble 15 ms": (80.0, 8, 0.015, 0.05, 0.005),
    "progressor over ble 30 ms": (80.0, 8, 0.030, 0.05, 0.010),
}
FINE = [name for name, link in LINKS.items() if link[-1] <= 0.0025]


def arrivals(name: str, seed: int, seconds: float, ppm: float) -> tuple[np.ndarray, np.ndarray]:
    """Device seconds of each packet's last sample and host seconds of its arrival, with retries and host stalls."""
    rate_hz, per, interval_s, again, _ = LINKS[name]
    drawn = np.random.default_rng(seed)
    every = max(1, round(0.016 * rate_hz / per)) if per == 1 and rate_hz > 100 else 1
    last = np.arange(0, int(seconds * rate_hz), per * every) + per * every - 1
    device_s = last / rate_hz
    ready_s = 40.0 + device_s / (1.0 + ppm * 1e-6) + 0.0005
    grid_s = interval_s * (1.0 + drawn.uniform(-15e-6, 15e-6))
    phase_s = drawn.uniform(0.0, interval_s)
    turn = np.ceil((ready_s - phase_s) / grid_s)
    while again > 0.005:
        turn += drawn.random(turn.size) < again
        again *= again
    host_s = phase_s + turn * grid_s
    if every > 1:  # what is read at a tick of the timer ends with the newest sample there is
        device_s = np.floor((host_s - 40.0005) * (1.0 + ppm * 1e-6) * rate_hz) / rate_hz
    host_s = host_s + drawn.exponential(0.0005, host_s.size)
    for at_s in drawn.uniform(40.0, 40.0 + seconds, drawn.poisson(seconds / 20)):
        stall_s = drawn.exponential(0.15)
        host_s = np.where((host_s > at_s) & (host_s < at_s + stall_s), at_s + stall_s, host_s)
    return device_s, np.maximum.accumulate(host_s)


def fitted(device_s: np.ndarray, host_s: np.ndarray) -> ClockFit:
    fit = ClockFit()
    for device, host in zip(device_s.tolist(), host_s.tolist(), strict=True):
        fit.observe(device, host)
    return fit


@pytest.mark.parametrize("name", FINE)
def test_after_a_minute_the_drift_is_known_to_50_ppm_where_the_grid_allows(name: str) -> None:
    errors = []
    for seed in range(10):
        ppm = float(np.random.default_rng(seed).uniform(-200.0, 200.0))
        drift_ppm, _ = fitted(*arrivals(name, seed, 61.0, ppm)).drift_ppm
        errors.append(abs(drift_ppm - ppm))
    assert max(errors) <= 50.0


@pytest.mark.parametrize("name", FINE[1:])
def test_after_ten_minutes_the_drift_is_known_to_5_ppm(name: str) -> None:
    for seed, ppm in ((1, 80.0), (2, -200.0)):
        drift_ppm, uncertainty_ppm = fitted(*arrivals(name, seed, 601.0, ppm)).drift_ppm
        assert abs(drift_ppm - ppm) <= 5.0
        assert abs(drift_ppm - ppm) <= uncertainty_ppm <= 15.0


@pytest.mark.parametrize("seconds", [36.0, 61.0, 125.0])
def test_the_uncertainty_covers_the_truth_on_every_kind_of_link(seconds: float) -> None:
    covered = []
    for name in LINKS:
        for seed in range(6):
            ppm = float(np.random.default_rng(100 + seed).uniform(-200.0, 200.0))
            drift_ppm, uncertainty_ppm = fitted(*arrivals(name, seed, seconds, ppm)).drift_ppm
            covered.append(abs(drift_ppm - ppm) <= uncertainty_ppm)
    assert np.mean(covered) >= 0.95


def test_a_coarse_grid_is_owned_up_to() -> None:
    """Packets of 100 ms on a radio of 30 ms hide up to 10 ms, whatever is computed: 167 ppm in a minute."""
    _, coarse_ppm = fitted(*arrivals("progressor over ble 30 ms", 3, 61.0, 0.0)).drift_ppm
    _, fine_ppm = fitted(*arrivals("ble 30 ms, 17 a packet", 3, 61.0, 0.0)).drift_ppm
    assert coarse_ppm > 150.0
    assert fine_ppm < 50.0


def test_a_wire_that_shows_one_place_of_its_grid_only_may_hide_a_whole_packet() -> None:
    device_s = np.arange(700) * 0.1
    _, uncertainty_ppm = fitted(device_s, device_s + 7.0).drift_ppm
    assert uncertainty_ppm >= 0.1 / 70 * 1e6


def test_nothing_is_said_of_drift_before_half_a_minute() -> None:
    device_s, host_s = arrivals("usb 16 ms timer", 1, 29.0, 80.0)
    assert fitted(device_s, host_s).drift_ppm == (None, None)


def test_a_stretch_that_is_late_as_a_whole_bends_nothing() -> None:
    device_s, host_s = arrivals("usb 16 ms timer", 4, 120.0, 80.0)
    late = (device_s > 60.0) & (device_s < 71.0)
    drift_ppm, _ = fitted(device_s, np.maximum.accumulate(host_s + 0.4 * late)).drift_ppm
    assert drift_ppm == pytest.approx(80.0, abs=15.0)


@pytest.mark.parametrize("name", LINKS)
def test_in_ten_seconds_a_device_that_falls_one_percent_behind_is_seen(name: str) -> None:
    for seed in range(6):
        sound, slow = fitted(*arrivals(name, seed, 12.0, 100.0)), fitted(*arrivals(name, seed, 12.0, -10_000.0))
        assert sound.speed == pytest.approx(1.0, abs=0.003)
        assert slow.speed == pytest.approx(0.99, abs=0.003)


def test_a_clock_that_was_known_before_is_followed_from_the_first_second() -> None:
    known = fitted(*arrivals("usb 16 ms timer", 5, 120.0, 200.0))
    again = ClockFit(known.slope)
    for number in range(100):
        again.observe(number * 0.1, 5.0 + number * 0.1 / (1.0 + 200e-6) + 0.001 * (number % 7 == 3))
    offset_s, spread_s = again.estimate()
    assert offset_s == pytest.approx(5.0 - 9.9 * 200e-6, abs=2e-4)
    assert spread_s < 1.1e-3


def test_no_sample_is_later_than_now() -> None:
    device_s, host_s = arrivals("progressor over ble 15 ms", 6, 50.0, 40.0)
    fit = ClockFit()
    assert fit.now_s(host_s[0]) is None
    ahead = []
    for device, host in zip(device_s.tolist(), host_s.tolist(), strict=True):
        fit.observe(device, host)
        ahead.append(device - fit.now_s(host))
    assert max(ahead) <= 0.003


def test_looking_again_without_news_costs_nothing() -> None:
    fit = fitted(*arrivals("usb 16 ms timer", 7, 40.0, 0.0))
    assert fit.estimate() is fit.estimate()
