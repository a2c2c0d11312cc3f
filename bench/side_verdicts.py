"""Left against right over a thousand visits: how often somebody even is called uneven, how often a deficit is found.

The peer is the rule of the field, a fixed limit of 10 %, on the same visits.  The verdicts are those of the product
(``station.change.sides``), each of three repetitions a side and of what is known of the person by then.
"""

from __future__ import annotations

import numpy as np

from bench.rows import Row
from dsp.measurement import Measurement, State
from dsp.repeatability import pooled, spread_of
from dsp.symmetry import Verdict, compare
from station.change.sides import Session, verdict_of, verdicts_of

VISITS, REPETITIONS = 1000, 3
FORCE_N = 200.0
DEVICES = 0.005
"""What two verified devices leave open between the sides (k = 2), relative."""
FIXED_PERCENT = 10.0
EVEN_CV, WEAK_CV, DEFICIT = 0.08, 0.04, 0.15


def visits(seed: int, deficit: float, cv: float, count: int = VISITS) -> list[Session]:
    """Visits of somebody whose left side is weaker by ``deficit``, each repetition with this CV."""
    dice = np.random.default_rng(seed)
    pairs = (
        [mean * (1.0 + cv * dice.standard_normal(REPETITIONS)) for mean in ((1.0 - deficit) * FORCE_N, FORCE_N)]
        for _ in range(count)
    )
    return [_visit(left, right) for left, right in pairs]


def _visit(left: np.ndarray, right: np.ndarray) -> Session:
    own = compare(left.tolist(), right.tolist(), device_uncertainty=DEVICES)
    spreads = [spread_of(side / side.mean()) for side in (left, right)]
    parts = [side.mean() / max(left.mean(), right.mean()) / np.sqrt(side.size) for side in (left, right)]
    return Session(
        Measurement(own.percent, "%", State.VALID, (), own.uncertainty),
        pooled([spread for spread in spreads if spread is not None]),
        100.0 * float(np.hypot(*parts)),
        100.0 * DEVICES,
    )


def called(found: tuple[Measurement, ...]) -> float:
    """In how many of a hundred visits a side is called higher."""
    named = sum(verdict_of(each)[0] is not Verdict.NOT_DISTINGUISHABLE for each in found)
    return 100.0 * named / len(found)


def rows(quick: bool) -> list[Row]:
    """Somebody even at CV 8 %, and a true deficit of 15 % at CV 4 %; ``quick``: 200 visits."""
    count = 200 if quick else VISITS
    even = verdicts_of(visits(1, 0.0, EVEN_CV, count))
    weak = verdicts_of(visits(1, DEFICIT, WEAK_CV, count))
    over = {
        name: 100.0 * sum(abs(each.value or 0.0) > FIXED_PERCENT for each in found) / count
        for name, found in (("even", even), ("weak", weak))
    }
    rule = f"a fixed limit of {FIXED_PERCENT:g} %"
    return [
        Row(
            "left against right",
            f"{count} visits of somebody even, CV {100 * EVEN_CV:g} %: called uneven (at most 5)",
            called(even),
            "of 100",
            rule,
            over["even"],
        ),
        Row(
            "left against right",
            f"{count} visits, {100 * DEFICIT:g} % weaker, CV {100 * WEAK_CV:g} %: found (at least 90)",
            called(weak),
            "of 100",
            rule,
            over["weak"],
            higher_is_better=True,
        ),
    ]
