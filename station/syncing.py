"""One step of the exchange between a station and the server: take what others sent, then send what waits here.

The server keeps a list of changes, in order.  A station remembers the last one that it took, and takes what came after
it; only when there is nothing more to take does it send, alone (an advisory lock), so that everything that two stations
said without hearing of each other is seen here, on the station that speaks last, where somebody can be told.

Each step is a transaction there and one here.  When this computer dies in between, the step is done again, and gives
the same rows: every row has a key of its own from the day it was made.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from station.database import LocalDatabase
from station.errors import StationError
from station.outbox import note_everything, travelling
from station.server import ServerDatabase
from station.server_schema import ONE_AT_A_TIME
from station.tables import PersonRow
from station.tables_of_sync import SENDING, TAKEN, ChangeRow, ConflictRow, OutboxRow, SyncStateRow
from station.travelling_rows import Named, Parcel, named, parents, put, read, same_elsewhere

CHANNEL: Final = "counterpoise"
"""On which the server tells stations that there is something new."""
LAST_ONE_HOLDS: Final = frozenset({"known_device"})
"""Tables of which every station writes what it saw last: nobody has to be told that another one saw it too."""


class ServerBusy(StationError):
    """Another station is sending, or sent something that is to be taken first."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did."""

    taken: int = 0
    sent: int = 0

    @property
    def idle(self) -> bool:
        return self.taken == self.sent == 0


