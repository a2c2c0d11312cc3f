"""What a metric is, what it needs before its number may be shown, and the only place that hands out numbers.

``measure`` computes a metric, finds its uncertainty by moving each input by its own, and passes it through ``judge``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, Protocol, Self, TypeVar, runtime_checkable

import numpy as np

from dsp.measurement import Measurement, State, invalid
from dsp.noise_effect import Noisier, noise_effect


class Direction(StrEnum):
    """Which way is better; NEITHER where more and less mean nothing by themselves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Kind(StrEnum):
    """How a metric uses the samples of its window, which decides what lost and saturated samples do to it."""

    PEAK = "peak"
    """The greatest sample counts: one that hit the sensor's limit gives a lower bound."""
    TIME = "time"
    """Instants and rates count."""
    AVERAGE = "average"
    """All samples count alike: mean, impulse, share, steadiness."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What the recording must offer: a measured rate, and an onset known to ``onset_s`` (k = 2) to be unrestricted."""

    rate_hz: float
    kind: Kind
    onset_s: float | None = None
    onset_worst_s: float | None = None
    """An onset known less well than this (k = 2) leaves no number at all."""
    one_clock: bool = False
    """The metric adds or compares two sides sample by sample, so their clocks must agree."""
    known_to: float | None = None
    """A value whose uncertainty (k = 2) is a greater part of it than this is limited."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of the catalog: ``method`` is the formula in a line, ``source`` where it is published.

    ``sided`` says that each side has one.
    """

    key: str
    title: str
    unit: str
    direction: Direction
    needs: Needs
    method: str
    source: str
    sided: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the samples in a metric's window, and about the device that sent them."""

    rate_hz: float
    missing_s: float = 0.0
    """Time lost in the window."""
    saturated: bool = False
    stuck: bool = False
    """A channel repeated one value for so long that its sensor cannot have been measuring."""
    spikes: int = 0
    """Single samples that stand out of both their neighbours; they are never taken out."""
    onset_uncertainty_s: float = 0.0
    alignment_s: float | None = 0.0
    """How well the clocks of two devices agree (k = 2); 0 with one clock, None when it is unknown."""


class Varied(Hashable, Protocol):
    """A subject of metrics that can be computed again with one input moved by its uncertainty at a time."""

    def variants(self) -> Iterable[Self]: ...


@runtime_checkable
class Noisy(Varied, Protocol):
    """A subject whose numbers the noise of its samples shifts, not only scatters."""

    def noisier(self) -> Noisier[Self] | None: ...


S = TypeVar("S", bound=Varied)


@dataclass(frozen=True, slots=True)
class Formula(Metric, Generic[S]):
    """A metric that is computed from one subject; ``window`` are the samples (first, last) that decide it.

    ``extreme`` says that the outermost samples decide it: what noise does to it goes with its standard deviation.
    """

    compute: Callable[[S], float]
    window: Callable[[S], tuple[int, int]]
    extreme: bool = field(default=False, kw_only=True)


GAP_LIMITED_S = 0.002
GAP_AVERAGE_S = 0.010
CLOCK_LIMITED_S = 0.002
CLOCK_INVALID_S = 0.005
_RATE_TOLERANCE = 0.99
_POSITIVE_UNITS = frozenset({"s", "1", ""})
MAY_BE_ZERO = frozenset(
    {
        *("tempo_error", "step_tempo_error", "path_delay", "spring_correlation"),
        *("pause_time", "squat_hold_time", "shift_hold_time", "band_hold_time", "balance_duration"),
        *("hop_count", "band_exits", "path_exit_count", "balance_touches", "bout_count"),
    }
)
"""Times and numbers without a unit of which 0 is a result: differences, delays, counts, what need not happen at all.
Of any other one that is known no better than itself nothing is known, and it is limited."""


