"""``VIEWS``: one row per view.  A new view is one file and one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from station.office import Office
from ui.page import Page
from ui.words import later


@dataclass(frozen=True, slots=True)
class View:
    """Key, what the rail says (marked with ``later``), its icon, and how to make it; the import waits for a look.

    ``offered`` says whether a station with these rooms has it.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[Office], Page]
    offered: Callable[[Office], bool] = lambda office: True


def _home(office: Office) -> Page:
    from ui.home_view import HomeView

    return HomeView(office)


def _person(office: Office) -> Page:
    from ui.person_view import PersonView

    return PersonView(office)


def _live(office: Office) -> Page:
    from ui.live_view import LiveView

    return LiveView(office)


def _review(office: Office) -> Page:
    from ui.review_view import ReviewView

    return ReviewView(office)


def _devices(office: Office) -> Page:
    from ui.devices_view import DevicesPage

    return DevicesPage(office)


def _qa(office: Office) -> Page:
    from ui.qa_view import QaPage

    return QaPage(office)


def _settings(office: Office) -> Page:
    from ui.settings_view import SettingsView

    return SettingsView(office)


def _demo(office: Office) -> Page:
    from ui.demo_view import DemoView

    return DemoView(office)


def _report(office: Office) -> Page:
    from ui.report_view import ReportView

    return ReportView(office)


VIEWS = (
    View("home", later("Today"), "today", _home, lambda office: office.people is not None),
    View("live", later("Test"), "test", _live),
    View("review", later("Review"), "review", _review),
    View("person", later("Person"), "person", _person, lambda office: office.people is not None),
    View("devices", later("Devices"), "devices", _devices, lambda office: office.devices is not None),
    View("qa", later("Examine"), "qa", _qa, lambda office: office.examining is not None),
    View("report", later("Report"), "report", _report, lambda office: office.reports is not None),
    View("settings", later("Settings"), "settings", _settings, lambda office: office.settings is not None),
    View("demo", later("Demo"), "demo", _demo, lambda office: office.demo is not None),
)
