"""What happens to the window is nothing to the devices: dragged, minimised or blocked, no sample waits or is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkEvent, SampleBlock
from simulators.body import Person, stance
from simulators.stage import Stage
from station.archive import Archive
from station.commands.simulated import simulated
from station.folders import make_folders
from station.model import TrialState
from station.office import Office
from station.runner import Runner
from station.store import Store
from station.visit import Visit
from ui.app import MainWindow

TROUBLED_S = 2.0
RATES_HZ = {0: 80.0, 1: 80.0, 2: 1000.0}

pytestmark = [pytest.mark.wire]


class Heard:
    """Every block and every gap of each device, as the acquisition thread heard them."""

    def __init__(self) -> None:
        self.blocks: dict[int, list[SampleBlock]] = {0: [], 1: [], 2: []}
        self.gaps: list[tuple[int, Gap]] = []

    def note(self, number: int, event: LinkEvent) -> None:
        if isinstance(event, SampleBlock):
            self.blocks[number].append(event)
        elif isinstance(event, Gap):
            self.gaps.append((number, event))

    def samples(self, number: int) -> int:
        return sum(block.ticks.size for block in tuple(self.blocks[number]))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    noted, real = Heard(), Runner.heard

    def note(self: Runner, number: int, event: LinkEvent) -> None:
        noted.note(number, event)
        real(self, number, event)

    monkeypatch.setattr(Runner, "heard", note)
    return noted


@pytest.fixture
def visit(tmp_path: Path, heard: Heard) -> Iterator[Visit]:
    stage = Stage()
    stage.idle(stance(Person()))
    folders = make_folders(tmp_path)
    with (
        Store(folders) as store,
        Visit(simulated(stage, 1), SystemClock(), Archive(folders, store, "A-104")) as opened,
    ):
        yield opened


def drag(window: MainWindow) -> None:
    """Move and size the window without a break, as a hand on its frame does."""
    ends_s, step = time.monotonic() + TROUBLED_S, 0
    while time.monotonic() < ends_s:
        step += 1
        window.move(40 + step % 60, 30 + step % 40)
        window.resize(1280 + step % 120, 720 + step % 90)
        QApplication.processEvents()


def minimise(window: MainWindow) -> None:
    window.showMinimized()
    QTest.qWait(round(1000 * TROUBLED_S))
    window.showNormal()


def block(_: MainWindow) -> None:
    """Nothing of Qt runs: a dialogue of the system, a driver of the graphics card, a busy disk."""
    time.sleep(TROUBLED_S)


@pytest.mark.parametrize("trouble", [drag, minimise, block], ids=lambda each: each.__name__)
def test_acquisition_goes_on_whatever_happens_to_the_window(
    trouble: Callable[[MainWindow], None], app: QApplication, visit: Visit, heard: Heard, qtbot
) -> None:
    window = MainWindow(Office(visit), start="live")
    try:
        window.resize(1280, 720)
        window.show()
        # a test is only begun with devices that are there
        qtbot.waitUntil(lambda: all(heard.samples(number) for number in RATES_HZ))
        visit.choose("squat")
        qtbot.waitUntil(lambda: visit.live().state is TrialState.ZERO)
        before, begun_s = {number: heard.samples(number) for number in RATES_HZ}, time.monotonic()
        trouble(window)
        lasted_s = time.monotonic() - begun_s
        # counted before the window gets a chance to catch up with anything
        came = {number: heard.samples(number) - before[number] for number in RATES_HZ}
        for number, rate_hz in RATES_HZ.items():
            # a packet of Bluetooth holds some tenths of a second
            assert came[number] >= rate_hz * (lasted_s - 0.7), f"device {number}: {came[number]} in {lasted_s:.1f} s"
        assert heard.gaps == []
        for number, blocks in heard.blocks.items():
            index = np.concatenate([each.index + np.arange(each.ticks.size) for each in tuple(blocks)])
            assert np.array_equal(index, np.arange(index[0], index[0] + index.size)), f"device {number}"
        assert visit.live().state is TrialState.ZERO, "nothing was lost, nothing began anew"
        window.refresh()
        assert window.header.heading.word == "ZERO"
        assert window.faults == []
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()
