"""What a view is to the shell: a heading with its commands, a slow refresh and, where it moves, a fast frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from station.events import Event
from station.model import Live
from station.office import Office
from ui.work_beside import WorkBeside


@dataclass(frozen=True, slots=True)
class Command:
    """A button of the heading: what it says, the key that does the same, and what it does."""

    label: str
    key: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above every view; ``tone`` colours the state word."""

    title: str
    subtitle: str = ""
    word: str = ""
    tone: str = "neutral"
    primary: Command | None = None
    secondary: Command | None = None
    more: tuple[Command, ...] = ()
    """Keys that have no button in the heading."""
    wordless: bool = False
    """This view never has a state word: its place is the title's."""


class Page(QWidget):
    """A view.  The shell calls; a view never knows another view, it asks to ``navigate`` to a key."""

    heading_changed = Signal()
    navigate = Signal(str, str)
    """View key and argument: a trial id for the review, a person's code for the person, or empty."""

    message = Signal(str)
    """What went wrong in the background, for the bar over every view; the page itself stays as it is."""

    animated = False
    """Whether ``frame`` wants to be called at the screen's pace while the view is shown."""

    shows_trouble = False
    """Whether the view shows ``Live.trouble`` itself just now."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.console = office.console
        self.setObjectName("page")

    def heading(self) -> Heading:
        """Title, state word and commands as they are now."""
        raise NotImplementedError

    def least(self) -> QSize:
        """What it needs, in pixels of the design; it scrolls where there is less.  Large type needs as much more."""
        return QSize(1144, 540)

    def enter(self, argument: str) -> None:
        """The view comes to the front."""

    def refresh(self, live: Live) -> None:
        """Show what is, ten times a second while the view is in front."""

    def frame(self) -> None:
        """Draw one frame of what moves."""

    def hear(self, event: Event) -> None:
        """Something happened, whether or not the view is in front."""

    def ending(self) -> None:
        """The window closes: what works for the view on another thread comes to its end."""
        for work in self.findChildren(WorkBeside):
            work.close()

    def choose(self, number: int) -> None:
        """A key from 1 to 9 was pressed."""

    def typed(self, letters: str) -> None:
        """A letter was typed that is no command of this view."""
