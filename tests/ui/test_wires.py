"""A minute of two plates at 1 kHz over a serial line and two dynamometers over Bluetooth, with the window drawing."""

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
from ui.widgets.plotting import ForcePlot

SECONDS = 60.0
SPEED = 1.0
"""Time-outs of the drivers count in this clock: at its natural speed a busy machine has as long as a device has."""

pytestmark = [pytest.mark.wire, pytest.mark.timeout(600)]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[LinkEvent]]:
    events: dict[int, list[LinkEvent]] = {0: [], 1: [], 2: []}
    real = Runner.heard

    def note(self: Runner, number: int, event: LinkEvent) -> None:
        if isinstance(event, SampleBlock | Gap):
            events[number].append(event)
        real(self, number, event)

    monkeypatch.setattr(Runner, "heard", note)
    return events


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    stage = Stage()
    stage.idle(stance(Person()))
    folders = make_folders(tmp_path)
    with (
        Store(folders) as store,
        Visit(simulated(stage, 1), SystemClock(SPEED), Archive(folders, store, "A-104")) as opened,
    ):
        yield opened


def wait_for(app: QApplication, condition: Callable[[], bool], seconds: float) -> None:
    """Let the window live until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        QTest.qWait(20)


def test_no_sample_is_lost_or_out_of_order_while_the_window_draws(
    app: QApplication, visit: Visit, heard: dict[int, list[LinkEvent]], monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[float] = []
    draw = ForcePlot.set_traces

    def drawn(self: ForcePlot, *args: object, **more: object) -> None:
        frames.append(time.monotonic())
        draw(self, *args, **more)

    monkeypatch.setattr(ForcePlot, "set_traces", drawn)
    window = MainWindow(Office(visit))
    window.show()
    wait_for(app, lambda: [bool(device.rate_hz) for device in visit.live().devices] == [True] * 3, 20.0)
    visit.choose("cmj")
    wait_for(app, lambda: visit.live().state is TrialState.ZERO, 10.0)
    begun = len(frames)
    QTest.qWait(round(1000 * (SECONDS / SPEED + 1.0)))
    drawn_frames = len(frames) - begun
    for number, rate_hz in ((0, 80.0), (1, 80.0), (2, 1000.0)):
        blocks = [event for event in heard[number] if isinstance(event, SampleBlock)]
        assert len(blocks) == len(heard[number]), "a gap"
        index = np.concatenate([np.arange(block.index, block.index + block.ticks.size) for block in blocks])
        assert np.array_equal(index, np.arange(index.size))
        assert np.all(np.diff(np.concatenate([block.ticks for block in blocks])) > 0)
        assert index.size >= SECONDS * rate_hz
    for device in visit.live().devices:
        assert (device.lost, device.corrupt, device.problem) == (0, 0, "")
    # far below 60 a second, for the machine may be busy; a window that stands still would draw none
    assert drawn_frames > 5 * SECONDS / SPEED
    window.close()
    window.deleteLater()
