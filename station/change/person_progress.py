"""Whether a person changed: every test over all visits, computed by one method, with words that say why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dsp.catalog import CATALOG
from station.change.conditions import protocol_of
from station.change.one_method import Recomputing, by_one_method
from station.change.series import VisitOfTest, series_of, visits_of
from station.change.sides import sides_over_time
from station.change.stored import TrialNumbers
from station.change.verdicts import HoldRatios, PersonProgress, Retest, Series, TestProgress
from station.change.visit_values import VARIATION
from station.doses import Treatment
from station.errors import StationError
from station.folders import Folders
from station.mcgill import ratios_of_visit
from station.model import NamedMeasurement, Side
from station.norm_cards import Compared, NormCard, Subject, compare_with_norms
from station.norm_library import norm_library
from station.people import PersonFacts
from station.protocol import Protocol
from station.records import Person

if TYPE_CHECKING:
    from station.store import Store


_SCATTER: Final = frozenset(variation for variation, _ in VARIATION.values())
"""Numbers that say how well another one is known."""


def progress_of(
    store: Store, folders: Folders, person: Person, test: str | None = None, *, write: bool = False
) -> PersonProgress:
    """Everything that was measured of a person, test by test in the order of their first trials.

    ``write`` stores what had to be computed again for the comparison, as new runs.
    """
    trials: dict[str, list[TrialNumbers]] = {}
    for trial in store.changes.trials(person.id, test):
        trials.setdefault(trial.protocol, []).append(trial)
    cards = norm_library(folders, trials).found
    facts, treatments = store.facts.facts(person.id), store.doses.treatments(person.id)
    again = Recomputing(store, folders, write=write)
    about = About(facts, treatments, cards)
    found = [test_progress(each, about, again) for each in trials.values()]
    return PersonProgress(
        person.id,
        person.code,
        tuple(each for each in found if each is not None),
        _hold_ratios([trial for each in trials.values() for trial in each], facts),
        store.doses.doses(person.id, test),
    )


def _hold_ratios(trials: Sequence[TrialNumbers], facts: PersonFacts) -> tuple[HoldRatios, ...]:
    visits: dict[str, list[TrialNumbers]] = {}
    for trial in sorted(trials, key=lambda trial: trial.started_at):
        visits.setdefault(trial.visit_id, []).append(trial)
    found = (
        HoldRatios(visit_id, its_own[0].visit_at, ratios_of_visit(its_own, facts.sex))
        for visit_id, its_own in visits.items()
    )
    return tuple(each for each in found if any(ratio.value.value is not None for ratio in each.ratios))


@dataclass(frozen=True, slots=True)
class About:
    """What is known beside the trials: facts about the person, what was done in visits, reference values."""

    facts: PersonFacts
    treatments: Sequence[Treatment]
    cards: Mapping[str, NormCard]


def test_progress(trials: Sequence[TrialNumbers], about: About, again: Recomputing) -> TestProgress | None:
    """One test over the visits; None when no trial of it counts."""
    visits = visits_of(trials, about.treatments)
    if not visits:
        return None
    used = [trial for visit in visits for trial in visit.all]
    latest = used[-1]
    try:
        protocol = protocol_of(latest.protocol_text)
    except StationError:
        protocol = None
    shown = shown_metrics(protocol, latest)
    one = by_one_method(used, [*shown, *_compared(latest)], again, again.stored)
    visits = visits_of(one.trials, about.treatments)
    series: list[Series] = []
    retests: list[Retest] = []
    for metric in shown:
        for side in _sides(visits, metric):
            line, repeated = series_of(visits, metric, side, about.facts)
            series.append(line if protocol is None else replace(line, norms=_norms(line, protocol, about)))
            retests += repeated
    sides = next(
        (
            found
            for metric in _compared(latest)
            if (found := sides_over_time([visit.before for visit in visits], metric, CATALOG[metric].title))
        ),
        None,
    )
    headline = latest.protocol if protocol is None else protocol.headline
    return TestProgress(latest.protocol, latest.title, headline, tuple(series), sides, tuple(retests), one.said)


def _norms(series: Series, protocol: Protocol, about: About) -> Compared | None:
    """What reference values say of the latest visit; None where there are none for this number."""
    point, facts = series.latest, about.facts
    leg = None if facts.dominant_leg is None else Side(facts.dominant_leg.value)
    subject = Subject(facts.sex, facts.age_at(point.at), leg)
    line = NamedMeasurement(series.metric, series.title, series.side, point.value)
    compared = compare_with_norms(protocol, line, subject, about.cards)
    return compared if compared.applied or compared.refused else None


def shown_metrics(protocol: Protocol | None, latest: TrialNumbers) -> tuple[str, ...]:
    """The headline and what stands beside it; comparisons of the sides have a place of their own."""
    keys = [protocol.headline, *protocol.supporting] if protocol else [line.key for line in latest.measurements[:1]]
    return tuple(dict.fromkeys(key for key in keys if key in CATALOG and not _compares(key) and key not in _SCATTER))


def _compared(latest: TrialNumbers) -> tuple[str, ...]:
    """What compares left and right in a test."""
    return tuple(dict.fromkeys(line.key for line in latest.measurements if _compares(line.key)))


def _compares(key: str) -> bool:
    return key.endswith("_asymmetry") and key in CATALOG


def _sides(visits: Sequence[VisitOfTest], metric: str) -> tuple[Side, ...]:
    """The sides of which some visit has this number, left first."""
    found = {line.side for visit in visits for trial in visit.all for line in trial.measurements if line.key == metric}
    return tuple(side for side in Side if side in found)