class Exchange:
    """The steps of one station with one server."""

    def __init__(
        self,
        local: LocalDatabase,
        server: ServerDatabase,
        station: str,
        now: Callable[[], datetime],
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._local, self._server, self._station, self._now, self._new_id = local, server, station, now, new_id

    def step(self, most: int) -> Step:
        """Take or send some of what there is, at most so many rows with their parts.

        Raises ServerBusy, ServerAway, ServerRefuses, and StationError when this computer cannot write.
        """
        taken = self.take(most)
        return Step(taken=taken) if taken else Step(sent=self.send(most))

    # From the server -------------------------------------------------------------------------------------------------

    def take(self, most: int) -> int:
        """Put in place what others sent; returns how many changes that were."""
        with self._local.reading() as session:
            state = _state(session)
            number, batch = state.number, state.batch
        with self._server.reading() as there:
            connection = there.connection()
            if number and there.scalar(select(ChangeRow.batch).where(ChangeRow.number == number)) != batch:
                self._start_again()
                return 1
            changes = there.execute(
                select(ChangeRow.number, ChangeRow.table_name, ChangeRow.key, ChangeRow.batch)
                .where(ChangeRow.number > number)
                .order_by(ChangeRow.number)
                .limit(most)
            ).all()
            if not changes:
                return 0
            parcels = read(connection, dict.fromkeys(named(each.table_name, each.key) for each in changes))
            self._add_parents(connection, parcels)
        with self._local.taking() as here:
            said_here = _said_here(here, changes)
            parcels = {each: it for each, it in parcels.items() if self._wanted(here, each, it, each in said_here)}
            for each, parcel in parcels.items():
                self._make_room(here, each, parcel, parcels)
            put(here.connection(), self._last_runs_shown(here, parcels))
            _remember(here, changes[-1].number, changes[-1].batch, self._now())
        return len(changes)

    def _start_again(self) -> None:
        """The server was set back, or is another one: everything is taken again, and everything here is sent again."""
        with self._local.taking() as session:
            note_everything(session)
            _remember(session, 0, "", self._now())

    def _add_parents(self, there: Connection, parcels: dict[Named, Parcel]) -> None:
        """Add what these rows refer to and this station has not got: its change stands later in the list."""
        missing = parents(parcels)
        while missing:
            with self._local.reading() as session:
                have = read(session.connection(), missing)
            parcels |= read(there, _in_order(each for each in missing if have[each].row is None))
            missing = {each for each in parents(parcels) if each not in have}

    def _wanted(self, here: Session, each: Named, theirs: Parcel, said_here: bool) -> bool:
        """Whether a row is taken: not when it waits here to be sent, for what is said last holds."""
        if not here.scalar(select(func.count()).where(OutboxRow.table_name == each.table, OutboxRow.key == each.text)):
            return True
        ours = read(here.connection(), [each])[each]
        if not said_here and each.table not in LAST_ONE_HOLDS and theirs.row is not None and ours != theirs:
            self._note_conflict(
                here,
                f"{_article(each.table)} was changed on two stations that did not hear of each other. What "
                f"{self._station} says holds; what the other one said is kept with this note.",
                each,
                theirs.contents,
            )
        return False

    def _make_room(self, here: Session, each: Named, theirs: Parcel, parcels: Mapping[Named, Parcel]) -> None:
        """Give way to a row of the server where one of here stands in its place."""
        if theirs.row is None:
            return
        what = travelling()[each.table]
        for columns, ours in same_elsewhere(here.connection(), what.table, theirs.row).items():
            if Named(each.table, tuple(ours[column] for column in what.key)) in parcels:
                continue  # it goes elsewhere itself
            if each.table == "person":
                codes = {parcel.row["code"] for at, parcel in parcels.items() if at.table == "person" and parcel.row}
                self._rename(here, ours, each, codes)
            elif each.table == "run":
                _renumber(here, ours, parcels)
            else:
                at = ", ".join(f"{column} {ours[column]}" for column in columns)
                raise StationError(
                    f"Two stations stored {_article(each.table).lower()} with the same {at[:200]}. Nothing is lost: "
                    "both are kept where they were made, and what was stored here since waits on this computer. Ask "
                    "the makers of this program for help."
                )

    def _rename(self, here: Session, ours: Mapping[str, Any], theirs: Named, taken: Set[str]) -> None:
        """Two people of one code: nobody knows whether they are one, so they are not mixed, and it is said."""
        code = ours["code"]
        free = (f"{code}-{number}" for number in count(2))
        new = next(
            each
            for each in free
            if each not in taken and not here.scalar(select(PersonRow.id).where(PersonRow.code == each))
        )
        here.execute(update(PersonRow).where(PersonRow.id == ours["id"]).values(code=new))
        person = Named("person", (ours["id"],))
        _note(here, person)
        self._note_conflict(
            here,
            f"The code {code} was given on two stations that did not hear of each other. Whoever got it on "
            f"{self._station} is {new} from now on; nothing was mixed. If both are one person: station db join {new} "
            f"{code}.",
            person,
            {"code": code, "other": theirs.key[0]},
        )

    def _last_runs_shown(self, here: Session, parcels: dict[Named, Parcel]) -> dict[Named, Parcel]:
        """Of each trial one run is shown: the one of here when it was computed again on both, which is sent later."""
        given: dict[Named, Parcel] = {}
        for each, parcel in parcels.items():
            row = parcel.row
            if each.table == "run" and row is not None and row["current"]:
                runs = travelling()["run"].table
                mine = select(runs.c.id).where(
                    runs.c.trial_id == row["trial_id"], runs.c.current, runs.c.id != row["id"]
                )
                for (run_id,) in here.connection().execute(mine).all():
                    if Named("run", (run_id,)) in parcels:
                        continue
                    if _waits(here, "run", (run_id,)):
                        parcel = Parcel({**row, "current": False}, parcel.parts)
                        _note(here, each)
                    else:
                        here.connection().execute(update(runs).where(runs.c.id == run_id).values(current=False))
            given[each] = parcel
        return given

    def _note_conflict(self, here: Session, what: str, each: Named, unused: Mapping[str, Any]) -> None:
        conflict = Named("conflict", (self._new_id(),))
        here.execute(
            insert(ConflictRow).values(
                id=conflict.key[0],
                made_at=self._now(),
                station=self._station,
                what=what,
                table_name=each.table,
                key=each.text,
                unused=dict(unused),
            )
        )
        _note(here, conflict)

    # To the server ---------------------------------------------------------------------------------------------------

    def send(self, most: int) -> int:
        """Send what waits here, oldest first; returns how many rows that were."""
        with self._local.reading() as session:
            waiting = session.execute(
                select(OutboxRow.number, OutboxRow.table_name, OutboxRow.key).order_by(OutboxRow.number).limit(most)
            ).all()
            if not waiting:
                return 0
            state = _state(session)
            last = state.number
            notes = {named(each.table_name, each.key): each.number for each in waiting}
            parcels = read(session.connection(), notes)
            _add_waiting_parents(session, parcels, notes)
        batch = self._new_id()
        with self._server.writing() as there:
            if not there.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME}):
                raise ServerBusy("Another station is sending.")
            if (there.scalar(select(func.max(ChangeRow.number))) or 0) != last:
                raise ServerBusy("Another station sent something.")
            # From here on nothing of an earlier batch can arrive any more, and this one may without our hearing of it.
            with self._local.taking() as here:
                here.execute(delete(SyncStateRow).where(SyncStateRow.id == SENDING))
                here.add(SyncStateRow(id=SENDING, number=last, batch=batch, at=self._now()))
            put(there.connection(), parcels)
            lines = [
                {"table_name": each.table, "key": each.text, "batch": batch, "station": self._station}
                for each in parcels
            ]
            there.connection().execute(insert(ChangeRow), lines)
            newest = there.scalar(select(func.max(ChangeRow.number)).where(ChangeRow.batch == batch))
            there.execute(text(f"NOTIFY {CHANNEL}"))
        with self._local.taking() as here:
            here.execute(delete(OutboxRow).where(OutboxRow.number.in_(notes.values())))
            _remember(here, newest or last, batch, self._now())
        return len(parcels)


