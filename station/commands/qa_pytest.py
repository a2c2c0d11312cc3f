"""The plug-in for pytest: ``--device``, the fixture ``device_under_test``, and the built-in checks as test items.

    pytest --device "sim:harp?seed=1" --pyargs station.qa.device_checks --junit-xml results.xml
    pytest --device serial:/dev/ttyUSB0 --device-calibration plates.json my_own_checks.py

Without ``--device`` it does nothing: tests that ask for the fixture are skipped.  Nothing else is imported until then.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from station.commands.qa_devices import Wanted
    from station.qa.hands import Hands
    from station.qa.under_test import DeviceUnderTest

_T = TypeVar("_T")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--device`` and what belongs to it, when a device of ours is named.

    Others have an option of that name too, and pytest refuses the second one: where none of our devices is named, the
    name stays free for them.
    """
    if not _named([*sys.argv, *shlex.split(os.environ.get("PYTEST_ADDOPTS", ""))]):
        return
    group = parser.getgroup("counterpoise", "hardware in the loop")
    group.addoption("--device", help="sim:harp?seed=1, serial:PORT or ble:NAME", dest="counterpoise_device")
    group.addoption("--device-calibration", type=Path, help="certificate of the plates (JSON)")
    group.addoption("--device-limits", type=Path, help="limits of your own (TOML)")
    group.addoption("--device-seconds", type=float, default=60.0, help="how long the empty device is watched")
    group.addoption("--device-creep", action="store_true", help="five minutes under load on every side")


def _named(words: Sequence[str]) -> bool:
    """Whether a device of ours is named on the command line."""
    values = [word.removeprefix("--device=") for word in words if word.startswith("--device=")]
    values += [value for word, value in pairwise(words) if word == "--device"]
    return any(value.startswith(("sim:", "serial:", "ble:")) for value in values)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one item of every built-in check."""
    if "qa_check" in metafunc.fixturenames:
        from station.qa.battery import CHECKS

        metafunc.parametrize("qa_check", [check.key for check in CHECKS])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A check that nobody was there for is skipped, not failed."""
    outcome = yield
    error = getattr(outcome, "excinfo", None)
    if error is not None and "device_under_test" in getattr(item, "fixturenames", ()):
        from station.qa.hands import NotDone

        if isinstance(error[1], NotDone):
            outcome.force_exception(pytest.skip.Exception(f"Not done: {error[1]}"))  # type: ignore[attr-defined]


@pytest.fixture
def qa_note(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """Notes a property of this test for the JUnit file, whichever family that is."""
    properties = request.node.user_properties

    def note(name: str, value: object) -> None:
        properties.append((name, value))

    return note


@pytest.fixture(scope="session")
def device_under_test(pytestconfig: pytest.Config) -> Iterator[DeviceUnderTest]:
    """The device that ``--device`` names, connected for the whole run."""
    named = pytestconfig.getoption("counterpoise_device", None)
    if not named:
        pytest.skip("no device: name one with --device sim:harp?seed=1, serial:PORT or ble:NAME")
    from drivers.errors import DriverError
    from station.commands.qa_devices import Wanted, check_wanted
    from station.commands.qa_hands import Engineer
    from station.errors import StationError

    calibration, limits = (pytestconfig.getoption(name) for name in ("device_calibration", "device_limits"))
    wanted = Wanted((named,), calibration=calibration, limits=limits)
    loop = None
    hands = None
    if not wanted.simulated and pytestconfig.getoption("capture") == "no" and sys.stdin.isatty():
        hands = Engineer()
    try:
        check_wanted(wanted)
        loop = _Loop(wanted)
        creep_s = 300.0 if pytestconfig.getoption("device_creep") else 0.0
        device = _connected(loop, wanted, hands, pytestconfig.getoption("device_seconds"), creep_s)
    except (StationError, DriverError) as error:
        if loop is not None:
            loop.close()
        pytest.exit(f"--device {named}: {error}", returncode=4)
    try:
        yield device
    finally:
        loop.close()


def _connected(loop: _Loop, wanted: Wanted, hands: Hands | None, still_s: float, creep_s: float) -> DeviceUnderTest:
    from drivers.clock import SystemClock
    from station.commands.qa_devices import subjects
    from station.qa.examination import Examination, Plan
    from station.qa.probe import Probe
    from station.qa.under_test import DeviceUnderTest

    async def connect() -> DeviceUnderTest:
        clock = SystemClock()
        (subject,), who = await loop.stack.enter_async_context(subjects(wanted, clock, hands))
        probe = await loop.stack.enter_async_context(Probe(subject.attached, clock))
        plan = Plan(still_s=still_s, creep_s=creep_s)
        return DeviceUnderTest(loop.call, subject, Examination(probe, subject.limits, who, plan))

    return loop.call(connect())


class _Loop:
    """Where the device lives: virtual time that passes only during calls, or a thread in which it streams on."""

    def __init__(self, wanted: Wanted) -> None:
        from station.commands.qa_devices import new_loop

        self.stack = AsyncExitStack()
        self._loop = new_loop(wanted)
        self._thread: threading.Thread | None = None
        if not wanted.simulated:
            self._thread = threading.Thread(target=self._loop.run_forever, name="device under test", daemon=True)
            self._thread.start()

    def call(self, work: Coroutine[Any, Any, _T], /) -> _T:
        if self._thread is None:
            return self._loop.run_until_complete(work)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """Disconnect, and end the loop."""
        self.call(self.stack.aclose())
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()
