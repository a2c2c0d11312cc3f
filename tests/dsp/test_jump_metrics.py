"""Every number of a jump against the closed form of a jumper made of half sines, and against jumpmetrics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from jumpmetrics.core.jump_processing import process_jump_trial
from jumps import G, Jumper, noisy

from dsp.jump_metrics import JUMP, rsi_modified, rsi_modified_flight
from dsp.jump_recording import Recording
from dsp.jump_search import find_jump
from dsp.metric import Facts, measure

JUMPER = Jumper(mass=80.0, down_speed=1.1, takeoff_speed=2.4, braking_s=0.2, propulsion_s=0.3)


def found(jumper, noise=0.02, fs=1000.0):
    return find_jump(Recording(jumper.time(), noisy(jumper.force(), noise), fs)).jump


def truth(jumper):
    """What the half sines give, in SI units."""
    m, down, up, t = jumper.mass, jumper.down_speed, jumper.takeoff_speed, jumper.propulsion_s
    part = np.linspace(0.0, 1.0, 100_001)
    speed = up / 2 * (1 - np.cos(np.pi * part))
    power = m * (G + up * np.pi / (2 * t) * np.sin(np.pi * part)) * speed
    stopping = up * np.pi / 0.5
    return {
        "takeoff_velocity": up,
        "jump_height_im": up**2 / (2 * G),
        "countermovement_depth": jumper.depth,
        "peak_downward_velocity": down,
        "peak_velocity": up,
        "peak_propulsive_force": m * (G + up * np.pi / (2 * t)),
        "mean_propulsive_force": m * (G + up / t),
        "peak_power": power.max(),
        "peak_power_kg": power.max() / m,
        "mean_power": m * (up**2 / 2 + G * up * t / 2) / t,
        "mean_power_kg": (up**2 / 2 + G * up * t / 2) / t,
        "net_impulse": m * up,
        "net_impulse_p1": m * up / 2,
        "net_impulse_p2": m * up / 2,
        "propulsive_impulse": m * (G * t + up),
        "braking_impulse": m * (G * jumper.braking_s + down),
        "unweighting_impulse": m * (G * jumper.unweighting_s - down),
        "peak_braking_force": m * (G + down * np.pi / (2 * jumper.braking_s)),
        "mean_braking_force": m * (G + down / jumper.braking_s),
        "landing_peak": m * (G + stopping),
        "landing_impulse": m * (G * 0.25 + up),
        "time_to_stabilisation": 0.25 * (1 - np.arcsin(0.05 * G / stopping) / np.pi),
        "corrected_weight": jumper.weight,
        "vald_braking_time": jumper.unweighting_s / 2 + jumper.braking_s,
        "flight_contraction_ratio": 2 * up / G / (jumper.takeoff_s - jumper.onset_s),
    }


@pytest.mark.parametrize("jumper", [JUMPER, Jumper(), Jumper(mass=52.0, down_speed=0.7, takeoff_speed=1.8)])
def test_forces_powers_impulses_and_times_equal_the_closed_form(jumper):
    jump, formulas = found(jumper), {row.key: row for row in JUMP}
    for key, expected in truth(jumper).items():
        # a half sine ends so gently that a phase which ends with it may do so some samples earlier
        rel = 0.03 if key in ("net_impulse_p1", "net_impulse_p2", "landing_impulse") else 0.012
        assert formulas[key].compute(jump) == pytest.approx(expected, rel=rel, abs=0.004), key


def test_at_the_turning_point_of_half_sines_the_force_is_the_weight():
    jump, rows = found(JUMPER), {row.key: row.compute for row in JUMP}
    steep = JUMPER.mass * JUMPER.takeoff_speed * np.pi**2 / (2 * JUMPER.propulsion_s**2) / 1000.0
    assert rows["force_at_zero_velocity"](jump) == pytest.approx(JUMPER.weight, abs=20 * steep)
    assert rows["force_at_zero_velocity_kg"](jump) == rows["force_at_zero_velocity"](jump) / jump.mass_kg
    assert rows["stiffness"](jump) == rows["force_at_zero_velocity"](jump) / rows["countermovement_depth"](jump)
    rise = jump.force_n[jump.lowest] - jump.force_n[jump.fastest_down]
    assert rows["braking_rfd"](jump) == pytest.approx(rise / rows["braking_time"](jump))


def test_the_two_rsi_modified_differ_by_their_height_alone():
    """One has the impulse height, VALD's the flight-time height: a bent landing shows only in the second."""
    jump = found(JUMPER)
    bent = replace(jump, landing=jump.landing + 40)
    assert rsi_modified(bent) == rsi_modified(jump)
    assert rsi_modified_flight(bent) > 1.1 * rsi_modified_flight(jump)


