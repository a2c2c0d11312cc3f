"""Following a path from a trial's traces: when each side followed it, how near, how steadily and how late.

The path begins so many seconds after GO, as it was shown; its levels are parts of the own maximum that the recording
names.  Nothing of that is found in the force, so nothing of it can be moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dsp.metric import Facts, measure
from dsp.path_following import Following
from dsp.path_following_metrics import PATH, path_wander
from station.force_path import ForcePath, Turn, path_of, turns_of
from station.hold_band import with_sampling
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, Trace, TrialData
from station.protocol import Protocol
from station.timeline import Unusable, facts_between, in_order, named, withheld

_GRID_S = 0.01
_UNKNOWN_CLOCK_S = 0.05
"""How far the clocks may be apart where that is not known: the samples of a device come within it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Follower:
    """What one side did; ``following`` is None for the reason ``why``."""

    side: Side
    trace: Trace
    following: Following | None
    done: int = 0
    why: str = ""


def analyse_tracking(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse every following of the path that was recorded.  Raises Unusable when there is none."""
    if protocol.path is None:
        raise Unusable("This test has no path to follow, so there is nothing to compute.")
    if not data.traces or any(len(trace.time_s) < 2 for trace in data.traces):
        raise Unusable("There are no samples to analyse. Check that the devices were sending, then repeat the trial.")
    if any(not np.isfinite(trace.force_n).all() for trace in data.traces):
        raise Unusable("The recording holds values that are not numbers. It cannot be used.")
    if data.go_s is None:
        raise Unusable(
            "Nothing says when GO was, so it is not known where the path was at which moment. A path can only be "
            "followed live, not found in a file."
        )
    path, turns = path_of(protocol.path.pieces), turns_of(protocol)
    followers = [_follower(protocol, data, path, side, turns) for side in dict.fromkeys(turn.side for turn in turns)]
    if all(each.following is None for each in followers):
        raise Unusable(f"The path was not followed: {followers[0].why}. Repeat the trial.")
    lines: list[NamedMeasurement] = []
    for each in followers:
        lines += _lines(protocol, data, each)
    missing = {Side.LEFT, Side.RIGHT} - {each.side for each in followers}
    for side in sorted(missing):
        reason = f"the {side} side was not asked for"
        lines += [item for metric in PATH for item in withheld(metric, reason) if item.side == side]
    go_s = data.go_s
    marks = tuple(
        Mark(_mark_name(name, turn, protocol), turn.side, go_s + at_s, automatic=True)
        for turn in turns
        for name, at_s in (("path start", turn.start_s), ("path end", turn.stop_s))
        if any(each.side == turn.side and turn.number <= each.done for each in followers)
    )
    rate = float(min(trace.fs_hz for trace in data.traces))
    return Analysis(protocol.key, rate, marks, in_order(protocol, lines), None, _methods(protocol, data, path))


def _mark_name(name: str, turn: Turn, protocol: Protocol) -> str:
    return name if protocol.reps == 1 else f"{name} {turn.number}"


def _follower(protocol: Protocol, data: TrialData, path: ForcePath, side: Side, turns: Sequence[Turn]) -> _Follower:
    found = next(
        ((trace, trace.force_n[trace.sides.index(side)]) for trace in data.traces if side in trace.sides), None
    )
    if found is None:
        return _Follower(side, data.traces[0], None, why=f"the {side} side was not recorded")
    trace, force_n = found
    whole_n = data.own_maximum_n.get(side)
    if whole_n is None or not whole_n > 0:
        return _Follower(side, trace, None, why=f"the recording does not say which own maximum of the {side} was used")
    if data.go_s is None or protocol.path is None:
        return _Follower(side, trace, None, why="there is no path")
    since_s = trace.time_s - data.go_s
    own = [turn for turn in turns if turn.side is side]
    # as much of the path as there is a recording of; what was broken off early is left out as a whole
    slack_s = 1.5 / trace.fs_hz
    done = [turn for turn in own if since_s[0] <= turn.start_s + slack_s and since_s[-1] >= turn.stop_s - slack_s]
    if not done:
        return _Follower(
            side, trace, None, why=f"the recording ends before the {side} side came to the end of the path"
        )
    runs = tuple(_samples(since_s, turn.start_s, turn.stop_s) for turn in done)
    plateaus = tuple(
        _samples(since_s, turn.start_s + first_s, turn.start_s + stop_s)
        for turn in done
        for first_s, stop_s in path.plateaus
    )
    path_s, levels = _finely(path, done)
    following = Following(
        trace.time_s,
        force_n,
        whole_n * _levels(path, done, since_s),
        whole_n * protocol.path.reach,
        runs,
        tuple((first, last) for first, last in plateaus if last > first),
        path_s + data.go_s,
        whole_n * levels,
        force_uncertainty_n=2.0 * trace.resolution_n / float(np.sqrt(12.0)),
        gain_uncertainty=trace.uncertainty,
        time_uncertainty_s=_UNKNOWN_CLOCK_S if data.alignment_s is None else max(data.alignment_s, 0.5 / trace.fs_hz),
    )
    return _Follower(side, trace, following, len(done))


def _samples(since_s: Floats, start_s: float, stop_s: float) -> tuple[int, int]:
    """First and last sample between two times, both included."""
    first, stop = np.searchsorted(since_s, (start_s - 1e-9, stop_s + 1e-9))
    return int(first), int(stop) - 1


def _levels(path: ForcePath, turns: Sequence[Turn], since_s: Floats) -> Floats:
    """The path at every sample; between the turns its ends stand."""
    levels: Floats = np.full(len(since_s), path.at(np.zeros(1))[0])
    for turn in turns:
        here = since_s >= turn.start_s - turn.lead_in_s
        levels[here] = path.at(since_s[here] - turn.start_s)
    return levels


def _finely(path: ForcePath, turns: Sequence[Turn]) -> tuple[Floats, Floats]:
    """The path of all turns, as a line of many points, with the second before and after each."""
    times, levels = [], []
    for turn in turns:
        around_s = min(1.0, 0.5 * turn.lead_in_s)
        grid = np.arange(-around_s, turn.stop_s - turn.start_s + around_s, _GRID_S)
        times.append(turn.start_s + grid)
        levels.append(path.at(grid))
    return np.concatenate(times), np.concatenate(levels)


def _lines(protocol: Protocol, data: TrialData, follower: _Follower) -> list[NamedMeasurement]:
    side, following = follower.side, follower.following
    if following is None:
        return [item for metric in PATH for item in withheld(metric, follower.why) if item.side == side]

    def facts(start: int, stop: int) -> Facts:
        first, last = float(follower.trace.time_s[start]), float(follower.trace.time_s[stop])
        return facts_between((follower.trace,), first, last, 0.0)

    limits = []
    if follower.done < protocol.reps:
        limits.append(f"{follower.done} of {protocol.reps} times to the end of the path")
    if not data.complete:
        limits.append("the recording was interrupted")
    if data.alignment_s is None:
        limits.append("how well the clock of the device agrees with that of the path is not known")
    wander = path_wander(following)
    return [
        with_sampling(named(row, side, measure(row, following, facts, limits=limits)), wander.get(row.key, np.nan))
        for row in PATH
    ]


def _methods(protocol: Protocol, data: TrialData, path: ForcePath) -> dict[str, dict[str, float | str]]:
    if protocol.path is None:
        return {}
    own = {f"own_maximum_{side}_n": force_n for side, force_n in data.own_maximum_n.items()}
    return {
        "path.following": {
            "seconds": path.seconds,
            "reach": protocol.path.reach,
            "maximum_of": protocol.path.maximum_of,
            **own,
        }
    }
