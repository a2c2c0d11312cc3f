"""The loss of form of a hold: when, what changed, and the mark that says so on the curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dsp.catalog import CATALOG
from dsp.endurance import Hold
from dsp.form_loss import (
    LASTING_S,
    SHARE_BAND,
    TIMES_WANDER,
    UNSTEADY_TIMES,
    Change,
    FormLoss,
    NoBeginning,
    change_at,
    find_form_loss,
)
from dsp.metric import Facts, judge
from station.model import Mark, NamedMeasurement, Side
from station.timeline import ONE_FORCE, Timeline, moved_time, named, withheld

NAME = "form loss"
_TIME, _SHIFT = "form_kept_time", "form_loss_shift"
KEPT = "form kept to the end"
DATE_WITHIN_S, DATE_WITHIN_PART = 10.0, 0.25
"""A moment whose band (k = 2) is wider than this, or than this part of the hold, is none: what it is compared with,
the beginning of the hold, is itself that long, so that a wider band says only that form was lost at some time."""

Parameters = dict[str, float | str]


def form_lines(
    line: Timeline,
    hold: Hold,
    moved: Sequence[Mark],
    bound: str,
    late: tuple[str, ...] = (),
    names: tuple[str, str] = ("left", "right"),
) -> tuple[list[NamedMeasurement], tuple[Mark, ...], dict[str, Parameters]]:
    """Time and size of the loss of form, its mark where there is one, and the method.

    A loss that no one moment can be told of has none: the reason says between which two it lies, the mark's band too.
    Where form was kept the time is that of the hold (limited by ``bound``, why that is a lower bound only), and there
    is neither a size nor a mark.  ``late`` says why the beginning of the hold is not that of the recording, ``names``
    what the left and the right plate are called.
    """
    seen = hold if line.left_n is None else hold.under(line.left_n)
    placed_s = moved_time(moved, NAME, Side.BOTH)
    why = ""
    try:
        loss = find_form_loss(seen)
    except NoBeginning as error:
        loss, why = None, str(error)
    if placed_s is not None and (loss is None or abs(placed_s - loss.time_s) > 0.5 / line.fs_hz):
        loss, why = change_at(seen, placed_s), ""
        if loss is None:
            why = f"the mark {NAME} stands too near to an end of the hold to compare before and after"
    lines = [_time_line(line, hold, loss, why, bound, late, names), *_shift_lines(line, hold, loss, why)]
    marks = () if loss is None else (Mark(NAME, Side.BOTH, loss.time_s, placed_s is None, loss.uncertainty_s),)
    return lines, marks, {"form_loss.change_point": _parameters(loss)}


def _parameters(loss: FormLoss | None) -> Parameters:
    return {
        "share_band_percent": SHARE_BAND,
        "unsteadiness_times": UNSTEADY_TIMES,
        "times_wander": TIMES_WANDER,
        "lasting_s": LASTING_S,
        "date_within_s": DATE_WITHIN_S,
        "date_within_part": DATE_WITHIN_PART,
        "change": "none" if loss is None else loss.change.value,
    }


def _facts(line: Timeline, hold: Hold) -> Facts:
    part = hold.steady
    return line.facts(part.start, max(part.start, part.stop - 1))


def _time_line(
    line: Timeline,
    hold: Hold,
    loss: FormLoss | None,
    why: str,
    bound: str,
    late: tuple[str, ...],
    names: tuple[str, str],
) -> NamedMeasurement:
    metric, facts = CATALOG[_TIME], _facts(line, hold)
    if why:
        return withheld(metric, why)[0]
    onset_s = float(line.time_s[hold.onset])
    if loss is None:
        kept_s = float(line.time_s[hold.end]) - onset_s
        known = float(np.hypot(hold.end_uncertainty_s, hold.onset_uncertainty_s))
        limits = (*late, *((bound,) if bound else ()))
        note = KEPT if line.left_n is not None else f"{KEPT}, as far as one force tells; load share needs two plates"
        return named(metric, Side.BOTH, judge(metric, kept_s, facts, uncertainty=known, limits=limits, notes=(note,)))
    vague = _not_dated(loss, onset_s, float(line.time_s[hold.end]), names)
    if vague:
        return withheld(metric, vague)[0]
    known = float(np.hypot(loss.uncertainty_s, hold.onset_uncertainty_s))
    result = judge(
        metric, loss.time_s - onset_s, facts, uncertainty=known, limits=late, notes=(described(loss, names),)
    )
    return named(metric, Side.BOTH, result)


def _not_dated(loss: FormLoss, onset_s: float, end_s: float, names: tuple[str, str]) -> str:
    """Why there is no single moment at which form was lost; empty where there is one."""
    if 2.0 * loss.uncertainty_s <= min(DATE_WITHIN_S, DATE_WITHIN_PART * (end_s - onset_s)):
        return ""
    first_s = max(0.0, loss.time_s - loss.uncertainty_s - onset_s)
    last_s = min(end_s, loss.time_s + loss.uncertainty_s) - onset_s
    lost = "form was lost" if loss.change is Change.TRANSFER else "form was lost gradually"
    return f"{lost}: between {first_s:.0f} and {last_s:.0f} s, with no one moment ({described(loss, names)})"


def described(loss: FormLoss, names: tuple[str, str] = ("left", "right")) -> str:
    """What changed, for the therapist.  Example: ``sudden transfer of load: 20 points from right to left``."""
    if loss.change is Change.UNSTEADY:
        return f"{loss.change.value}: {loss.size:.1f} times that of the beginning"
    left, right = names
    to = f"from {right} to {left}" if loss.size > 0 else f"from {left} to {right}"
    return f"{loss.change.value}: {abs(loss.size):.0f} points {to}"


def _shift_lines(line: Timeline, hold: Hold, loss: FormLoss | None, why: str) -> list[NamedMeasurement]:
    metric = CATALOG[_SHIFT]
    if line.left_n is None:
        return withheld(metric, ONE_FORCE)
    if loss is None:
        return withheld(metric, why) if why else []
    if loss.change is Change.UNSTEADY:
        return withheld(metric, "form was lost to unsteadiness; the load share stayed")
    facts = _facts(line, hold)
    return [
        named(metric, side, judge(metric, sign * loss.size, facts, uncertainty=loss.size_uncertainty))
        for side, sign in ((Side.LEFT, 1.0), (Side.RIGHT, -1.0))
    ]