def test_a_third_of_the_load_on_one_foot_is_a_third_in_every_phase():
    jump = found(JUMPER)
    left, right = jump.under(jump.force_n / 3), jump.under(jump.force_n * 2 / 3)
    for row in JUMP:
        if row.key.endswith("_share"):
            assert row.compute(left) == pytest.approx(100 / 3, rel=1e-9)
            assert row.compute(right) == pytest.approx(200 / 3, rel=1e-9)
        elif row.sided:
            assert row.compute(left) + row.compute(right) == pytest.approx(row.compute(jump), rel=1e-9)


def test_the_gain_of_one_plate_is_in_the_uncertainty_of_its_share():
    jump = replace(found(JUMPER), gain_uncertainty=0.02)
    share = next(row for row in JUMP if row.key == "propulsive_share")
    left = jump.under(jump.force_n * 0.5)
    result = measure(share, left, lambda first, last: Facts(1000.0))
    # 2 % on either plate moves one half by 0.5 points
    assert result.uncertainty == pytest.approx(np.hypot(0.495, 0.505), abs=0.05)


def test_a_record_that_ends_before_the_body_is_stable_has_no_time_to_stabilisation():
    jump = found(replace(JUMPER, after_s=0.95))
    rows = {row.key: row for row in JUMP}
    for key in ("time_to_stabilisation", "corrected_weight"):
        assert np.isnan(rows[key].compute(jump))
        assert measure(rows[key], jump, lambda first, last: Facts(1000.0)).value is None


def test_the_corrected_weight_sees_an_error_of_the_weighing():
    jump = found(JUMPER)
    wrong = replace(jump, weight_n=jump.weight_n + 6.0)
    rows = {row.key: row.compute for row in JUMP}
    assert rows["corrected_weight"](wrong) == pytest.approx(JUMPER.weight, abs=0.3)


def test_the_same_jump_mirrored_scaled_and_later_has_the_same_numbers():
    plain = found(JUMPER, noise=0.5)
    force = noisy(JUMPER.force(), 0.5)
    late = find_jump(Recording(JUMPER.time() + 17.25, force, 1000.0)).jump
    double = find_jump(Recording(JUMPER.time(), 2.0 * force, 1000.0)).jump
    for row in JUMP:
        value = row.compute(plain)
        assert row.compute(late) == pytest.approx(value, rel=1e-9), row.key
        if not row.key.startswith("force") and row.key.split("_")[-1] in (
            "time",
            "kg",
            "ratio",
            "share",
            "velocity",
            "depth",
            "im",
            "ft",
        ):
            assert row.compute(double) == pytest.approx(value, rel=0.01, abs=0.003), row.key


def test_a_number_that_is_not_one_anywhere_is_refused_at_the_door():
    force = JUMPER.force()
    for place in range(0, len(force), 97):
        broken = force.copy()
        broken[place] = np.nan
        with pytest.raises(ValueError, match="not numbers"):
            find_jump(Recording(JUMPER.time(), broken, 1000.0))


THEIRS = {
    "takeoff_velocity": ("takeoff_velocity", 0.016),
    "net_impulse": ("propulsive_net_vertical_impulse", 1.3),
    "peak_propulsive_force": ("peak_force", 0.01),
    "mean_propulsive_force": ("average_force_of_propulsive_phase", 10.0),
    "mean_braking_force": ("average_force_of_braking_phase", 6.0),
    "braking_time": ("braking_time", 0.003),
    "propulsion_time": ("propulsive_time", 0.003),
    "landing_peak": ("max_landing_force", 0.01),
    "landing_time": ("landing_time", 0.003),
    "braking_rfd": ("braking_propulsive_rfd_slope_between_events", 20.0),
    "flight_time": ("flight_time", 0.0025),
}
"""Their take-off is at a higher threshold, 1.5 ms earlier on the last newtons of the toes: 0.015 m/s of free fall."""


@pytest.mark.real
def test_phases_forces_and_landing_of_a_real_jump_equal_those_of_jumpmetrics(real_data):
    rows = np.genfromtxt(real_data / "jumpmetrics" / "F02_CTRL1.txt", delimiter=",", skip_header=1)
    force = rows[:, 2] + rows[:, 8]
    options = {"lowpass_filter": False, "compute_jump_height_from_flight_time": True}
    table = process_jump_trial(force, 2000, "countermovement", 0.4, "p", **options)["results_dataframe"]
    jump = find_jump(Recording(np.arange(len(force)) / 2000.0, force, 2000.0)).jump
    ours = {row.key: row.compute(jump) for row in JUMP}
    for key, (name, tolerance) in THEIRS.items():
        assert ours[key] == pytest.approx(float(table[name].iloc[0]), abs=tolerance), key
