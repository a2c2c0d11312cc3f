"""Windows for tests: on the X server where there is one, otherwise offscreen; nothing is left for interpreter exit."""

import os
import sys

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    # without a display Qt's xcb plug-in ends the process, so this comes before Qt is imported
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_console import FakeConsole
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from whole_office import whole_office

from ui.app import MainWindow, create_app


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "faulty: the test makes something fail inside the window on purpose")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Clicks are only real on a real X server."""
    if os.environ.get("DISPLAY"):
        return
    for item in items:
        if item.get_closest_marker("display"):
            item.add_marker(pytest.mark.skip(reason="no X server: set DISPLAY, for instance with xvfb-run"))


def flush() -> None:
    """Let deleted widgets go now and not when the interpreter ends."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """It waits for long on a busy computer; what never comes fails all the same."""
    wait = qtbot.waitUntil
    qtbot.waitUntil = lambda callback, timeout=60_000: wait(callback, timeout=timeout)
    return qtbot


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    return create_app("light")


@pytest.fixture
def open_window(app: QApplication, request: pytest.FixtureRequest) -> Iterator[Callable[..., MainWindow]]:
    """Make shown windows over a ``FakeConsole``; they are closed and deleted afterwards."""
    made: list[MainWindow] = []

    def make(scene: str = "hold", view: str = "live", argument: str = "", *, empty: bool = False) -> MainWindow:
        window = MainWindow(whole_office(FakeConsole(scene, empty=empty)), start=view)
        made.append(window)
        window.resize(1280, 720)
        window.show()
        # on an X server without a window manager nobody else gives the window its focus
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, 3000)
        window.show_view(view, argument)
        for _ in range(4):
            app.processEvents()
        return window

    yield make
    faults = [fault for window in made for fault in window.faults]
    for window in made:
        window.close()
        window.deleteLater()
    flush()
    if not request.node.get_closest_marker("faulty"):
        assert faults == [], "something failed inside the window while Qt called it"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: QApplication) -> Path:
    """The folder that a dialog suggests; dialogs are Qt's own on every system, so that real keys reach them."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return folder
