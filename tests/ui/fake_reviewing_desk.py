"""A desk of reviews without a store: trials of the visit, earlier ones under the curve, a path, a change, two runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from fake_console import BOTH, LEFT, RIGHT, FakeConsole, named

from dsp.metric import Direction
from station.change.verdicts import Basis, Change, Detectable, Point, Series, TestProgress, Word
from station.desks.reviewing import (
    Ellipse,
    FootPath,
    MarkMove,
    Origin,
    Overlay,
    Overlays,
    PressurePath,
    RunLine,
    TrialChange,
    TrialStep,
)
from station.errors import StationError
from station.model import Curve, Side

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
FIRST, LAST = NOW - timedelta(weeks=6), NOW - timedelta(weeks=1)


def change(word: Word, amount: float | None, at: datetime, visit: str, detectable: float | None = None) -> Change:
    limit = None if detectable is None else Detectable(detectable, "N", Basis.OWN, "from own repetitions")
    return Change(word, "the change is more than the smallest detectable one", amount, None, limit, visit, at)


def series(key: str, side: Side, values: Sequence[float], detectable: float | None = 19.0) -> Series:
    visits = (("v-1", FIRST), ("v-2", LAST), ("v-now", NOW))
    points = []
    for place, ((visit, at), value) in enumerate(zip(visits, values, strict=True)):
        first = Change(Word.FIRST, "nothing earlier to compare with")
        since_first = change(Word.IMPROVED, value - values[0], FIRST, "v-1", detectable) if place else first
        since_last = change(Word.UNCHANGED, value - values[place - 1], visits[place - 1][1], visits[place - 1][0], 12.0)
        measured = named(key, key, side, value, "N", 4.0).measurement
        points.append(Point(visit, at, measured, 3, (f"t-{place}",), since_first, since_last if place else first))
    return Series(key, "Peak force", side, "N", Direction.HIGHER, tuple(points))


def stance(seconds: float = 30.0) -> PressurePath:
    time_s = np.arange(0, seconds, 0.01)
    right, forward = 0.006 * np.sin(1.7 * time_s), 0.011 * np.sin(1.1 * time_s + 0.4) + 0.02
    ellipse = Ellipse((0.0, 0.02), (0.0192, 0.0104), 88.0, np.pi * 0.0192 * 0.0104)
    path = FootPath(BOTH, np.stack([right, forward]))
    return PressurePath((path,), time_s, ellipse, 0.42, cutoff_hz=10.0, method="cells of two plates")


class FakeReviewingDesk:
    """Answers about the reviews of a fake console; ``broken`` names parts that cannot be read."""

    def __init__(self, console: FakeConsole) -> None:
        self.console = console
        self.asked: list[tuple[str, str]] = []
        self.broken: set[str] = set()
        self.path = stance()

    def _ask(self, part: str, trial_id: str) -> None:
        self.asked.append((part, trial_id))
        if part in self.broken:
            raise StationError("The raw recording of this trial lies on the station Room 2, where it was made.")

    def steps(self, trial_id: str) -> Sequence[TrialStep]:
        self._ask("steps", trial_id)
        steps = []
        for place, review in enumerate(self.console.reviews.values()):
            headline = tuple(each for each in review.measurements if each.key == review.headline)
            at = NOW + timedelta(minutes=4 * place)
            refused = review.refusal is not None
            steps.append(
                TrialStep(
                    review.trial_id, review.title, 1, 1, at, review.kept, review.said.practice, None, refused,
                    review.outcome, headline,
                )
            )  # fmt: skip
        return steps

    def overlays(self, trial_id: str) -> Overlays:
        self._ask("overlays", trial_id)
        review = self.console.reviews[trial_id]
        found = [(Origin.VISIT, NOW, 0.95), (Origin.EARLIER, LAST, 0.9), (Origin.FIRST, FIRST, 0.75)]
        shown = tuple(
            Overlay(
                f"{trial_id}-{place}", origin, 2, at,
                tuple(Curve(each.side, each.time_s, part * each.force_n) for each in review.curves),
            )
            for place, (origin, at, part) in enumerate(found)
        )  # fmt: skip
        return Overlays(shown, "onset")

    def pressure(self, trial_id: str) -> PressurePath:
        self._ask("pressure", trial_id)
        return self.path

    def change(self, trial_id: str) -> TrialChange:
        self._ask("change", trial_id)
        found = (
            series("peak_force", LEFT, (182.0, 221.0, 234.0)),
            series("peak_force", RIGHT, (230.0, 242.0, 251.0), None),
        )
        return TrialChange("v-now", TestProgress("hip", "Hip abduction", "peak_force", found, None, (), ()))

    def runs(self, trial_id: str) -> Sequence[RunLine]:
        self._ask("runs", trial_id)
        review = self.console.reviews[trial_id]
        headline = tuple(each for each in review.measurements if each.key == review.headline)
        moved = (MarkMove("onset", LEFT, 1.41, 1.52), MarkMove("peak", LEFT, 1.86, 1.87))
        cause = "onset (left) moved from 1.410 s to 1.520 s"
        return [
            RunLine(2, NOW, True, cause, "PT", "counterpoise 0.1.0", moved, headline, None),
            RunLine(1, NOW, False, "first analysis", "PT", "counterpoise 0.1.0", (), headline, None),
        ]
