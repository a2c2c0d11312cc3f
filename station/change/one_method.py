"""All visits of a comparison by one method: what an earlier version computed is computed again from its raw samples.

The stored numbers are never overwritten.  What comes out differently is added as a new run, where this may be written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from station.change.stored import TrialNumbers, numbers_of
from station.errors import StationError
from station.filing import recomputed, refile
from station.folders import Folders
from station.model import NamedMeasurement
from station.version import code_sha256, software

if TYPE_CHECKING:
    from station.store import Store

CAUSE: Final = "compared with a visit that was computed by another version"
_RELATIVE: Final = 1e-9
_COUNT: Final = re.compile(r"; n = \d+$")


@dataclass(frozen=True, slots=True)
class OneMethod:
    """Trials whose numbers may be compared, and what was done for it, a sentence each."""

    trials: tuple[TrialNumbers, ...]
    said: tuple[str, ...] = ()


class Recomputing:
    """Computes stored trials again for a comparison; ``write`` adds runs, without it nothing is written."""

    def __init__(self, store: Store, folders: Folders, *, write: bool) -> None:
        self._store, self._folders, self._write = store, folders, write

    def __call__(self, trial: TrialNumbers) -> TrialNumbers:
        """The numbers by this version.  Raises StationError when they cannot be made again."""
        if self._write:
            refile(self._store, self._folders, trial.id, cause=CAUSE)
            return numbers_of(self._store.trial(trial.id), trial.visit_at)
        analysis = recomputed(self._store.trial(trial.id), self._folders)
        return replace(
            trial,
            measurements=analysis.measurements,
            methods=analysis.methods,
            refusal=analysis.refusal,
            software=software(),
            code_sha256=code_sha256(),
        )

    @property
    def stored(self) -> str:
        """What became of the new numbers, in words."""
        return "the earlier numbers stay stored beside the new ones" if self._write else "nothing of this was stored"


def by_one_method(
    trials: Sequence[TrialNumbers], metrics: Sequence[str], again: Callable[[TrialNumbers], TrialNumbers], stored: str
) -> OneMethod:
    """Bring the trials of one test to one method, where theirs differ; ``again`` computes one of them anew."""
    versions = {(trial.software, trial.code_sha256) for trial in trials}
    if len(versions) <= 1 and not _formulas_differ(trials, metrics):
        return OneMethod(tuple(trials))
    found, done, changed, failed = [], 0, 0, []
    for trial in trials:
        if len(versions) > 1 and (trial.software, trial.code_sha256) == (software(), code_sha256()):
            found.append(trial)
            continue
        try:
            new = again(trial)
        except StationError as error:
            failed.append(f"{trial.started_at:%Y-%m-%d}: {error}")
            found.append(_unlike(trial))
            continue
        done, changed = done + 1, changed + _numbers_differ(trial.measurements, new.measurements)
        found.append(new)
    by = (
        f"computed by {' and '.join(map(_version, sorted(versions)))}" if len(versions) > 1 else "by different formulas"
    )
    said = f"The trials were {by}; {done} of {len(trials)} were computed again by the present version"
    said += f", {changed} of them with other numbers; {stored}." if done else "."
    failures = (f"Not computed again, so not comparable: {why}" for why in failed)
    return OneMethod(tuple(found), (said, *failures))


def _version(made_by: tuple[str, str]) -> str:
    software_, code = made_by
    return f"{software_} (code {code[:8]})" if code else software_


def _formulas_differ(trials: Sequence[TrialNumbers], metrics: Sequence[str]) -> bool:
    found: dict[tuple[str, str], set[str]] = {}
    for trial in trials:
        for line in trial.measurements:
            if line.key in metrics and line.measurement.value is not None:
                found.setdefault((line.key, line.side.value), set()).add(_COUNT.sub("", line.measurement.method))
    return any(len(formulas) > 1 for formulas in found.values())


def _unlike(trial: TrialNumbers) -> TrialNumbers:
    """A trial that keeps its old numbers: its method is another one than that of the others, and says so."""
    old = f"method of {_version((trial.software, trial.code_sha256))}"
    lines = tuple(
        replace(line, measurement=replace(line.measurement, method=f"{line.measurement.method} ({old})"))
        for line in trial.measurements
    )
    return replace(trial, measurements=lines)


def _numbers_differ(then: Sequence[NamedMeasurement], now: Sequence[NamedMeasurement]) -> bool:
    old = {(line.key, line.side): line.measurement for line in then}
    new = {(line.key, line.side): line.measurement for line in now}
    if old.keys() != new.keys():
        return True
    for where, was in old.items():
        found = new[where]
        if was.state is not found.state or was.reasons != found.reasons:
            return True
        for one, two in ((was.value, found.value), (was.uncertainty, found.uncertainty)):
            if (one is None) != (two is None):
                return True
            if one is not None and two is not None and abs(one - two) > _RELATIVE * max(abs(one), abs(two)):
                return True
    return False
