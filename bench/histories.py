"""What a clinic of years has stored, in a file and on a server: opening a person's history, the lists, the database."""

from __future__ import annotations

import contextlib
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, insert, text

from bench.rows import Row, explained
from station.folders import make_folders
from station.store import Store
from station.tables import Row as Base

BEGAN = datetime(2024, 1, 8, 8, 0, tzinfo=UTC)
PEOPLE, VISITS_EACH, TRIALS_EACH = 1000, 10, 10
"""10,000 visits and 100,000 trials."""
KEYS = ("jump_height", "peak_force", "contact_time", "rsi", "impulse", "load_share")
SIDES = ("left", "right")
LIMIT_MS = 100.0
"""A person's history, on either store."""


def _id(*numbers: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, numbers))))


def clinic(people: int) -> Iterator[Mapping[str, list[dict[str, Any]]]]:
    """The rows of one person after the other, by table."""
    for number in range(people):
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        person = _id(number)
        rows["person"].append({"id": person, "code": f"A-{number:05}", "created_at": BEGAN})
        for visit in range(VISITS_EACH):
            at = BEGAN + timedelta(days=21 * visit, minutes=number)
            session = _id(number, visit)
            rows["session"].append({"id": session, "person_id": person, "started_at": at, "utc_offset_minutes": 60})
            for trial in range(TRIALS_EACH):
                _trial(rows, session, at + timedelta(minutes=3 * trial), (number, visit, trial))
        yield rows


def _trial(rows: dict[str, list[dict[str, Any]]], session: str, at: datetime, numbers: tuple[int, ...]) -> None:
    trial, run = _id(*numbers, 1), _id(*numbers, 2)
    rows["trial"].append(
        {
            "id": trial, "session_id": session, "recording_id": _id(*numbers, 3), "recording_sha256": "ab" * 32,
            "protocol": "cmj", "protocol_text": 'key = "cmj"\n' * 40, "protocol_sha256": "cd" * 32,
            "title": "Countermovement jump", "headline": KEYS[0], "started_at": at, "utc_offset_minutes": 60,
            "outcome": "completed", "complete": True, "kept": True, "decided_at": at, "station": "bench",
        }
    )  # fmt: skip
    rows["run"].append(
        {
            "id": run, "trial_id": trial, "number": 1, "current": True, "made_at": at, "cause": "first analysis",
            "fs_hz": 1000.0, "software": "counterpoise", "numpy": "2", "recording_sha256": "ab" * 32,
            "alignment_s": 0.0, "methods": {"onset": {"sd": 5.0}},
        }
    )  # fmt: skip
    rows["source"].append(
        {
            "run_id": run, "position": 0, "stream": 1, "segment": 0, "model": "Plates", "serial": "LC-7",
            "firmware": "1.2", "sides": ["left", "right"], "calibration": {"id": "lc7", "gain": [[0.5] * 8] * 2},
            "zero": {"native": [1.0] * 8}, "first_index": 0, "last_index": 10_000, "gaps": [], "fs_hz": 1000.0,
        }
    )  # fmt: skip
    for position, name in enumerate(("onset", "takeoff", "landing", "settled")):
        rows["mark"].append(
            {
                "run_id": run, "position": position, "name": name, "side": "both", "time_s": 1.0 + position,
                "automatic": True, "uncertainty_s": 0.004,
            }
        )  # fmt: skip
    for position, (key, side) in enumerate((key, side) for key in KEYS for side in SIDES):
        rows["result"].append(
            {
                "run_id": run, "position": position, "key": key, "title": key, "side": side,
                "value": 0.3 + 0.001 * (position + numbers[-1]), "unit": "m", "state": "valid", "reasons": [],
                "uncertainty": 0.004, "method": "im",
            }
        )  # fmt: skip


_TABLES = ("person", "session", "trial", "run", "source", "mark", "result")


def fill(engine: Engine, people: int) -> None:
    """Put the clinic into a database that has its tables."""
    tables: dict[str, Table] = {name: Base.metadata.tables[name] for name in _TABLES}
    with engine.execution_options(write=True).begin() as connection:
        waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}

        def put() -> None:
            for name in _TABLES:
                if waiting[name]:
                    connection.execute(insert(tables[name]), waiting[name])
                    waiting[name] = []

        for number, rows in enumerate(clinic(people), 1):
            for name in _TABLES:
                waiting[name] += rows[name]
            if number % 20 == 0:
                put()
        put()
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.commit()
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as plain:
                plain.execute(text("VACUUM ANALYZE"))


