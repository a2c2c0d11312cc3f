"""What the station found out about the devices around a trial, and what follows from it for the trial's numbers.

Findings are markers in the recording, or, where they came after it was closed, methods of a later run (``AFTER``);
both say the same things in the same words, so that a trial that is computed again has the same doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import numpy as np

from drivers.calibration import Calibration
from drivers.contracts import Signal
from station.trial_doubt import Effect, Touches, TrialDoubt

Findings = Mapping[str, Mapping[str, Any]]
"""What was found, by its name: the same in a recording's markers and in a run's methods."""

ZERO_CHECK: Final = "zero_check"
"""Newtons on each side of empty plates before the effort: ``{"left": 0.4, "right": -0.1}``."""
ZERO_RETURN: Final = "zero_return"
"""The same after the trial, with the zero that it was measured with."""
SIDE_CHECK: Final = "side_check"
"""Which side was loaded first although the left was asked for: ``{"first": "right"}``."""
OVERLOAD: Final = "overload"
"""Where a side reached its limit, and what its true force is at least: ``{"side": "left", "least_n": 1471.0}``."""
RATE_CHECK: Final = "rate_check"
"""The part of its promised rate that each stream kept, by its number: ``{"0": 0.93}``."""
UNSEEN_LOSS: Final = "unseen_loss"
"""Samples that seem to be lost of a device that does not number them: ``{"samples": 12, "seconds": 0.12}``."""
WEIGHT_CARRIED: Final = "weight_carried"
"""The body weight of an earlier test of the visit, for one without weighing: ``{"mass_kg": 71.4, "uncertainty_kg": 0.7,
"age_s": 600.0, "recording": id, "taken_for": "cmj"}``."""
ZERO_CARRIED: Final = "zero_carried"
"""The zero is that of an earlier trial of the visit: ``{"age_s": 240.0, "taken_for": "cmj"}``."""
REST_CUT: Final = "rest_cut"
"""The client rested for less than the test wants before this trial: ``{"wanted_s": 60.0, "missed_s": 22.5}``."""
AFTER: Final = "after."
"""A method of this beginning is a finding that came when the trial was stored already."""

ZERO_SAID_N, ZERO_ASKED_N, ZERO_REFUSED_N = 1.0, 2.0, 5.0
"""A plate that is off by so much with nobody on it: said and forces limited, zero asked for, and no motion computed."""
HEIGHT_CM_PER_N = 0.315
"""What one newton on either plate does to a jump's height by impulse (both plates 1 N off: 0.63 cm)."""
RATE_SAID, RATE_KEPT = 0.99, 0.95
"""The part of its rate that a device must keep: below the first times are limited, below the second withheld."""

NOT_VERIFIED: Final = "calibration not verified"
PROOF_FAILED: Final = "FAILED"
"""Stands in the line of a proof (``Calibration.proofs``) that was not passed."""
SWAPPED: Final = (
    "left and right may be swapped: the {first} {what} was loaded first although the {other} one was asked for"
)


def zero_doubts(reading_n: Mapping[str, float], *, plates: bool = True) -> Iterator[TrialDoubt]:
    """What it means that plates (or dynamometers) read this with nobody on them, by side."""
    worst = max((abs(force) for force in reading_n.values()), default=0.0)
    if worst < ZERO_SAID_N:
        return
    off = [side for side, force in reading_n.items() if abs(force) >= ZERO_SAID_N]
    what = "plate" if plates else "dynamometer"
    said = " and ".join(f"the {side} {what} reads {reading_n[side]:+.1f} N" for side in off)
    said = said.replace("-", "\N{MINUS SIGN}")
    under_load = min(reading_n.values()) <= -ZERO_REFUSED_N
    reason = (
        f"{'zero was taken under load: ' if under_load else ''}{said} with {'nobody' if plates else 'nothing'} on it"
    )
    if plates:
        height_cm = HEIGHT_CM_PER_N * sum(abs(reading_n[side]) for side in off)
        motion = f"{reason}; heights by impulse can be wrong by {height_cm:.1f} cm"
        yield TrialDoubt(motion, Touches.MOTION, Effect.REFUSE if worst >= ZERO_REFUSED_N else Effect.LIMIT)
    yield TrialDoubt(reason, Touches.FORCES, Effect.LIMIT)


def side_doubts(first: str, what: str) -> Iterator[TrialDoubt]:
    """What it means that this side was loaded first; nothing where it was the left."""
    if first == "right":
        reason = SWAPPED.format(first="right", other="left", what=what)
        yield TrialDoubt(reason, Touches.SIDES, Effect.LIMIT)


