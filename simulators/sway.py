"""The wander of somebody who stands: where the pressure goes under the feet, and how the weight flickers.

Stationary random processes by their power spectra, which bend and fall as those of people do: a power law at low
frequencies (the drift of the posture), a steeper one above a knee (the pendulum with its slow muscles), and what the
heart adds.  ``BOTH_FEET`` follows the recordings of the human balance evaluation data set (Santos and Duarte).  A path
is drawn once, ``PERIOD_S`` long, and read by interpolation ever after: it does not depend on how time is cut, and
standing for hours costs no more than looking up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from simulators.firmware import Floats

TABLE_HZ = 100.0
TABLE_SAMPLES = 2**16
PERIOD_S = TABLE_SAMPLES / TABLE_HZ
"""After 11 minutes on one spot the wander repeats itself."""
FASTEST_HZ = 25.0
_HERTZ: npt.NDArray[np.float64] = np.arange(round(FASTEST_HZ * PERIOD_S)) / PERIOD_S
_SLOW = round(2.0 * PERIOD_S)
"""As many of these frequencies are below 2 Hz."""
SLOWEST_HZ = 0.004
"""Below this the posture holds: no drift is slower than about four minutes."""

HEART_HZ = 1.18
HEART_SPREAD = 0.04
"""Beats per second and the relative SD of the time between two of them."""
RECOIL_HZ, RECOIL_S = 6.3, 0.16
"""The body rings on its legs after each beat: frequency and decay."""
BREATH_HZ, BREATH_PART = 0.25, 0.5

Table = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Power per hertz, mm^2/Hz:  level (1 + (f/bend)^2)^(-slope/2) (1 + (f/knee)^4)^(-fall/4)."""

    level: float
    bend_hz: float
    slope: float
    knee_hz: float
    fall: float

    def power(self, hertz: Floats) -> Floats:
        """Power at these frequencies, none below the slowest."""
        bent = self.level * (1.0 + (hertz / self.bend_hz) ** 2) ** (-0.5 * self.slope)
        fallen: Floats = bent * (1.0 + (hertz / self.knee_hz) ** 4) ** (-0.25 * self.fall)
        return np.where(hertz < SLOWEST_HZ, 0.0, fallen)


@dataclass(frozen=True, slots=True)
class Wander:
    """How somebody wanders: forward and to the side, its unsteadiness from second to second, and the shaking of foam.

    ``gusts`` is the SD of the logarithm of the strength of the fast part, ``shake_n`` the SD of the vertical force at
    the resonance of body and ground, ``recoil_mm`` the sway in each direction per newton of the heart's beat.
    """

    forward: Spectrum
    sideways: Spectrum
    gusts: float = 0.18
    shake_n: float = 0.0
    shake_hz: float = 3.8
    recoil_mm: tuple[float, float] = (0.046, 0.022)

    def times(self, forward: float, sideways: float) -> Wander:
        """The same with this much more amplitude."""
        return replace(
            self,
            forward=replace(self.forward, level=self.forward.level * forward**2),
            sideways=replace(self.sideways, level=self.sideways.level * sideways**2),
        )


BOTH_FEET = {
    ("open", "firm"): Wander(Spectrum(160.0, 0.03, 1.62, 2.05, 4.4), Spectrum(70.0, 0.02, 1.75, 0.45, 1.2)),
    ("open", "foam"): Wander(
        Spectrum(45.0, 0.48, 2.5, 3.1, 6.3), Spectrum(38.0, 0.25, 2.45, 1.4, 1.85), 0.25, 2.4, recoil_mm=(0.09, 0.06)
    ),
    ("closed", "foam"): Wander(
        Spectrum(70.0, 0.43, 2.6, 3.1, 8.0), Spectrum(150.0, 0.15, 2.6, 2.1, 3.2), 0.25, 2.4, recoil_mm=(0.08, 0.045)
    ),
}
"""By eyes and ground; ``wander`` makes the one with closed eyes on firm ground from that with open ones."""
BLIND = 1.06
"""Amplitude with closed eyes on firm ground; the young lose little, and the data set's first person nothing."""
ONE_FOOT = Wander(Spectrum(75.0, 0.3, 1.9, 3.0, 6.0), Spectrum(42.0, 0.45, 1.5, 3.2, 6.0), 0.3, recoil_mm=(0.12, 0.12))
"""On one leg: three times as fast, and as wide to the side as the foot allows."""
ROWS = ("forward", "sideways", "apart_forward", "apart_sideways", "heart", "restless", "shake")


def wander(eyes_closed: bool = False, foam: bool = False, one_foot: bool = False) -> Wander:
    """What is asked of somebody who stands so."""
    if one_foot:
        return ONE_FOOT.times(1.6, 1.6) if eyes_closed else ONE_FOOT
    if eyes_closed and not foam:
        return BOTH_FEET["open", "firm"].times(BLIND, BLIND)
    return BOTH_FEET["closed" if eyes_closed else "open", "foam" if foam else "firm"]