def begin_with_server(local: LocalDatabase) -> None:
    """From now on every change waits for the server; what was stored before there was one, too."""
    with local.taking() as session:
        if session.get(SyncStateRow, TAKEN) is None:
            session.add(SyncStateRow(id=TAKEN, number=0, batch="", at=None))
            note_everything(session)
    local.note_changes_from_now_on()


def _state(session: Session) -> SyncStateRow:
    return session.get_one(SyncStateRow, TAKEN)


def _remember(session: Session, number: int, batch: str, now: datetime) -> None:
    session.execute(update(SyncStateRow).where(SyncStateRow.id == TAKEN).values(number=number, batch=batch, at=now))


def _said_here(here: Session, changes: Sequence[Row[int, str, str, str]]) -> set[Named]:
    """Rows that nobody changed in these but this station: it sent them, and was cut off before it heard that they came.

    A name of a station would not do: a data folder that was put back from a backup has the name and not the rows.
    """
    sent = here.scalar(select(SyncStateRow.batch).where(SyncStateRow.id == SENDING))
    others = {(each.table_name, each.key) for each in changes if each.batch != sent}
    return {named(each.table_name, each.key) for each in changes if (each.table_name, each.key) not in others}


def _note(here: Session, each: Named) -> None:
    """Note a row for the server, as the triggers do."""
    here.execute(insert(OutboxRow).prefix_with("OR REPLACE").values(table_name=each.table, key=each.text))


def _waits(here: Session, table: str, key: tuple[Any, ...]) -> bool:
    each = Named(table, key)
    return bool(here.scalar(select(func.count()).where(OutboxRow.table_name == table, OutboxRow.key == each.text)))


def _add_waiting_parents(session: Session, parcels: dict[Named, Parcel], notes: dict[Named, int]) -> None:
    """Send with a row what it refers to, where that waits as well: it may have been changed after it."""
    looked: set[Named] = set()
    missing = parents(parcels)
    while missing:
        looked |= missing
        for each in missing:
            number = session.scalar(
                select(OutboxRow.number).where(OutboxRow.table_name == each.table, OutboxRow.key == each.text)
            )
            if number is not None:
                notes[each] = number
        parcels |= read(session.connection(), _in_order(each for each in missing if each in notes))
        missing = parents(parcels) - looked


def _in_order(rows: Iterable[Named]) -> list[Named]:
    """Rows of a set, in the same order each time."""
    return sorted(rows, key=lambda each: (each.table, each.text))


def _renumber(here: Session, ours: Mapping[str, Any], parcels: Mapping[Named, Parcel]) -> None:
    """A run of here that has the number of one of the server goes behind all of those, and with it what is after it.

    ``parcels`` are those that are about to be put in place: none of them may find its number taken.
    """
    runs = travelling()["run"].table
    of_trial = select(runs.c.id, runs.c.number).where(runs.c.trial_id == ours["trial_id"]).order_by(runs.c.number)
    taken = [
        parcel.row["number"]
        for parcel in parcels.values()
        if parcel.row is not None and parcel.row.get("trial_id") == ours["trial_id"] and "number" in parcel.row
    ]
    behind = []
    for run_id, number in here.connection().execute(of_trial).all():
        own = Named("run", (run_id,)) not in parcels and (run_id == ours["id"] or _waits(here, "run", (run_id,)))
        if own and number >= ours["number"]:
            behind.append(run_id)
        else:
            taken.append(number)
    # All of them out of the way first: a number stands once in a trial, at every moment.
    here.connection().execute(update(runs).where(runs.c.id.in_(behind)).values(number=-runs.c.number))
    for number, run_id in enumerate(behind, max(taken) + 1):
        here.connection().execute(update(runs).where(runs.c.id == run_id).values(number=number))
        _note(here, Named("run", (run_id,)))


def _article(table: str) -> str:
    return {
        "person": "A person",
        "session": "A visit",
        "trial": "A trial",
        "run": "A computation of a trial",
        "calibration": "A calibration record",
        "proof": "A proof",
        "dose": "A dose",
    }.get(table, f"Something ({table.replace('_', ' ')})")
