"""A device whose link gave up is looked for again, with the reason shown, and streams soon after it is back."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from drivers.clock import SystemClock
from drivers.contracts import Clock, ClockRate, DeviceInfo, LinkChange, LinkState, SampleBlock
from drivers.link_news import RateOf
from drivers.registry import DEVICES
from simulators.clock import run
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.loadcell import PlatePair
from simulators.stage import Stage
from simulators.transports.memory import MemorySocket
from station.acquisition import Acquisition, Attached, DeviceMemory
from station.commands.simulated import calibration_of
from station.model import Side


class Ears:
    """Notes what the devices say and when."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.changes: list[tuple[float, LinkState, str]] = []
        self.samples_s: list[float] = []

    def attached(self, devices: Sequence[Attached]) -> None:
        pass

    def heard(self, number: int, event: object) -> None:
        if isinstance(event, LinkChange):
            self.changes.append((self.clock.now(), event.state, event.why))
        elif isinstance(event, SampleBlock):
            self.samples_s.append(self.clock.now())

    def tick(self, now_s: float) -> float:
        return 0.5

    def failed(self, error: BaseException) -> None:
        raise error

    def stumbled(self, error: BaseException) -> None:
        raise error


def heard_while(unplugged_s: float, back_s: float, until_s: float, memory: DeviceMemory | None = None) -> Ears:
    async def main() -> Ears:
        clock = SystemClock()
        ears = Ears(clock)
        plates = PlatePair(Stage(), 1, exact=True)
        board = HarpLoadCells(plates.read_counts, 417)
        socket = MemorySocket(board, clock, messages=False, latency_s=0.016)

        @asynccontextmanager
        async def attach(_: Clock) -> AsyncIterator[Sequence[Attached]]:
            facts = plates.facts(board.serial)
            yield [
                Attached(
                    "Plates",
                    DEVICES["harp-loadcells"],
                    socket.transport,
                    (Side.LEFT, Side.RIGHT),
                    lambda info: calibration_of(facts, info),
                    memory=memory,
                )
            ]

        serving = asyncio.create_task(Acquisition(attach, clock, ears).serve())
        await clock.sleep(unplugged_s)
        socket.unplug()
        await clock.sleep(back_s - unplugged_s)
        socket.plug()
        await clock.sleep(until_s - back_s)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        return ears

    return run(main())


def test_after_it_gave_up_it_keeps_looking_and_streams_within_two_seconds_of_the_replug() -> None:
    ears = heard_while(3.0, 100.3, 104.0)
    gave_up = [at_s for at_s, state, why in ears.changes if state is LinkState.LOST and "did not come back" in why]
    assert 62.0 < gave_up[0] < 65.0
    behind = [at_s for at_s in ears.samples_s if at_s > 50.0]
    assert 100.3 < behind[0] <= 102.3
    # what is wrong is said all the while
    looking = [why for at_s, state, why in ears.changes if state is LinkState.CONNECTING and 66.0 < at_s < 100.0]
    assert len(looking) > 20
    assert all("switched off or out of reach" in why for why in looking)


def test_a_short_unplug_is_back_within_two_seconds() -> None:
    ears = heard_while(3.0, 4.5, 8.0)
    behind = [at_s for at_s in ears.samples_s if at_s > 4.0]
    assert 4.5 < behind[0] <= 6.5
    assert [state for _, state, _ in ears.changes][-1] is LinkState.STREAMING


class SlowMemory:
    """Notes what is asked of it; none of it may be asked where every device would wait for it."""

    def __init__(self) -> None:
        self.loop_thread = threading.get_ident()
        self.asked: list[tuple[str, bool]] = []
        self.known: dict[str, ClockRate] = {}
        self.told: list[ClockRate | None] = []

    def _note(self, what: str) -> None:
        self.asked.append((what, threading.get_ident() == self.loop_thread))

    def answered(self, info: DeviceInfo) -> None:
        self._note("answered")

    def rates(self) -> RateOf:
        self._note("rates")
        known = dict(self.known)

        def rate_of(serial: str) -> ClockRate | None:
            self.told.append(known.get(serial))
            return self.told[-1]

        return rate_of

    def learned(self, serial: str, rate: ClockRate) -> None:
        self._note("learned")
        self.known[serial] = rate


def test_what_is_kept_of_a_device_is_read_and_written_where_no_device_waits_for_the_disk() -> None:
    memory = SlowMemory()
    heard_while(70.0, 170.0, 176.0, memory)
    assert [what for what, _ in memory.asked][:3] == ["rates", "answered", "learned"]
    assert {on_the_loop for _, on_the_loop in memory.asked} == {False}
    # the link that gave up had learned how fast the clock runs; the one after it began with that
    (learned,) = memory.known.values()
    assert memory.told[0] is None
    assert memory.told[-1] == learned
