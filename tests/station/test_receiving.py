"""One window measures one person after the other: who is received gets the trials from then on."""

from __future__ import annotations

import asyncio
from pathlib import Path

from simulators.body import Person
from simulators.clock import run
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.events import Event, PersonReceived
from station.model import TrialState

BRIEF = Body(Person(), hold_s=8.0, rest_s=1.0)


def test_who_is_received_owns_the_trials_from_then_on(tmp_path: Path) -> None:
    heard: list[Event] = []
    with VirtualClinic(tmp_path, BRIEF, person="A-104") as clinic:
        clinic.subscribe(heard.append)

        async def day() -> None:
            async with clinic.running():
                await clinic.visit(["cmj"])
                clinic.receive("B-007")
                await asyncio.sleep(0)
                assert clinic.person() == "B-007"
                await clinic.visit(["cmj"])

        run(day())
        assert [trial.person for trial in clinic.trials()] == ["B-007", "A-104"]
    assert [event for event in heard if isinstance(event, PersonReceived)] == [PersonReceived("B-007")]


def test_a_test_that_runs_is_abandoned_and_the_devices_stay(tmp_path: Path) -> None:
    with VirtualClinic(tmp_path, BRIEF, person="A-104") as clinic:

        async def day() -> None:
            async with clinic.running():
                clinic.choose("glute_bridge_hold")
                await clinic.clock.sleep(1.0)
                assert clinic.live().state is not TrialState.DONE
                clinic.receive("B-007", "back_pain_first_visit")
                await clinic.clock.sleep(1.0)
                assert clinic.live().state is TrialState.DONE
                assert "Back pain" in clinic.live().visit.battery_note
                assert all(device.rate_hz for device in clinic.live().devices)

        run(day())


def test_an_unknown_battery_is_said_and_nobody_else_is_received(tmp_path: Path) -> None:
    with VirtualClinic(tmp_path, BRIEF, person="A-104") as clinic:

        async def day() -> None:
            async with clinic.running():
                clinic.receive("B-007", "no_such_battery")
                await clinic.clock.sleep(1.0)
                assert clinic.person() == "A-104"
                assert "There is no battery" in clinic.live().trouble

        run(day())
