"""``VIEWS``: one row per view.  A new view is one file and one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from station.console import Console
from ui.page import Page


@dataclass(frozen=True, slots=True)
class View:
    """Key, what the rail shows, and how to make it; the import waits until somebody looks."""

    key: str
    title: str
    icon: str
    factory: Callable[[Console], Page]


def _live(console: Console) -> Page:
    from ui.live_view import LiveView

    return LiveView(console)


def _review(console: Console) -> Page:
    from ui.review_view import ReviewView

    return ReviewView(console)


def _results(console: Console) -> Page:
    from ui.results_view import ResultsView

    return ResultsView(console)


VIEWS = (
    View("results", "Today", "today", _results),
    View("live", "Test", "test", _live),
    View("review", "Review", "review", _review),
)
