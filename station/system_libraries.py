"""Which shared libraries of the operating system Qt needs on Linux, and whether they are there.

Standard library only: ``run.py`` asks before anything is installed, ``station doctor`` afterwards.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping

PLATFORM: str = sys.platform

# soname: the Debian package that has it
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def loads(soname: str) -> bool:
    """Whether the dynamic linker finds this library and all that it needs itself.

    A package database would not know other distributions nor libraries built by hand.
    """
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_qt_libraries(environ: Mapping[str, str], loads: Callable[[str], bool] = loads) -> dict[str, str]:
    """Sonames that Qt needs here and that do not load, each with its Debian package; an X11 window needs more."""
    if not PLATFORM.startswith("linux"):
        return {}
    x11 = bool(environ.get("DISPLAY")) and environ.get("QT_QPA_PLATFORM", "xcb").startswith("xcb")
    wanted = {**QT_LIBRARIES, **(X11_LIBRARIES if x11 else {})}
    return {soname: package for soname, package in wanted.items() if not loads(soname)}


def apt_get_line(packages: Mapping[str, str]) -> str:
    """The line that installs these on Debian and Ubuntu."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages.values())
