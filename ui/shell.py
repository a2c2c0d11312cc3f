"""What surrounds every view: the rail, the strip of devices, the heading with its commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.page import Heading, Page
from ui.views import View
from ui.widgets.buttons import ActionButton, RailButton
from ui.widgets.labels import Dot, ElidedLabel, Icon, keep_place, scrolled, set_role, set_tip, text
from ui.words import say

WIDE = 1240
"""From this width of the heading on its buttons are wider."""
TITLE_NEEDS, BETWEEN = 220, 16
"""Room for title and subtitle, below which the commands stand under them; and between the parts of the heading."""
LEAST = QSize(1280, 720)
"""What the design needs; where there is less the view below the heading scrolls."""
ROOMY = 1.25
"""Type up to so much larger has room in the design; beyond it a view needs more."""


class Rail(QFrame):
    """The views, one button each, and the switch between light and dark."""

    wanted = Signal(str)
    theme_wanted = Signal()

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(round(88 * max(1.0, theme.scale())))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 18, 4, 10)
        column.setSpacing(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scrolled(content))
        column.addWidget(Icon("scales", 24), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        self._buttons = {}
        for number, view in enumerate(views, start=1):
            button = RailButton(f"rail-{view.key}", view.icon, say(view.title))
            button.setToolTip(f"{button.text()} (Ctrl+{number})")
            button.setAccessibleName(button.toolTip())
            button.clicked.connect(lambda _=False, key=view.key: self.wanted.emit(key))
            column.addWidget(button)
            self._buttons[view.key] = button
        column.addStretch(1)
        switch = RailButton("rail-theme", "theme", say("Light / dark"))
        switch.clicked.connect(lambda _=False: self.theme_wanted.emit())
        column.addWidget(switch)

    def show_front(self, key: str) -> None:
        """Mark the view that is in front."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)


