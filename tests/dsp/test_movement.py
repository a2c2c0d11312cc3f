"""Repetitions from force alone: against closed forms, a prescribed path, and twenty restless people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.movement import Movement, NoMovement
from dsp.movement_metrics import (
    MOVEMENT,
    MOVEMENT_CURVE,
    MOVEMENT_SHARE,
    braking_impulse,
    depth,
    load_share,
    lowering_peak_speed,
    lowering_share,
    lowering_time,
    pause_time,
    peak_force,
    raising_peak_power,
    raising_peak_speed,
    raising_share,
    raising_time,
    rep_period,
    share_at_peak,
    share_extreme,
    share_outside,
    tempo_error,
    turning_force,
)
from dsp.movement_search import find_repetitions, open_speed, standing
from dsp.weighing import GRAVITY, sample_noise_n
from simulators.body import Person
from simulators.movement import LegShares, Tempo, squat

GATE = {"seconds": 1.0, "sd_below_n": 10.0, "mean_above_n": 50.0}
ROWS = {row.key: row for row in (*MOVEMENT, *MOVEMENT_SHARE, *MOVEMENT_CURVE)}
MASS, DEPTH, LENGTH = 70.0, 0.4, 2.5
W = MASS * GRAVITY


def sinusoid(fs=1000.0, reps=3, mass=MASS, a=DEPTH, length=LENGTH, stand_s=1.0, noise=0.0):
    """``z = -A (1 - cos) / 2`` for one turn, then standing: everything about it is known exactly."""
    time_s = np.arange(round((2.0 + reps * (length + stand_s) + 1.0) * fs)) / fs
    force = np.full(len(time_s), mass * GRAVITY)
    for number in range(reps):
        since = time_s - 2.0 - number * (length + stand_s)
        here = (since >= -1e-9) & (since <= length + 1e-9)
        turn = 2.0 * np.pi / length
        force[here] += -mass * a / 2.0 * turn**2 * np.cos(turn * since[here])
    return time_s, force + np.random.default_rng(1).normal(0.0, noise, len(force))


def movement(time_s, force, foot=None, period_s=None):
    stance = standing(force, (len(time_s) - 1) / (time_s[-1] - time_s[0]), **GATE)
    found = find_repetitions(time_s, force, stance)
    noise_n = 3.0 * np.hypot(stance.sd_n, stance.wander_n)
    speed = open_speed(found.repetitions, stance)
    subject = Movement(time_s, force, force, found.repetitions, stance.mean_n, speed, noise_n, period_s=period_s)
    return subject if foot is None else subject.under(foot)


def played(performance, fs=1000.0, noise=0.7, seed=1, step=0.0):
    time_s = np.arange(int(performance.duration_s * fs)) / fs
    force = performance.at(time_s)
    force = force + np.random.default_rng(seed).normal(0.0, noise, force.shape)
    force = np.round(force / step) * step if step else force
    return time_s, force[0], force[1]


# Closed forms


def test_a_sinusoidal_squat_has_the_numbers_of_its_formula():
    subject = movement(*sinusoid())
    turn = 2.0 * np.pi / LENGTH
    v = DEPTH / 2.0 * turn
    assert len(subject.repetitions) == 3
    assert depth(subject) == pytest.approx(DEPTH, abs=0.002)
    assert lowering_peak_speed(subject) == pytest.approx(v, abs=0.003)
    assert raising_peak_speed(subject) == pytest.approx(v, abs=0.003)
    assert peak_force(subject) == pytest.approx(W + MASS * v * turn, rel=1e-4)
    assert turning_force(subject) == pytest.approx(W + MASS * v * turn, rel=1e-4)
    assert braking_impulse(subject) == pytest.approx(MASS * v, rel=0.01)
    assert lowering_time(subject) == pytest.approx(LENGTH / 2.0, abs=0.03)
    assert raising_time(subject) == pytest.approx(LENGTH / 2.0, abs=0.03)
    assert pause_time(subject) == 0.0
    # F v on the way up, from its own formula
    phase = np.linspace(0.0, np.pi, 20001)
    assert raising_peak_power(subject) == pytest.approx(
        (v * np.sin(phase) * (W + MASS * v * turn * np.cos(phase))).max(), rel=0.01
    )
    assert rep_period(subject) == pytest.approx(LENGTH + 1.0, abs=0.005)


def known(subject, key):
    value = ROWS[key].compute(subject)
    return value, np.sqrt(sum((ROWS[key].compute(variant) - value) ** 2 for variant in subject.variants()))


def test_the_rise_of_braking_is_that_of_its_formula():
    value, _ = known(movement(*sinusoid()), "movement_braking_rfd")
    turn = 2.0 * np.pi / LENGTH
    # from the greatest speed at a quarter of the turn to the greatest force at half of it
    assert value == pytest.approx(MASS * DEPTH / 2.0 * turn**2 / (LENGTH / 4.0), rel=0.02)


@pytest.mark.parametrize("hold_s", [0.0, 0.8])
def test_the_rise_of_braking_lies_within_its_uncertainty_at_every_rate(hold_s):
    performance = squat(Person(seed=5, sway_n=0.0), 3, Tempo(hold_s=hold_s, stand_s=1.5))
    truth, _ = known(noisy(performance, 1000.0, 0.0, 0), "movement_braking_rfd")
    inside = []
    for seed in range(20):
        fs = (1000.0, 250.0, 100.0)[seed % 3]
        value, uncertainty = known(noisy(performance, fs, 1.2, seed), "movement_braking_rfd")
        inside.append(abs(value - truth) <= uncertainty)
        assert uncertainty < 0.6 * value
    assert sum(inside) >= 18


def noisy(performance, fs, noise, seed):
    time_s, left, right = played(performance, fs, noise, seed)
    subject = movement(time_s, left + right)
    noise_n = sample_noise_n(subject.force_n, standing(subject.force_n, fs, **GATE))
    assert noise_n == pytest.approx(2.0 * np.sqrt(2.0) * noise, rel=0.3, abs=1e-3)
    return replace(subject, sample_noise_n=noise_n)


def test_repetitions_without_a_stand_between_them_are_parted_at_the_top():
    subject = movement(*sinusoid(reps=4, stand_s=0.0))
    assert len(subject.repetitions) == 4
    assert depth(subject) == pytest.approx(DEPTH, abs=0.003)
    tops = [subject.time_s[rep.before] for rep in subject.repetitions[1:]]
    assert tops == pytest.approx([4.5, 7.0, 9.5], abs=0.01)


def test_a_weight_that_is_wrong_within_its_uncertainty_is_corrected_and_said():
    time_s, force = sinusoid()
    stance = standing(force, 1000.0, **GATE)
    wrong = replace(stance, mean_n=stance.mean_n + 2.0, sd_n=1.0)
    found = find_repetitions(time_s, force, wrong)
    assert [rep.weight_n for rep in found.repetitions] == pytest.approx([W] * 3, abs=0.05)
    assert -found.repetitions[0].position.min() == pytest.approx(DEPTH, abs=0.002)


def test_a_creeping_zero_does_not_reach_the_depth():
    time_s, force = sinusoid(reps=10, stand_s=0.6)
    subject = movement(time_s, force + 0.05 * time_s)
    assert len(subject.repetitions) == 10
    assert depth(subject) == pytest.approx(DEPTH, abs=0.004)


# A prescribed path


@pytest.mark.parametrize("tempo", [Tempo(1.6, 0.0, 1.2, 0.8), Tempo(3.0, 1.0, 1.0, 1.0), Tempo(1.2, 0.0, 0.9, 0.0)])
def test_landmarks_lie_where_the_path_has_them(tempo):
    performance = squat(Person(sway_n=0.5, seed=2), 4, tempo)
    time_s, left, right = played(performance, noise=0.3)
    subject = movement(time_s, left + right)
    assert len(subject.repetitions) == 4
    for number, rep in enumerate(subject.repetitions, 1):
        places = {"start": rep.start, "turn": rep.pause_start, "rise": rep.pause_end, "end": rep.end}
        for name, place in places.items():
            # a slow way down begins gently
            allowed = 0.03 * tempo.lower_s
            assert time_s[place] == pytest.approx(performance.events[f"rep{number}_{name}"], abs=allowed), name
    assert pause_time(subject) == pytest.approx(tempo.hold_s, abs=0.1)


@pytest.mark.parametrize("hold_s", [0.6, 1.0, 2.0])
def test_who_waits_at_the_bottom_is_lowest_all_the_while(hold_s):
    """The mark stands somewhere in the stillness or a little beside it, where the speed says least."""
    for seed in range(10):
        move = squat(Person(seed=seed), 3, Tempo(1.6, hold_s, 1.4, 1.2), depth_m=0.14)
        time_s, left, right = played(move, seed=seed)
        subject = movement(time_s, left + right)
        assert len(subject.repetitions) == 3
        for number, rep in enumerate(subject.repetitions, 1):
            turn_s, rise_s, at_s = move.events[f"rep{number}_turn"], move.events[f"rep{number}_rise"], time_s[rep.turn]
            known_s = subject.turn_uncertainty_s(rep)
            assert turn_s - known_s <= at_s <= rise_s + known_s
            assert hold_s / 2.0 - 0.06 <= known_s <= hold_s + 0.6


def test_shares_are_those_of_each_way():
    shares = LegShares(0.5, 0.44, 0.58)
    performance = squat(Person(seed=3), 4, Tempo(1.6, 0.0, 1.4, 0.8), shares=shares)
    time_s, left, right = played(performance)
    subject = movement(time_s, left + right, left)
    assert lowering_share(subject) == pytest.approx(100.0 * performance.figures["left_share_lower"], abs=0.3)
    assert raising_share(subject) == pytest.approx(100.0 * performance.figures["left_share_raise"], abs=0.3)
    assert share_extreme(subject) == pytest.approx(8.0, abs=0.5)
    # on the way down six points off, then eight on the other side: outside 5 most of the time
    assert 60.0 < share_outside(subject) < 95.0


def test_the_error_of_tempo_is_the_distance_from_the_metronome():
    time_s, force = sinusoid()
    assert tempo_error(movement(time_s, force, period_s=3.2)) == pytest.approx(0.3, abs=0.01)
    assert np.isnan(tempo_error(movement(time_s, force)))


# Restless people


@pytest.mark.parametrize("fs", [100.0, 40.0])
def test_the_truth_lies_within_the_uncertainty_for_19_of_20_people(fs):
    inside: dict[str, list[bool]] = {}
    for seed in range(20):
        dice = np.random.default_rng(seed)
        tempo = (Tempo(1.6, 0.0, 1.2, 0.8), Tempo(2.0, 0.8, 1.2, 1.0))[seed % 2]
        person = Person(seed=seed, mass_kg=dice.uniform(50, 110), sway_n=dice.uniform(0.8, 2.5))
        performance = squat(person, 3, tempo, depth_m=dice.uniform(0.25, 0.5))
        time_s, left, right = played(performance, fs, seed=seed)
        subject = movement(time_s, left + right)
        assert len(subject.repetitions) == 3, seed
        figures = performance.figures
        truth = {
            "movement_depth": figures["depth_m"],
            "raising_peak_speed": figures["peak_speed_up"],
            "lowering_peak_speed": figures["peak_speed_down"],
            "raising_peak_power": figures["peak_power_w"],
            "raising_mean_speed": figures["depth_m"] / tempo.raise_s,
            "movement_peak_force": figures["peak_force_n"],
            "lowering_time": tempo.lower_s,
            "pause_time": tempo.hold_s,
            "raising_time": tempo.raise_s,
            "rep_period": tempo.period_s,
        }
        for key, true in truth.items():
            value = ROWS[key].compute(subject)
            moved = [ROWS[key].compute(variant) - value for variant in subject.variants()]
            inside.setdefault(key, []).append(abs(value - true) <= np.sqrt(np.sum(np.square(moved))) + 1e-9)
    assert {key: sum(hits) for key, hits in inside.items() if sum(hits) < 19} == {}


KEYS = ("movement_depth", "raising_peak_speed", "lowering_time", "raising_time", "lowering_load_share")
AT_RATE = {
    250.0: (0.0005, 0.0005, 0.005, 0.005, 0.05),
    100.0: (0.0005, 0.0005, 0.01, 0.01, 0.1),
    40.0: (0.001, 0.002, 0.03, 0.03, 0.15),
    20.0: (0.003, 0.006, 0.04, 0.04, 0.3),
}


def test_what_the_rate_does_is_in_the_table():
    """The limits of the table in ``dsp.movement_metrics``: the same squats at 1000 Hz and at less."""
    for fs, limits in AT_RATE.items():
        allowed = dict(zip(KEYS, limits, strict=True))
        worst = dict.fromkeys(KEYS, 0.0)
        for seed in range(3):
            performance = squat(Person(seed=seed), 3, Tempo(1.6, 0.0, 1.2, 0.8), shares=LegShares(0.5, 0.45, 0.55))
            fine, coarse = (
                movement(time_s, left + right, left)
                for time_s, left, right in (played(performance, rate, noise=0.0) for rate in (1000.0, fs))
            )
            for key in worst:
                worst[key] = max(worst[key], abs(ROWS[key].compute(coarse) - ROWS[key].compute(fine)))
        assert {key: value for key, value in worst.items() if value > allowed[key]} == {}, fs


# Symmetry of the method


def test_gain_time_shift_and_the_other_foot():
    time_s, left, right = played(squat(Person(seed=4), 3, shares=LegShares(0.5, 0.46, 0.53)))
    base = movement(time_s, left + right, left)
    louder = movement(time_s, 3.0 * (left + right), 3.0 * left)
    later = movement(time_s + 100.0, left + right, left)
    for key in ("movement_depth", "raising_peak_speed", "rep_load_share", "lowering_time"):
        value = ROWS[key].compute(base)
        assert ROWS[key].compute(later) == pytest.approx(value, rel=1e-9)
        assert ROWS[key].compute(louder) == pytest.approx(value, rel=0.02)
    other = base.under(right)
    assert load_share(base) + load_share(other) == pytest.approx(100.0)
    assert share_at_peak(base) + share_at_peak(other) == pytest.approx(100.0)
    assert share_outside(base) == pytest.approx(share_outside(other))


@pytest.mark.parametrize("step", [1.4, 2.8])
def test_coarse_steps_leave_the_depth_within_two_centimetres(step):
    performance = squat(Person(seed=5), 4)
    time_s, left, right = played(performance, step=step)
    subject = movement(time_s, left + right)
    assert len(subject.repetitions) == 4
    assert depth(subject) == pytest.approx(0.35, abs=0.02)


# What is no repetition


def test_quiet_standing_holds_no_repetition():
    force = W + np.random.default_rng(0).normal(0.0, 1.0, 8000)
    with pytest.raises(NoMovement, match="never goes down"):
        movement(np.arange(8000) / 1000.0, force)


def test_a_repetition_in_which_something_is_touched_is_left_out_with_the_reason():
    time_s, force = sinusoid()
    force[(time_s > 5.8) & (time_s < 7.5)] -= 40.0
    stance = standing(force, 1000.0, **GATE)
    found = find_repetitions(time_s, force, stance)
    assert len(found.repetitions) == 2
    assert "touched" in found.left_out[0]


def test_feet_that_leave_the_plates_are_no_squat():
    time_s, force = sinusoid()
    force[(time_s > 6.5) & (time_s < 6.9)] = 0.0
    found = find_repetitions(time_s, force, standing(force, 1000.0, **GATE))
    assert len(found.repetitions) == 1
    assert found.repetitions[0].weight_n == pytest.approx(W, rel=1e-3)
    assert found.left_out


def test_time_and_force_must_belong_together():
    time_s, force = sinusoid()
    with pytest.raises(ValueError, match="same length"):
        find_repetitions(time_s[:-1], force, standing(force, 1000.0, **GATE))
