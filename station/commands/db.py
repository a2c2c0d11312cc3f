"""``station db``: is all whole, an older database carried over, a damaged one put back; the server exchanged with."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from station.commands.server_option import add_store
from station.counting import counted
from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.folders import Folders
    from station.server import ServerAddress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station db`` understands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    shared.add_argument("--json", action="store_true", help="print one JSON value instead of lines")
    add_store(shared)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser(
        "check", parents=[shared], help="schema, damage, references, and every raw recording; changes nothing"
    )
    actions.add_parser("upgrade", parents=[shared], help="carry an older database over now, after a backup of it")
    restore = actions.add_parser(
        "restore", parents=[shared], help="put the database of a backup in place; the one that is there is kept"
    )
    actions.add_parser("sync", parents=[shared], help="exchange everything with the clinic's server now")
    join = actions.add_parser("join", parents=[shared], help="make one person of two codes, whoever has both")
    join.add_argument("code", metavar="CODE", help="the code that is given up")
    join.add_argument("into", metavar="INTO", help="the code that stays")
    restore.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the backup (default: the last good one)")


def run(args: argparse.Namespace) -> int:
    """Carry it out; ``check`` gives 1 when anything is wrong."""
    from station.commands import db_server
    from station.folders import make_folders, readable_folders
    from station.settings import NO_SERVER, server_of

    folders = readable_folders(args.data_dir)
    address = server_of(folders, args.store if args.store or args.action == "check" else NO_SERVER)
    if args.action == "upgrade" and address is not None:
        return db_server.upgrade(address, args.json)
    if args.action == "sync":
        return db_server.sync(make_folders(args.data_dir), args)
    if not folders.data.is_dir():
        raise BadInput(f"There is no data folder {folders.data}.")
    if args.action == "restore":
        return _restore(folders, args.file, args.json)
    if args.action == "join":
        db_server.require_folder(folders)
        return db_server.join(folders, args)
    return _check(folders, args.json, address) if args.action == "check" else _upgrade(folders, args.json)


def _check(folders: Folders, as_json: bool, address: ServerAddress | None) -> int:
    from station.database_check import Verdict, examine_database
    from station.server_check import examine_server, examine_waiting

    findings = examine_database(folders)
    if not any(finding.verdict is Verdict.WRONG for finding in findings):
        findings += examine_waiting(folders)
    if address is not None:
        findings += examine_server(address)
    wrong = any(finding.verdict is Verdict.WRONG for finding in findings)
    if as_json:
        print(
            json.dumps(
                {"data_folder": str(folders.data), "ok": not wrong, "findings": [*map(asdict, findings)]}, indent=2
            )
        )
        return 1 if wrong else 0
    for finding in findings:
        print(f"{finding.verdict.value:<7}{finding.what:<12}{finding.text}")
        if finding.to_do:
            print(f"{'':19}{finding.to_do}")
    return 1 if wrong else 0


def _upgrade(folders: Folders, as_json: bool) -> int:
    from station.folders import FolderLock
    from station.schema import SCHEMA, bring_up_to_date, schema_of

    before = schema_of(folders.database)
    if before == 0:
        raise StationError(f"There is no database in {folders.data}: nothing was stored there yet.")
    if before != SCHEMA:
        lock = FolderLock(folders)
        try:
            bring_up_to_date(folders.database, datetime.now(UTC))
        finally:
            lock.release()
    copy = None if before == SCHEMA else folders.database.with_name(f"{folders.database.name}.schema-{before}.backup")
    if as_json:
        print(
            json.dumps(
                {"schema_before": before, "schema": SCHEMA, "copy": None if copy is None else str(copy)}, indent=2
            )
        )
    elif copy is None:
        print(f"{folders.database} has schema {SCHEMA} already, that of this program.")
    else:
        print(f"{folders.database} was carried over from schema {before} to {SCHEMA}; as it was before: {copy}")
    return 0


def _restore(folders: Folders, file: Path | None, as_json: bool) -> int:
    from station.backing_up import usual_folder
    from station.database_restoring import last_good_backup, restore_database

    if file is None:
        last = last_good_backup(folders)
        if last is None:
            raise StationError(
                f"There is no good backup of this data folder in {usual_folder(folders)}. Name one: station db restore "
                "FILE. Nothing was changed, and the raw recordings are separate files and unharmed."
            )
        file = last.path
    file = file.expanduser()
    if not file.is_file():
        raise BadInput(f"There is no file {file}.")
    done = restore_database(folders, file, datetime.now().astimezone())
    found = done.manifest
    if as_json:
        content = {
            "backup": str(done.backup),
            "created": found.created.isoformat(timespec="seconds"),
            "schema": found.schema,
            "kept": None if done.kept is None else str(done.kept),
            "recordings_without_a_trial": done.unfiled,
        }
        print(json.dumps(content, indent=2))
        return 0
    print(f"The database is as it was on {found.created.astimezone():%Y-%m-%d %H:%M} (from {done.backup}).")
    if done.kept is not None:
        print(f"The file that was there before is kept: {done.kept}")
    if done.unfiled:
        print(
            f"{counted(done.unfiled, 'recording')} made since, or never a trial: what was sampled is safe. `station "
            "recordings list` says which, `station recordings recover` makes trials of it."
        )
    return 0
