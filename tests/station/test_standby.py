"""While no test is chosen the devices sleep on their connections; one that is chosen wakes them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from plates_bench import INFO, Bench

from drivers.contracts import LinkChange, LinkState, Notice, NoticeKind, Segment
from simulators.body import Person
from simulators.clock import run
from station.commands.client import Body
from station.commands.virtual_clinic import SETTLED_S, VirtualClinic
from station.folders import make_folders
from station.model import Outcome, TrialState
from station.standby import LATEST_S, REST_AFTER_S, Standby
from station.store import Store

IDLE_LATENCY_S = 0.25
"""Nobody is tested for most of the time: what is handed over seldom is played quickly."""
ASLEEP, LOST, STREAMING = LinkState.ASLEEP, LinkState.LOST, LinkState.STREAMING


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    folders = make_folders(tmp_path)
    with Store(folders) as store:
        yield Bench(folders, store)


def in_clinic(folder: Path, happens: Callable, **options) -> None:
    """Play ``happens(clinic)`` in a clinic whose devices stream."""

    async def whole(clinic: VirtualClinic) -> None:
        async with clinic.running():
            clinic.bench.hand_over_every(IDLE_LATENCY_S)
            await happens(clinic)

    with VirtualClinic(folder, Body(Person(), hold_s=4.0, push_s=1.0, rest_s=0.5), **options) as clinic:
        run(whole(clinic))


def states(clinic: VirtualClinic) -> list[LinkState]:
    return [device.state for device in clinic.live().devices]


def received(clinic: VirtualClinic) -> list[int]:
    return [clinic.acquisition.health(stream.number).received for stream in clinic.runner.streams]


async def until(clinic: VirtualClinic, state: TrialState, at_most_s: float) -> float:
    """Seconds until the runner's test is in this state."""
    begun_s = clinic.clock.now()
    while clinic.runner.machine is None or clinic.runner.machine.state is not state:
        await clinic.clock.sleep(0.01)
        assert clinic.clock.now() - begun_s < at_most_s
    return clinic.clock.now() - begun_s


def test_after_half_a_minute_without_a_test_every_device_sleeps_and_sends_nothing(tmp_path: Path) -> None:
    async def happens(clinic: VirtualClinic) -> None:
        await clinic.clock.sleep(REST_AFTER_S - SETTLED_S - 1.0)
        assert states(clinic) == [STREAMING] * 3
        await clinic.clock.sleep(3.0)
        assert states(clinic) == [ASLEEP] * 3
        before = received(clinic)
        await clinic.clock.sleep(3600.0)
        assert received(clinic) == before
        assert states(clinic) == [ASLEEP] * 3
        assert clinic.live().now_n == {}
        assert not clinic.live().trouble
        assert clinic.live().prompt == "Choose a test to begin."
        assert not any(device.problem for device in clinic.live().devices)

    in_clinic(tmp_path, happens)


@pytest.mark.parametrize("key", ["cmj", "hip_abduction_iso"])
def test_a_test_that_is_chosen_wakes_them_at_once_and_is_measured_as_any_other(tmp_path: Path, key: str) -> None:
    async def happens(clinic: VirtualClinic) -> None:
        await clinic.clock.sleep(70.0)
        asleep = received(clinic)
        clinic.choose(key)
        await clinic.clock.sleep(0.5)
        assert all(now > before for now, before in zip(received(clinic), asleep, strict=True))
        # a zero is the mean over a second, so there must be one
        assert await until(clinic, TrialState.ZERO, 1.0) <= 0.8
        assert not clinic.live().trouble
        clinic.stop()
        (done,) = await clinic.visit([key])
        assert done.review.outcome is Outcome.COMPLETED
        assert done.review.refusal is None
        assert not done.read.troubles
        assert not done.read.devices

    in_clinic(tmp_path, happens)


def test_a_test_that_is_chosen_while_they_fall_asleep_waits_for_the_new_zero(tmp_path: Path) -> None:
    """The stream ends a moment after the station said so: a zero that is taken in between would be gone."""

    async def happens(clinic: VirtualClinic) -> None:
        while not clinic.runner._standby.asleep:
            await clinic.clock.sleep(0.01)
        clinic.choose("cmj")
        assert clinic.runner.machine.state is TrialState.CONNECTING
        assert await until(clinic, TrialState.ZERO, 2.0) > 1.0
        await clinic.clock.sleep(1.0)
        assert clinic.runner.machine.state is TrialState.ZERO
        assert not clinic.live().trouble

    in_clinic(tmp_path, happens)


