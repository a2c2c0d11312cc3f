"""What is measured of a force that follows a path: functions of a ``Following``; their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.metric import Direction, Formula, Kind, Needs
from dsp.path_following import Following, find_delay
from dsp.tracking import Floats, find_exits, seconds_inside
from dsp.tracking_metrics import mean_uncertainty
from dsp.wander import line

LEAST_PLATEAU_S = 2.0


def path_score(following: Following) -> float:
    """100 minus the root mean square distance in % of the mean path, % and at least 0 [Kelley 1969]."""
    return max(0.0, 100.0 - distance) if np.isfinite(distance := path_rmse(following)) else float("nan")


def path_rmse(following: Following) -> float:
    """Root of the mean square of force minus path over time, % of the mean path [S46]."""
    error, weights, target = following.errors()
    level = float(weights @ target)
    return 100.0 * float(np.sqrt(weights @ error**2)) / level if level > 0 else float("nan")


def path_bias(following: Following) -> float:
    """Mean of force minus path over time, % of the mean path; positive is too much."""
    error, weights, target = following.errors()
    level = float(weights @ target)
    return 100.0 * float(weights @ error) / level if level > 0 else float("nan")


def path_time_within(following: Following) -> float:
    """Time within reach of the path, % of the time that was measured."""
    inside, measured = np.sum([seconds_inside(each) for each in following.trackings()], axis=0)
    return 100.0 * float(inside) / float(measured) if measured > 0 else float("nan")


def path_exits(following: Following) -> float:
    """Number of times that the path was left for 0.2 s or more."""
    return float(sum(len(find_exits(each)) for each in following.trackings()))


def path_cv(following: Following) -> float:
    """SD of the force about its own straight line over its mean on the plateaus, %; NaN without one of 2 s."""
    squares = _relative_squares(following)
    return 100.0 * float(np.sqrt(squares[1].mean())) if squares is not None else float("nan")


def path_delay(following: Following) -> float:
    """How late the force follows the path, s [Jones 2000]; NaN where the path does not tell."""
    found = find_delay(following)
    return found.seconds if found is not None else float("nan")


def path_wander(following: Following) -> dict[str, float]:
    """Expanded uncertainties (k = 2) that the shortness of the record leaves, by the metric's key.

    Means of 1 s of the error, of its square, of being within reach and of the squares about a plateau, with their
    likeness.  NaN with fewer than four.
    """
    error, _, target = following.errors()
    time_s = np.concatenate([following.time_s[first : last + 1] for first, last in following.runs])
    level = float(target.mean())
    distance, steady = path_rmse(following), path_cv(following)
    square = mean_uncertainty(time_s, (100.0 * error / level) ** 2) if level > 0 else float("nan")
    of_distance = 0.5 * square / distance if distance > 0 else 0.0
    found = find_delay(following)
    squares = _relative_squares(following)
    of_cv = float("nan") if squares is None else mean_uncertainty(squares[0], 1e4 * squares[1])
    return {
        "path_score": of_distance,
        "path_rmse": of_distance,
        "path_bias": mean_uncertainty(time_s, 100.0 * error / level) if level > 0 else float("nan"),
        "path_time_within": mean_uncertainty(time_s, np.where(np.abs(error) <= following.reach_n, 100.0, 0.0)),
        "path_cv": 0.5 * of_cv / steady if steady > 0 else 0.0,
        "path_delay": float("nan") if found is None else found.uncertainty_s,
    }


def _relative_squares(following: Following) -> tuple[Floats, Floats] | None:
    """Times on the plateaus and the squares of the force about its line there, relative to its mean."""
    times, squares = list[Floats](), list[Floats]()
    for first, last in following.plateaus:
        time_s, force = following.time_s[first : last + 1], following.force_n[first : last + 1]
        if len(force) < 4 or time_s[-1] - time_s[0] < LEAST_PLATEAU_S - 0.5 or not force.mean() > 0:
            continue
        slope, offset = line(time_s, force)
        # what the line takes of the freedom of the samples is given back
        freed = len(force) / (len(force) - 2.0)
        times.append(time_s)
        squares.append(freed * ((force - (slope * time_s + offset)) / force.mean()) ** 2)
    return (np.concatenate(times), np.concatenate(squares)) if times else None


# The table ---

_SLOW = Needs(8.0, Kind.AVERAGE)
_STEADY = Needs(40.0, Kind.AVERAGE)
_MOMENT = Needs(8.0, Kind.TIME)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _part(following: Following) -> tuple[int, int]:
    return following.runs[0][0], following.runs[-1][1]


# fmt: off
PATH: tuple[Formula[Following], ...] = (
    Formula("path_score", "Accuracy", "%", _UP, _SLOW,
            "100 - root mean square of force minus path, in % of the mean path; at least 0", "[Kelley 1969]",
            path_score, _part, sided=True),
    Formula("path_time_within", "Time on the path", "%", _UP, _SLOW,
            "time within reach of the path / time measured", "[S46]", path_time_within, _part, sided=True),
    Formula("path_rmse", "Distance from path (RMSE)", "%", _DOWN, _SLOW,
            "root of the mean square of force minus path / mean path", "[S46]", path_rmse, _part, sided=True),
    Formula("path_bias", "Mean deviation from path", "%", _PLAIN, _SLOW,
            "mean of force minus path / mean path", "[S46]", path_bias, _part, sided=True),
    Formula("path_cv", "Unsteadiness on plateaus (CV)", "%", _DOWN, _STEADY,
            "SD about a straight line / mean, on the plateaus from 1 s after they are reached", "own definition",
            path_cv, _part, sided=True),
    Formula("path_delay", "Delay behind the path", "s", _PLAIN, _MOMENT,
            "shift of the force at which it is nearest to the path in the mean square; with the delay of the screen",
            "[Jones 2000]", path_delay, _part, sided=True),
    Formula("path_exit_count", "Times off the path", "", _DOWN, _MOMENT,
            "excursions of at least 0.2 s of the 0.1 s mean", "[S46]", path_exits, _part, sided=True),
)
# fmt: on
