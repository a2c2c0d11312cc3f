"""Weight shifts: times and levels of a prescribed share, and what limits them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.weight_shift import NoShift, WeightShifts, find_shifts
from dsp.weight_shift_metrics import WEIGHT_SHIFT, end_shares, noise_of_share, steadiness
from simulators.body import Person
from simulators.stepping import weight_shifts

ROWS = {row.key: row for row in WEIGHT_SHIFT}
BAND = (70.0, 80.0)
SIDES = ("left", "right")


def subject(time_s, left, right, band=BAND, **more):
    trial = WeightShifts(
        time_s, left, right, find_shifts(time_s, left, right, band=band), band, float(np.mean(left + right)), **more
    )
    return replace(trial, wander=float(np.nan_to_num(steadiness(trial))), noise=noise_of_share(trial))


def trapezoid(held=75.0, move_s=2.0, hold_s=4.0, fs=500.0):
    """One shift to the left from an even share, straight ways."""
    corners = np.cumsum([0.0, 2.0, move_s, hold_s, move_s, 2.0])
    time_s = np.arange(round(corners[-1] * fs)) / fs
    share = np.interp(time_s, corners, [50.0, 50.0, held, held, 50.0, 50.0])
    return time_s, 7.0 * share, 7.0 * (100.0 - share)


def played(performance, fs=1000.0, seed=1, noise=0.7):
    time_s = np.arange(int(performance.duration_s * fs)) / fs
    left, right = performance.at(time_s) + np.random.default_rng(seed).normal(0.0, noise, (2, time_s.size))
    return time_s, left, right


def test_a_trapezoid_has_the_times_and_rates_of_its_corners():
    trial = subject(*trapezoid())
    for key, true in {
        "shift_count": 1.0,
        "shift_missed_count": 0.0,
        # straight from a tenth of 25 points to 20 points above an even share
        "shift_time": 2.0 * (0.8 - 0.1),
        "shift_hold_time": 4.0 + 2 * 0.1 * 2.0,
        "shift_share": 75.0,
        "shift_error": 0.0,
        "shift_in_band": 100.0,
        "shift_overshoot": 0.0,
        "shift_steadiness": 0.0,
        "shift_limit": 75.0,
        "shift_unloading_rate": 700.0 * 0.25 / 2.0,
        "shift_support": 0.0,
    }.items():
        assert ROWS[key].compute(trial.to("left")) == pytest.approx(true, rel=5e-3, abs=5e-3), key
    assert ROWS["shift_count"].compute(trial.to("right")) == 0.0
    assert np.isnan(ROWS["shift_share"].compute(trial.to("right")))


def test_a_sine_in_the_share_is_its_spread_and_its_part_in_the_band():
    time_s, left, _ = trapezoid(held=80.0, hold_s=20.0)
    hz = 1.0
    share = left / 7.0 + 2.0 * np.sin(2.0 * np.pi * hz * time_s)
    trial = subject(time_s, 7.0 * share, 7.0 * (100.0 - share)).to("left")
    # a mean of 0.1 s leaves sinc(0.1) of a sine of 1 Hz; two whole periods are measured
    assert steadiness(trial) == pytest.approx(2.0 / np.sqrt(2.0) * np.sinc(0.1), rel=0.01)
    # the share is as long above the middle of its sine, which is the edge of the band, as below
    assert ROWS["shift_in_band"].compute(trial) == pytest.approx(50.0, abs=2.0)


def test_an_overshoot_is_told_from_the_share_that_is_held():
    performance = weight_shifts(Person(), 1, overshoot=0.06, wander=0.0)
    trial = subject(*played(performance))
    for side in SIDES:
        assert ROWS["shift_overshoot"].compute(trial.to(side)) == pytest.approx(6.0, abs=0.3)
        assert ROWS["shift_share"].compute(trial.to(side)) == pytest.approx(75.0, abs=0.1)


@pytest.mark.parametrize("fs", [500.0, 80.0])
def test_the_truth_lies_within_the_uncertainty(fs):
    inside: dict[str, int] = {}
    for seed in range(20):
        dice = np.random.default_rng(seed)
        person = Person(seed=seed, mass_kg=dice.uniform(50, 100), stance_left=dice.uniform(0.46, 0.54))
        held, move_s, hold_s = dice.uniform(0.72, 0.79), dice.uniform(1.0, 2.5), dice.uniform(3.0, 5.0)
        performance = weight_shifts(person, 2, left=held, right=held, move_s=move_s, hold_s=hold_s, wander=0.002)
        time_s, left, right = played(performance, fs, seed)
        gains = 1.0 + dice.normal(0.0, 0.005, 2)
        trial = subject(
            time_s, left * gains[0], right * gains[1], gain_uncertainty=0.01, zero_n=0.5, weight_uncertainty_n=7.0
        )

        def part(level):
            """Where a blend 3 u^2 - 2 u^3 has this part of its way behind it."""
            return next(u.real for u in np.roots([-2.0, 3.0, 0.0, -level]) if 0.0 < u.real < 1.0)

        way = {"left": held - person.stance_left, "right": held - (1.0 - person.stance_left)}
        for side in SIDES:
            to_band = (0.70 - (held - way[side])) / way[side]
            truth = {
                "shift_time": move_s * (part(to_band) - part(0.1)),
                "shift_hold_time": hold_s + 2.0 * move_s * (1.0 - part(0.9)),
                "shift_share": 100.0 * held,
                "shift_unloading_rate": 0.8 * way[side] * person.weight_n / (move_s * (part(0.9) - part(0.1))),
            }
            for key, true in truth.items():
                one = trial.to(side)
                value = ROWS[key].compute(one)
                known = np.sqrt(sum((ROWS[key].compute(other) - value) ** 2 for other in one.variants()))
                inside[key] = inside.get(key, 0) + (abs(value - true) <= known)
    assert min(inside.values()) >= 38, inside


def test_gain_shift_in_time_and_mirror():
    time_s, left, right = played(weight_shifts(Person(stance_left=0.53), 2, left=0.77, right=0.72))
    trial = subject(time_s, left, right)
    louder, later, mirror = (
        subject(time_s, 3 * left, 3 * right),
        subject(time_s + 50.0, left, right),
        subject(time_s, right, left),
    )
    for key, row in ROWS.items():
        for side, other in zip(SIDES, SIDES[::-1], strict=True):
            value = row.compute(trial.to(side))
            factor = 3.0 if row.unit == "N/s" else 1.0
            assert row.compute(louder.to(side)) == pytest.approx(factor * value, rel=1e-6, abs=1e-6), key
            assert row.compute(later.to(side)) == pytest.approx(value, rel=1e-6, abs=1e-6), key
            assert row.compute(mirror.to(other)) == pytest.approx(value, rel=1e-6, abs=1e-6), key


def test_a_shift_that_stays_short_of_the_band_is_missed_and_has_no_time():
    time_s, left, right = trapezoid(held=66.0)
    trial = subject(time_s, left, right).to("left")
    assert ROWS["shift_missed_count"].compute(trial) == 1.0
    assert np.isnan(ROWS["shift_time"].compute(trial))
    assert ROWS["shift_share"].compute(trial) == pytest.approx(66.0, abs=0.01)
    assert ROWS["shift_in_band"].compute(trial) == 0.0
    assert ROWS["shift_error"].compute(trial) == pytest.approx(9.0, abs=0.01)


def test_who_holds_on_to_something_is_seen_in_the_total():
    time_s, left, right = trapezoid()
    held = (time_s > 4.0) & (time_s < 8.0)
    trial = replace(subject(time_s, np.where(held, 0.9 * left, left), np.where(held, 0.9 * right, right)), weight_n=700)
    assert ROWS["shift_support"].compute(trial.to("left")) == pytest.approx(10.0, abs=0.1)


def test_a_shift_that_is_short_or_held_at_the_end_does_not_count():
    time_s, left, right = trapezoid(hold_s=0.2, move_s=0.3)
    with pytest.raises(NoShift, match="never goes to one foot by 60 %"):
        find_shifts(time_s, left, right, band=BAND)
    time_s, left, right = trapezoid()
    part = time_s < 7.0
    with pytest.raises(NoShift, match="back again"):
        find_shifts(time_s[part], left[part], right[part], band=BAND)
    assert end_shares(subject(time_s, left, right).to("right")) == []


def test_who_steps_off_is_told_and_a_band_below_even_makes_no_sense():
    time_s, left, right = trapezoid()
    away = time_s > 11.0
    with pytest.raises(NoShift, match="left the plates"):
        find_shifts(time_s, np.where(away, 0.0, left), np.where(away, 0.0, right), band=BAND)
    with pytest.raises(ValueError, match="band above 50"):
        find_shifts(time_s, left, right, band=(40.0, 60.0))
