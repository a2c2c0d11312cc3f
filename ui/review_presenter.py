"""Decides what the review says: rows, headline, marks, axes, and the columns of a stored curve.  No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dsp.measurement import State
from dsp.minmax import polyline_envelope
from station.model import Curve, Floats, Mark, NamedMeasurement, Outcome, Side, TrialReview
from ui.force_axis import round_step, round_up
from ui.numbers import mark_name, reading

STATE_CHIPS = {
    State.VALID: ("valid", "good"),
    State.LIMITED: ("limited", "caution"),
    State.INVALID: ("not shown", "trouble"),
}
_WORST = (State.INVALID, State.LIMITED, State.VALID)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One measure over its sides."""

    key: str
    title: str
    values: tuple[tuple[Side, str], ...]
    state: State
    why: str


@dataclass(frozen=True, slots=True)
class HeadlineValue:
    """One side of the headline: ``whole`` is empty where the number is withheld and ``why`` stands instead."""

    side: Side
    whole: str
    spread: str
    why: str


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    """Everything on the review except the curve itself."""

    headline_title: str
    headline: tuple[HeadlineValue, ...]
    sides: tuple[Side, ...]
    rows: tuple[TableRow, ...]
    decision: str
    decision_tone: str
    outcome: str
    plot_title: str
    lower_n: float
    upper_n: float
    last_s: float
    time_ticks: tuple[tuple[float, str], ...]


def screen(review: TrialReview) -> ReviewScreen:
    """The review's texts and figures."""
    decision, tone = decided(review.kept)
    title, headline = _headline(review)
    lower, upper = force_range(review.curves)
    last = max((float(curve.time_s[-1]) for curve in review.curves if len(curve.time_s)), default=1.0)
    step = round_step(last, 10)
    return ReviewScreen(
        headline_title=title,
        headline=headline,
        sides=tuple(side for side in Side if any(named.side is side for named in review.measurements)),
        rows=tuple(table(review.measurements)),
        decision=decision,
        decision_tone=tone,
        outcome=outcome_text(review.outcome),
        plot_title=_plot_title(review),
        lower_n=lower,
        upper_n=upper,
        last_s=last,
        time_ticks=tuple((k * step, f"{k * step:g} s") for k in range(int(last / step + 0.02) + 1)),
    )


def decided(kept: bool | None) -> tuple[str, str]:
    """Word and tone of a decision."""
    return {None: ("not decided", "caution"), True: ("kept", "good"), False: ("rejected", "neutral")}[kept]


def outcome_text(outcome: Outcome) -> str:
    """How the trial ended, where that is worth saying."""
    return "" if outcome is Outcome.COMPLETED else outcome.value[0].upper() + outcome.value[1:]


def table(measurements: tuple[NamedMeasurement, ...]) -> list[TableRow]:
    """One row per measure, sides side by side; the worst state of a row is its state, with all its reasons."""
    grouped: dict[str, list[NamedMeasurement]] = {}
    for named in measurements:
        grouped.setdefault(named.key, []).append(named)
    return [
        TableRow(
            key=key,
            title=group[0].title,
            values=tuple((named.side, reading(key, named.measurement).text()) for named in group),
            state=next(state for state in _WORST if any(named.measurement.state is state for named in group)),
            why=_why(group),
        )
        for key, group in grouped.items()
    ]


def _why(group: list[NamedMeasurement]) -> str:
    """Reasons of a row; named by side only where the sides differ."""
    said: dict[str, list[Side]] = {}
    for named in group:
        for reason in named.measurement.reasons:
            said.setdefault(reason, []).append(named.side)
    everywhere = len({named.side for named in group})
    return "; ".join(
        reason if len(sides) == everywhere else f"{' and '.join(side.value for side in sides)}: {reason}"
        for reason, sides in said.items()
    )


def _headline(review: TrialReview) -> tuple[str, tuple[HeadlineValue, ...]]:
    chosen = [named for named in review.measurements if named.key == review.headline]
    values = []
    for named in chosen:
        shown = reading(named.key, named.measurement)
        spread = f"± {shown.plus_minus} {shown.unit}" if shown.plus_minus else shown.unit
        why = "" if shown.value else "; ".join(named.measurement.reasons)
        values.append(HeadlineValue(named.side, shown.value, spread if shown.value else "", why))
    return (chosen[0].title if chosen else "Result"), tuple(values)


def _plot_title(review: TrialReview) -> str:
    sides = {curve.side for curve in review.curves}
    if sides == {Side.LEFT}:
        return "Force, left side"
    if sides == {Side.RIGHT}:
        return "Force, right side"
    return "Force, left and right" if {Side.LEFT, Side.RIGHT} <= sides else "Force"


def force_range(curves: tuple[Curve, ...]) -> tuple[float, float]:
    """Lower and round upper end that hold every curve."""
    highest, lowest = 10.0, 0.0
    for curve in curves:
        if np.isfinite(curve.force_n).any():
            highest = max(highest, float(np.nanmax(curve.force_n)))
            lowest = min(lowest, float(np.nanmin(curve.force_n)))
    upper = round_up(highest * 1.02)
    return min(-0.02 * upper, lowest * 1.1), upper


def columns_of(curve: Curve, first_s: float, last_s: float, columns: int) -> tuple[Floats, Floats]:
    """Least and greatest force per pixel column: samples and the straight lines between them; NaN in gaps."""
    return polyline_envelope(
        curve.time_s, curve.force_n, first_s, (last_s - first_s) / columns, columns, max_step_s=math.inf
    )


def value_at(curve: Curve, time_s: float) -> float | None:
    """Force at a time, None in a gap or outside."""
    if not len(curve.time_s):
        return None
    value = float(np.interp(time_s, curve.time_s, curve.force_n, left=np.nan, right=np.nan))
    return value if np.isfinite(value) else None


def mark_label(mark: Mark, marks: tuple[Mark, ...]) -> str:
    """The mark's name, with its side's letter where both sides have one of that name, and a sign of a hand."""
    name = mark_name(mark.name)
    twins = {other.side for other in marks if other.name == mark.name}
    if len(twins) > 1 and mark.side is not Side.BOTH:
        name = f"{mark.side.value[0].upper()} {name}"
    return name if mark.automatic or not mark.movable else f"{name} · moved"


def mark_rows(spans: list[tuple[float, float]]) -> list[int]:
    """The row of each handle (left, right pixels, in order of time), so that no two in one row overlap."""
    ends: list[float] = []
    rows = []
    for left, right in spans:
        row = next((k for k, end in enumerate(ends) if left >= end), len(ends))
        if row == len(ends):
            ends.append(right)
        else:
            ends[row] = right
        rows.append(row)
    return rows
