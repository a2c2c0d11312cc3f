"""A recording of a real person as the client of a demo."""

from __future__ import annotations

import argparse

from simulators.performance import Performance, Surface
from station.commands.client import Recorded, Repertoire
from station.errors import BadInput
from station.model import Side
from station.protocol_library import Library
from station.traces import parse_columns, read_traces


def recorded(args: argparse.Namespace, tests: Library) -> Repertoire:
    """A recording of a real person, to be played through the devices exactly as it was measured."""
    columns = None if args.columns is None else parse_columns(args.columns)
    (trace,) = read_traces(args.person, fs=args.fs, columns=columns).traces
    if trace.gaps:
        raise BadInput(f"{args.person.name}: samples are missing in this recording, so it cannot be played as it was.")
    if trace.doubts:
        raise BadInput(f"{args.person.name}: {'; '.join(trace.doubts)}, so it cannot be played as it was.")
    rows = dict(zip(trace.sides, trace.force_n, strict=True))
    if Side.LEFT in rows:
        left_n, right_n = rows[Side.LEFT], rows[Side.RIGHT]
    else:
        print("This recording has one force: half of it goes onto each plate, so left and right mean nothing here.")
        left_n = right_n = rows[Side.BOTH] / 2
    surface = Surface.PLATES
    if args.protocol is not None and tests.protocols[args.protocol].device == "dynamometers":
        surface = Surface.GRIPS
    return Recorded(Performance.from_samples(trace.fs_hz, left_n, right_n, surface=surface, name=args.person.stem))
