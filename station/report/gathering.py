"""A report of one visit from what is stored: everything up to that visit, nothing that was measured after it.

Later visits change no number of an earlier report.  What is known of the person and agreed for home is what holds now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from drivers.calibration import OWN_SCALE, Calibration
from dsp.catalog import CATALOG
from station.change.conditions import protocol_of
from station.change.one_method import Recomputing
from station.change.person_progress import About, test_progress
from station.change.stored import TrialNumbers
from station.change.verdicts import Series, TestProgress
from station.change.visit_values import UNUSED, counts
from station.errors import StationError
from station.folders import Folders
from station.mcgill import ratios_of_visit
from station.model import Side
from station.norm_library import norm_library
from station.protocol_library import library
from station.records import Person, Source
from station.report.content import (
    DoneDose,
    DrawnCurves,
    Figure,
    Instrument,
    Norm,
    NotCounted,
    RawFile,
    Target,
    TestReport,
    VisitReport,
)
from station.report.curves import drawn

if TYPE_CHECKING:
    from station.store import Store
    from station.visits import VisitLine


SIMULATED: Final = "simulated"


def visit_report(store: Store, folders: Folders, visit_id: str, *, name: str = "") -> VisitReport:
    """What is to be said of a visit; ``name`` only where somebody asked for it.  Raises StationError.

    Reads the raw recordings for their curves: it may take a second for a long battery.
    """
    visit = store.visits.visit(visit_id)
    person = store.person(visit.person)
    if person is None:
        raise StationError(f"The person {visit.person} of this visit is not stored here.")
    known = [trial for trial in store.changes.trials(person.id) if _until(trial, visit)]
    here = [trial for trial in known if trial.visit_id == visit.id]
    visits = sorted((each for each in store.visits.visits(person.code)), key=lambda each: each.started_at)
    earlier = [each for each in visits if each.started_at < visit.started_at and each.trials]
    facts = store.facts.facts(person.id)
    sources = [source for trial in here for source in trial.sources]
    runs = dict.fromkeys(trial.software for trial in here)
    return VisitReport(
        visit_id=visit.id,
        person=person.code,
        name=name,
        started_at=visit.started_at,
        number=len(earlier) + 1,
        first_at=earlier[0].started_at if earlier else visit.started_at,
        before_at=earlier[-1].started_at if earlier else None,
        tests=_tests(store, folders, person, visit, known),
        not_counted=_not_counted(store, visit.id),
        ratios=tuple(each for each in ratios_of_visit(here, facts.sex) if each.value.value is not None),
        doses=_doses(store, folders, person, visit, here),
        targets=_targets(store, folders, person, visit.started_at),
        treatments=tuple(each.what for each in store.doses.treatments(person.id) if each.session_id == visit.id),
        involved_side="" if facts.involved_side is None else facts.involved_side.value,
        body_mass_kg=_body_mass(store, person, visit.started_at),
        instruments=_instruments(sources, visit.started_at.date()),
        methods=tuple(dict.fromkeys(method for trial in here for method in trial.methods)),
        software=", ".join(runs),
        files=_files(store, here),
        simulated=any(_simulated(source) for source in sources),
        station=next((stored for trial in here if (stored := store.trial(trial.id).station)), ""),
    )


def _until(trial: TrialNumbers, visit: VisitLine) -> bool:
    return trial.visit_id == visit.id or trial.visit_at < visit.started_at


# Tests --------------------------------------------------------------------------------------------------------------


def _tests(
    store: Store, folders: Folders, person: Person, visit: VisitLine, known: Sequence[TrialNumbers]
) -> tuple[TestReport, ...]:
    by_test: dict[str, list[TrialNumbers]] = {}
    for trial in known:
        by_test.setdefault(trial.protocol, []).append(trial)
    order = dict.fromkeys(trial.protocol for trial in known if trial.visit_id == visit.id and counts(trial))
    treatments = [each for each in store.doses.treatments(person.id) if each.at <= _end(known, visit)]
    about = About(store.facts.facts(person.id), treatments, norm_library(folders, by_test).found)
    again = Recomputing(store, folders, write=False)
    found = []
    for test in order:
        progress = test_progress(by_test[test], about, again)
        if progress is not None:
            here = [trial for trial in by_test[test] if trial.visit_id == visit.id and counts(trial)]
            found.append(_test(store, folders, visit.id, progress, here))
    return tuple(found)


def _end(known: Sequence[TrialNumbers], visit: VisitLine) -> datetime:
    return max([visit.started_at, *(trial.started_at for trial in known if trial.visit_id == visit.id)])


def _test(
    store: Store, folders: Folders, visit_id: str, progress: TestProgress, here: Sequence[TrialNumbers]
) -> TestReport:
    figures = [found for series in progress.series if (found := _figure(series, visit_id)) is not None]
    sides = progress.sides
    return TestReport(
        test=progress.test,
        title=progress.title,
        trials=len(here),
        headline=tuple(each for each in figures if each.metric == progress.headline),
        supporting=tuple(each for each in figures if each.metric != progress.headline),
        sides=None if sides is None else next((each for each in sides.points if each.visit_id == visit_id), None),
        sides_title="" if sides is None else sides.title,
        retests=tuple(each for each in progress.retests if each.visit_id == visit_id),
        curves=_curves(store, folders, progress, here),
        recomputed=progress.recomputed,
    )


def _figure(series: Series, visit_id: str) -> Figure | None:
    """What a series says of this visit; None where it says nothing."""
    place = next((at for at, point in enumerate(series.points) if point.visit_id == visit_id), None)
    if place is None:
        return None
    latest = place == len(series.points) - 1
    applied = series.norms.applied if latest and series.norms is not None else ()
    before_at = series.points[place - 1].at if place else None
    norms = tuple(Norm(each.card.title, each.says, each.card.citation) for each in applied)
    return Figure(series.metric, series.title, series.side, series.points[place], before_at, norms)


def _curves(store: Store, folders: Folders, progress: TestProgress, here: Sequence[TrialNumbers]) -> DrawnCurves:
    first = [trial for trial in here if trial.retest_of is None] or list(here)
    if progress.headline not in CATALOG:
        return DrawnCurves(why_not="The test is stored in a form that this program does not read.")
    effort_s = protocol_of(here[-1].protocol_text).effort_s
    return drawn(store, folders, first, progress.headline, CATALOG[progress.headline].direction, effort_s)


def _not_counted(store: Store, visit_id: str) -> tuple[NotCounted, ...]:
    """Trials of the visit that were rejected, ended by a device, or are refused as a whole; practice is named too."""
    found = []
    for line in reversed(store.visits.trials(visit_id=visit_id)):
        if line.refusal or line.practice or line.kept is False or line.outcome in UNUSED:
            rejected = line.kept is False
            found.append(
                NotCounted(
                    line.title,
                    line.started_at,
                    line.outcome,
                    line.practice,
                    line.rejected_for if rejected else None,
                    store.trial(line.id).rejected_note if rejected else "",
                    line.refusal,
                )
            )
    return tuple(found)


# What was done and what is to be done ---------------------------------------------------------------------------------


def _doses(
    store: Store, folders: Folders, person: Person, visit: VisitLine, here: Sequence[TrialNumbers]
) -> tuple[DoneDose, ...]:
    titles = _titles(folders, here)
    done = [each for each in store.doses.doses(person.id) if each.session_id == visit.id]
    return tuple(DoneDose(titles.get(each.exercise, each.exercise), each) for each in done)


def _targets(store: Store, folders: Folders, person: Person, at: datetime) -> tuple[Target, ...]:
    """What was agreed by the end of the day of the visit and still holds."""
    titles = _titles(folders, ())
    return tuple(
        Target(titles.get(dose.exercise, dose.exercise), dose)
        for dose in store.plans.plan(person.id)
        if dose.since is None or dose.since.astimezone(at.tzinfo).date() <= at.date()
    )


def _titles(folders: Folders, trials: Sequence[TrialNumbers]) -> Mapping[str, str]:
    shipped = {key: protocol.title for key, protocol in library(folders).protocols.items()}
    return shipped | {trial.protocol: trial.title for trial in trials}


def _body_mass(store: Store, person: Person, at: datetime) -> float | None:
    """The one nearest before the end of that day."""
    known = [each for each in store.facts.body_masses(person.id) if each.at.astimezone(at.tzinfo).date() <= at.date()]
    return known[-1].mass_kg if known else None


# What made the numbers ------------------------------------------------------------------------------------------------


def _instruments(sources: Sequence[Source], day: date) -> tuple[Instrument, ...]:
    found: dict[tuple[str, str, str], Instrument] = {}
    for source in sources:
        made = _instrument(source, day)
        key = (made.model, made.serial, made.calibration)
        known = found.get(key)
        sides = made.sides if known is None else tuple(dict.fromkeys((*known.sides, *made.sides)))
        found[key] = replace(made, sides=tuple(side for side in Side if side in sides))
    return tuple(found[key] for key in sorted(found))


def _instrument(source: Source, day: date) -> Instrument:
    try:
        record = msgspec.convert(source.calibration, Calibration)
    except msgspec.ValidationError:
        return Instrument(source.model, source.serial, source.sides, "", 0.0, "", (), ())
    warnings = [record.accepted] if record.accepted else []
    if record.expired(day):
        warnings.append(f"calibration expired: it is of {record.dated_on}")
    if OWN_SCALE in record.note:
        warnings.append(OWN_SCALE)
    return Instrument(
        source.model,
        source.serial,
        source.sides,
        record.id,
        record.uncertainty,
        record.dated,
        record.proofs,
        tuple(warnings),
    )


def _simulated(source: Source) -> bool:
    """Whether a device was one of a demo: its certificate says so."""
    said = f"{source.calibration.get('id', '')} {source.calibration.get('note', '')}"
    return said.startswith(SIMULATED) or f"{SIMULATED} device" in said


def _files(store: Store, here: Sequence[TrialNumbers]) -> tuple[RawFile, ...]:
    stored = [store.trial(trial.id) for trial in sorted(here, key=lambda trial: trial.started_at)]
    return tuple(RawFile(each.trial.recording_id, each.trial.recording_sha256) for each in stored)
