"""Is the database whole, does this program know its schema, and are the recordings that it speaks of still the same?"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from station.audit import seal_in
from station.errors import StationError
from station.folders import Folders
from station.identity import FORM, identity_form
from station.schema import SCHEMA, whole_schema_of
from station.version import software
from station.whereabouts import own_name, recorded_elsewhere

CHUNK_BYTES = 1 << 20


class Verdict(StrEnum):
    OK = "ok"
    NOTE = "note"
    """Nothing is wrong; there is something to know."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``to_do`` is empty where nothing has to be done."""

    what: str
    verdict: Verdict
    text: str
    to_do: str = ""


def trial_recordings(database: Path) -> dict[str, str]:
    """The id of each recording that a trial was made from, and its SHA-256; the same columns in every schema so far."""
    with closing(read_only(database)) as connection:
        return dict(connection.execute("SELECT recording_id, recording_sha256 FROM trial ORDER BY recording_id"))


def counts(database: Path) -> dict[str, int]:
    """How many people, visits and trials there are."""
    with closing(read_only(database)) as connection:
        return {
            "people": connection.execute("SELECT count(*) FROM person").fetchone()[0],
            "visits": connection.execute("SELECT count(*) FROM session").fetchone()[0],
            "trials": connection.execute("SELECT count(*) FROM trial").fetchone()[0],
        }


def broken_references(database: Path) -> tuple[str, ...]:
    """Tables with rows whose parents are gone, as ``result (3 rows)``."""
    found: dict[str, int] = {}
    with closing(read_only(database)) as connection:
        for table, *_ in connection.execute("PRAGMA foreign_key_check"):
            found[table] = found.get(table, 0) + 1
    return tuple(f"{table} ({rows} row{'s' * (rows != 1)})" for table, rows in found.items())


def read_only(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)


def recording_file(folders: Folders, recording_id: str) -> Path | None:
    """Where the raw samples lie: among the recordings, or with those that were set aside."""
    for folder in (folders.recordings, folders.set_aside):
        path = folder / f"{recording_id}.rec"
        if path.is_file():
            return path
    return None


def sha256_of(file: BinaryIO) -> str:
    """The checksum of what is left of an open file."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def examine_database(folders: Folders) -> tuple[Finding, ...]:
    """Look at everything and change nothing; stops at what makes looking further useless."""
    restore = "Put it back from the last good backup: station db restore. The file that is there now is kept."
    try:
        schema = whole_schema_of(folders.database)
        if schema == 0:
            return (
                Finding("database", Verdict.NOTE, f"There is none in {folders.data}: nothing was stored there yet."),
            )
        findings = [Finding("database", Verdict.OK, "Every page of it can be read and is in its place.")]
        findings.append(_schema(schema))
        if findings[-1].verdict is Verdict.WRONG:
            return tuple(findings)
        broken = broken_references(folders.database)
        recordings = trial_recordings(folders.database)
        others = recorded_elsewhere(folders.database, own_name(folders))
        accounts = [*_audit(folders.database), *_identities(folders)]
    except (StationError, sqlite3.Error) as error:
        return (Finding("database", Verdict.WRONG, str(error), restore),)
    if broken:
        what = f"Rows whose parents are gone: {', '.join(broken)}."
        findings.append(Finding("references", Verdict.WRONG, what, restore))
    else:
        findings.append(Finding("references", Verdict.OK, "Every row belongs to one that is there."))
    return (*findings, *accounts, *_recordings(folders, recordings, others))


def _audit(database: Path) -> list[Finding]:
    """Whether the account of who did what is as it was written."""
    with closing(read_only(database)) as connection:
        seal = seal_in(connection)
    if seal.fault is None:
        return [Finding("audit", Verdict.OK, f"All {seal.rows} rows of who did what are as they were written.")]
    what = f"The account of who did what is not as it was written: at row {seal.fault.number}, {seal.fault.what}."
    to_do = "Rows before it are whole. Compare with a backup from before (station audit list); measured data are apart."
    return [Finding("audit", Verdict.WRONG, what, to_do)]


def _identities(folders: Folders) -> list[Finding]:
    """Whether the file of who people are can be read; nothing where there is none."""
    try:
        form = identity_form(folders.identities)
    except StationError as error:
        to_do = "Take identity.db out of a backup, which is a zip archive, and put it in its place."
        return [Finding("identities", Verdict.WRONG, str(error), to_do)]
    if form > FORM:
        what = f"Who people are was written down by a newer version (form {form}; this one knows {FORM})."
        return [Finding("identities", Verdict.WRONG, what, "Update this program; nothing was changed.")]
    return [Finding("identities", Verdict.OK, "Who people are can be read.")] if form else []


def _schema(schema: int) -> Finding:
    if schema > SCHEMA:
        what = f"Schema {schema}, written by a newer version. This is {software()}, which knows schemas up to {SCHEMA}."
        return Finding("schema", Verdict.WRONG, what, "Update this program; nothing was changed.")
    if schema < SCHEMA:
        what = f"Schema {schema}; this program writes schema {SCHEMA}."
        to_do = "The next start of the station carries it over after a backup; to do it now: station db upgrade."
        return Finding("schema", Verdict.NOTE, what, to_do)
    return Finding("schema", Verdict.OK, f"Schema {schema}, that of this program.")


def _recordings(folders: Folders, recordings: Mapping[str, str], others: Mapping[str, str]) -> list[Finding]:
    missing: list[str] = []
    changed: list[str] = []
    unreadable: list[str] = []
    away: list[str] = []
    for recording_id, known in recordings.items():
        path = recording_file(folders, recording_id)
        if path is None:
            (away if recording_id in others else missing).append(recording_id)
            continue
        try:
            with path.open("rb") as file:
                if sha256_of(file) != known:
                    changed.append(recording_id)
        except OSError as error:
            unreadable.append(f"{recording_id} ({error.strerror})")
    kept = "Their stored numbers stay; nothing can be computed again until the files are back."
    back = f"{kept} Take the files out of a backup, which is a zip archive, and put them into {folders.recordings}."
    wrong = [
        Finding("recordings", Verdict.WRONG, f"{_of_trials(ids)} {what}: {_listed(ids)}.", back)
        for ids, what in (
            (missing, "missing"),
            (changed, "not the file any more that the numbers were made from"),
            (unreadable, "not readable"),
        )
        if ids
    ]
    if wrong:
        return wrong
    if not recordings:
        return [Finding("recordings", Verdict.OK, "No trial is stored yet.")]
    here = len(recordings) - len(away)
    whole = f"The raw files of all {here} trials are there, each with the checksum that was stored."
    if here == 1:
        whole = "The raw file of the only trial is as stored."
    found = [Finding("recordings", Verdict.OK, whole)] if here else []
    if away:
        names = ", ".join(sorted({others[each] for each in away}))
        what = f"{_of_trials(away)} on other stations: {names[:200]}."
        to_do = "They go into the backups of those stations, and are computed again there."
        found.append(Finding("recordings", Verdict.NOTE, what, to_do))
    return found


def _of_trials(ids: list[str]) -> str:
    return "The raw file of 1 trial is" if len(ids) == 1 else f"The raw files of {len(ids)} trials are"


def _listed(ids: list[str], most: int = 5) -> str:
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more
