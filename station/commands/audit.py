"""``station audit list|verify``: who did what on this station and when, and whether that is as it was written."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands.named import no_such
from station.errors import StationError

if TYPE_CHECKING:
    from station.audit import Entry, Seal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station audit`` understands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    shared.add_argument("--json", action="store_true", help="print one JSON value instead of a table")
    found = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = found.add_parser("list", parents=[shared], help="every row, oldest first")
    listing.add_argument("--about", metavar="ID", help="only what was done to this person (by code) or trial (by id)")
    found.add_parser("verify", parents=[shared], help="whether every row is as it was written")


def run(args: argparse.Namespace) -> int:
    """Print the account or whether it is whole (1 when it is not); a running station is not disturbed."""
    from station.commands.stored import opened

    folders, store = opened(args.data_dir)
    if store is None:
        raise StationError(f"Nothing was ever done in {folders.data}: nothing was stored there yet.")
    with store:
        if args.action == "verify":
            return _verified(store.audit.verify(), args.json)
        person = None if args.about is None else store.person(args.about)
        entries = store.audit.entries(args.about if person is None else person.id)
        if args.about is not None and person is None and not entries:
            raise no_such("person or trial", args.about, (each.code for each in store.people()), "station person list")
    if args.json:
        print(json.dumps([_as_json(entry) for entry in entries], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_as_text(entries)))
    return 0


def _verified(seal: Seal, as_json: bool) -> int:
    fault = seal.fault
    if as_json:
        found = None if fault is None else {"number": fault.number, "what": fault.what}
        print(json.dumps({"rows": seal.rows, "seal": seal.digest, "fault": found}, indent=2))
    elif fault is not None:
        print(f"NOT as it was written: at row {fault.number}, {fault.what}. Rows before it are whole.")
        print("Compare with a backup from before: what stands there from this row on cannot be relied upon.")
    else:
        print(f"All {seal.rows} rows are as they were written. Last seal: {seal.digest}")
    return 0 if fault is None else 1


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(timespec="seconds"),
        "who": entry.who,
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "detail": dict(entry.detail),
        "seal": entry.digest,
    }


def _as_text(entries: Sequence[Entry]) -> list[str]:
    from station.commands.audit_words import detail_words
    from station.commands.stored import columns, when

    rows = [
        [
            str(entry.number),
            when(entry.at.astimezone()),
            entry.who,
            entry.action,
            f"{entry.subject} {entry.subject_id[:8]}",
            detail_words(entry.detail),
        ]
        for entry in entries
    ]
    return columns(["row", "when", "who", "what", "of", "detail"], rows) if rows else ["Nothing was written down yet."]
