"""One number over the visits, and the same test twice in one visit: points with their bands and their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """One number of one side, ready to be compared; ``again`` are the re-tests by the place of their visit."""

    metric: Metric
    side: Side
    values: tuple[VisitValue, ...]
    again: Mapping[int, VisitValue]
    facts: PersonFacts

    def scatter_until(self, index: int) -> Scatter:
        """What was known of the person's scatter in that visit: later ones change no word that was said before."""
        later = [value for place, value in self.again.items() if place <= index]
        return scatter_of([*self.values[: index + 1], *later])

    def compare(self, before: VisitValue, after: VisitValue, scatter: Scatter) -> Change:
        return judged(before, after, self.metric.key, self.metric.direction, scatter, self.facts)


def series_of(
    visits: Sequence[VisitOfTest], metric: str, side: Side, facts: PersonFacts
) -> tuple[Series, tuple[Retest, ...]]:
    """A number of one side over at least one visit, and what became of it within visits."""
    row = CATALOG[metric]
    first = tuple(visit_value(visit.before, metric, side, row.unit) for visit in visits)
    again = {
        place: visit_value(visit.after, metric, side, row.unit) for place, visit in enumerate(visits) if visit.after
    }
    line = _Line(row, side, first, again, facts)
    points = tuple(_point(line, index) for index in range(len(first)))
    retests = tuple(_retest(line, visits[place], place) for place in again)
    return Series(metric, row.title, side, row.unit, row.direction, points), retests


def _retest(line: _Line, visit: VisitOfTest, place: int) -> Retest:
    before, after, scatter = line.values[place], line.again[place], line.scatter_until(place)
    return Retest(
        visit_id=before.visit_id,
        at=before.at,
        done=tuple(each.what for each in visit.done),
        metric=line.metric.key,
        title=line.metric.title,
        side=line.side,
        before=scatter.banded(before),
        after=scatter.banded(after),
        change=line.compare(before, after, scatter),
    )


def _point(line: _Line, index: int) -> Point:
    here, earlier, scatter = line.values[index], line.values[:index], line.scatter_until(index)
    since_first = _since_first(line, index, scatter)
    since_last = line.compare(earlier[-1], here, scatter) if earlier else since_first
    return Point(here.visit_id, here.at, scatter.banded(here), here.count, here.trials, since_first, since_last)


def _since_first(line: _Line, index: int, scatter: Scatter) -> Change:
    """Against the first visit with a usable number under the same conditions: that one is the baseline."""
    here, earlier = line.values[index], line.values[:index]
    why = not_usable(here.value)
    if why:
        return Change(Word.NOT_COMPARABLE, why)
    usable = [each for each in earlier if not not_usable(each.value)]
    if not usable:
        reason = "no earlier visit has a number that can be used" if earlier else "nothing earlier to compare with"
        return Change(Word.FIRST, reason)
    baseline = next((each for each in usable if _comparable(each, here)), usable[-1])
    return line.compare(baseline, here, scatter)


def _comparable(before: VisitValue, after: VisitValue) -> bool:
    if before.conditions is None or after.conditions is None or before.method != after.method:
        return False
    return not other(before.conditions, after.conditions)
