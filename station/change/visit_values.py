"""The value of one number in one visit, from the trials of that visit: what it is, its band, and what it scatters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from dsp.measurement import Measurement, State, invalid
from dsp.repeatability import Spread, pooled, spread_of, standard_error
from dsp.symmetry import student_95
from station.change.conditions import Conditions, conditions_of, protocol_of
from station.change.stored import TrialNumbers
from station.errors import StationError
from station.model import Outcome, Side

UNUSED: Final = frozenset({Outcome.PROTOCOL_WRONG, Outcome.DEVICE_FAILED, Outcome.INTERRUPTED, Outcome.STOPPED})
"""Ends that say nothing about the person."""

VARIATION: Final[Mapping[str, tuple[str, int | None]]] = MappingProxyType(
    {
        "peak_force": ("peak_force_cv", None),
        "peak_torque": ("peak_force_cv", None),
        "peak_force_per_mass": ("peak_force_cv", None),
        "peak_force_body_weights": ("peak_force_cv", None),
        "peak_torque_per_mass": ("peak_force_cv", None),
        "peak_force_mean3": ("peak_force_cv", 3),
        "peak_force_best2": ("peak_force_cv", 1),
        "peak_force_best": ("peak_force_cv", 1),
    }
)
"""Numbers made from a trial's repetitions, the number that says how those vary, and how many repetitions' scatter is
left in them (None: that of their mean).

Those of torque and of mass are the force times what is the same in every repetition, so they vary by the same part.
The best of several varies less than a single one, so that a single one's scatter errs on the safe side.
"""
_COUNT = re.compile(r"; n = (\d+)$")


class Level(StrEnum):
    """What was repeated: trials are put on anew each time, repetitions follow each other in one of them."""

    TRIALS = "trials"
    REPETITIONS = "repetitions"


@dataclass(frozen=True, slots=True)
class VisitValue:
    """One number of one side in one visit, before anything is compared."""

    visit_id: str
    at: datetime
    value: Measurement
    """Its uncertainty is that of the measurement alone (k = 2)."""
    count: int
    averaged: int
    """How many of them the scatter is divided by: all in a mean, one where the best counts."""
    level: Level
    spread: Spread | None
    """Of a single trial or repetition, within this visit."""
    trials: tuple[str, ...]
    conditions: Conditions | None
    """None where nothing was measured."""
    method: str
    """The formula, without what differs from trial to trial."""


def counts(trial: TrialNumbers) -> bool:
    """Whether a trial measures the person: not practice, not rejected, not ended by a device, and no planned dose."""
    return trial.kept is not False and not trial.practice and trial.outcome not in UNUSED and not is_dose(trial)


def is_dose(trial: TrialNumbers) -> bool:
    """Whether a test was done as the dose that was planned with the person, to its goal and not as far as can be."""
    if "planned" not in trial.protocol_text:
        return False
    try:
        return bool(protocol_of(trial.protocol_text).planned)
    except StationError:
        return False


def visit_value(trials: Sequence[TrialNumbers], metric: str, side: Side, unit: str) -> VisitValue:
    """The value of one visit from its trials of one test that count (``counts``), at least one."""
    first = trials[0]
    lines = [(trial, found) for trial in trials if (found := trial.find(metric, side)) is not None]
    for state in (State.VALID, State.LIMITED):
        usable = [(trial, line.measurement) for trial, line in lines if line.measurement.state is state]
        if usable:
            return _from(usable, metric, side, len(lines))
    why = [reason for _, line in lines for reason in line.measurement.reasons] or ["it was not measured"]
    refused = [trial.refusal for trial in trials if trial.refusal]
    empty = invalid(unit, *dict.fromkeys([*refused, *why]))
    return VisitValue(
        first.visit_id, first.visit_at, empty, 0, 0, Level.TRIALS, None, tuple(trial.id for trial in trials), None, ""
    )


def _from(usable: Sequence[tuple[TrialNumbers, Measurement]], metric: str, side: Side, found: int) -> VisitValue:
    first, one = usable[0]
    values = [measured.value for _, measured in usable if measured.value is not None]
    known = [measured.uncertainty for _, measured in usable if measured.uncertainty is not None]
    level, spread, count, averaged = Level.TRIALS, spread_of(values), len(values), len(values)
    if len(usable) == 1:
        repeated = _repetitions(first, metric, side, values[0])
        if repeated is not None:
            level, (spread, count, averaged) = Level.REPETITIONS, repeated
    reasons = list(dict.fromkeys(reason for _, measured in usable for reason in measured.reasons))
    if found > len(usable):
        reasons.append(f"from {len(usable)} of {found} trials, the others are not usable")
    try:
        conditions: Conditions | None = conditions_of(first, metric, side)
    except StationError as error:
        conditions, reasons = None, [*reasons, str(error)]
    # errors of the device are the same in all trials of a visit, so the mean keeps their uncertainty
    uncertainty = float(np.mean(known)) if len(known) == len(values) else None
    value = Measurement(float(np.mean(values)), one.unit, one.state, tuple(reasons), uncertainty, _formula(one.method))
    ids = tuple(trial.id for trial, _ in usable)
    return VisitValue(
        first.visit_id, first.visit_at, value, count, averaged, level, spread, ids, conditions, value.method
    )


def _repetitions(trial: TrialNumbers, metric: str, side: Side, value: float) -> tuple[Spread, int, int] | None:
    """How the repetitions inside one trial vary, where a number of it says so; how many they are and are averaged."""
    key, averaged = VARIATION.get(metric, ("", None))
    variation = trial.find(key, side)
    if variation is None or variation.measurement.value is None:
        return None
    counted = _COUNT.search(variation.measurement.method)
    count = int(counted.group(1)) if counted else 0
    if count < 2:
        return None
    spread = Spread(abs(value) * variation.measurement.value / 100.0, float(count - 1))
    return spread, count, count if averaged is None else min(averaged, count)


def _formula(method: str) -> str:
    return _COUNT.sub("", method)


# What the scatter of all visits says of each ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scatter:
    """The person's own scatter over all visits of a series, for each level on which something was repeated."""

    trials: Spread | None
    repetitions: Spread | None

    def of(self, value: VisitValue) -> Spread | None:
        return self.trials if value.level is Level.TRIALS else self.repetitions

    def error_of(self, value: VisitValue) -> float | None:
        """Standard error of the visit's mean; None where nothing was ever repeated."""
        spread = self.of(value)
        return None if spread is None or value.averaged < 1 else standard_error(spread, value.averaged)

    def freedom_of(self, first: VisitValue, second: VisitValue) -> float | None:
        """By how many degrees of freedom the scatter behind both is known; None where one of them has none."""
        spreads = [self.of(first), self.of(second)]
        known = [each.freedom for each in spreads if each is not None]
        return min(known) if len(known) == len(spreads) else None

    def banded(self, value: VisitValue) -> Measurement:
        """The visit's value with its band (95 %): own scatter and the measurement's uncertainty together."""
        known, spread, error = value.value, self.of(value), self.error_of(value)
        if known.value is None or spread is None or error is None:
            return known
        own = student_95(spread.freedom) * error
        band = float(np.hypot(own, known.uncertainty or 0.0))
        return Measurement(known.value, known.unit, known.state, known.reasons, band, known.method)


def scatter_of(values: Sequence[VisitValue]) -> Scatter:
    """Pooled within the visits, which takes nothing for a scatter that happened between them."""

    def of(level: Level) -> Spread | None:
        return pooled([each.spread for each in values if each.spread is not None and each.level is level])

    return Scatter(of(Level.TRIALS), of(Level.REPETITIONS))
