"""``station progress PERSON``: what changed over the visits, with the band of each value and a reason for each word."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands.doses import dose_as_json, dose_line
from station.commands.named import person_named, require_test
from station.commands.server_option import add_store
from station.errors import StationError

if TYPE_CHECKING:
    from station.change.verdicts import (
        Change,
        HoldRatios,
        PersonProgress,
        Point,
        Retest,
        Series,
        SidesOverTime,
        TestProgress,
    )
    from station.folders import Folders
    from station.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station progress`` understands."""
    parser.add_argument("person", metavar="CODE", help="whose, for example A-104")
    parser.add_argument("--test", metavar="KEY", help="only this test, for example hip_abduction_iso")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    parser.add_argument("--json", action="store_true", help="print one JSON value instead of tables")
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Print every test over the visits; a running station is not disturbed."""
    from station.commands.stored import opened

    folders, store = opened(args.data_dir, args.store)
    if store is None:
        raise StationError(f"Nobody is known in {folders.data}: nothing was stored there yet.")
    with store:
        found = _progress(store, folders, args.person, args.test, write=False)
    if any(test.recomputed for test in found.tests):
        found = _stored(folders, args.store, args.person, args.test) or found
    if args.json:
        print(json.dumps(person_as_json(found), ensure_ascii=False, indent=2))
        return 0
    print("\n".join(_as_text(found)))
    return 0


def _stored(folders: Folders, asked: str | None, person: str, test: str | None) -> PersonProgress | None:
    """The same once more with the new numbers kept, where no running station has the folder.

    Raw recordings stay on the station that made them: of a clinic's server the others' are only computed.
    """
    from station.commands.server_option import working_store
    from station.folders import in_use

    if in_use(folders) is not None:
        return None
    try:
        with working_store(folders, asked) as store:
            return _progress(store, folders, person, test, write=True)
    except StationError:  # it cannot be written to: what was computed is shown, and that nothing was stored
        return None


def _progress(store: Store, folders: Folders, code: str, test: str | None, *, write: bool) -> PersonProgress:
    from station.change.person_progress import progress_of

    person = person_named(store, code)
    if test is not None:
        require_test(store, folders, test)
    return progress_of(store, folders, person, test, write=write)


# As text ----------------------------------------------------------------------------------------------------------


class _Notes:
    """Reasons under a table, each once, with its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, reason: str) -> str:
        return f"[{self._numbers.setdefault(reason, len(self._numbers) + 1)}]" if reason else ""

    def lines(self) -> list[str]:
        return [f"  [{number}] {reason}" for reason, number in self._numbers.items()]


def _as_text(found: PersonProgress) -> list[str]:
    if not found.tests:
        return [f"{found.person}: no trial that counts is stored."]
    lines = [found.person]
    for test in found.tests:
        lines += ["", f"{test.title} ({test.test})", *(f"  {said}" for said in test.recomputed)]
        for series in test.series:
            lines += ["", *_series(series)]
        for retest in test.retests:
            lines += ["", *_retest(retest)]
        if test.sides is not None:
            lines += ["", *_sides(test.sides)]
    for visit in found.hold_ratios:
        lines += ["", *_hold_ratios(visit)]
    if found.doses:
        titles = {test.test: test.title for test in found.tests}
        lines += ["", "Doses", *(f"  {dose.at:%Y-%m-%d}  {dose_line(dose, titles)}" for dose in found.doses)]
    return lines


def _hold_ratios(visit: HoldRatios) -> list[str]:
    from station.commands.stored import columns
    from ui.numbers import reading

    rows = [
        [each.title, reading(each.key, each.value).text(), "; ".join([each.beside, *each.value.reasons])]
        for each in visit.ratios
    ]
    table = columns(["ratio of hold times", "value", "beside it"], rows)
    return [f"Holds of the trunk, {visit.at:%Y-%m-%d}", *(f"  {line}" for line in table)]


def _series(series: Series) -> list[str]:
    from station.commands.stored import columns

    notes = _Notes()
    side = "" if series.side.value == "both" else f", {series.side.value}"
    rows = [
        [
            f"{point.at:%Y-%m-%d}",
            _value(series.metric, point),
            str(point.count),
            _amount(series.metric, series.unit, point.change, point.value.uncertainty),
            _limit(series.metric, series.unit, point.change),
            f"{point.change.word} {notes.mark(point.change.reason)}",
        ]
        for point in series.points
    ]
    names = ["visit", "value, 95 %", "n", "since the first", "detectable", "word"]
    table = [f"  {line}" for line in columns(names, rows)]
    return [f"{series.title}{side}", *table, *notes.lines(), *_norms(series)]


def _norms(series: Series) -> list[str]:
    """What reference values say of the latest visit; those that do not apply are named with the first reason."""
    if series.norms is None:
        return []
    lines = [f"  {each.card.title}: {each.says} ({each.card.citation})" for each in series.norms.applied]
    return lines + [f"  not compared with {each.title}: {each.reasons[0]}" for each in series.norms.refused]


def _value(metric: str, point: Point) -> str:
    from ui.numbers import reading

    state = point.value.state.value
    return reading(metric, point.value).text() + ("" if state == "valid" else f" ({state})")


