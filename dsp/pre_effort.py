"""What happens in the moments before an isometric effort: pre-tension, and relaxing before the push."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dsp.isometric import Effort, peak_index

BASELINE_S = (1.3, 0.35)
"""The baseline is between so long and so long before the onset; the dip is looked for between it and the onset."""
LEAST_BASELINE_S = 0.3
DIP_SD = 5.0
LEAST_DIP_N = 2.0
"""Below this a dip cannot be told from handling."""

PRETENSION_N = 100.0
PRETENSION_SHARE = 0.10
"""Pre-tension spoils rates and times above this part of the net peak, or above 100 N (Guppy 2018, Chavda 2020)."""
LEAST_PRETENSION_N = 10.0
"""A strap that is merely snug pulls up to this."""


@dataclass(frozen=True, slots=True)
class Dip:
    """Force let go just before the onset: its lowest instant and how far below the baseline that is."""

    time_s: float
    depth_n: float


def find_dip(effort: Effort) -> Dip | None:
    """Find a countermovement: a dip below the baseline just before the onset.

    Parameters
    ----------
    effort : Effort
        With at least 0.65 s of its record before the onset.

    Returns
    -------
    Dip or None
        None when the force never falls below the baseline's mean - 5 SD (and 2 N) between baseline and onset, or when
        there is too little before the onset to know.

    Notes
    -----
    ``iso.countermovement_gate`` of Chavda 2020 in [S3].  Single samples are spikes and no dip: the middle of three
    counts.
    """
    first, last, onset = np.searchsorted(effort.time_s, [effort.onset_s - back for back in (*BASELINE_S, 0.0)])
    baseline, before = effort.force_n[first:last], effort.force_n[last : onset + 1]
    if len(baseline) < 4 or len(before) < 3:
        return None
    if effort.time_s[last] - effort.time_s[first] < LEAST_BASELINE_S:
        return None
    middle = np.sort(np.lib.stride_tricks.sliding_window_view(before, 3), axis=1)[:, 1]
    lowest = int(np.argmin(middle))
    depth = float(baseline.mean()) - float(middle[lowest])
    if depth <= max(DIP_SD * float(baseline.std(ddof=1)), LEAST_DIP_N):
        return None
    return Dip(float(effort.time_s[last + 1 + lowest]), depth)


def pretension_limit(effort: Effort, share: float = PRETENSION_SHARE) -> float:
    """How much force before the onset an effort of this size bears.

    Parameters
    ----------
    effort : Effort
        Any; its net peak counts.
    share : float
        Part of the net peak, 0 < share < 1.

    Returns
    -------
    float
        Newtons, 10 to 100.

    Notes
    -----
    Guppy 2018 and Chavda 2020 as cited by [S3]: 10 % of the net peak, at most 100 N.
    """
    net = float(effort.force_n[peak_index(effort)]) - effort.rest_n
    return min(max(share * net, LEAST_PRETENSION_N), PRETENSION_N)