def judge(
    metric: Metric,
    value: float,
    facts: Facts,
    *,
    uncertainty: float | None = None,
    limits: Iterable[str] = (),
    refusals: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Measurement:
    """Decide whether a number may be shown, and with which reservation.

    Parameters
    ----------
    metric : Metric
        Its row in the catalog.
    value : float
        What was computed, in the metric's unit; not finite when it could not be.
    facts : Facts
        About the samples in the metric's window.
    uncertainty : float or None
        Expanded, k = 2, same unit.
    limits, refusals, notes : iterable of str
        Further reasons, from the protocol, to limit or to withhold it; notes go with it and change nothing.

    Returns
    -------
    Measurement
        Invalid below the metric's rate (1 % tolerance), over more than 2 ms (averages: 10 ms) of lost samples, over
        saturated samples (a peak is limited: at least this), over a stuck sensor, over clocks that disagree by more
        than 5 ms.  Limited over spikes, and where a time or a ratio is known no better than itself.
    """
    withheld = [*refusals, *_refusals(metric, facts)]
    if not withheld and not np.isfinite(value):
        withheld.append("this part of the recording cannot give it: it is too short, or there is no load in it")
    if withheld:
        return invalid(metric.unit, *dict.fromkeys(withheld), method=metric.method)
    reserved = [*limits, *_limits(metric, value, facts), *_uncertain(metric, value, uncertainty)]
    state = State.LIMITED if reserved else State.VALID
    reasons = tuple(dict.fromkeys([*reserved, *notes]))
    known = None if uncertainty is None or not np.isfinite(uncertainty) else float(uncertainty)
    return Measurement(float(value), metric.unit, state, reasons, known, metric.method)


def measure(
    formula: Formula[S],
    subject: S,
    facts: Callable[[int, int], Facts],
    *,
    limits: Iterable[str] = (),
    refusals: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Measurement:
    """Compute a metric and judge it.

    Parameters
    ----------
    formula : Formula
        Its row in the catalog.
    subject : Varied
        What it is computed from.
    facts : callable
        ``facts(first, last)`` tells what is known about these samples, both included.
    limits, refusals, notes : iterable of str
        As for ``judge``.

    Returns
    -------
    Measurement
        Its uncertainty (k = 2) is the root of the squared changes under each of the subject's variants; what noise
        shifts it by counts in full beside them.
    """
    value = formula.compute(subject)
    moved = [formula.compute(variant) - value for variant in _variants(subject)]
    shift = 0.0
    more = _noisier(subject) if isinstance(subject, Noisy) else None
    if more is not None:
        noise = noise_effect(formula.compute, more, extreme=formula.extreme)
        shift, moved = abs(noise.shift), [*moved, noise.uncertainty]
    uncertainty = shift + float(np.sqrt(np.sum(np.square(moved))))
    if np.isfinite(value) and not np.isfinite(uncertainty):
        limits = (*limits, "how well it is known cannot be computed here")
    return judge(
        formula,
        value,
        facts(*formula.window(subject)),
        uncertainty=uncertainty,
        limits=limits,
        refusals=refusals,
        notes=notes,
    )


@lru_cache(maxsize=4)
def _variants(subject: S) -> tuple[S, ...]:
    """The variants of a subject, made once for all its metrics: each is a new integration of the whole movement."""
    return tuple(subject.variants())


@lru_cache(maxsize=4)
def _noisier(subject: Noisy) -> Noisier[Any] | None:
    """As above: many draws of noise, filtered as the samples were."""
    return subject.noisier()


def _refusals(metric: Metric, facts: Facts) -> list[str]:
    needs, found = metric.needs, []
    # what is not known (not a number) is refused like what is not enough
    if not facts.rate_hz >= needs.rate_hz * _RATE_TOLERANCE:
        sends = "sends at a rate that is not known" if np.isnan(facts.rate_hz) else f"sends {facts.rate_hz:.3g} Hz"
        found.append(f"needs >= {needs.rate_hz:g} Hz; this device {sends}")
    allowed = GAP_AVERAGE_S if needs.kind is Kind.AVERAGE else GAP_LIMITED_S
    if not facts.missing_s <= allowed + 1e-9:
        lost = f"{1000 * facts.missing_s:.3g} ms are" if np.isfinite(facts.missing_s) else "an unknown time is"
        found.append(f"{lost} missing where it is measured; repeat the trial")
    if facts.stuck:
        found.append("a sensor repeats one value where it is measured: it does not respond; check its cable")
    if facts.saturated and needs.kind is not Kind.PEAK:
        found.append("the sensor reached its limit where it is measured; use a stronger sensor or less force")
    onset_s, needed_s = facts.onset_uncertainty_s, needs.onset_worst_s
    if needed_s is not None and not onset_s <= needed_s:
        known = f"known to ± {1000 * onset_s:.0f} ms" if np.isfinite(onset_s) else "not known"
        found.append(f"the onset is {known}; ± {1000 * needed_s:.3g} ms or better is needed")
    if needs.one_clock and (facts.alignment_s is None or not np.isfinite(facts.alignment_s)):
        found.append("how well the clocks of left and right agree is unknown")
    elif needs.one_clock and facts.alignment_s is not None and facts.alignment_s > CLOCK_INVALID_S:
        found.append(f"left and right clocks agree within {1000 * facts.alignment_s:.2g} ms; 5 ms or better is needed")
    return found


def _uncertain(metric: Metric, value: float, uncertainty: float | None) -> list[str]:
    allowed = metric.needs.known_to
    if allowed is None and metric.unit in _POSITIVE_UNITS and metric.key not in MAY_BE_ZERO:
        return _next_to_nothing(metric, value, uncertainty)
    if allowed is None or uncertainty is None or uncertainty <= allowed * abs(value):
        return []
    if not np.isfinite(uncertainty) or value == 0:
        return ["how well it is known is not known"]
    return [f"known to ± {100 * uncertainty / abs(value):.0f} % only: the force is too flat or too noisy for it"]


def _next_to_nothing(metric: Metric, value: float, uncertainty: float | None) -> list[str]:
    """What is said of a time or a ratio that could as well be none, or less."""
    if uncertainty is None or not np.isfinite(uncertainty) or uncertainty <= abs(value):
        return []
    unit = f" {metric.unit}" if metric.unit == "s" else ""
    return [f"known no better than ± {uncertainty:.2g}{unit}, which is more than it is itself"]


def _limits(metric: Metric, value: float, facts: Facts) -> list[str]:
    needs, found = metric.needs, []
    if facts.missing_s > 0:
        found.append(f"{1000 * facts.missing_s:.3g} ms are missing where it is measured")
    if facts.saturated:
        found.append(f"the sensor reached its limit: the true value is >= {value:.4g} {metric.unit}")
    if facts.spikes:
        found.append(f"{facts.spikes} single samples stand far out of their neighbours where it is measured")
    if needs.onset_s is not None and facts.onset_uncertainty_s > needs.onset_s:
        found.append(f"{facts.rate_hz:.0f} Hz device: onset known to ± {1000 * facts.onset_uncertainty_s:.0f} ms")
    if needs.one_clock and facts.alignment_s is not None and facts.alignment_s > CLOCK_LIMITED_S:
        found.append(f"left and right clocks agree within {1000 * facts.alignment_s:.2g} ms")
    return found