def test_they_stay_awake_from_the_choice_of_a_test_until_it_is_decided_on(tmp_path: Path) -> None:
    async def happens(clinic: VirtualClinic) -> None:
        clinic.choose("cmj")
        await until(clinic, TrialState.ZERO, 2.0)
        await clinic.clock.sleep(3 * REST_AFTER_S)
        assert states(clinic) == [STREAMING] * 3
        clinic.stop()
        await clinic.clock.sleep(REST_AFTER_S + 2.0)
        assert states(clinic) == [ASLEEP] * 3

    in_clinic(tmp_path, happens)


def test_a_retake_after_long_thought_carries_its_zero_over(tmp_path: Path) -> None:
    async def happens(clinic: VirtualClinic) -> None:
        keep = clinic.keep

        def think(trial_id: str) -> None:
            clinic.keep = lambda _: None
            thinking.append(trial_id)

        thinking: list[str] = []
        clinic.keep = think
        await clinic.visit(["cmj"])
        await clinic.clock.sleep(2 * REST_AFTER_S)
        assert clinic.runner.machine.state is TrialState.REVIEW
        clinic.retake(thinking[0])
        assert await until(clinic, TrialState.WEIGH, 1.0) < 0.5
        clinic.keep = keep

    in_clinic(tmp_path, happens)


def test_another_person_finds_them_awake(tmp_path: Path) -> None:
    async def happens(clinic: VirtualClinic) -> None:
        await clinic.clock.sleep(70.0)
        clinic.admit("B-001", clinic.client)
        await clinic.clock.sleep(2.0)
        assert states(clinic) == [STREAMING] * 3

    in_clinic(tmp_path, happens)


def test_a_cable_that_is_pulled_in_sleep_is_seen_and_the_device_comes_back_asleep(tmp_path: Path) -> None:
    async def happens(clinic: VirtualClinic) -> None:
        plates = clinic.bench.named("plates").serial
        await clinic.clock.sleep(70.0)
        await clinic.bench.unplug(plates)
        await clinic.clock.sleep(1.5)
        assert sorted(states(clinic)) == sorted([ASLEEP, ASLEEP, LOST])
        await clinic.clock.sleep(90.0)
        await clinic.bench.replug(plates)
        await clinic.clock.sleep(5.0)
        assert states(clinic) == [ASLEEP] * 3
        (done,) = await clinic.visit(["cmj"])
        assert done.review.outcome is Outcome.COMPLETED

    in_clinic(tmp_path, happens)


def test_a_device_that_vanished_in_sleep_is_lost_when_a_test_needs_it(tmp_path: Path) -> None:
    async def happens(clinic: VirtualClinic) -> None:
        serial = clinic.bench.named("left grip").serial
        await clinic.clock.sleep(70.0)
        await clinic.bench.vanish(serial)
        await clinic.clock.sleep(30.0)
        clinic.choose("hip_abduction_iso")
        await clinic.clock.sleep(4.0)
        assert LOST in states(clinic)
        assert clinic.runner.machine.state is TrialState.CONNECTING
        assert "does not answer" in clinic.live().prompt or "sent nothing" in clinic.live().prompt
        await clinic.bench.replug(serial)
        await until(clinic, TrialState.ZERO, 5.0)

    in_clinic(tmp_path, happens)


def test_a_battery_that_is_nearly_empty_is_remembered_in_sleep_and_forgotten_with_the_connection(bench: Bench) -> None:
    (stream,) = bench.runner.streams
    bench.runner.heard(0, Notice(NoticeKind.LOW_BATTERY, "nearly empty"))
    stream.rest()
    bench.runner.heard(0, LinkChange(ASLEEP))
    bench.runner.heard(0, Segment(1, INFO, 200.0))
    assert stream.status(200.0).flat
    stream.rest()
    bench.runner.heard(0, LinkChange(LOST, "Switched off."))
    bench.runner.heard(0, Segment(2, INFO, 300.0))
    assert not stream.status(300.0).flat


def test_plates_that_were_not_empty_since_a_trial_are_waited_for_but_not_for_ever() -> None:
    rested: list[bool] = []
    standby = Standby(rested.append)
    standby.tick(0.0, (), busy=True, waits=False)
    for second in range(round(LATEST_S)):
        standby.tick(float(second), (), busy=False, waits=True)
    assert rested == []
    standby.tick(LATEST_S, (), busy=False, waits=True)
    standby.wake()
    assert rested == [True, False]


def test_without_somebody_to_tell_them_devices_never_sleep() -> None:
    standby = Standby(None)
    for second in (0.0, 1000.0):
        standby.tick(second, (), busy=False, waits=False)
    assert not standby.asleep
