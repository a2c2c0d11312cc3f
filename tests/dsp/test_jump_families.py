"""Whole populations of jumps: toe rises, ringing, residual offsets, coarse steps, sway, slow descents, three rates.

Times are 95 % quantiles over a population, heights are within their stated uncertainty for 95 % of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from jumps import G, Jumper, noisy, ringing, stepped

from dsp.jump_metrics import height_flight, height_impulse
from dsp.jump_recording import NoJump, Recording
from dsp.jump_search import find_jump

COUNT = 24


@dataclass(frozen=True)
class Family:
    """Bad manners, and what they may cost: onset in s, heights in m (95 % of the population)."""

    name: str
    toes: bool = False
    rings: bool = False
    rest_n: tuple[float, float] = (0.0, 0.0)
    coarse: bool = False
    sway_n: float = 0.0
    slow: bool = False
    onset_s: float = 0.006
    impulse_m: float = 0.006
    flight_m: float = 0.003


FAMILIES = (
    Family("clean"),
    Family("toes", toes=True),
    Family("ringing", rings=True, rest_n=(-4.0, 10.0), impulse_m=0.02),
    Family("off zero", rest_n=(6.0, 10.0), impulse_m=0.02),
    Family("coarse", coarse=True),
    Family("toes, ringing, coarse", toes=True, rings=True, coarse=True, rest_n=(6.0, 10.0), impulse_m=0.02),
    Family("sway", sway_n=4.0, onset_s=0.06, impulse_m=0.04),
    Family("toes, sway", toes=True, sway_n=4.0, onset_s=0.06, impulse_m=0.05),
    Family("ringing, coarse, sway", rings=True, coarse=True, sway_n=4.0, onset_s=0.06, impulse_m=0.05),
    Family("slow", slow=True, onset_s=0.04),
    Family("slow, sway", slow=True, sway_n=3.0, onset_s=0.1, impulse_m=0.05),
)


def jumper_of(family, dice):
    """A body that can do what it does: nobody falls faster than gravity."""
    slow = family.slow
    unweighting_s = dice.uniform(0.6, 1.0) if slow else dice.uniform(0.22, 0.5)
    speed = dice.uniform(0.35, 0.6) if slow else dice.uniform(0.6, 1.4)
    toes = {"toe_rise": dice.uniform(0.04, 0.15), "toe_rise_s": dice.uniform(0.2, 0.4)} if family.toes else {}
    jumper = Jumper(
        mass=dice.uniform(45.0, 110.0),
        fs=float(dice.choice([500.0, 1000.0, 1000.0, 2000.0])),
        quiet_s=dice.uniform(1.4, 3.5),
        unweighting_s=unweighting_s,
        braking_s=dice.uniform(0.5, 0.9) if slow else dice.uniform(0.15, 0.35),
        propulsion_s=dice.uniform(0.35, 0.6) if slow else dice.uniform(0.2, 0.35),
        takeoff_speed=dice.uniform(1.4, 2.0) if slow else dice.uniform(1.4, 3.0),
        **toes,
    )
    return replace(jumper, down_speed=min(speed, 0.9 * G * 2 * unweighting_s / np.pi - jumper.toe_rise))


def force_of(family, jumper, dice, seed):
    force, fs, time_s = jumper.force(), jumper.fs, jumper.time()
    rest = dice.uniform(*family.rest_n)
    if family.rings:
        size = dice.uniform(20.0, 80.0) * dice.choice([-1, 1])
        force = ringing(force, fs, jumper.takeoff_s, size=size, rest=rest)
    elif rest:
        force = force + rest
    if family.sway_n:
        fading = np.clip((jumper.onset_s + 0.1 - time_s) / 0.1, 0.0, 1.0)
        force = force + sway(len(force), fs, dice.uniform(0.5, family.sway_n), dice) * fading
    force = noisy(force, dice.uniform(0.3, 1.7), seed)
    return stepped(force, 2.8) if family.coarse else force


def sway(count, fs, sd, dice):
    """Slow restlessness, 0.2 to 6 Hz, the slower the more."""
    hertz = np.fft.rfftfreq(count, 1.0 / fs)
    size = np.where((hertz > 0.2) & (hertz < 6.0), np.maximum(hertz, 0.2) ** -0.7, 0.0)
    wave = np.fft.irfft(size * (dice.normal(size=len(hertz)) + 1j * dice.normal(size=len(hertz))), count)
    return sd * wave / wave.std()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_population_is_found_where_it_begins_and_as_high_as_it_jumps(family):
    onset, impulse, flight, inside, dated, refused = [], [], [], 0, 0, []
    for seed in range(COUNT):
        dice = np.random.default_rng([seed, len(family.name)])
        jumper = jumper_of(family, dice)
        force = force_of(family, jumper, dice, seed)
        try:
            jump = find_jump(Recording(jumper.time(), force, jumper.fs)).jump
        except NoJump as reason:
            refused.append(str(reason))
            continue
        height = height_impulse(jump)
        spread = [height_impulse(each) - height for each in jump.variants()]
        onset.append(abs(jump.time_s[jump.onset] - jumper.onset_s))
        impulse.append(abs(height - jumper.height))
        flight.append(abs(height_flight(jump) - jumper.height))
        dated += onset[-1] <= jump.onset_uncertainty_s + 0.5 / jumper.fs
        inside += impulse[-1] <= np.sqrt(np.sum(np.square(spread)))
    assert len(refused) <= 1, refused
    assert np.quantile(onset, 0.95) <= family.onset_s
    assert np.quantile(impulse, 0.95) <= family.impulse_m
    assert np.quantile(flight, 0.95) <= family.flight_m
    assert inside >= 0.92 * len(impulse)
    assert dated >= 0.9 * len(onset)


@pytest.mark.parametrize("seconds", [0.02, 0.12, 0.3])
def test_no_population_that_ends_in_flight_gets_a_height(seconds):
    for family in FAMILIES[:6]:
        dice = np.random.default_rng(11)
        jumper = jumper_of(family, dice)
        force = force_of(family, jumper, dice, 1)
        kept = round((jumper.takeoff_s + min(seconds, 0.9 * (jumper.landing_s - jumper.takeoff_s))) * jumper.fs)
        with pytest.raises(NoJump):
            find_jump(Recording(jumper.time()[:kept], force[:kept], jumper.fs))


def test_nobody_restless_is_weighed():
    for seed in range(COUNT):
        dice = np.random.default_rng(seed)
        jumper = Jumper(quiet_s=3.0)
        wobble = 30.0 * np.sin(2 * np.pi * dice.uniform(1.2, 2.5) * jumper.time() + dice.uniform(0.0, 6.0))
        force = noisy(jumper.force() + np.where(jumper.time() < 3.0, wobble, 0.0), 1.0, seed)
        with pytest.raises(NoJump, match="Weighing failed"):
            find_jump(Recording(jumper.time(), force, 1000.0))
