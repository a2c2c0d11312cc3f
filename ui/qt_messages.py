"""Qt's own messages: all of them reach stderr, but for one line that says nothing to anybody."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

EMPTY_WORDS = "This plugin does not support propagateSizeHints()"
"""Printed by the offscreen platform for every window with a smallest size."""


def quieten() -> None:
    """Pass every message on as before, except ``EMPTY_WORDS``; calling it again changes nothing."""
    before = qInstallMessageHandler(None)
    if getattr(before, "passes_on", False):
        qInstallMessageHandler(before)
        return

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.strip() == EMPTY_WORDS:
            return
        if before is not None:
            before(kind, context, message)
        else:
            sys.stderr.write(qFormatLogMessage(kind, context, message) + "\n")

    handle.passes_on = True  # type: ignore[attr-defined]
    qInstallMessageHandler(handle)
