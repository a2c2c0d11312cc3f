"""The field's named onset rules beside our own, for clinics that compare with numbers of the past.

All of them cross a threshold above the rest, so they are late, and the later the slower the rise; none of them knows
how late.  Their numbers compare with numbers of the same rule alone, which is why the rule and its parameters travel
with the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from dsp.dating import LOW_RATE_HZ, OnsetFlag, one_channel, without_spikes
from dsp.filters import butter, zero_phase
from dsp.onset import find_onsets
from dsp.runs import first_run

Array = npt.NDArray[np.float64]
Parameters = Mapping[str, float]
Rule = Callable[[Array, float, Parameters], float]

LEAST_RISE_N = 2.0
"""A record that never rises by more than this holds no contraction, whatever a rule makes of its noise."""


class NoOnset(ValueError):
    """A record in which the rule finds no onset; the message says what it looked for."""


@dataclass(frozen=True, slots=True)
class MethodUsed:
    """The rule behind an onset, so that it is never compared with another rule's: its id and every parameter."""

    id: str
    parameters: Mapping[str, float] = field(hash=False)


@dataclass(frozen=True, slots=True)
class MethodOnset:
    """An onset by a named method.

    ``index`` is the nearest sample and ``time_s`` the time on the sample clock (``sample / fs``).  ``uncertainty_s`` is
    expanded (k = 2), or None: a threshold does not know how late it is.
    """

    index: int
    time_s: float
    uncertainty_s: float | None
    flags: tuple[OnsetFlag, ...]
    used: MethodUsed


@dataclass(frozen=True, slots=True)
class OnsetMethod:
    """One rule: its id, what it is called, its parameters with their usual values, and where it is published."""

    id: str
    title: str
    parameters: Parameters
    source: str
    rule: Rule | None = field(repr=False)
    """Force, rate and parameters to seconds; None is the change point, which ``find_onsets`` finds."""


def find_onset(force_n: npt.ArrayLike, fs: float, method: str = "change_point", **parameters: float) -> MethodOnset:
    """Find the onset of the contraction that holds the record's peak, by a named method.

    Parameters
    ----------
    force_n : array_like, shape (n,) or (1, n), N
        Raw force, compression positive.  The threshold rules take its beginning (``rest_s``) as rest.
    fs : float, Hz
        Measured sample rate, >= 20.
    method : str
        A key of ``METHODS``.
    **parameters : float
        Other values for parameters of the method.

    Returns
    -------
    MethodOnset
        With the method and every parameter that was used.

    Raises
    ------
    ValueError
        For an unknown method or parameter, a parameter that is negative or not finite, and as ``find_onsets``.
    NoOnset
        When the rule finds none.

    Examples
    --------
    >>> import numpy as np
    >>> t = np.arange(4000) / 1000.0
    >>> force = 400.0 * np.clip(t - 2.0, 0.0, 0.5) + np.random.default_rng(1).normal(0.0, 0.1, 4000)
    >>> round(find_onset(force, 1000.0, "fixed").time_s, 2), round(find_onset(force, 1000.0).time_s, 2)
    (2.05, 2.0)
    """
    if method not in METHODS:
        raise ValueError(f"there is no onset method {method!r}; there are {', '.join(METHODS)}")
    chosen = METHODS[method]
    unknown = sorted(set(parameters) - set(chosen.parameters))
    if unknown:
        raise ValueError(
            f"{method} has no parameter {', '.join(unknown)}; it has {', '.join(chosen.parameters) or 'none'}"
        )
    if any(not 0.0 <= value < np.inf for value in parameters.values()):
        raise ValueError("parameters of an onset method are not negative and finite")
    used = MethodUsed(method, MappingProxyType({**chosen.parameters, **parameters}))
    force = one_channel(force_n, fs)
    if chosen.rule is not None:
        time_s = chosen.rule(force, fs, used.parameters)
        flags = (OnsetFlag.LOW_RATE,) if fs < LOW_RATE_HZ else ()
        return MethodOnset(round(time_s * fs), time_s, None, flags, used)
    onsets = find_onsets(force, fs)
    if not onsets:
        raise NoOnset("nothing rises from rest")
    peak = int(np.argmax(without_spikes(force)))
    onset = next((each for each in reversed(onsets) if each.index <= peak), onsets[0])
    return MethodOnset(onset.index, onset.time_s, onset.uncertainty_s, onset.flags, used)


def _rest(force: Array, fs: float, parameters: Parameters) -> tuple[int, float, float]:
    """Samples of the rest at the beginning, its mean and its standard deviation."""
    n = round(parameters["rest_s"] * fs)
    if n < 3 or n >= len(force):
        raise NoOnset(f"the record has no {parameters['rest_s']:g} s of rest before a contraction")
    mean = float(force[:n].mean())
    if float(force[n:].max()) - mean <= LEAST_RISE_N:
        raise NoOnset(f"the force never rises by {LEAST_RISE_N:g} N above its rest")
    return n, mean, float(force[:n].std(ddof=1))


def _first(above: npt.NDArray[np.bool_], search: int, fs: float, persist_s: float = 0.0) -> float:
    """Time of the first sample from ``search`` on that is above and stays so for ``persist_s``."""
    at = first_run(above[search:], max(1, round(persist_s * fs)))
    if at is None:
        raise NoOnset("the force never stays above the threshold")
    return (search + at) / fs


