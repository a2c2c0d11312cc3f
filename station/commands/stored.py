"""What ``station person``, ``visit`` and ``trial`` share: opening for reading only, JSON values and columns of text."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands.server_option import add_store
from station.errors import BadInput

if TYPE_CHECKING:
    from station.folders import Folders
    from station.model import NamedMeasurement
    from station.store import Store
    from station.visits import TrialLine, VisitLine


WIDEST = 120
"""No line of a list is longer."""
SHORT = 8
"""So much of an id is shown in a list, where that tells it from the others."""


def actions(parser: argparse.ArgumentParser, what: str, name: str, wanted: str) -> argparse.ArgumentParser:
    """``list`` and ``show`` with what every one of these takes; returns ``list`` for what it takes beside that."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    shared.add_argument("--json", action="store_true", help="print one JSON value instead of a table")
    add_store(shared)
    found = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = found.add_parser("list", parents=[shared], help=f"every {what}")
    show = found.add_parser("show", parents=[shared], help=f"everything about one {what}")
    show.add_argument("wanted", metavar=name, help=wanted)
    return listing


def opened(data_dir: Path | None, asked: str | None = "local") -> tuple[Folders, Store | None]:
    """The database for reading only, even while a station runs; None where nothing was stored yet.

    That of the clinic's server where ``asked`` names one, or is None and one is set.
    """
    from station.commands.server_option import looking_store
    from station.folders import readable_folders

    folders = readable_folders(data_dir)
    if data_dir is not None and not folders.data.is_dir():
        raise BadInput(f"There is no data folder {folders.data}.")
    return folders, looking_store(folders, asked)


def columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table; the last column is as long as it is."""
    widths = [max(len(cell) for cell in column) for column in zip(names, *rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (names, *rows)
    ]


def when(moment: datetime | None) -> str:
    """A time by the clock of the place where it was, with its offset."""
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M} {moment.isoformat()[-6:]}"


def iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def decided(kept: bool | None) -> str:
    return {True: "kept", False: "rejected", None: "not decided"}[kept]


def number_as_json(line: NamedMeasurement) -> dict[str, Any]:
    """One number with its unit, its state and why it is not simply valid."""
    found = line.measurement
    return {
        "key": line.key,
        "title": line.title,
        "side": line.side.value,
        "value": found.value,
        "unit": found.unit,
        "uncertainty": found.uncertainty,
        "at_least": found.at_least,
        "state": found.state.value,
        "reasons": list(found.reasons),
        "method": found.method,
    }


def visit_as_json(line: VisitLine) -> dict[str, Any]:
    return {"id": line.id, "person": line.person, "started_at": iso(line.started_at), "trials": line.trials}


def trial_as_json(line: TrialLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "visit": line.visit_id,
        "person": line.person,
        "test": line.protocol,
        "title": line.title,
        "started_at": iso(line.started_at),
        "outcome": line.outcome.value,
        "complete": line.complete,
        "kept": line.kept,
        "recording": line.recording_id,
        "refusal": line.refusal,
        "headline": [number_as_json(number) for number in line.headline],
    }


def trial_table(lines: Sequence[TrialLine], *, with_person: bool = True) -> list[str]:
    """Trials with their main numbers, each in one line of a terminal; a number that is not valid says so."""
    names = ["id", "started", *["person"] * with_person, "test", "outcome", "decided", "main numbers"]
    short = shortest([line.id for line in lines])
    rows = [
        [
            line.id[:short],
            f"{line.started_at:%Y-%m-%d %H:%M}",
            *[cut(line.person, 12)] * with_person,
            cut(line.title, 22),
            _ended(line),
            decided(line.kept) + (", practice" if line.practice else ""),
            main_numbers(line.refusal, line.headline),
        ]
        for line in lines
    ]
    return [cut(line, WIDEST) for line in columns(names, rows)]


def _ended(line: TrialLine) -> str:
    if line.complete:
        return line.outcome.value
    return "incomplete" if line.outcome.value == "completed" else f"{line.outcome.value}, incomplete"


def main_numbers(refusal: str | None, headline: Sequence[NamedMeasurement]) -> str:
    """The numbers that a test is done for, or the first sentence of why there are none."""
    if not refusal:
        return ", ".join(map(_headline, headline))
    first, end, rest = refusal.partition(". ")
    return f"refused: {first}{end.strip()}{' …' if rest else ''}"


def shortest(ids: Sequence[str]) -> int:
    """How many characters tell these ids apart; at least eight."""
    most = max(map(len, ids), default=SHORT)
    return next((count for count in range(SHORT, most) if len({each[:count] for each in ids}) == len({*ids})), most)


def cut(text: str, most: int) -> str:
    """A text of one line that is no longer than this."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _headline(line: NamedMeasurement) -> str:
    from ui.numbers import reading

    found = line.measurement
    state = "" if found.state.value == "valid" else f" ({found.state.value})"
    side = {"left": "L ", "right": "R "}.get(line.side.value, "")
    return f"{side}{reading(line.key, found).text()}{state}"
