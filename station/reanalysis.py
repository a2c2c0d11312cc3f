"""Every stored result computed again from its raw samples, and compared: what is shown can be made again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dsp.batch import Refused, analyse_many
from dsp.measurement import Measurement
from station.errors import StationError
from station.filing import recomputed
from station.folders import Folders
from station.model import Analysis, NamedMeasurement
from station.records import StoredTrial

RELATIVE = 1e-9
"""Another processor or another numpy may round the last digits differently."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One trial: bit for bit the same, or what differs in words; ``problem`` when it could not be computed at all."""

    trial_id: str
    title: str
    software: str
    differences: tuple[str, ...] = ()
    rounding: bool = False
    """Numbers differ in their last digits only."""
    problem: str = ""

    @property
    def same(self) -> bool:
        """Nothing differs by more than rounding."""
        return not self.differences and not self.problem


def reanalysed(trials: Sequence[StoredTrial], folders: Folders, processes: int = 1) -> Iterator[Comparison]:
    """Compute trials again and compare each with the run that is shown."""
    again = analyse_many(partial(_recomputed, folders), trials, processes=processes, errors=(StationError,))
    for stored, found in zip(trials, again, strict=True):
        made_by = stored.current.provenance.software
        if isinstance(found, Refused):
            yield Comparison(stored.id, stored.trial.title, made_by, problem=found.reason)
            continue
        differences, rounding = _compared(stored, found)
        yield Comparison(stored.id, stored.trial.title, made_by, differences, rounding)


def usual_processes() -> int:
    """As many as there are cores to use."""
    return max(1, os.cpu_count() or 1)


def _recomputed(folders: Folders, stored: StoredTrial) -> Analysis:
    return recomputed(stored, folders)


def _compared(stored: StoredTrial, found: Analysis) -> tuple[tuple[str, ...], bool]:
    run, rounding = stored.current, False
    differences = []
    if run.refusal != found.refusal:
        differences.append(f"was {_verdict(run.refusal)}, is {_verdict(found.refusal)}")
    then = {(line.key, line.side): line for line in run.measurements}
    now = {(line.key, line.side): line for line in found.measurements}
    for where in then | now:
        said = _differs(then.get(where), now.get(where))
        if said == "":
            rounding = True
        elif said is not None:
            differences.append(f"{where[0]} ({where[1].value}): {said}")
    return tuple(differences), rounding


def _differs(then: NamedMeasurement | None, now: NamedMeasurement | None) -> str | None:
    """None where nothing differs, an empty string where rounding does, else what."""
    if then is None or now is None:
        return "was not measured" if then is None else "is not measured any more"
    was, found = then.measurement, now.measurement
    if was == found:
        return None
    if was.state is found.state and was.reasons == found.reasons and _near(was.value, found.value):
        return "" if _near(was.uncertainty, found.uncertainty) else "its uncertainty differs"
    return f"was {_shown(was)}, is {_shown(found)}"


def _near(was: float | None, found: float | None) -> bool:
    if was is None or found is None:
        return was is found
    return abs(was - found) <= RELATIVE * max(abs(was), abs(found))


def _shown(number: Measurement) -> str:
    if number.value is None:
        return f"invalid ({number.reasons[0]})"
    return f"{number.value:.9g} {number.unit}".strip() + f" {number.state.value}"


def _verdict(refusal: str | None) -> str:
    return "analysed" if refusal is None else f"refused ({refusal})"
