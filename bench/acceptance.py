"""Do the true values of simulated people come back within the stated uncertainty?  ``run.py bench --accept``.

Each built-in test, end to end without a window, ``--runs`` times with another person each (``acceptance_runs``).
A line passes when at least 95 % of its numbers hold the truth within their uncertainty (k = 2).
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context

import numpy as np

from bench.acceptance_runs import PEOPLE_PER_CLINIC, Number, Run, runs_of
from bench.acceptance_truth import mark_limits_s
from dsp.measurement import State
from station.protocol import built_in

RUNS = 200
WANTED = 0.95
OUTLIER = 3.0
"""An error of so many uncertainties is another kind of mistake than a spread that is stated too small."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number of one test over all its runs."""

    protocol: str
    key: str
    side: str
    by: str
    unit: str
    count: int
    valid: int
    covered: int
    bias: float
    spread: float
    worst: float
    """The greatest error, in the stated uncertainty of its run; infinite where none is stated."""
    stated: float
    """Mean stated uncertainty."""
    outliers: tuple[int, ...]
    """Seeds of the runs whose error is more than three uncertainties."""

    @property
    def share(self) -> float:
        return self.covered / self.count

    @property
    def passed(self) -> bool:
        return self.share >= WANTED

    @property
    def cause(self) -> str:
        """In words: which kind of mistake it is, by the figures."""
        if self.passed:
            return ""
        if self.stated <= 0:
            return "no uncertainty is stated, and it differs"
        if len(self.outliers) >= 0.6 * (self.count - self.covered):
            seeds = ", ".join(map(str, self.outliers[:4]))
            return f"single trials go wrong: {len(self.outliers)} beyond {OUTLIER:g} uncertainties (seeds {seeds})"
        if abs(self.bias) > 2.0 * self.spread / np.sqrt(self.count) and abs(self.bias) > 0.35 * self.stated:
            return (
                f"always too {'high' if self.bias > 0 else 'low'}, by {abs(self.bias) / self.stated:.2g} uncertainties"
            )
        return f"stated too small: twice the spread is {2 * self.spread / self.stated:.2g} of it"


@dataclass(frozen=True, slots=True)
class MarkErrors:
    """How far off the marks of one name are, over all runs, sides and repetitions of a test."""

    protocol: str
    mark: str
    count: int
    mean_s: float
    """Of the error without its sign."""
    p95_s: float
    bias_s: float
    limits_s: tuple[float, float] | None
    """Of mean and 95th percentile, where something is promised."""

    @property
    def passed(self) -> bool:
        return self.limits_s is None or (self.mean_s <= self.limits_s[0] and self.p95_s <= self.limits_s[1])


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a session of runs came to."""

    lines: tuple[Line, ...]
    marks: tuple[MarkErrors, ...]
    troubles: tuple[tuple[str, str, int], ...]
    """Test, why a run gave nothing to compare, how often."""
    runs: int
    seconds: float

    @property
    def failed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.passed)


def accept(protocols: Sequence[str], runs: int = RUNS, *, workers: int | None = None, first: int = 0) -> Accepted:
    """Run every test ``runs`` times, on all cores."""
    begun_s = time.perf_counter()
    seeds = range(first, first + runs)
    tasks = [(key, seeds[at : at + PEOPLE_PER_CLINIC]) for at in range(0, runs, PEOPLE_PER_CLINIC) for key in protocols]
    done: list[Run] = []
    for found in _mapped(tasks, workers or os.cpu_count() or 1):
        done += found
    seconds = time.perf_counter() - begun_s
    return Accepted(tuple(lines_of(done)), tuple(marks_of(done)), tuple(_troubles(done)), len(done), seconds)


def _mapped(tasks: Sequence[tuple[str, Sequence[int]]], workers: int) -> Iterator[list[Run]]:
    if workers == 1:
        yield from map(_quietly, tasks)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for number, found in enumerate(pool.map(_quietly, tasks), start=1):
            if sys.stderr.isatty():
                print(f"\r{number} of {len(tasks)}", end="", file=sys.stderr, flush=True)
            yield found
    if sys.stderr.isatty():
        print(file=sys.stderr)


def _quietly(task: tuple[str, Sequence[int]]) -> list[Run]:
    """What the station logs about a clinic at work is nothing here."""
    logging.disable(logging.WARNING)
    with contextlib.redirect_stderr(io.StringIO()):
        return runs_of(*task)


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Every number of every test, over its runs; in the order of the tests."""
    found: dict[tuple[str, str, str, str], list[Number]] = defaultdict(list)
    for run in runs:
        for number in run.numbers:
            found[number.protocol, number.key, number.side, number.by].append(number)
    order = {key: at for at, key in enumerate(built_in())}
    return [_line(numbers) for _, numbers in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0]))]


def _line(numbers: Sequence[Number]) -> Line:
    one = numbers[0]
    errors = np.array([number.error for number in numbers])
    stated = np.array([number.uncertainty or 0.0 for number in numbers])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(errors == 0, 0.0, np.abs(errors) / stated)
    return Line(
        one.protocol,
        one.key,
        one.side,
        one.by,
        one.unit,
        len(numbers),
        sum(number.state == State.VALID for number in numbers),
        sum(number.covered for number in numbers),
        float(errors.mean()),
        float(errors.std()),
        float(ratios.max()),
        float(stated.mean()),
        tuple(number.seed for number, ratio in zip(numbers, ratios, strict=True) if ratio > OUTLIER),
    )


