"""An examination in place: what to do now, a picture of it, the live curve with its limits, what was found so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.desks.examining import Exam
from station.envelope import Envelope
from station.model import Side
from ui import theme
from ui.exam_presenter import Axis, ExamScreen, FindingLine, PartLine
from ui.numbers import force_unit
from ui.widgets.device_picture import DevicePicture
from ui.widgets.labels import Chip, ElidedLabel, Panel, clear, row, rule, scrolled, text
from ui.widgets.live_panels import Legend
from ui.widgets.plotting import Band, ForcePlot, Trace
from ui.words import later, number, say, told

SECONDS = 10.0
TICKS = tuple((float(t), later("now") if t == 0 else f"−{-t} s") for t in range(-10, 1, 2))
COLUMNS = (150, 130, 150)
"""Widths of what was measured, its limits and the verdict."""
Curve = Callable[[Side, int, float], Envelope | None]


class Progress(QWidget):
    """A bar that fills while something is measured; its place stays when nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("measuring")
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._part: float | None = None

    def sizeHint(self) -> QSize:
        return QSize(120, 8)

    def show_part(self, part: float | None) -> None:
        """So much of it is done; None while nothing is measured."""
        if part != self._part:
            self._part = part
            self.setAccessibleName("" if part is None else say("{part:.0f} % measured", part=100 * part))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setBrush(QColor(look.grid))
        painter.drawRoundedRect(box, 3, 3)
        if self._part is not None:
            painter.setBrush(QColor(look.good))
            box.setWidth(max(6.0, box.width() * self._part))
            painter.drawRoundedRect(box, 3, 3)
        painter.end()


class PartRow(QWidget):
    """One check of the list; what is wrong stands under it."""

    def __init__(self, line: PartLine) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        title = text("strong" if line.tone == "strong" else "quiet" if line.tone == "muted" else "body", line.title)
        title.setWordWrap(True)
        tone = "neutral" if line.tone == "strong" else line.tone
        word = text("secondary", line.word) if line.tone == "muted" else Chip(line.word, tone)
        head = row(title, word, spacing=10)
        head.setStretch(0, 1)
        column.addLayout(head)
        if line.detail:
            column.addWidget(text("secondary", line.detail, wrap=True))


class PartList(Panel):
    """The checks in their order."""

    def __init__(self) -> None:
        super().__init__("examParts", margins=(20, 14, 10, 10))
        self._shown: tuple[PartLine, ...] | None = None
        self.column.addWidget(text("panel", say("Checks")))
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 10, 0)
        self._rows.setSpacing(0)
        self.column.addWidget(scrolled(content), 1)

    def show_parts(self, lines: tuple[PartLine, ...]) -> None:
        """Show these."""
        if lines == self._shown:
            return
        self._shown = lines
        clear(self._rows)
        for place, line in enumerate(lines):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(PartRow(line))
        self._rows.addStretch(1)


class FindingRow(QWidget):
    """One result: what was measured, its limits, the verdict, and in words what is wrong."""

    def __init__(self, line: FindingLine) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 7)
        column.setSpacing(2)
        cells = (ElidedLabel("strong", line.measured), ElidedLabel("secondary", line.limits))
        column.addLayout(in_columns(text("body", line.title, wrap=True), *cells, Chip(line.word, line.tone)))
        if line.words:
            column.addWidget(text("body" if line.tone == "trouble" else "secondary", line.words, wrap=True))
        self.setAccessibleName(f"{line.title}: {line.measured}, {line.limits}. {line.word}. {line.words}")


def in_columns(title: QWidget, *cells: QWidget) -> QHBoxLayout:
    """Cells under the cells of the other rows: each has its width, the title has the rest."""
    line = row(title, spacing=12)
    line.setStretch(0, 1)
    for cell, wide in zip(cells, COLUMNS, strict=True):
        holder = QWidget()
        holder.setFixedWidth(round(wide * theme.scale()))
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(cell)
        if isinstance(cell, Chip):
            inner.addStretch(1)
        line.addWidget(holder)
    return line


class FindingTable(Panel):
    """Every result, the newest at the end and in sight."""

    def __init__(self, title: str) -> None:
        super().__init__("examFindings", margins=(20, 14, 10, 10))
        self._lines: tuple[FindingLine, ...] = ()
        names = [text("caption", name) for name in (say("Measured"), say("Limits"), say("Verdict"))]
        heads = QHBoxLayout()
        heads.setContentsMargins(0, 0, 10, 0)
        heads.addLayout(in_columns(text("panel", title), *names))
        self.column.addLayout(heads)
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 10, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self._scroll = scrolled(content)
        self.column.addWidget(self._scroll, 1)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._to_the_end)
        self.follows = True

    def show_findings(self, lines: Sequence[FindingLine]) -> None:
        """Show these; lines that are there stay."""
        lines = tuple(lines)
        if lines == self._lines:
            return
        if self._lines != lines[: len(self._lines)]:
            clear(self._rows)
            self._rows.addStretch(1)
            self._lines = ()
        for line in lines[len(self._lines) :]:
            if self._rows.count() > 1:
                self._rows.insertWidget(self._rows.count() - 1, rule())
            self._rows.insertWidget(self._rows.count() - 1, FindingRow(line))
        self._lines = lines

    def _to_the_end(self, _low: int, high: int) -> None:
        if self.follows:
            self._scroll.verticalScrollBar().setValue(high)


