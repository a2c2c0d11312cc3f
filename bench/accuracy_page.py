"""The page docs/accuracy.md: ``python -m bench.accuracy_page PAGE RESULT...``

A result is what ``run.py bench --accept --json`` printed, of all tests or of some: 200 people in every test take hours.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dsp.catalog import CATALOG
from station.protocol import Protocol, built_in

Entry = Mapping[str, Any]

HEAD = """# How true the numbers are

Simulated people have a strength, a weight and a way to move that are known, so what the station says of them can be
checked. Each test of these tables was done by {people} people, each with another body, other cells in the plates and
other noise, end to end without a window: devices, drivers, recording, analysis. This page is made by

```sh
python3 run.py bench --accept --json > result.json
python -m bench.accuracy_page docs/accuracy.md result.json
```

*Hold the truth* is how often the uncertainty that stands beside a number (k = 2) holds the true value: what was played
by the simulated person where that is a figure, else the same formula on the force without devices. It should be 95 % or
more; a much higher share means that the station claims less than it can. It says nothing about what simulations leave
out: see [how real the simulated people are](realism.md), and the [verification](verification.md) of real devices.
"""
TESTS = """
## Every test

| test | people | numbers | hold the truth | the number that does so least | marks: mean error, 95 % of them within |
|---|---|---|---|---|---|
"""
HEADLINES = """
## The number in large type

The mean error, how it scatters from person to person, and the mean uncertainty that was stated.

| test | number | side | mean error | scatter (SD) | stated ± | hold the truth |
|---|---|---|---|---|---|---|
"""


def page(results: Sequence[Entry]) -> str:
    """The page from these results; a test that stands in several counts as the last one says."""
    by_test: dict[str, tuple[Entry, list[Entry], list[Entry]]] = {}
    for result in results:
        for key in dict.fromkeys(line["protocol"] for line in result["lines"]):
            marks = [mark for mark in result["marks"] if mark["protocol"] == key]
            by_test[key] = (result, [line for line in result["lines"] if line["protocol"] == key], marks)
    known = built_in()
    done = {key: by_test[key] for key in known if key in by_test}
    runs = [_people(result) for result, _, _ in done.values()]
    text = HEAD.format(people=_span(runs)) + TESTS
    for key, (result, lines, marks) in done.items():
        text += _row(known[key].title, str(_people(result)), *_held(lines), _marks(marks))
    text += HEADLINES
    for key, (_, lines, _) in done.items():
        text += "".join(_headlines(known[key], lines))
    missing = [protocol.title for key, protocol in known.items() if key not in done]
    if missing:
        text += f"\nNot done yet: {', '.join(missing)}.\n"
    return text


def _people(result: Entry) -> int:
    tests = len({line["protocol"] for line in result["lines"]})
    return int(result["runs"]) // max(tests, 1)


def _span(runs: Sequence[int]) -> str:
    if not runs:
        return "no"
    return str(runs[0]) if min(runs) == max(runs) else f"{min(runs)} to {max(runs)}"


def _held(lines: Sequence[Entry]) -> tuple[str, str, str]:
    count, held = sum(line["count"] for line in lines), sum(line["covered"] for line in lines)
    least = min(lines, key=lambda line: line["covered_share"])
    which = f"{_title(least['key'])}, {least['side']}"
    return str(count), f"{100 * held / count:.1f} %", f"{100 * least['covered_share']:.1f} % ({which})"


def _marks(marks: Iterable[Entry]) -> str:
    said = (f"{mark['mark']} {1e3 * mark['mean_s']:.1f}, {1e3 * mark['p95_s']:.1f} ms" for mark in marks)
    return "; ".join(said) or "-"


def _headlines(protocol: Protocol, lines: Sequence[Entry]) -> Iterable[str]:
    own = [line for line in lines if line["key"] == protocol.headline and line["by"] in ("person", "force")]
    for side in dict.fromkeys(line["side"] for line in own):
        # what was played by the person tells more than the same formula on the force
        line = max((each for each in own if each["side"] == side), key=lambda each: each["by"] == "person")
        unit = f" {line['unit']}" if line["unit"] else ""
        bias, spread, stated = (f"{line[name]:.2g}{unit}" for name in ("bias", "spread", "stated"))
        share = f"{100 * line['covered_share']:.1f} %"
        yield _row(protocol.title, _title(line["key"]), side, bias, spread, stated, share)


def _title(key: str) -> str:
    return CATALOG[key].title if key in CATALOG else key


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def main(arguments: Sequence[str]) -> int:
    """Write the page; returns 2 for what cannot be read."""
    if len(arguments) < 2:
        print("usage: python -m bench.accuracy_page PAGE RESULT...", file=sys.stderr)
        return 2
    target, *files = map(Path, arguments)
    try:
        results = [json.loads(file.read_text("utf-8")) for file in files]
        text = page(results)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"A result cannot be read ({error}). Give what run.py bench --accept --json printed.", file=sys.stderr)
        return 2
    target.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