def rate_doubts(share: float, rate_hz: float) -> Iterator[TrialDoubt]:
    """What it means that a device kept only this part of the ``rate_hz`` that it promises."""
    if share >= RATE_SAID:
        return
    reason = (
        f"the device sends {share * rate_hz:.4g} samples a second and should send {rate_hz:.4g}: it leaves some out or "
        "its clock is wrong"
    )
    yield TrialDoubt(reason, Touches.RATES, Effect.REFUSE if share < RATE_KEPT else Effect.LIMIT)


def unseen_loss_doubts(samples: float, seconds: float) -> Iterator[TrialDoubt]:
    """What it means that about so many samples, so many seconds, are missing somewhere in a trial."""
    reason = (
        f"about {samples:.0f} samples were lost somewhere in this trial, and the device does not number its samples: "
        f"times can be too short by {1000.0 * seconds:.0f} ms"
    )
    yield TrialDoubt(reason, Touches.RATES, Effect.LIMIT)
    yield TrialDoubt(reason, Touches.MOTION, Effect.LIMIT)


def overload_doubts(overloads: Iterable[Mapping[str, Any]], *, plates: bool) -> Iterator[TrialDoubt]:
    """That sides reached their limits somewhere in the trial: what was there does not count, which is to be known."""
    what = "plate" if plates else "dynamometer"
    for each in overloads:
        if isinstance(each.get("least_n"), int | float) and each.get("side") in ("left", "right"):
            reason = (
                f"in this trial the {each['side']} {what} reached its limit: it felt {each['least_n']:.0f} N or more"
            )
            yield TrialDoubt(reason, Touches.FORCES, Effect.NOTE)


def calibration_doubts(calibration: Calibration, day: date) -> Iterator[TrialDoubt]:
    """What it means that a calibration is as old as it was on this day, or that nobody verified it."""
    if calibration.expired(day):
        reason = f"calibration expired: it is of {calibration.dated_on}, more than 12 months before this trial"
        yield TrialDoubt(reason, Touches.FORCES, Effect.LIMIT)
    elif calibration.dated_on is None:
        said = "the day of the calibration is not known" if calibration.uncertainty else NOT_VERIFIED
        yield TrialDoubt(said, Touches.FORCES, Effect.NOTE)
    if calibration.accepted:
        yield TrialDoubt(calibration.accepted, Touches.FORCES, Effect.LIMIT)
    for line in calibration.proofs:
        if PROOF_FAILED in line:
            yield TrialDoubt(f"the device did not pass its last proof ({line})", Touches.FORCES, Effect.LIMIT)


def promised_hz(signal: Signal, rate_hz: float) -> float:
    """The rate that a device of this kind should have, when it sends at this one: the nearest of those it may have."""
    rates = (signal.nominal_rate_hz, *signal.other_rates_hz)
    return min(rates, key=lambda rate: abs(np.log(max(rate_hz, 1e-9) / rate)))


def found_doubts(findings: Mapping[str, Mapping[str, Any]], *, plates: bool) -> Iterator[TrialDoubt]:
    """The doubts that findings give, by their names; what cannot be read is passed over."""
    for name, data in findings.items():
        if name in (ZERO_CHECK, ZERO_RETURN):
            numbers = {side: float(data[side]) for side in ("left", "right") if isinstance(data.get(side), int | float)}
            yield from zero_doubts(numbers, plates=plates)
        elif name == SIDE_CHECK:
            yield from side_doubts(str(data.get("first", "")), "plate" if plates else "dynamometer")
        elif name == REST_CUT:
            wanted, missed = data.get("wanted_s"), data.get("missed_s")
            if isinstance(wanted, int | float) and isinstance(missed, int | float):
                yield from rest_doubts(float(wanted), float(missed))
        elif name == UNSEEN_LOSS:
            samples, seconds = data.get("samples"), data.get("seconds")
            if isinstance(samples, int | float) and isinstance(seconds, int | float):
                yield from unseen_loss_doubts(float(samples), float(seconds))


def rest_doubts(wanted_s: float, missed_s: float) -> Iterator[TrialDoubt]:
    """What it means that the rest before a trial was shorter: it is said, and decides nothing."""
    reason = f"the rest before this trial was {wanted_s - missed_s:.0f} s instead of {wanted_s:.0f} s"
    yield TrialDoubt(reason, Touches.FORCES, Effect.NOTE)


def later_findings(methods: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What was found when a trial was stored already, from the methods of its run."""
    return {name.removeprefix(AFTER): data for name, data in methods.items() if name.startswith(AFTER)}


def as_methods(findings: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, float | str]]:
    """Later findings as the methods of a run keep them."""
    return {AFTER + name: dict(data) for name, data in findings.items()}
