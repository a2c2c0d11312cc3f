"""Step-downs on one leg: the tap and the body's motion against a prescribed path."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.movement import Movement
from dsp.movement_search import find_repetitions, open_speed, standing
from dsp.stepping import MOVING, TAP_PART, NoSteps, StepDowns, find_taps, standing_side
from dsp.stepping_metrics import COARSE_S, FINE_S, STEP_DOWN, unsteadiness
from simulators.body import Person
from simulators.movement import Tempo
from simulators.stepping import step_down

ROWS = {row.key: row for row in STEP_DOWN}
TEMPO = Tempo(1.5, 0.0, 1.2, 1.8)


def subject(performance, fs=1000.0, seed=1, noise=0.7, gain=1.0, zero=0.0, gain_known=0.0):
    time_s = np.arange(int(performance.duration_s * fs)) / fs
    forces = gain * performance.at(time_s) + np.random.default_rng(seed).normal(0.0, noise, (2, time_s.size))
    forces = forces + zero
    total = forces.sum(axis=0)
    stance = standing(total, fs, seconds=1.0, sd_below_n=10.0, mean_above_n=50.0)
    side = standing_side(*forces, stance)
    box, beside = forces if side == "left" else forces[::-1]
    found = find_repetitions(time_s, total, stance, moving=MOVING).repetitions
    known = {"rest_speed": open_speed(found, stance), "noise_n": 3.0 * np.hypot(stance.sd_n, stance.wander_n)}
    movement = Movement(time_s, total, box, found, stance.mean_n, **known, gain_uncertainty=gain_known)
    spans = [(rep.start, rep.end) for rep in found]
    resting = beside[stance.start : stance.stop]
    zero_n, noise_n = abs(float(resting.mean())), 3.0 * float(resting.std())
    level = TAP_PART * stance.mean_n
    taps = find_taps(time_s, beside, spans, level_n=level, uncertainty_n=float(np.hypot(zero_n, noise_n)))
    return StepDowns(movement, beside, taps, side, stance.uncertainty_n, zero_n, noise_n)


def uncertainty(key, steps):
    value = ROWS[key].compute(steps)
    return float(np.sqrt(sum((ROWS[key].compute(variant) - value) ** 2 for variant in steps.variants())))


def truths(performance):
    figures = performance.figures
    return {
        "step_count": figures["reps"],
        "step_period": figures["period_s"],
        "step_lowering_time": TEMPO.lower_s,
        "step_raising_time": TEMPO.raise_s,
        "step_depth": figures["depth_m"],
        "step_lowering_speed": figures["peak_speed_down"],
        "tap_peak_force": figures["tap_peak_n"],
        "tap_peak_relative": 100.0 * figures["tap_peak_n"] / figures["weight_n"],
        "tap_time": figures["tap_time_s"],
    }


@pytest.mark.parametrize("fs", [1000.0, 80.0])
def test_the_truth_lies_within_the_uncertainty(fs):
    inside: dict[str, int] = {}
    for seed in range(20):
        dice = np.random.default_rng(seed)
        person = Person(seed=seed, mass_kg=dice.uniform(50, 100), sway_n=dice.uniform(0.8, 2.0))
        more = {"depth_m": dice.uniform(0.1, 0.2), "tap": dice.uniform(0.06, 0.2), "tap_s": dice.uniform(0.2, 0.6)}
        performance = step_down(person, 3, TEMPO, side="left" if seed % 2 else "right", **more)
        # gains and zeros are wrong by as much as the subject is told, at k = 2
        gain, zero = 1.0 + dice.normal(0.0, 0.0025), dice.normal(0.0, 0.5, (2, 1))
        steps = subject(performance, fs, seed, gain=gain, zero=zero, gain_known=0.005)
        for key, true in truths(performance).items():
            value = ROWS[key].compute(steps)
            inside[key] = inside.get(key, 0) + (abs(value - true) <= uncertainty(key, steps) + 1e-9)
    assert min(inside.values()) >= 19, inside


def test_the_impulse_of_a_tap_is_the_closed_form_of_its_shape():
    peak, length, level = 80.0, 0.4, 20.0
    time_s = np.arange(2000) / 1000.0
    shape = peak * np.sin(np.pi * np.clip((time_s - 0.8) / length, 0.0, 1.0)) ** 2
    ((tap,),) = find_taps(time_s, shape, [(0, 1999)], level_n=level)
    edge = np.arcsin(np.sqrt(level / peak)) / np.pi
    assert tap.start_s == pytest.approx(0.8 + length * edge, abs=1e-4)
    assert tap.end_s == pytest.approx(0.8 + length * (1.0 - edge), abs=1e-4)
    steps = subject(step_down(Person(), 1, TEMPO))
    movement = replace(steps.movement, time_s=time_s)
    found = ROWS["tap_impulse"].compute(replace(steps, movement=movement, tap_n=shape, taps=((tap,),)))
    # the integral of peak sin^2(pi u) from edge to 1 - edge
    whole = peak * length * ((1.0 - 2.0 * edge) / 2.0 + np.sin(2.0 * np.pi * edge) / (2.0 * np.pi))
    assert found == pytest.approx(whole, rel=1e-4)


def test_unsteadiness_is_that_of_a_sine_and_noise_adds_nothing():
    quiet = subject(step_down(Person(sway_n=0.0), 2, TEMPO, tap=0.0), noise=0.0)
    time_s = quiet.movement.time_s
    calm = unsteadiness(quiet)
    hz, size = 5.0, 10.0

    def shaken(added):
        return unsteadiness(replace(quiet, movement=replace(quiet.movement, force_n=quiet.movement.force_n + added)))

    # what a mean over so many samples leaves of a sine
    fine, coarse = (np.sinc(hz * (2 * round(500 * seconds) + 1) / 1000.0) for seconds in (FINE_S, COARSE_S))
    expected = 100.0 * abs(fine - coarse) * size / np.sqrt(2.0) / quiet.movement.weight_n
    assert shaken(size * np.sin(2.0 * np.pi * hz * time_s)) == pytest.approx(np.hypot(expected, calm), rel=0.02)
    noise = np.random.default_rng(3).normal(0.0, 3.0, time_s.size)
    assert shaken(noise) == pytest.approx(calm, abs=0.01)


def test_a_gain_of_both_plates_scales_forces_and_leaves_times_and_depth():
    performance = step_down(Person(), 2, TEMPO)
    base, louder = subject(performance, noise=0.0), subject(performance, noise=0.0, gain=2.0)
    for key, row in ROWS.items():
        factor = 2.0 if row.unit in ("N", "N s") else 1.0
        assert row.compute(louder) == pytest.approx(factor * row.compute(base), rel=2e-3, nan_ok=True), key


def test_later_is_the_same_and_the_mirror_has_the_other_leg():
    performance = step_down(Person(), 2, TEMPO, side="left")
    steps = subject(performance)
    assert steps.side == "left"
    assert subject(step_down(Person(), 2, TEMPO, side="right")).side == "right"
    later = replace(
        steps,
        movement=replace(steps.movement, time_s=steps.movement.time_s + 100.0),
        taps=tuple(
            tuple(replace(tap, start_s=tap.start_s + 100.0, end_s=tap.end_s + 100.0) for tap in taps)
            for taps in steps.taps
        ),
    )
    for key, row in ROWS.items():
        assert row.compute(later) == pytest.approx(row.compute(steps), nan_ok=True, rel=1e-6), key


def test_a_repetition_without_a_tap_is_counted_and_leaves_the_tap_to_the_others():
    performance = step_down(Person(), 2, TEMPO, tap=0.1)
    steps = subject(performance)
    assert ROWS["step_untapped_count"].compute(steps) == 0.0
    without = replace(steps, taps=((), steps.taps[1]))
    assert ROWS["step_untapped_count"].compute(without) == 1.0
    assert ROWS["tap_peak_force"].compute(without) == pytest.approx(0.1 * Person().weight_n, abs=3.0)
    never = replace(steps, taps=((), ()))
    assert np.isnan(ROWS["tap_time"].compute(never))


def test_two_touches_close_together_are_one_and_a_knock_is_none():
    time_s = np.arange(3000) / 1000.0
    force = np.where((time_s > 1.0) & (time_s < 1.2), 50.0, 0.0)
    force = np.where((time_s > 1.25) & (time_s < 1.4), 40.0, force)
    force = np.where((time_s > 2.0) & (time_s < 2.01), 90.0, force)
    ((tap,),) = find_taps(time_s, force, [(500, 2900)], level_n=20.0)
    assert (tap.start_s, tap.end_s) == pytest.approx((1.0, 1.4), abs=0.002)
    assert find_taps(time_s, force, [(1500, 2900)], level_n=20.0) == ((),)
    with pytest.raises(ValueError, match="level above zero"):
        find_taps(time_s, force, [(0, 10)], level_n=0.0)


def test_standing_on_both_plates_is_no_standing_on_a_box():
    stance = standing(np.full(2000, 700.0), 1000.0, seconds=1.0, sd_below_n=10.0, mean_above_n=50.0)
    with pytest.raises(NoSteps, match="30 % on the left and 70 % on the right"):
        standing_side(np.full(2000, 210.0), np.full(2000, 490.0), stance)
