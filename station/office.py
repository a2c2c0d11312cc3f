"""Everything that a window is given: the running visit, and the desks for what is not the running test."""

from __future__ import annotations

from dataclasses import dataclass

from station.console import Console
from station.desks.demo import DemoDesk
from station.desks.devices import DevicesDesk
from station.desks.examining import ExaminingDesk
from station.desks.people import PeopleDesk
from station.desks.reports import ReportsDesk
from station.desks.reviewing import ReviewingDesk
from station.desks.settings import SettingsDesk


@dataclass(frozen=True, slots=True)
class Office:
    """One station's rooms.  A desk that this station does not have is None, and its view is not offered."""

    console: Console
    reviewing: ReviewingDesk | None = None
    people: PeopleDesk | None = None
    settings: SettingsDesk | None = None
    demo: DemoDesk | None = None
    devices: DevicesDesk | None = None
    examining: ExaminingDesk | None = None
    reports: ReportsDesk | None = None