def read(seed: int, how: Wander, times: Floats, rows: tuple[str, ...]) -> Floats:
    """These rows of somebody's wander at these times, ``(rows, n)``: metres; heart and restlessness with SD 1; newtons.

    ``apart_...`` is what the left foot has more than the right one, which leaves the whole body where it is.
    """
    table = _table(seed, how)
    chosen = [ROWS.index(row) for row in rows]
    place = np.mod(np.asarray(times, np.float64) * TABLE_HZ, TABLE_SAMPLES)
    before = np.minimum(place.astype(np.intp), TABLE_SAMPLES - 1)
    part = place - before
    found = np.empty((len(rows), place.size))
    for row, at in enumerate(chosen):
        found[row] = table[at][before] * (1.0 - part) + table[at][before + 1] * part
    return found


@lru_cache(maxsize=3)
def _table(seed: int, how: Wander) -> Table:
    """All rows ``(7, samples + 1)``, the last sample being the first again."""
    dice = np.random.default_rng([seed, 61])
    # people differ, and one who wanders far does so in both directions
    size = np.exp(0.16 * dice.standard_normal())
    leaning = np.exp(0.10 * dice.standard_normal(2))
    powers = [
        lean * lean * spectrum.power(_HERTZ)
        for lean, spectrum in zip(leaning, (how.forward, how.sideways), strict=True)
    ]
    forward, sideways = (size * _gusty(dice, power, how.gusts) for power in powers)
    apart_forward, apart_sideways = (size * _process(dice, power) for power in powers)
    heart = _unit(_beats(dice))
    restless = _unit(_process(dice, _flicker(_HERTZ)))
    away = (_HERTZ / how.shake_hz - 1.0) / 0.11
    shake = how.shake_n * size * _unit(_process(dice, (1.0 + away**2) ** np.where(away < 0, -1.0, -1.8)))
    rows = (
        1e-3 * (forward + how.recoil_mm[0] * heart),
        1e-3 * (sideways + how.recoil_mm[1] * np.roll(heart, 4)),
        1e-3 * apart_forward,
        0.6e-3 * apart_sideways,
        heart,
        restless,
        shake,
    )
    table = np.empty((len(rows), TABLE_SAMPLES + 1), np.float32)
    table[:, :-1] = rows
    table[:, -1] = table[:, 0]
    return table


def _process(dice: np.random.Generator, power: Floats) -> Floats:
    """A stretch of a Gaussian process with this power at the first of ``_HERTZ``; joins itself at its ends."""
    parts = dice.standard_normal((2, power.size)) * np.sqrt(power * TABLE_HZ * TABLE_SAMPLES / 4.0)
    wave: Floats = np.fft.irfft(parts[0] + 1j * parts[1], TABLE_SAMPLES)
    return wave


def _gusty(dice: np.random.Generator, power: Floats, gusts: float) -> Floats:
    """Such a process whose part above 0.2 Hz is stronger and weaker by the ten seconds."""
    fast = 1.0 / (1.0 + (0.2 / np.maximum(_HERTZ, 1e-9)) ** 4)
    slow = _HERTZ[:_SLOW]
    strength = np.exp(gusts * _unit(_process(dice, 1.0 / (1.0 + (slow / 0.08) ** 4))) - gusts**2)
    wave: Floats = _process(dice, (power * (1.0 - fast))[:_SLOW]) + strength * _process(dice, power * fast)
    return wave


def _flicker(hertz: Floats) -> Floats:
    """The vertical force: little below 1 Hz, or the body would travel; most from 2 to 8 Hz; breath."""
    quick = hertz**2 / (hertz**2 + 1.5**2) / (1.0 + (hertz / 7.0) ** 4)
    slow = 1.5 / (1.0 + (hertz / 0.1) ** 2)
    breath = BREATH_PART * np.exp(-0.5 * ((hertz - BREATH_HZ) / 0.03) ** 2)
    return np.where(hertz < SLOWEST_HZ, 0.0, quick + slow + breath)


def _beats(dice: np.random.Generator) -> Floats:
    """The recoil of the heart: a damped swing of the body after every beat."""
    hertz = HEART_HZ * np.exp(0.12 * dice.standard_normal())
    count = round(PERIOD_S * hertz)
    gaps = 1.0 + HEART_SPREAD * dice.standard_normal(count)
    at = np.cumsum(gaps) / gaps.sum() * (TABLE_SAMPLES - 1)
    sharp = np.zeros(TABLE_SAMPLES)
    np.add.at(sharp, at.astype(np.intp), 1.0 + 0.2 * dice.standard_normal(count))
    since = np.arange(TABLE_SAMPLES) / TABLE_HZ
    swing = (since / 0.06) * np.exp(-since / RECOIL_S) * np.sin(2.0 * np.pi * RECOIL_HZ * since)
    recoil: Floats = np.fft.irfft(np.fft.rfft(sharp) * np.fft.rfft(swing), TABLE_SAMPLES)
    recoil -= recoil.mean()
    return recoil


def _unit(wave: Floats) -> Floats:
    scaled: Floats = wave / wave.std()
    return scaled
