"""Where Tab goes: through the page as one reads it, then what is around it, whenever its parts were made.

Qt goes through widgets in the order in which they were made.  Lists are made anew while somebody looks at them, so
their lines would come last, behind everything that stands beside and below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsView, QLayout, QScrollArea, QStackedLayout, QWidget


def step(window: QWidget, parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus to the next of what Tab reaches in these parts of a window, one part after the other, round.

    False where there is nothing.
    """
    found = [widget for part in parts for widget in in_reading_order(part) if _reached(widget)]
    if not found:
        return False
    focus = window.focusWidget()
    if focus in found:
        at = (found.index(focus) + (1 if forward else -1)) % len(found)
    else:
        at = 0 if forward else -1
    found[at].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _show(found[at])
    return True


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """A widget and everything in it: by its layout where it has one, what lies free by its place."""
    if widget.isHidden():
        return
    yield widget
    for each in _inside(widget):
        yield from in_reading_order(each)


def _inside(widget: QWidget) -> list[QWidget]:
    """What lies in a widget, first what its layout has."""
    if isinstance(widget, QScrollArea):
        held = widget.widget()
        return [] if held is None else [held]
    layout = widget.layout()
    laid_out = [] if layout is None else list(_laid_out(layout))
    if isinstance(layout, QStackedLayout):
        return laid_out
    children = [each for each in widget.children() if isinstance(each, QWidget) and not each.isWindow()]
    free = [each for each in children if each not in laid_out]
    return [*laid_out, *sorted(free, key=lambda each: (each.y(), each.x()))]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of the layouts in it; of pages that lie over each other the one in front."""
    if isinstance(layout, QStackedLayout):
        front = layout.currentWidget()
        yield from [] if front is None else [front]
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _laid_out(inner)
        elif widget is not None:
            yield widget


def _reached(widget: QWidget) -> bool:
    """A picture of curves takes clicks and wheels and answers no key of its own; what lies on it does."""
    if isinstance(widget, QGraphicsView) or widget.focusProxy() is not None:
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _show(widget: QWidget) -> None:
    """Scroll it into sight wherever it lies."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
