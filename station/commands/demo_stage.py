"""A visit whose devices are simulated, whose client follows it, and in which happens what shall."""

from __future__ import annotations

from collections.abc import Sequence

from simulators.bench import SimulatedBench
from simulators.director import Director
from simulators.faults import Fault
from simulators.stage import Stage
from station.archive import Archive
from station.commands.client import Client, Repertoire
from station.commands.demo_clock import Calendar, DemoClock
from station.commands.demo_people import Patient
from station.commands.demo_room import Set
from station.commands.simulated import simulated
from station.events import Event, StateChanged
from station.folders import Folders
from station.proofs import Standing, with_proofs
from station.store import Store
from station.visit import Visit


class Directed(Director):
    """A director whose bench others may ask for, too."""

    bench: SimulatedBench | None = None

    def take(self, bench: SimulatedBench) -> None:
        super().take(bench)
        self.bench = bench


def clinic_of(
    folders: Folders,
    store: Store,
    person: str,
    repertoire: Repertoire,
    *,
    clock: DemoClock,
    devices: Sequence[str],
    faults: Sequence[Fault],
    seed: int,
    spare: Sequence[str] = (),
    proven: Standing | None = None,
) -> Set:
    """The clinic of a demo; its visit is to be opened.

    ``spare`` devices are in reach and not used; ``proven`` is what daily checks and verifications say of those in use.
    """
    stage, director, calendar, patient = Stage(), Directed(faults), Calendar(), Patient(repertoire)
    archive = Archive(folders, store, person, now=calendar.now)
    attach = simulated(stage, seed, devices=devices, director=director, spare=spare)
    visit = Visit(attach if proven is None else with_proofs(attach, proven), clock, archive)

    def direct(event: Event) -> None:
        if isinstance(event, StateChanged):
            director.entered(event.state.value, event.protocol)

    visit.subscribe(direct)
    Client(visit, stage, patient, clock, archive.protocols)

    def known(code: str) -> bool:
        return store.person(code) is not None

    return Set(visit, clock, calendar, patient, devices, seed, known, lambda: director.bench)