def _median_ms(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(1e3 * (time.perf_counter() - begun))
    return statistics.median(taken)


def _cases(store: Store, codes: Sequence[str], rounds: int) -> Iterator[tuple[str, float, str]]:
    wanted = iter(codes * rounds)

    def history() -> None:
        code = next(wanted)
        visits, trials = store.visits.history(code)
        if len(visits) != VISITS_EACH or len(trials) != VISITS_EACH * TRIALS_EACH or not trials[0].headline:
            raise RuntimeError("the history is not whole")

    history()
    yield "a person's history", _median_ms(history, rounds), "ms"
    yield "one trial with everything", _median_ms(lambda: store.trial(_id(7, 3, 2, 1)), rounds), "ms"
    yield "everybody, with visits and trials", _median_ms(store.visits.people, 3), "ms"
    yield "the newest 100 trials", _median_ms(lambda: store.visits.trials(most=100), 3), "ms"
    yield "every trial", _median_ms(store.visits.trials, 1), "ms"


def rows(quick: bool) -> list[Row]:
    """The same clinic in a file and on a server of our own; without one, the file alone, which is said."""
    people = PEOPLE // 10 if quick else PEOPLE
    rounds = 10 if quick else 30
    size = f"{people * VISITS_EACH:,} visits, {people * VISITS_EACH * TRIALS_EACH:,} trials"
    codes = [f"A-{number:05}" for number in range(3, people, max(1, people // 17))]
    found: list[Row] = []
    print(f"    a clinic with {size}: a minute or two", file=sys.stderr, flush=True)
    folder = Path(tempfile.mkdtemp(prefix="counterpoise-bench-"))
    try:
        folders = make_folders(folder / "clinic")
        with Store(folders) as store:
            fill(store._engine, people)
        megabytes = folders.database.stat().st_size / 1e6
        begun = time.perf_counter()
        with Store(folders) as store:
            opened_ms = 1e3 * (time.perf_counter() - begun)
            checked = time.perf_counter()
            if store.local is not None and store.local.checked():
                raise RuntimeError("the database of the benchmark is damaged")
            checked_ms = 1e3 * (time.perf_counter() - checked)
        found.append(Row("histories", f"open a database of {megabytes:.0f} MB", opened_ms, "ms"))
        found.append(Row("histories", f"look through all {megabytes:.0f} MB, meanwhile", checked_ms, "ms"))
        with contextlib.closing(Store(folders, read_only=True)) as looking:
            found += _rows_of(looking, "file", size, codes, rounds)
        with _server(folder) as server:
            if server is not None:
                fill(server._engine, people)
                found += _rows_of(server, "server", size, codes, rounds)
        found += _computed_again(folder, 8 if quick else 40)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _computed_again(folder: Path, rounds: int) -> Iterator[Row]:
    """Stored trials computed again from their raw files, as ``station reanalyse`` does."""
    from simulators.body import Person
    from station.commands.client import Body
    from station.commands.virtual_clinic import VirtualClinic
    from station.reanalysis import reanalysed

    with VirtualClinic(folder / "recorded", Body(Person(), push_s=2.0, rest_s=1.0)) as recorded:
        (done,) = recorded.conduct(["cmj"])
        if done.trial_id is None:
            raise RuntimeError(f"nothing was recorded: {done.given_up}")
        stored = recorded.store.trial(done.trial_id)
    begun = time.perf_counter()
    found = list(reanalysed([stored] * rounds, recorded.folders))
    rate = len(found) / (time.perf_counter() - begun)
    if not all(item.same for item in found):
        raise RuntimeError("a trial of the benchmark gives other numbers than before")
    case = "jumps computed again from their recordings, one process"
    yield Row("histories", case, rate, "trials/s", higher_is_better=True)


def _rows_of(store: Any, where: str, size: str, codes: Sequence[str], rounds: int) -> Iterator[Row]:
    for name, value, unit in _cases(store, codes, rounds):
        promised = "promised limit" if name == "a person's history" else ""
        row = Row("histories", f"{where}, {size}: {name}", value, unit, promised, LIMIT_MS if promised else None)
        yield explained(row, "longer than promised: look at what else this machine is doing")


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[Store | None]:
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from postgres_server import PostgresServer, programs

    from station.server import ServerDatabase, parse_address
    from station.server_schema import bring_server_up_to_date

    binaries = programs()
    if binaries is None:
        print("no PostgreSQL on this computer: the rows of a server are left out", file=sys.stderr)
        yield None
        return
    place = Path(tempfile.mkdtemp(prefix="counterpoise-postgres-"))
    server = PostgresServer(place, binaries)
    server.start()
    try:
        address = parse_address(server.new_database())
        bring_server_up_to_date(address, BEGAN)
        store = Store.on(ServerDatabase(address, 600.0))
        try:
            yield store
        finally:
            store.close()
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)
