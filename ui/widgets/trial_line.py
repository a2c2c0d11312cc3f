"""One trial as a row of a list; click or Enter opens it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station.model import Side
from ui import change_texts, theme
from ui.trial_lines import ResultLine
from ui.widgets.buttons import Surface
from ui.widgets.labels import Chip, ElidedLabel, Icon, SideBadge, row, text
from ui.words import say

ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}


class TrialLine(Surface):
    """Time, what was tested, the headline of each side, and where it stands."""

    def __init__(self, line: ResultLine) -> None:
        super().__init__(f"trial-{line.trial_id}", framed=False)
        values = ", ".join(f"{say(change_texts.SIDES[side])} {value}" for side, value in line.values)
        self.setAccessibleName(f"{line.time} {line.title}, {line.detail}: {line.measure} {values}, {line.word}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(16)
        time = text("quiet", line.time)
        time.setFixedWidth(round(48 * theme.scale()))
        layout.addWidget(time)
        what = QVBoxLayout()
        what.setSpacing(1)
        what.addWidget(ElidedLabel("quiet" if line.rejected else "strong", line.title))
        if line.detail:
            what.addWidget(ElidedLabel("secondary", line.detail))
        layout.addLayout(what, 5)
        numbers = QVBoxLayout()
        numbers.setSpacing(1)
        widgets: list[QWidget | int | None] = []
        for side, value in line.values:
            if side is not Side.BOTH:
                widgets.append(SideBadge(side, round(16 * theme.scale())))
            widgets += [self._value(line, side, value), 8]
        numbers.addLayout(row(*widgets, None, spacing=6))
        limited = say("{measure} · limited", measure=line.measure) if line.limited else line.measure
        numbers.addWidget(ElidedLabel("secondary", limited))
        layout.addLayout(numbers, 5)
        end = QWidget()
        holder = QHBoxLayout(end)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addStretch(1)
        holder.addWidget(Chip(line.word, line.tone))
        end.setMinimumWidth(round(120 * theme.scale()))
        layout.addWidget(end)
        layout.addWidget(Icon("arrow", 16, "muted"))

    @staticmethod
    def _value(line: ResultLine, side: Side, value: str) -> QLabel:
        label = text("quiet" if line.rejected else ROLES[side], value)
        if line.rejected:
            struck = label.font()
            struck.setStrikeOut(True)
            label.setFont(struck)
        return label
