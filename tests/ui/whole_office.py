"""An office in which every desk is a fake: each new one is one line here."""

from fake_console import FakeConsole
from fake_demo_desk import FakeDemoDesk
from fake_devices_desk import EMPTY, FULL, FakeDevicesDesk, FakeExaminingDesk
from fake_people_desk import FakePeopleDesk
from fake_reports_desk import FakeReportsDesk
from fake_reviewing_desk import FakeReviewingDesk
from fake_settings_desk import FakeSettingsDesk

from station.office import Office
from ui import theme


def whole_office(console: FakeConsole) -> Office:
    """All rooms; the settings are what the application wears already."""
    return Office(
        console,
        reviewing=FakeReviewingDesk(console),
        reports=FakeReportsDesk(empty=not console.cards),
        demo=FakeDemoDesk(),
        devices=FakeDevicesDesk(FULL if console.cards else EMPTY),
        examining=FakeExaminingDesk(),
        people=FakePeopleDesk(empty=not console.cards),
        settings=FakeSettingsDesk(theme=theme.active().name, font_scale=theme.scale(), side_colours=theme.sides()),
    )
