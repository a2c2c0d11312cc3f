"""With large type nothing that matters lies beside the window, and titles are read whole."""

from collections.abc import Callable, Iterator

import pytest
from check_view import problems
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui import theme
from ui.shell import TitleLabel


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


@pytest.fixture
def type_of(app: QApplication) -> Iterator[Callable[[float], None]]:
    """Make all type so many times as large; it is as designed again afterwards."""
    yield lambda factor: theme.apply(app, theme.LIGHT, factor)
    theme.apply(app, theme.LIGHT)


def reach(window: QWidget) -> int:
    """How far anything in the window scrolls sideways, without the row of trials, which is meant to."""
    areas = [each for each in window.findChildren(QScrollArea) if each.isVisible()]
    return max(each.horizontalScrollBar().maximum() for each in areas if each.horizontalScrollBarPolicy().value != 1)


@pytest.mark.parametrize("factor", [1.5, 2.0])
def test_the_review_stacks_its_result_over_the_curves_instead_of_scrolling_sideways(factor, open_window, type_of):
    type_of(factor)
    window = open_window("review", "review", "t-jump")
    window.resize(1440, 900)
    settle()
    result, curves = window.findChild(QWidget, "headlinePanel"), window.findChild(QWidget, "reviewPlotPanel")
    assert reach(window) == 0
    assert result.mapTo(window, result.rect().bottomRight()).y() < curves.mapTo(window, curves.rect().topLeft()).y()
    assert result.mapTo(window, result.rect().bottomRight()).x() <= window.width()
    assert problems(window) == []


def test_a_long_title_is_written_smaller_in_two_lines_before_it_is_cut(open_window, type_of):
    type_of(1.5)
    window = open_window("weigh")
    window.resize(1440, 900)
    settle()
    title = window.header.findChild(TitleLabel)
    for words in ("Squat", "Hip abduction, follow the path"):
        title.set_text(words)
        settle()
        assert title.text() == words
        assert title.height() >= title.heightForWidth(title.width())
    title.set_text("A title that no test has, because nobody would read it from two metres away, but it stays in place")
    settle()
    assert title.text().endswith("…")