def _backwards(above: npt.NDArray[np.bool_], peak: int, fs: float) -> float:
    """Time of the sample from which on everything up to ``peak`` is above."""
    if not above[peak]:
        raise NoOnset("the force never exceeds the threshold")
    below = np.flatnonzero(~above[:peak])
    if not len(below):
        raise NoOnset("the record begins above the threshold")
    return (int(below[-1]) + 1) / fs


def _fixed(force: Array, fs: float, parameters: Parameters) -> float:
    n, mean, _ = _rest(force, fs, parameters)
    return _first(force - mean > parameters["above_n"], n, fs)


def _fixed_backwards(force: Array, fs: float, parameters: Parameters) -> float:
    _, mean, _ = _rest(force, fs, parameters)
    return _backwards(force - mean > parameters["above_n"], int(np.argmax(force)), fs)


def _deviations(force: Array, fs: float, parameters: Parameters) -> float:
    _rest(force, fs, parameters)
    if parameters.get("lowpass_hz", 0.0) > 0.0:
        force = zero_phase(butter(4, parameters["lowpass_hz"], fs), force)
    n, mean, sd = _rest(force, fs, parameters)
    search = round(parameters["search_from_s"] * fs) if "search_from_s" in parameters else n
    above = force > mean + parameters["deviations"] * sd
    return max(0.0, _first(above, search, fs, parameters.get("persist_s", 0.0)) - parameters.get("back_s", 0.0))


def _peak_share(force: Array, fs: float, parameters: Parameters) -> float:
    _, mean, _ = _rest(force, fs, parameters)
    peak = int(np.argmax(force))
    return _backwards(force - mean > parameters["share"] * (force[peak] - mean), peak, fs)


def _weight_share(force: Array, fs: float, parameters: Parameters) -> float:
    n, mean, _ = _rest(force, fs, parameters)
    if mean < parameters["least_weight_n"]:
        raise NoOnset(f"the record does not begin with a person's weight: {mean:.0f} N")
    return _first(force > (1.0 + parameters["share"]) * mean, n, fs)


def _rate_share(force: Array, fs: float, parameters: Parameters) -> float:
    _rest(force, fs, parameters)
    smooth = zero_phase(butter(2, min(parameters["lowpass_hz"], 0.4 * fs), fs), force)
    rate = np.gradient(smooth) * fs
    peak = int(np.argmax(force))
    steepest = int(np.argmax(rate[: peak + 1]))
    return _backwards(rate > parameters["share"] * rate[steepest], steepest, fs)


_REST = {"rest_s": 1.0}

METHODS: Mapping[str, OnsetMethod] = MappingProxyType(
    {
        method.id: method
        for method in (
            OnsetMethod("change_point", "Change point of the raw samples", {}, "Hinkley 1969, Biometrika 56:495", None),
            OnsetMethod("fixed", "20 N above rest, first crossing", {**_REST, "above_n": 20.0}, "[S8]", _fixed),
            OnsetMethod(
                "fixed_backwards",
                "20 N above rest, backwards from the peak",
                {**_REST, "above_n": 20.0},
                "[S8] (as ForceDecks)",
                _fixed_backwards,
            ),
            OnsetMethod(
                "sd5", "5 SD above rest", {**_REST, "deviations": 5.0}, "Dos'Santos 2017 (JSCR 31:3463)", _deviations
            ),
            OnsetMethod(
                "sd5_persistent",
                "5 SD above rest for 30 ms",
                {**_REST, "deviations": 5.0, "persist_s": 0.03, "search_from_s": 0.5},
                "[S3]",
                _deviations,
            ),
            OnsetMethod(
                "sd5_owen",
                "5 SD above rest for 30 ms, minus 30 ms",
                {**_REST, "deviations": 5.0, "persist_s": 0.03, "search_from_s": 0.5, "back_s": 0.03},
                "Owen 2014 (JSCR 28:1552)",
                _deviations,
            ),
            OnsetMethod(
                "sd3",
                "3 SD above rest after a zero-lag 15 Hz low-pass",
                {**_REST, "deviations": 3.0, "lowpass_hz": 15.0},
                "openhdemg 0.1.2 (15 Hz, fourth order)",
                _deviations,
            ),
            OnsetMethod(
                "peak_share",
                "2.5 % of the peak above rest, backwards from the peak",
                {**_REST, "share": 0.025},
                "Andersen 2010 (Scand J Med Sci Sports 20:e162)",
                _peak_share,
            ),
            OnsetMethod(
                "weight_share",
                "2.5 % of the weight above it, first crossing",
                {**_REST, "share": 0.025, "least_weight_n": 100.0},
                "Dos'Santos 2017 (JSCR 31:3463)",
                _weight_share,
            ),
            OnsetMethod(
                "rate_share",
                "10 % of the peak rate of force development, backwards from it",
                {**_REST, "share": 0.1, "lowpass_hz": 30.0},
                "a share of the steepest rate, as electromyography and myonset use it",
                _rate_share,
            ),
        )
    }
)
"""The methods by id; the first is our own."""
