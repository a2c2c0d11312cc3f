"""One number over the visits, and the same test twice in one visit: points with their bands and their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dsp.catalog import CATALOG
from dsp.metric import Metric
from station.change.conditions import other
from station.change.judging import judged, not_usable
from station.change.stored import TrialNumbers
from station.change.verdicts import Change, Point, Retest, Series, Word
from station.change.visit_values import Scatter, VisitValue, counts, scatter_of, visit_value
from station.doses import Treatment
from station.model import Side
from station.people import PersonFacts


@dataclass(frozen=True, slots=True)
class VisitOfTest:
    """The trials of one test in one visit; ``after`` are those that were made again after something was done."""

    before: tuple[TrialNumbers, ...]
    after: tuple[TrialNumbers, ...]
    done: tuple[Treatment, ...]

    @property
    def all(self) -> tuple[TrialNumbers, ...]:
        return (*self.before, *self.after)


def visits_of(trials: Sequence[TrialNumbers], treatments: Sequence[Treatment]) -> tuple[VisitOfTest, ...]:
    """The trials of one test that count, visit by visit, oldest first."""
    visits: dict[str, list[TrialNumbers]] = {}
    for trial in trials:
        if counts(trial):
            visits.setdefault(trial.visit_id, []).append(trial)
    return tuple(
        _parted(found, [each for each in treatments if each.session_id == visit_id])
        for visit_id, found in visits.items()
    )


def _parted(trials: Sequence[TrialNumbers], treatments: Sequence[Treatment]) -> VisitOfTest:
    """Before and after: by what a trial says that it repeats, else by the first treatment between two of them."""
    again = [trial for trial in trials if trial.retest_of is not None]
    if again:
        moment = min(trial.started_at for trial in again)
        before = tuple(trial for trial in trials if trial.started_at < moment)
    else:
        between = [each for each in treatments if trials[0].started_at < each.at <= trials[-1].started_at]
        before = tuple(trial for trial in trials if not between or trial.started_at < between[0].at)
    after = tuple(trial for trial in trials if trial not in before)
    if not before:
        return VisitOfTest(after, (), ())
    done = tuple(each for each in treatments if after and before[0].started_at < each.at <= after[-1].started_at)
    return VisitOfTest(before, after, done)


@dataclass(frozen=True, slots=True)
class _Line:
    """One number of one side, ready to be compared."""

    metric: Metric
    side: Side
    values: tuple[VisitValue, ...]
    scatter: Scatter
    facts: PersonFacts

    def compare(self, before: VisitValue, after: VisitValue) -> Change:
        return judged(before, after, self.metric.key, self.metric.direction, self.scatter, self.facts)


def series_of(
    visits: Sequence[VisitOfTest], metric: str, side: Side, facts: PersonFacts
) -> tuple[Series, tuple[Retest, ...]]:
    """A number of one side over at least one visit, and what became of it within visits."""
    row = CATALOG[metric]
    first = tuple(visit_value(visit.before, metric, side, row.unit) for visit in visits)
    again = {
        index: visit_value(visit.after, metric, side, row.unit) for index, visit in enumerate(visits) if visit.after
    }
    line = _Line(row, side, first, scatter_of([*first, *again.values()]), facts)
    points = tuple(_point(line, index) for index in range(len(first)))
    retests = tuple(
        Retest(
            first[index].visit_id,
            first[index].at,
            tuple(each.what for each in visits[index].done),
            metric,
            row.title,
            side,
            line.scatter.banded(first[index]),
            line.scatter.banded(after),
            line.compare(first[index], after),
        )
        for index, after in again.items()
    )
    return Series(metric, row.title, side, row.unit, row.direction, points), retests


def _point(line: _Line, index: int) -> Point:
    here = line.values[index]
    since_first = _since_first(line, index)
    earlier = line.values[:index]
    since_last = line.compare(earlier[-1], here) if earlier else since_first
    banded = line.scatter.banded(here)
    return Point(here.visit_id, here.at, banded, here.count, here.trials, since_first, since_last)


def _since_first(line: _Line, index: int) -> Change:
    """Against the first visit with a usable number under the same conditions: that one is the baseline."""
    here, earlier = line.values[index], line.values[:index]
    why = not_usable(here.value)
    if why:
        return Change(Word.NOT_COMPARABLE, why)
    usable = [each for each in earlier if not not_usable(each.value)]
    if not usable:
        return Change(Word.FIRST, _first_reason(earlier))
    for baseline in usable:
        if _comparable(baseline, here):
            return line.compare(baseline, here)
    return line.compare(usable[-1], here)


def _first_reason(earlier: Sequence[VisitValue]) -> str:
    return "no earlier visit has a number that can be used" if earlier else "nothing earlier to compare with"


def _comparable(before: VisitValue, after: VisitValue) -> bool:
    if before.conditions is None or after.conditions is None or before.method != after.method:
        return False
    return not other(before.conditions, after.conditions)
