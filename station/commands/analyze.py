"""``station analyze FILE --protocol KEY``: a force trace from a text file, analysed like a recorded trial."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from dsp.catalog import CATALOG
from dsp.measurement import State
from dsp.onset_methods import METHODS
from station.analysis import analyse, verdict
from station.body_facts import LONGEST_LEVER_M, SHORTEST_LEVER_M
from station.commands.complaints import complain
from station.commands.lines import number_line
from station.errors import BadInput
from station.force_range import doubt_of_range
from station.model import Analysis, Mark, TrialData
from station.named_onsets import NamedOnset, named_onsets
from station.protocol import Protocol, built_in, load
from station.romberg import with_romberg
from station.traces import parse_columns, read_traces
from station.version import software

OK, REFUSED, BAD_INPUT = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, semicolons, tabs or blanks; forces in newtons")
    parser.add_argument(
        "--protocol",
        required=True,
        metavar="KEY",
        help="which test: the file of an own one, or " + ", ".join(built_in()),
    )
    parser.add_argument("--fs", type=float, metavar="HZ", help="sample rate, where the file has no time column")
    parser.add_argument(
        "--columns", metavar="ROLE=N,...", help="which column is what, from 1: left=3,right=9 or time=1,force=2"
    )
    parser.add_argument("--body-mass", type=float, metavar="KG", help="of the client, for numbers per kilogram")
    parser.add_argument("--lever", type=float, metavar="M", help="from the joint to the device, for torques")
    parser.add_argument(
        "--eyes-open", type=Path, metavar="FILE", help="the same stance with open eyes, for the Romberg ratio"
    )
    parser.add_argument(
        "--onset",
        metavar="METHOD",
        help="isometric tests: the onsets by a rule of the field beside ours: " + ", ".join(METHODS),
    )
    parser.add_argument("--all", action="store_true", help="every number of the test, not only those of its screen")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Analyse the file and print the result.

    Returns 0; 1 when the trial is refused or not a single number can be given; 2 when the input cannot be used.
    """
    try:
        protocol = _protocol(args.protocol)
        if args.all:
            protocol = msgspec.structs.replace(protocol, metrics=tuple(dict.fromkeys((*protocol.metrics, *CATALOG))))
        _check_method(args.onset, protocol)
        columns = parse_columns(args.columns) if args.columns is not None else None
        data = _with_body(read_traces(args.file, fs=args.fs, columns=columns), args.body_mass, args.lever)
        result = analyse(protocol, data)
        if args.eyes_open is not None:
            other = read_traces(args.eyes_open, fs=args.fs, columns=columns)
            result = with_romberg(protocol, result, data, other)
    except BadInput as error:
        return complain(str(error), BAD_INPUT, as_json=args.json, who="station analyze")
    if result.refusal is not None:
        result = replace(result, refusal=f"{result.refusal} {doubt_of_range(protocol, data)}".rstrip())
    onsets = named_onsets(data, result, args.onset) if args.onset is not None else None
    if args.json:
        named = (
            {} if onsets is None else {"onset_method": args.onset, "onsets": [_onset_as_json(each) for each in onsets]}
        )
        source = {"source": data.traces[0].source}
        print(json.dumps(as_json(result) | source | named, ensure_ascii=False, allow_nan=False))
    else:
        lines = _table(protocol.title, result, data.traces[0].source)
        if onsets is not None:
            lines += ["", *_onset_table(args.onset, onsets)]
        print("\n".join(lines))
    if result.refusal is not None:
        return complain(result.refusal, REFUSED, as_json=args.json, who="station analyze")
    if all(line.measurement.state is State.INVALID for line in result.measurements):
        why = f"No number can be given: {_why_none(protocol, result)}."
        return complain(why, REFUSED, as_json=args.json, who="station analyze")
    return OK


def _protocol(named: str) -> Protocol:
    """The test of that key, or of that file.  Raises BadInput."""
    if named.endswith(".toml"):
        return load(Path(named))
    protocols = built_in()
    if named not in protocols:
        raise BadInput(f"There is no test {named!r}; there are {', '.join(protocols)}.")
    return protocols[named]