def _amount(metric: str, unit: str, change: Change, known: float | None) -> str:
    """A change with the digits that the detectable one supports, else those of the value (``known``)."""
    from station.report.amounts import amount_text
    from station.report.wording import ENGLISH, Wording

    return amount_text(metric, unit, change, known, Wording(ENGLISH))


def _limit(metric: str, unit: str, change: Change) -> str:
    from station.report.amounts import detectable_text
    from station.report.wording import ENGLISH, Wording

    return detectable_text(metric, unit, change, Wording(ENGLISH))


def _retest(retest: Retest) -> list[str]:
    from ui.numbers import reading

    side = "" if retest.side.value == "both" else f", {retest.side.value}"
    done = "; ".join(retest.done) or "not written down"
    before, after = reading(retest.metric, retest.before).text(), reading(retest.metric, retest.after).text()
    change = retest.change
    amount = _amount(retest.metric, retest.before.unit, change, retest.after.uncertainty)
    return [
        f"{retest.title}{side}, {retest.at:%Y-%m-%d}, before and after (done: {done})",
        f"  {before} -> {after}  {amount}  {change.word}".rstrip(),
        f"  {change.reason}",
    ]


def _sides(sides: SidesOverTime) -> list[str]:
    from station.commands.stored import columns
    from ui.numbers import reading

    notes = _Notes()
    rows = [
        [
            f"{point.at:%Y-%m-%d}",
            reading(sides.metric, point.difference).text(),
            f"{point.verdict or 'not compared'} {notes.mark(point.reason)}",
        ]
        for point in sides.points
    ]
    return [
        f"{sides.title}, (R-L)/max: {sides.words}",
        *(f"  {line}" for line in columns(["visit", "difference, 95 %", "verdict"], rows)),
        *notes.lines(),
    ]


# As JSON ----------------------------------------------------------------------------------------------------------


def person_as_json(found: PersonProgress) -> dict[str, Any]:
    """Everything with units, states and reasons; keys are described in docs/progress.md."""
    return {
        "id": found.person_id,
        "person": found.person,
        "tests": [_test_as_json(test) for test in found.tests],
        "hold_ratios": [
            {
                "visit": visit.visit_id,
                "at": visit.at.isoformat(timespec="seconds"),
                "ratios": [
                    {"key": each.key, "title": each.title, **_measured(each.value), "beside": each.beside}
                    for each in visit.ratios
                ],
            }
            for visit in found.hold_ratios
        ],
        "doses": [dose_as_json(dose) for dose in found.doses],
    }


def _test_as_json(test: TestProgress) -> dict[str, Any]:
    return {
        "test": test.test,
        "title": test.title,
        "headline": test.headline,
        "recomputed": list(test.recomputed),
        "series": [_series_as_json(series) for series in test.series],
        "sides": None if test.sides is None else _sides_as_json(test.sides),
        "retests": [_retest_as_json(retest) for retest in test.retests],
    }


def _series_as_json(series: Series) -> dict[str, Any]:
    return {
        "metric": series.metric,
        "title": series.title,
        "side": series.side.value,
        "unit": series.unit,
        "better": series.direction.value,
        "norms": _norms_as_json(series),
        "visits": [
            {
                "visit": point.visit_id,
                "at": point.at.isoformat(timespec="seconds"),
                **_measured(point.value),
                "count": point.count,
                "trials": list(point.trials),
                "change": _change_as_json(point.change),
                "since_last": _change_as_json(point.since_last),
            }
            for point in series.points
        ],
    }


def _norms_as_json(series: Series) -> dict[str, Any] | None:
    found = series.norms
    if found is None:
        return None
    return {
        "applied": [
            {"card": each.card.key, "title": each.card.title, "says": each.says, "citation": each.card.citation}
            for each in found.applied
        ],
        "refused": [{"card": each.key, "title": each.title, "reasons": list(each.reasons)} for each in found.refused],
    }


def _measured(value: Any) -> dict[str, Any]:
    return {
        "value": value.value,
        "unit": value.unit,
        "band": value.uncertainty,
        "state": value.state.value,
        "reasons": list(value.reasons),
        "method": value.method,
    }


def _change_as_json(change: Change) -> dict[str, Any]:
    limit = change.detectable
    return {
        "word": change.word.value,
        "reason": change.reason,
        "amount": change.amount,
        "percent": change.percent,
        "detectable": None
        if limit is None
        else {"value": limit.value, "unit": limit.unit, "basis": limit.basis.value, "source": limit.source},
        "against_visit": change.against_visit,
        "against_at": None if change.against_at is None else change.against_at.isoformat(timespec="seconds"),
    }


def _sides_as_json(sides: SidesOverTime) -> dict[str, Any]:
    return {
        "metric": sides.metric,
        "title": sides.title,
        "words": sides.words,
        "visits": [
            {
                "visit": point.visit_id,
                "at": point.at.isoformat(timespec="seconds"),
                **_measured(point.difference),
                "verdict": None if point.verdict is None else point.verdict.value,
                "reason": point.reason,
                "count": point.count,
            }
            for point in sides.points
        ],
    }


def _retest_as_json(retest: Retest) -> dict[str, Any]:
    return {
        "visit": retest.visit_id,
        "at": retest.at.isoformat(timespec="seconds"),
        "done": list(retest.done),
        "metric": retest.metric,
        "title": retest.title,
        "side": retest.side.value,
        "before": _measured(retest.before),
        "after": _measured(retest.after),
        "change": _change_as_json(retest.change),
    }
