"""The feedback of a trial that is over, from its forces: what was shown live, when it ended."""

from __future__ import annotations

from station.feedback.coach import Coach
from station.feedback.own_maximum import OwnMaximum
from station.model import TrialData
from station.protocol import Protocol
from station.timeline import Unusable


def coached(protocol: Protocol, data: TrialData) -> tuple[Coach, float]:
    """What had been shown when the trial ended, and when that was on the time of its traces.  Raises Unusable."""
    if data.go_s is None:
        raise Unusable("Nothing says when GO was, so it is not known what was shown.")
    if not data.traces or any(len(trace.time_s) < 2 for trace in data.traces):
        raise Unusable("There are no samples, so nothing was shown.")
    maxima = {side: OwnMaximum(side, force_n, None) for side, force_n in data.own_maximum_n.items()}
    coach = Coach(protocol, {number: trace.sides for number, trace in enumerate(data.traces)}, maxima)
    coach.connected({number: trace.fs_hz for number, trace in enumerate(data.traces)})
    coach.go(data.go_s, _weight_n(protocol, data))
    for number, trace in enumerate(data.traces):
        since_go = trace.time_s >= data.go_s
        coach.feed(number, trace.time_s[since_go], trace.force_n[:, since_go])
    return coach, max(float(trace.time_s[-1]) for trace in data.traces)


def _weight_n(protocol: Protocol, data: TrialData) -> float | None:
    """What was weighed in the first seconds of the range; None where nobody was."""
    if protocol.weigh is None:
        return None
    means = []
    for trace in data.traces:
        first = trace.time_s < float(trace.time_s[0]) + protocol.weigh.seconds
        means.append(float(trace.force_n[:, first].sum(axis=0).mean()))
    return sum(means)
