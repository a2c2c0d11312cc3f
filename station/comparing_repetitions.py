"""Right against left in repetitions on plates: the mean forces, and what they vary from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dsp.catalog import CATALOG
from dsp.metric import judge
from dsp.symmetry import NoComparison, asymmetry
from station.model import NamedMeasurement, Side
from station.timeline import ONE_FORCE, Timeline, named, withheld


def compared(line: Timeline, key: str, spans: Sequence[slice], *, whole: slice | None = None) -> NamedMeasurement:
    """Right against left of the mean forces of repetitions (``spans`` of samples), with 2 SD between them.

    The number is of the samples in ``whole`` where that is given, else the mean of the repetitions.
    """
    metric, left, right = CATALOG[key], line.left_n, line.right_n
    if left is None or right is None:
        return withheld(metric, ONE_FORCE)[0]
    means = [(float(left[part].mean()), float(right[part].mean())) for part in spans]
    try:
        each = [asymmetry(*pair) for pair in means]
        both = np.mean(means, axis=0) if whole is None else (left[whole].mean(), right[whole].mean())
        percent = asymmetry(float(both[0]), float(both[1]))
    except NoComparison as error:
        return withheld(metric, str(error))[0]
    limits = [] if len(each) >= 2 else ["one repetition: what the load varies between repetitions is not known"]
    wander = 2.0 * float(np.std(each, ddof=1)) if len(each) >= 2 else float("nan")
    devices = 100.0 * float(np.sqrt(2.0)) * line.gain_uncertainty
    facts = line.facts(spans[0].start, spans[-1].stop - 1)
    result = judge(metric, percent, facts, uncertainty=float(np.hypot(wander, devices)), limits=limits)
    return named(metric, Side.BOTH, result)
