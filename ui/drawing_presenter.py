"""Decides which curves the review draws, over each other and how, and which marks stand on them.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from station.desks.reviewing import Origin, Overlay, Overlays
from station.model import Curve, Mark, Side, TrialReview
from station.stored_curves import beginnings, laid_over
from ui.dates import short_date
from ui.force_axis import round_up
from ui.words import later, say, told


class Shown(StrEnum):
    """What the large panel shows of a trial; the keys 1 to 5 choose."""

    BOTH = later("Both sides")
    LEFT = later("Left")
    RIGHT = later("Right")
    OVER = later("Left over right")
    PRESSURE = later("Pressure")


ORIGINS = {Origin.VISIT: "light", Origin.EARLIER: "light", Origin.FIRST: "dashed"}


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One curve; ``stroke`` is ``main``, ``ink``, ``light`` or ``dashed``."""

    curve: Curve
    stroke: str = "main"


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Everything inside the axes.  Lines that are looked at come last, over the others."""

    trial_id: str
    shown: Shown
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    shaded: bool
    nothing: str
    """What is said in place of curves."""
    lower_n: float
    upper_n: float
    last_s: float


def offered(review: TrialReview) -> tuple[Shown, ...]:
    """What can be looked at of a trial, in the order of the keys; the pressure is offered wherever both feet press."""
    sides = {curve.side for curve in review.curves}
    if not {Side.LEFT, Side.RIGHT} <= sides:
        return (Shown.BOTH, Shown.PRESSURE) if Side.BOTH in sides else (Shown.BOTH,)
    return tuple(Shown) if on_one_clock(review.curves) else (Shown.BOTH, Shown.LEFT, Shown.RIGHT, Shown.OVER)


def on_one_clock(curves: Sequence[Curve]) -> bool:
    """Whether left and right were sampled at the same instants, so that they can be added."""
    sides = {curve.side: curve for curve in curves}
    left, right = sides.get(Side.LEFT), sides.get(Side.RIGHT)
    return left is not None and right is not None and np.array_equal(left.time_s, right.time_s)


def with_total(curves: tuple[Curve, ...]) -> tuple[Curve, ...]:
    """The curves, after their total where left and right were sampled at the same instants of one clock."""
    sides = {curve.side: curve for curve in curves}
    if Side.BOTH in sides or not on_one_clock(curves):
        return tuple(sorted(curves, key=lambda curve: curve.side is not Side.BOTH))
    left, right = sides[Side.LEFT], sides[Side.RIGHT]
    return (Curve(Side.BOTH, left.time_s, left.force_n + right.force_n), *curves)


def drawing(review: TrialReview, shown: Shown, overlays: Sequence[Overlay]) -> Drawing:
    """What is drawn of a trial with these trials under it."""
    own, under = _own(review, shown), _under(review, shown, overlays)
    lower, upper = force_range([*own, *(line.curve for line in under)])
    return Drawing(
        trial_id=review.trial_id,
        shown=shown,
        lines=(*under, *(Line(curve, _stroke(curve, under)) for curve in own)),
        marks=_marks(review, shown),
        shaded=shown is Shown.OVER and len(own) > 1,
        nothing=_nothing(review),
        lower_n=lower,
        upper_n=upper,
        last_s=last_second(review),
    )


def last_second(review: TrialReview) -> float:
    """Of the trial's longest curve."""
    return max((float(curve.time_s[-1]) for curve in review.curves if len(curve.time_s)), default=1.0)


def _own(review: TrialReview, shown: Shown) -> tuple[Curve, ...]:
    sides = {curve.side: curve for curve in review.curves}
    if shown is Shown.LEFT:
        return (sides[Side.LEFT],)
    if shown is Shown.RIGHT:
        return (sides[Side.RIGHT],)
    if shown is Shown.OVER:
        right = _over_left(review, sides[Side.RIGHT])
        return (sides[Side.LEFT],) if right is None else (right, sides[Side.LEFT])
    return with_total(review.curves)


def _over_left(review: TrialReview, right: Curve) -> Curve | None:
    """The right side on the time of the left: as it is on one clock, else each effort from its own beginning on."""
    if on_one_clock(review.curves):
        return right
    begun = beginnings(review.marks, None)
    return laid_over(right, begun.of(Side.RIGHT), begun.of(Side.LEFT))


