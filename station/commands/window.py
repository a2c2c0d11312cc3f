"""Opening the window, or saying what it lacks."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from station.errors import Missing
from station.office import Office
from station.system_libraries import apt_get_line, missing_qt_libraries

if TYPE_CHECKING:
    from ui.app import MainWindow

LOOKS = ("light", "dark", "contrast", "system")


def has_display(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be seen.  Without a display Qt's X11 plug-in ends the whole process: look first."""
    return not platform.startswith("linux") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def require_display() -> None:
    """Raise Missing when there is no screen."""
    if not has_display():
        raise Missing(
            "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open. Start it on the "
            "desktop; `station demo --headless` works without a display."
        )


def require_qt() -> None:
    """Raise Missing when the window's libraries are not installed."""
    try:
        import pyqtgraph  # noqa: F401
        from PySide6 import QtWidgets  # noqa: F401
    except ImportError as error:
        lacking = missing_qt_libraries(os.environ) if sys.platform.startswith("linux") else {}
        if lacking:
            raise Missing(
                f"The window needs libraries of the system that are missing: {apt_get_line(lacking)}"
            ) from error
        raise Missing(f"The window is an extra that is not installed ({error}): install counterpoise[ui].") from error


def show(office: Office, prepare: Callable[[MainWindow], object] | None = None, *, start: str = "home") -> int:
    """Show the window until it is closed (or ``prepare``'s doing quits it) and return the exit code.

    How it looks and which language it speaks are the office's settings; ``start`` is the view that comes first.
    """
    from PySide6.QtWidgets import QApplication

    from ui.app import MainWindow, create_app
    from ui.garbage import collected_here

    # the acquisition thread gets the interpreter within half a millisecond even while the screen is busy
    sys.setswitchinterval(0.0005)
    create_app()
    with collected_here():
        window = MainWindow(office, start=start)
        kept = prepare(window) if prepare is not None else None
        window.show()
        freeze_what_is_loaded()
        window.activateWindow()  # a screen without a window manager gives nobody the keyboard by itself
        with _stopped_by(QApplication.quit) as asked:
            code = QApplication.exec()
        window.close()
        del kept
        QApplication.processEvents()
    if asked:
        raise KeyboardInterrupt
    return code or (1 if window.faults else 0)


def freeze_what_is_loaded() -> None:
    """Never look again for garbage among what is loaded by now.

    A full collection stops every thread, that of the devices too: for 80 to 100 ms with the 130,000 objects of a
    station and its window, for less than 0.1 ms with what comes afterwards.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def _stopped_by(quit_: Callable[[], None]) -> Iterator[list[int]]:
    """Ctrl-C and a polite kill end the window as its close button does; yields the signals that came.

    Python's handlers run between its own instructions, which the window's timers see to many times a second.
    """
    came: list[int] = []

    def hear(number: int, _: object) -> None:
        came.append(number)
        quit_()

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