def _with_body(data: TrialData, mass_kg: float | None, lever_m: float | None) -> TrialData:
    """The trial with what is given of the body.  Raises BadInput for what no body has."""
    for option, value, low, high, unit in (
        ("--body-mass", mass_kg, 10.0, 300.0, "kg"),
        ("--lever", lever_m, SHORTEST_LEVER_M, LONGEST_LEVER_M, "m"),
    ):
        if value is not None and not low <= value <= high:
            raise BadInput(f"{option} must be {low:g} to {high:g} {unit}, not {value:g}.")
    return replace(data, body_mass_kg=mass_kg, lever_m=lever_m)


def _check_method(method: str | None, protocol: Protocol) -> None:
    if method is None:
        return
    if method not in METHODS:
        raise BadInput(f"There is no onset rule {method!r}; there are {', '.join(METHODS)}.")
    if protocol.kind != "isometric":
        raise BadInput(f"--onset is for isometric tests; {protocol.key} has its own rule for its onset.")


def _why_none(protocol: Protocol, result: Analysis) -> str:
    """Why the test's own number is withheld: of its reasons the one that most others share."""
    withheld = sorted(result.measurements, key=lambda line: line.key != protocol.headline)
    if not withheld:
        return "this test has none"
    shared = Counter(reason for line in withheld for reason in dict.fromkeys(line.measurement.reasons))
    return max(withheld[0].measurement.reasons, key=lambda reason: shared[reason])


def as_json(result: Analysis) -> dict[str, object]:
    """The result as the one object that ``--json`` prints."""
    words, detail = verdict(result)
    return {
        "protocol": result.protocol,
        "fs_hz": result.fs_hz,
        "marks": [
            {
                "name": mark.name,
                "side": mark.side.value,
                "time_s": mark.time_s,
                "uncertainty_s": mark.uncertainty_s,
            }
            for mark in result.marks
        ],
        "measurements": [
            {
                "key": line.key,
                "side": line.side.value,
                "value": line.measurement.value,
                "unit": line.measurement.unit,
                "state": line.measurement.state.value,
                "reasons": list(line.measurement.reasons),
                "uncertainty": line.measurement.uncertainty,
                "method": line.measurement.method,
            }
            for line in result.measurements
        ],
        "software": software(),
        "refusal": result.refusal,
        "verdict": words,
        "verdict_detail": detail,
    }


def _table(title: str, result: Analysis, source: str) -> list[str]:
    """The result for reading: heights in cm and as many digits as the uncertainty carries, as in the window."""
    blocks = [[f"{title}, {result.fs_hz:.6g} Hz, {source}"], [_mark(mark) for mark in result.marks]]
    if result.refusal is not None:
        blocks.append(["  No number is given: this trial is refused."])
    else:
        blocks.append([number_line(line) for line in result.measurements])
        text, detail = verdict(result)
        blocks.append([f"  {text}" + (f" ({detail})" if detail else "")] if text else [])
    return "\n\n".join("\n".join(block) for block in blocks if block).split("\n")


def _onset_as_json(onset: NamedOnset) -> dict[str, object]:
    return {
        "name": onset.name,
        "side": onset.side.value,
        "time_s": onset.time_s,
        "change_point_s": onset.ours_s,
        "reason": onset.reason,
        "uncertainty_s": None,
        "parameters": dict(onset.parameters),
    }


def _onset_table(method: str, onsets: Sequence[NamedOnset]) -> list[str]:
    """A rule of the field beside our onsets, with how much later it is; how late it is itself nobody knows."""
    chosen = METHODS[method]
    used = ", ".join(f"{key} {value:g}" for key, value in chosen.parameters.items())
    lines = [f"  Onsets by {method}: {chosen.title}" + (f" ({used})" if used else "")]
    for onset in onsets:
        name = f"  {onset.name:<14}{onset.side.value:<7}"
        if onset.time_s is None:
            lines.append(f"{name}  none: {onset.reason}")
        else:
            lines.append(
                f"{name}{onset.time_s:>10.3f} s   {1000.0 * (onset.time_s - onset.ours_s):+.0f} ms beside ours"
            )
    return lines if onsets else [*lines, "  none was found by ours"]


def _mark(mark: Mark) -> str:
    about = "" if mark.uncertainty_s is None else f" ± {mark.uncertainty_s:.3f}"
    return f"  {mark.name:<14}{mark.side.value:<7}{mark.time_s:>10.3f}{about} s"