def _under(review: TrialReview, shown: Shown, overlays: Sequence[Overlay]) -> tuple[Line, ...]:
    """Other trials, the first visit lowest: the total where there is one and both sides are looked at."""
    if shown in (Shown.OVER, Shown.PRESSURE):
        return ()
    total = shown is Shown.BOTH and any(curve.side is Side.BOTH for curve in with_total(review.curves))
    sides = {Shown.LEFT: {Side.LEFT}, Shown.RIGHT: {Side.RIGHT}}.get(shown, {Side.BOTH} if total else set(Side))
    return tuple(
        Line(curve, ORIGINS[overlay.origin])
        for overlay in reversed(overlays)
        for curve in with_total(overlay.curves)
        if curve.side in sides
    )


def _nothing(review: TrialReview) -> str:
    """Why there is no curve."""
    if review.elsewhere:
        return say(
            "The curve lies on the station {station}, where it was recorded. The numbers are the same everywhere; "
            "marks are moved there.",
            station=review.elsewhere,
        )
    return say("This trial has no curve.")


def _stroke(curve: Curve, under: Sequence[Line]) -> str:
    """The total has no colour of its own: over earlier totals it is drawn in ink."""
    return "ink" if curve.side is Side.BOTH and any(line.curve.side is Side.BOTH for line in under) else "main"


def _marks(review: TrialReview, shown: Shown) -> tuple[Mark, ...]:
    wanted = {Shown.LEFT: Side.LEFT, Shown.RIGHT: Side.RIGHT, Shown.OVER: Side.LEFT}.get(shown)
    # without a curve nobody sees what a mark is moved on
    return tuple(
        mark for mark in review.marks if review.curves and (wanted is None or mark.side in (wanted, Side.BOTH))
    )


def force_range(curves: Sequence[Curve]) -> tuple[float, float]:
    """Lower and round upper end that hold every curve."""
    highest, lowest = 10.0, 0.0
    for curve in curves:
        if np.isfinite(curve.force_n).any():
            highest = max(highest, float(np.nanmax(curve.force_n)))
            lowest = min(lowest, float(np.nanmin(curve.force_n)))
    upper = round_up(highest * 1.02)
    return min(-0.02 * upper, lowest * 1.1), upper


def columns_end(curve: Curve, last_s: float) -> float:
    """Where the label of a curve stands: its last second in sight."""
    return min(last_s, float(curve.time_s[-1])) if len(curve.time_s) else last_s


# In words ------------------------------------------------------------------------------------------------------------


def plot_title(review: TrialReview, shown: Shown) -> str:
    """What the large panel shows."""
    sides = {curve.side for curve in review.curves}
    if shown is Shown.PRESSURE:
        return say("Centre of pressure")
    if shown is Shown.OVER:
        return say("Force, left over right")
    if shown is Shown.LEFT or sides == {Side.LEFT}:
        return say("Force, left side")
    if shown is Shown.RIGHT or sides == {Side.RIGHT}:
        return say("Force, right side")
    return say("Force, left and right") if {Side.LEFT, Side.RIGHT} <= sides else say("Force")


def hint(review: TrialReview, drawn: Drawing, overlays: Overlays | None, *, compared: bool) -> str:
    """One line beside the title: what the lines are."""
    if drawn.shown is Shown.OVER:
        if not drawn.shaded:
            return say("left and right begin at no common mark, so they cannot be laid over each other")
        if on_one_clock(review.curves):
            return say("shaded: the difference, in the colour of the higher side")
        return say("each right effort moved to the onset of the left one; shaded: the difference")
    if overlays is None:
        return say("reading other trials …")
    if not compared or not overlays.shown:
        return say("drag a mark to correct it; wheel, + and − zoom")
    parts = _named(overlays)
    total = any(line.curve.side is Side.BOTH and line.stroke in ORIGINS.values() for line in drawn.lines)
    said = " · ".join([say("earlier totals"), *parts] if total else parts)
    return say("{which} · aligned at {moment}", which=said, moment=told(overlays.aligned_at))


def short_day(at: datetime) -> str:
    """``5 Oct``, with the year where it is another one than this."""
    return short_date(at.date(), datetime.now(at.tzinfo).date())


def _named(overlays: Overlays) -> list[str]:
    by_origin: dict[Origin, list[str]] = {}
    for overlay in overlays.shown:
        of_visit = overlay.origin is Origin.VISIT
        name = say("trial {number}", number=overlay.number) if of_visit else short_day(overlay.started_at)
        by_origin.setdefault(overlay.origin, []).append(name)
    texts = []
    if Origin.FIRST in by_origin:
        texts.append(say("dashed: {day} (first)", day=by_origin[Origin.FIRST][0]))
    light = [*by_origin.get(Origin.VISIT, ()), *by_origin.get(Origin.EARLIER, ())]
    if light:
        texts.append(say("light: {others}", others=", ".join(light)))
    return texts