class PromptPanel(Panel):
    """What to do now, in one sentence; below it what the device feels, and how long it still measures."""

    def __init__(self) -> None:
        super().__init__("examPrompt", margins=(24, 16, 24, 16), spacing=8)
        self._prompt, self._hint = text("step", wrap=True), ElidedLabel("quiet")
        self._left, self._progress = text("secondary"), Progress()
        self.column.addWidget(self._prompt)
        line = row(self._hint, self._left, spacing=12)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.column.addWidget(self._progress)
        # two lines are kept free, so that nothing below ever moves
        self._prompt.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._prompt.setFixedHeight(round(92 * theme.scale()))

    def show_screen(self, screen: ExamScreen) -> None:
        """Say this."""
        if self._prompt.text() != screen.prompt:
            self._prompt.setText(screen.prompt)
        self._hint.set_text(screen.hint)
        self._left.setText(screen.progress_words)
        self._progress.show_part(screen.progress)


class ExamPage(QWidget):
    """The whole of a running examination."""

    def __init__(self, curve: Curve) -> None:
        super().__init__()
        self.setObjectName("examPage")
        self._curve = curve
        self._sides: tuple[Side, ...] = ()
        self._only: Side | None = None
        self.prompt, self.parts = PromptPanel(), PartList()
        self.picture = DevicePicture()
        self.findings = FindingTable(say("Found so far"))
        plot_panel = Panel("examPlot", margins=(24, 12, 14, 12), spacing=4)
        self._legend = Legend()
        plot_panel.column.addLayout(row(text("panel", f"{say('Force now')}, {force_unit()}"), None, self._legend))
        self.plot = ForcePlot("examCurve")
        ticks = tuple((at, say(label)) for at, label in TICKS)
        self.plot.set_seconds(-SECONDS, 0.0, ticks, margin=44.0)
        plot_panel.column.addWidget(self.plot, 1)
        picture_panel = Panel("examPicture", margins=(14, 12, 14, 12))
        picture_panel.column.addWidget(self.picture, 1)
        self._picture_panel = picture_panel
        middle = QHBoxLayout()
        middle.setSpacing(theme.GAP)
        middle.addWidget(picture_panel)
        middle.addWidget(plot_panel, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.GAP)
        left.addWidget(self.prompt)
        left.addLayout(middle, 3)
        left.addWidget(self.findings, 2)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        outer.addLayout(left, 1)
        outer.addWidget(self.parts)

    def hasHeightForWidth(self) -> bool:
        # what it would like best is no reason for the window to scroll: its lists scroll themselves
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor = min(theme.scale(), 1.25)
        self.parts.setFixedWidth(round(min(330, max(270, self.width() * 0.26)) * factor))
        self._picture_panel.setFixedWidth(round(min(330, max(240, self.width() * 0.24)) * factor))

    def show_exam(self, exam: Exam, screen: ExamScreen) -> None:
        """Show how it stands."""
        self.prompt.show_screen(screen)
        self.parts.show_parts(screen.parts)
        self.findings.show_findings(screen.findings)
        self.picture.show_scene(screen.scene)
        self._sides = exam.sides
        expected = exam.expected
        zoomed = expected is not None and exam.asked is None and exam.measuring is not None
        self._only = expected.side if expected is not None and zoomed else None
        self._legend.show_sides(self._sides)
        self._fit(screen.axis)
        bands = []
        if expected is not None:
            side = expected.side or (self._sides[0] if len(self._sides) == 1 else Side.BOTH)
            bands = [Band(expected.low_n, expected.high_n, number(told(expected.label)), side)]
        self.plot.set_bands(bands)

    def draw(self) -> None:
        """One frame of the curve."""
        traces = []
        for side in self._sides if self._only is None else (self._only,):
            envelope = self._curve(side, self.plot.columns, SECONDS)
            if envelope is not None and np.isfinite(envelope.high_n).any():
                traces.append(Trace(side, envelope.low_n, envelope.high_n, envelope.latest_n))
        self.plot.set_traces(traces)

    def _fit(self, axis: Axis) -> None:
        self.plot.set_force_range(axis.upper_n, axis.levels, axis.lower_n)