def marks_of(runs: Iterable[Run]) -> list[MarkErrors]:
    """The errors of the marks of each name, whatever number they bear; in the order of the tests."""
    errors: dict[tuple[str, str], list[float]] = defaultdict(list)
    for run in runs:
        for number in run.numbers:
            if number.by == "mark":
                errors[number.protocol, number.key.rstrip("0123456789 ")].append(number.error)
    tests = built_in()
    return [
        MarkErrors(
            protocol,
            mark,
            len(each),
            float(np.abs(each).mean()),
            float(np.quantile(np.abs(each), 0.95)),
            float(np.mean(each)),
            mark_limits_s(tests[protocol], mark),
        )
        for (protocol, mark), each in sorted(errors.items(), key=lambda item: (list(tests).index(item[0][0]), item[0]))
    ]


def _troubles(runs: Iterable[Run]) -> list[tuple[str, str, int]]:
    said = Counter((run.protocol, run.trouble) for run in runs if run.trouble)
    return [(protocol, trouble, count) for (protocol, trouble), count in said.items()]


def main(
    protocols: Sequence[str] | None,
    runs: int,
    *,
    as_json: bool = False,
    failed: bool = False,
    workers: int | None = None,
    first: int = 0,
) -> int:
    """Run, print, and return 0 when everything holds, 1 when something does not, 2 for a test that there is none of."""
    known = built_in()
    unknown = [key for key in protocols or () if key not in known]
    if unknown or runs < 1:
        what = f"There is no test {unknown[0]}; there are: {', '.join(known)}." if unknown else "--runs begins at 1."
        print(f"bench: {what}", file=sys.stderr)
        return 2
    found = accept(protocols or tuple(known), runs, workers=workers, first=first)
    if as_json:
        lines = [asdict(line) | {"covered_share": line.share, "cause": line.cause} for line in found.lines]
        marks = [asdict(mark) for mark in found.marks]
        said = {"runs": found.runs, "seconds": found.seconds, "troubles": found.troubles, "lines": lines}
        print(json.dumps(said | {"marks": marks}))
    else:
        print(table(found, everything=not failed))
    return 1 if found.failed or found.troubles or not all(mark.passed for mark in found.marks) else 0


# What is printed ------------------------------------------------------------------------------------------------------

HEAD = ("test", "number", "side", "truth", "unit", "n", "valid", "covered", "bias", "spread", "stated", "worst/u", "")
MARKS_HEAD = ("test", "mark", "n", "mean |error| ms", "95 % ms", "bias ms", "limits ms", "")
HOW_TO_READ = (
    "truth: person = a figure of who was simulated; force = the same formula on the undisturbed force; mark = when it "
    "was played.  covered: share of the numbers whose stated uncertainty (k = 2) holds the truth; wanted 95 %."
)


def table(found: Accepted, *, everything: bool = True) -> str:
    """A line for each number of each test, with the cause where fewer than 95 % hold."""
    rows = [HEAD]
    for line in found.lines if everything else found.failed:
        rows.append(
            (
                line.protocol,
                line.key,
                line.side,
                line.by,
                line.unit,
                str(line.count),
                f"{100 * line.valid / line.count:.0f} %",
                f"{100 * line.share:.1f} %",
                f"{line.bias:.3g}",
                f"{line.spread:.3g}",
                f"{line.stated:.3g}",
                f"{line.worst:.2g}",
                "" if line.passed else f"FAILS: {line.cause}",
            )
        )
    text = _aligned(rows)
    marks = [mark for mark in found.marks if everything or not mark.passed]
    if marks:
        text += ["", *_aligned([MARKS_HEAD, *(_mark_row(mark) for mark in marks)])]
    return "\n".join([*text, "", *summary(found), HOW_TO_READ])


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
    return ["  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]]).rstrip() for row in rows]


def _mark_row(mark: MarkErrors) -> tuple[str, ...]:
    limits = "-" if mark.limits_s is None else " / ".join(f"{1e3 * limit:.0f}" for limit in mark.limits_s)
    errors = (f"{1e3 * value:.1f}" for value in (mark.mean_s, mark.p95_s, mark.bias_s))
    verdict = "" if mark.passed else "FAILS: further off than promised"
    return (mark.protocol, mark.mark, str(mark.count), *errors, limits, verdict)


def summary(found: Accepted) -> list[str]:
    """How much holds, test by test and altogether, and which runs gave nothing."""
    by_test: dict[str, list[Line]] = defaultdict(list)
    for line in found.lines:
        by_test[line.protocol].append(line)
    lines = [
        f"{protocol}: {sum(line.passed for line in own)} of {len(own)} hold"
        + (f"; not {', '.join(sorted({line.key for line in own if not line.passed}))}" * any(not x.passed for x in own))
        for protocol, own in by_test.items()
    ]
    lines += [f"{protocol}: {count} runs gave nothing: {why}" for protocol, why, count in found.troubles]
    count, held = sum(line.count for line in found.lines), sum(line.covered for line in found.lines)
    if count:
        lines.append(
            f"{len(found.lines) - len(found.failed)} of {len(found.lines)} lines hold; {100 * held / count:.2f} % of "
            f"{count} numbers from {found.runs} runs, in {found.seconds:.0f} s "
            f"({found.runs / max(found.seconds, 1e-9):.2f} runs a second)"
        )
    return lines
