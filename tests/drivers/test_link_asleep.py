"""A link whose device rests: no stream, no watchdog, the same connection; and awake again at once."""

import asyncio

import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport
from wire_packets import samples

from drivers.clock import SystemClock
from drivers.contracts import LinkChange, LinkEvent, LinkState, SampleBlock, Segment
from drivers.link import Link
from drivers.retrying import RetryPolicy
from simulators.clock import run

A, C, L, S = LinkState.ASLEEP, LinkState.CONNECTING, LinkState.LOST, LinkState.STREAMING


def transport(kind: str = "progressor", **faults) -> FakeTransport:
    return FakeTransport(SCRIPTS[kind](), **faults)


def link(*units: FakeTransport, **options) -> Link:
    return Link(units[0].script.device, Cupboard(units), SystemClock(), **options)


class Listening:
    """Everything that a link says, with its time."""

    def __init__(self, open_link: Link) -> None:
        self.events: list[tuple[float, LinkEvent]] = []
        self.error: Exception | None = None
        self._task = asyncio.create_task(self._listen(open_link))

    async def _listen(self, open_link: Link) -> None:
        try:
            async for event in open_link:
                self.events.append((asyncio.get_running_loop().time(), event))
        except Exception as error:
            self.error = error

    def since(self, at_s: float) -> list[LinkEvent]:
        return [event for when_s, event in self.events if when_s >= at_s]

    @property
    def states(self) -> list[LinkState]:
        return [event.state for _, event in self.events if isinstance(event, LinkChange)]

    @property
    def segments(self) -> list[int]:
        return [event.number for _, event in self.events if isinstance(event, Segment)]


@pytest.mark.parametrize("kind", SCRIPTS)
def test_an_hour_of_sleep_is_silent_on_one_connection_and_ends_with_a_new_segment(kind: str) -> None:
    async def main() -> None:
        unit = transport(kind)
        async with link(unit) as open_link:
            heard = Listening(open_link)
            await asyncio.sleep(2.0)
            open_link.pause()
            await asyncio.sleep(1.0)
            asleep_s = asyncio.get_running_loop().time()
            assert unit.script.stops in unit.written
            assert open_link.health().state is A
            await asyncio.sleep(3600.0)
            assert heard.since(asleep_s) == []
            woken_s = asyncio.get_running_loop().time()
            open_link.resume()
            await asyncio.sleep(2.0)
            assert heard.states == [S, A, C, S]
            assert heard.segments == [1, 2]
            begun = heard.since(woken_s)
            assert samples(begun[[isinstance(e, Segment) for e in begun].index(True) :])[0][0] == 0
            first_s = next(at for at, e in heard.events if at > woken_s and isinstance(e, SampleBlock))
            assert first_s - woken_s < 0.35
            health = open_link.health()
            assert (health.reconnects, health.lost, health.duplicates, health.corrupt) == (0, 0, 0, 0)
        assert unit.closed == 1

    run(main())


def test_the_battery_is_asked_for_while_the_device_sleeps() -> None:
    async def main() -> None:
        unit = transport()
        async with link(unit) as open_link:
            open_link.pause()
            await asyncio.sleep(1.0)
            unit.script.answers[b"\x6f"] = bytes.fromhex("0004e00b0000")
            await asyncio.sleep(120.0)
            assert open_link.health().battery_v == pytest.approx(3.04)
            assert open_link.health().state is A

    run(main())


def test_a_pause_that_is_taken_back_at_once_still_ends_the_segment() -> None:
    async def main() -> None:
        async with link(transport()) as open_link:
            heard = Listening(open_link)
            await asyncio.sleep(2.0)
            open_link.pause()
            open_link.resume()
            await asyncio.sleep(2.0)
            assert heard.segments == [1, 2]
            assert heard.states == [S, A, C, S]

    run(main())


def test_samples_that_come_all_the_same_are_not_samples_and_wake_nobody() -> None:
    async def main() -> None:
        unit = transport()
        async with link(unit) as open_link:
            heard = Listening(open_link)
            await asyncio.sleep(2.0)
            open_link.pause()
            await asyncio.sleep(1.0)
            before = open_link.health().received
            unit.say(unit.script.packet(400))
            await asyncio.sleep(1.0)
            assert open_link.health().received == before
            assert heard.states == [S, A]

    run(main())


def test_a_connection_that_ends_in_sleep_comes_back_asleep_and_streams_when_it_is_woken() -> None:
    async def main() -> None:
        first, second = transport(), transport()
        async with link(first, second) as open_link:
            heard = Listening(open_link)
            await asyncio.sleep(2.0)
            open_link.pause()
            await asyncio.sleep(200.0)
            first.lose()
            await asyncio.sleep(1.0)
            assert heard.states == [S, A, L, A]
            assert "cable was pulled" in next(
                event.why for _, event in heard.events if isinstance(event, LinkChange) and event.state is L
            )
            assert second.script.stops in second.written
            await asyncio.sleep(200.0)
            open_link.resume()
            await asyncio.sleep(1.0)
            assert heard.states == [S, A, L, A, C, S]
            assert open_link.health().reconnects == 1

    run(main())


def test_one_loss_after_the_other_in_sleep_does_not_use_up_the_patience_of_one() -> None:
    async def main() -> None:
        units = [transport() for _ in range(4)]
        async with link(*units, retry=RetryPolicy(give_up_s=5.0)) as open_link:
            heard = Listening(open_link)
            await asyncio.sleep(1.0)
            open_link.pause()
            for unit in units[:-1]:
                await asyncio.sleep(100.0)
                unit.lose()
            await asyncio.sleep(10.0)
            assert heard.error is None
            assert open_link.health().state is A

    run(main())


@pytest.mark.parametrize("kind", SCRIPTS)
def test_a_device_that_went_away_unheard_is_lost_when_it_shall_wake(kind: str) -> None:
    async def main() -> None:
        gone, back = transport(kind), transport(kind)
        async with link(gone, back) as open_link:
            heard = Listening(open_link)
            await asyncio.sleep(1.0)
            open_link.pause()
            await asyncio.sleep(5.0)
            gone.mute = True
            gone.script.starts = b""
            woken_s = asyncio.get_running_loop().time()
            open_link.resume()
            await asyncio.sleep(4.0)
            lost_s = next(at for at, e in heard.events if isinstance(e, LinkChange) and e.state is L)
            # silence ends it, or a start command that is asked again and stays unanswered
            assert 0.9 < lost_s - woken_s < 4.0
            await asyncio.sleep(3.0)
            assert heard.states[-2:] == [L, S]

    run(main())


def test_a_device_that_does_not_stop_is_connected_to_anew() -> None:
    async def main() -> None:
        deaf, back = transport("harp-loadcells"), transport("harp-loadcells")
        async with link(deaf, back) as open_link:
            heard = Listening(open_link)
            await asyncio.sleep(1.0)
            del deaf.script.answers[deaf.script.stops]
            open_link.pause()
            await asyncio.sleep(4.0)
            assert L in heard.states
            assert heard.states[-1] is A
            assert back.script.stops in back.written

    run(main())
