"""``VIEWS``: one row per view.  A new view is one file and one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from station.office import Office
from ui.page import Page


@dataclass(frozen=True, slots=True)
class View:
    """Key, what the rail shows, and how to make it; the import waits until somebody looks.

    ``offered`` says whether a station with these rooms has it.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[Office], Page]
    offered: Callable[[Office], bool] = lambda office: True


def _live(office: Office) -> Page:
    from ui.live_view import LiveView

    return LiveView(office)


def _review(office: Office) -> Page:
    from ui.review_view import ReviewView

    return ReviewView(office)


def _results(office: Office) -> Page:
    from ui.results_view import ResultsView

    return ResultsView(office)


def _demo(office: Office) -> Page:
    from ui.demo_view import DemoView

    return DemoView(office)


VIEWS = (
    View("results", "Today", "today", _results),
    View("live", "Test", "test", _live),
    View("review", "Review", "review", _review),
    View("demo", "Demo", "demo", _demo, lambda office: office.demo is not None),
)