class PageHeader(QWidget):
    """Title and subtitle left; state word, the quiet command and the one primary command right, always there.

    Where large type leaves no room beside the title the commands stand below it, the primary one still at the right.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.heading = Heading("")
        self._title, self._subtitle = TitleLabel(), ElidedLabel("quiet")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        self._words = QWidget()
        self._words.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        self._word = StateWord()
        self.secondary = ActionButton("secondary", "secondary")
        self.primary = ActionButton("primary", "primary")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._stands: tuple[bool, bool] | None = None
        self._stand(below=False)
        for widget in (self._word, self.secondary, self.primary):
            # hidden ones keep their place, so that nothing of the heading ever moves
            keep_place(widget)
        self.secondary.clicked.connect(self.run_secondary)
        self.primary.clicked.connect(self.run_primary)
        self._measure()
        self.show_heading(Heading("Counterpoise"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _stand(self, *, below: bool) -> None:
        """Put the commands beside the title, or below it."""
        if (below, self.heading.wordless) == self._stands:
            return
        self._stands = (below, self.heading.wordless)
        for widget in (self._words, self._word, self.secondary, self.primary):
            self._grid.removeWidget(widget)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._words, 0, 0, 1, (4 if self.heading.wordless else 3) if below else 1)
        if not (below and self.heading.wordless):
            self._grid.addWidget(self._word, 0, 3 if below else 1, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self.secondary, 1 if below else 0, 1 if below else 2, middle)
        # below, the word of the state stands over the end of the primary button
        self._grid.addWidget(self.primary, 1 if below else 0, 2 if below else 3, 1, 2 if below else 1, middle)
        self.setFixedHeight(round((60 + 12 + 56 if below else 60) * max(1.0, theme.scale())))

    def _measure(self) -> None:
        """Widths and places that depend on the window alone, never on what is said."""
        factor, room = theme.scale(), self.width()
        wide = room >= WIDE * factor
        widths = [round(pair[wide] * factor) for pair in ((142, 154), (164, 176), (280, 330))]
        below = 0 < room < sum(widths) + 3 * BETWEEN + TITLE_NEEDS * factor
        if below:
            # on the smallest windows both get narrower; the title is never without the word of the state
            widths[2] = max(1, min(widths[2], round((room - BETWEEN) * 0.62)))
            widths[1] = max(1, min(widths[1], room - BETWEEN - widths[2]))
        for widget, width in zip((self._word, self.secondary, self.primary), widths, strict=True):
            widget.setFixedWidth(width)
        self._stand(below=below)

    def show_heading(self, heading: Heading) -> None:
        """Show this heading."""
        if heading == self.heading:
            return
        self.heading = heading
        if self._stands is not None:
            self._stand(below=self._stands[0])
        self._title.set_text(heading.title)
        self._subtitle.set_text(heading.subtitle)
        policy = self._word.sizePolicy()
        policy.setRetainSizeWhenHidden(not heading.wordless)
        self._word.setSizePolicy(policy)
        self._word.setVisible(bool(heading.word))
        self._word.show_word(heading.word, heading.tone)
        for button, command in ((self.secondary, heading.secondary), (self.primary, heading.primary)):
            button.setVisible(command is not None)
            if command is not None:
                button.show_as(command.label, command.key)

    def run_primary(self) -> None:
        """Do what the primary button says."""
        if self.heading.primary is not None:
            self.heading.primary.run()

    def run_secondary(self) -> None:
        """Do what the quiet button says."""
        if self.heading.secondary is not None:
            self.heading.secondary.run()


class TitleLabel(ElidedLabel):
    """What is in front; a title that is too long for its place is written smaller, in two lines, and only then cut."""

    def __init__(self) -> None:
        self._lines = 1
        super().__init__("screen")

    def sizeHint(self) -> QSize:
        height = QFontMetrics(self.font()).lineSpacing() * self._lines
        return QSize(super().sizeHint().width(), height)

    def _fit(self) -> None:
        width = self.width()
        long = QFontMetrics(theme.font(theme.SCREEN, QFont.Weight.Medium)).horizontalAdvance(self.full) > width
        set_role(self, "role", "strong" if long else "screen")
        self.setWordWrap(long)
        metrics, box = QFontMetrics(self.font()), QRect(0, 0, max(1, width), 1000)
        needed = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, self.full).height() / metrics.lineSpacing()
        lines = min(2, max(1, round(needed))) if long else 1
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
        if not long or needed > 2.5:
            super()._fit()
        else:
            QLabel.setText(self, self.full)
            set_tip(self, "")


class StateWord(QFrame):
    """The state in one word of capitals, with a light in its tone."""

    def __init__(self) -> None:
        super().__init__()
        self._dot = Dot(7)
        self._word = text("strong")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(self._dot)
        layout.addWidget(self._word)
        layout.addStretch(1)
        self.setFixedHeight(round(36 * max(1.0, theme.scale())))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_word(self, word: str, tone: str) -> None:
        """Show this word."""
        self._word.setText(word)
        self.setAccessibleName(say("State: {word}", word=word))
        self._dot.set_tone(tone)
        set_role(self, "stateWord", tone)
        self._word.style().polish(self._word)


class ViewArea(QScrollArea):
    """Where the views are: the one in front scrolls where it needs more room than the window has."""

    def __init__(self, views: QStackedWidget) -> None:
        super().__init__()
        self._views = views
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        views.setObjectName("content")
        self.setWidget(views)

    def show_page(self, page: Page) -> None:
        """Bring it to the front, from its beginning, with the room that it needs."""
        factor = theme.scale()
        if factor > ROOMY:
            least = page.least() * factor
        else:
            # what the rest of the smallest window leaves, even with a message over it
            rail, header = (round(each * max(1.0, factor)) for each in (88, 60))
            rest = QSize(LEAST.width() - rail - 2 * theme.MARGIN, LEAST.height() - 200 - header)
            least = page.least().boundedTo(rest)
        if self._views.minimumSize() != least:
            self._views.setMinimumSize(least)
        if self._views.currentWidget() is not page:
            self._views.setCurrentWidget(page)
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)


def surrounded(rail: QWidget, above: Sequence[QWidget], header: QWidget, area: QWidget) -> QWidget:
    """The inside of the window: the rail left, strip and messages ``above``, the heading, and the view below it."""
    body = QWidget()
    body.setObjectName("page")
    # a window that is smaller than any screen scrolls as a whole
    body.setMinimumSize(QSize(480, 320) * max(1.0, theme.scale()))
    outer = QHBoxLayout(body)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(rail)
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in above:
        column.addWidget(widget)
    inner = QVBoxLayout()
    inner.setContentsMargins(theme.MARGIN, 22, theme.MARGIN, theme.MARGIN)
    inner.setSpacing(theme.GAP)
    inner.addWidget(header)
    inner.addWidget(area, 1)
    column.addLayout(inner, 1)
    outer.addLayout(column, 1)
    return body
