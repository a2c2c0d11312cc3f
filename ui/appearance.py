"""Puts the settings onto the window: theme, type size, colours of the sides, language and units."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QApplication

from station.settings import Settings
from ui import numbers, theme
from ui.languages import speaking

PEDALS: Final = {
    "PageDown": "PgDown",
    "PageUp": "PgUp",
    **{key: key for key in ("Right", "Left", "Down", "Up", "B", "F5", "F6", "F13")},
}
"""Qt's names of the keys that pedals send."""


def wear(app: QApplication, settings: Settings) -> bool:
    """Let the application look and speak like this; says whether what is open has to be made anew."""
    before = (theme.scale(), speaking.spoken(), numbers.force_unit())
    name = theme.of_system() if settings.theme == "system" else settings.theme
    now = (theme.active().name, theme.scale(), theme.sides())
    if now != (name, settings.font_scale, settings.side_colours) or not app.styleSheet():
        theme.apply(app, theme.THEMES[name], settings.font_scale, settings.side_colours)
    speaking.speak(settings.language)
    numbers.show_forces_in(settings.force_unit)
    return before != (theme.scale(), speaking.spoken(), numbers.force_unit())
