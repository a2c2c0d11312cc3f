"""Stored trials for comparisons over visits, as values: whatever matters can be said, the rest is usual."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from dsp.catalog import CATALOG
from dsp.measurement import Measurement, State, invalid
from station.change.stored import TrialNumbers
from station.filing import protocol_text
from station.model import NamedMeasurement, Outcome, Side
from station.records import Source

FIRST = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEST = "hip_abduction_iso"
SETUP = """
[setup]
posture = "side_lying"
device_at = "above_ankle"
fixing = "strap"
"""


def number(
    key: str,
    value: float | None,
    side: Side = Side.LEFT,
    *,
    uncertainty: float | None = 1.0,
    state: State = State.VALID,
    reasons: Sequence[str] = (),
    method: str | None = None,
) -> NamedMeasurement:
    row = CATALOG[key]
    if value is None:
        return NamedMeasurement(key, row.title, side, invalid(row.unit, *reasons, method=row.method))
    made_by = row.method if method is None else method
    return NamedMeasurement(
        key, row.title, side, Measurement(value, row.unit, state, tuple(reasons), uncertainty, made_by)
    )


def repetitions(values: Sequence[float], side: Side = Side.LEFT, uncertainty: float = 1.0) -> list[NamedMeasurement]:
    """Mean and variation of a trial's repetitions, as the analysis stores them."""
    mean, count = float(np.mean(values)), len(values)
    cv = 100.0 * float(np.std(values, ddof=1)) / mean
    means = CATALOG["peak_force"].method + f"; n = {count}"
    spread = CATALOG["peak_force_cv"].method + f"; n = {count}"
    return [
        number("peak_force", mean, side, uncertainty=uncertainty, method=means),
        number("peak_force_cv", cv, side, uncertainty=None, method=spread),
    ]


def source(
    sides: Sequence[Side] = (Side.LEFT,),
    model: str = "Progressor",
    serial: str = "1",
    calibration: str = "c-1",
    uncertainty: float = 0.01,
) -> Source:
    record = {"id": calibration, "uncertainty": uncertainty}
    return Source(0, 0, model, serial, "1.0", tuple(sides), record, None, 0, 100, (), 80.0, None, None)


def trial(week: float, *lines: NamedMeasurement, **other: Any) -> TrialNumbers:
    """A trial of that week; ``text`` changes lines of the test's file: {"reps = 3": "reps = 4"}."""
    at = FIRST + timedelta(weeks=week)
    text = re.sub(r"\n\[setup\]\n(\w+ = .*\n)*", "\n", protocol_text(TEST)) + SETUP
    changes: Mapping[str, str] = other.pop("text", {})
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    made: dict[str, Any] = {
        "id": f"t-{week}",
        "visit_id": f"v-{week}",
        "visit_at": at,
        "started_at": at,
        "protocol": TEST,
        "protocol_text": text,
        "title": "Hip abduction",
        "outcome": Outcome.COMPLETED,
        "complete": True,
        "kept": True,
        "practice": False,
        "retest_of": None,
        "refusal": None,
        "software": "counterpoise 1",
        "code_sha256": "a",
        "methods": {},
        "sources": (source(),),
        "measurements": tuple(lines),
    }
    return TrialNumbers(**{**made, **other})
