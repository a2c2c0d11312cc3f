"""Decides what the review says: rows, headline, marks, axes, and the columns of a stored curve.  No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dsp.catalog import CATALOG
from dsp.minmax import polyline_envelope
from station.model import Curve, Floats, Mark, NamedMeasurement, Outcome, Side, TrialReview
from ui.force_axis import round_step
from ui.measures_presenter import Column, TableRow, columns_shown, first_rows, same_sentence, table
from ui.numbers import in_words, mark_name, reading
from ui.words import number, say, told

BEFORE_S, AFTER_S, SHORTEST_S = 1.5, 1.0, 0.05
"""What is seen around the movement, and the shortest time that fills the plot."""


@dataclass(frozen=True, slots=True)
class HeadlineValue:
    """One side of the headline: ``whole`` is empty where the number is withheld and ``why`` stands instead."""

    side: Side
    whole: str
    unit: str
    spread: str
    why: str


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    """Everything on the review except the curve itself."""

    headline_title: str
    headline: tuple[HeadlineValue, ...]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    first: tuple[TableRow, ...]
    """The rows that are read at once; the others wait behind a button."""
    detail: str


def screen(review: TrialReview) -> ReviewScreen:
    """The review's texts and figures."""
    title, headline = _headline(review)
    rows = tuple(table(review.measurements, review.refusal))
    return ReviewScreen(
        headline_title=title,
        headline=headline,
        columns=columns_shown(rows),
        rows=rows,
        first=first_rows(rows, review.headline),
        detail=told(in_words(review.verdict_detail)),
    )


def movement(marks: Sequence[Mark], last_s: float) -> tuple[float, float]:
    """First and last second of the movement with a little around it; the whole trial without marks."""
    if not marks:
        return 0.0, last_s
    first = max(0.0, min(mark.time_s for mark in marks) - BEFORE_S)
    last = min(last_s, max(mark.time_s for mark in marks) + AFTER_S)
    return (first, last) if last - first >= SHORTEST_S else (0.0, last_s)


def zoomed(view: tuple[float, float], about_s: float, factor: float, last_s: float) -> tuple[float, float]:
    """The part of the trial that is seen after zooming by ``factor`` about a time that stays where it is."""
    first, last = view
    span = min(last_s, max(SHORTEST_S, (last - first) * factor))
    share = (about_s - first) / (last - first)
    return shifted((about_s - share * span, about_s + (1 - share) * span), 0.0, last_s)


def shifted(view: tuple[float, float], seconds: float, last_s: float) -> tuple[float, float]:
    """The same span further right or left, kept inside the trial."""
    span = min(view[1] - view[0], last_s)
    first = min(max(0.0, view[0] + seconds), last_s - span)
    return first, first + span


def time_ticks(view: tuple[float, float]) -> tuple[tuple[float, str], ...]:
    """Round seconds inside the view with their labels."""
    step = round_step(view[1] - view[0], 10)
    from_k, to_k = math.ceil(view[0] / step - 1e-6), math.floor(view[1] / step + 0.02)
    return tuple((k * step, say("{seconds:.6g} s", seconds=k * step)) for k in range(from_k, to_k + 1))


def decided(kept: bool | None) -> tuple[str, str]:
    """Word and tone of a decision."""
    if kept is None:
        return say("not decided"), "caution"
    return (say("kept"), "good") if kept else (say("rejected"), "neutral")


def outcome_text(outcome: Outcome) -> str:
    """How the trial ended, where that is worth saying."""
    words = told(outcome.value)
    return "" if outcome is Outcome.COMPLETED else words[0].upper() + words[1:]


def _headline(review: TrialReview) -> tuple[str, tuple[HeadlineValue, ...]]:
    chosen = [named for named in review.measurements if named.key == review.headline]
    values = []
    for named in chosen:
        shown = reading(named.key, named.measurement)
        spread = f"± {number(shown.plus_minus)} {shown.unit}" if shown.plus_minus else ""
        said = [reason for reason in named.measurement.reasons if not same_sentence(reason, review.refusal)]
        why = "" if shown.value else "; ".join(told(reason) for reason in said)
        values.append(HeadlineValue(named.side, number(shown.value), shown.unit if shown.value else "", spread, why))
    return (headline_title(chosen, review.marks) if chosen else say("Result")), tuple(values)


def headline_title(chosen: Sequence[NamedMeasurement], marks: tuple[Mark, ...]) -> str:
    """``Peak force, mean of 3``: the title, with how many repetitions it is the mean of, where it is one."""
    title, metric = told(chosen[0].title), CATALOG.get(chosen[0].key)
    if metric is None or "mean of the repetitions" not in metric.method:
        return title
    if any("mean of" in reason for named in chosen for reason in named.measurement.reasons):
        return say("{measure}, mean of the usable repetitions", measure=title)
    counts = {
        named.side: sum(mark.side is named.side and mark.name.split(" ")[0] == "onset" for mark in marks)
        for named in chosen
        if named.measurement.value is not None
    }
    different = set(counts.values())
    if 0 in different:
        # repetitions of other trials, or marks of another kind: nothing is known
        return title
    if len(different) == 1:
        count = different.pop()
        if count == 1:
            return say("{measure}, one repetition", measure=title)
        return say("{measure}, mean of {count} repetitions", measure=title, count=count)
    if {Side.LEFT, Side.RIGHT} <= set(counts):
        left, right = counts[Side.LEFT], counts[Side.RIGHT]
        return say("{measure}, mean of {left} left and {right} right", measure=title, left=left, right=right)
    return title


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
    name = mark_words(mark.name)
    twins = {other.side for other in marks if other.name == mark.name}
    if len(twins) > 1 and mark.side is not Side.BOTH:
        name = f"{mark.side.value[0].upper()} {name}"
    return name if mark.automatic or not mark.movable else say("{mark} · moved", mark=name)


def mark_words(name: str) -> str:
    """``onset 2`` in the language of the window."""
    kind, _, number_ = mark_name(name).rpartition(" ")
    return f"{told(kind)} {number_}" if kind and number_.isdecimal() else told(mark_name(name))


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
