"""Puts the settings onto the window: theme, type size, colours of the sides, language and units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from station.desks.settings import SettingsDesk
from station.errors import StationError
from station.settings import Settings
from ui import numbers, theme
from ui.languages import speaking
from ui.words import later, told

PEDALS: Final = {
    "PageDown": "PgDown",
    "PageUp": "PgUp",
    **{key: key for key in ("Right", "Left", "Down", "Up", "B", "F5", "F6", "F13")},
}
"""Qt's names of the keys that pedals send."""
WAITS: Final = later(
    "Language, size of type and units change as soon as what is being typed here is saved or given up (Esc)."
)


def keep(desk: SettingsDesk | None, tell: Callable[[str], None], **values: object) -> None:
    """Write a setting that was chosen outside of their page; why that cannot be is told."""
    try:
        if desk is not None:
            desk.change(**values)
    except StationError as error:
        tell(told(str(error)))


def makes_anew(settings: Settings) -> bool:
    """Whether what is open would have to be made anew for these."""
    language = speaking.language_of_system() if settings.language == speaking.SYSTEM else settings.language
    now = (theme.scale(), speaking.spoken(), numbers.force_unit())
    return now != (settings.font_scale, language, settings.force_unit)


def half_typed(page: QWidget | None) -> bool:
    """Whether something stands on this page that somebody typed and that is neither saved nor given up."""
    if page is None:
        return False
    lines = [each for each in page.findChildren(QLineEdit) if each.isModified()]
    blocks = [each for each in page.findChildren(QPlainTextEdit) if each.document().isModified()]
    # an empty field that finds something looks for nothing
    typed = [each for each in lines if each.text() or each.property("field")]
    return any(each.isVisibleTo(page) for each in (*typed, *blocks))


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
