"""Days and times as people read them.  No Qt."""

from __future__ import annotations

from datetime import date, datetime, time

from ui.words import later, say

WEEKDAYS = (
    later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday"), later("Saturday"),
    later("Sunday"),
)  # fmt: skip
MONTHS = (
    later("January"), later("February"), later("March"), later("April"), later("May"), later("June"), later("July"),
    later("August"), later("September"), later("October"), later("November"), later("December"),
)  # fmt: skip
SHORT_MONTHS = (
    later("Jan"), later("Feb"), later("Mar"), later("Apr"), later("May"), later("Jun"), later("Jul"), later("Aug"),
    later("Sep"), later("Oct"), later("Nov"), later("Dec"),
)  # fmt: skip
EARLIEST_HOUR_ALONE = 6
"""``7`` means seven in the morning; ``3`` is in the afternoon."""


def local(moment: datetime) -> datetime:
    """A stored time on this computer's clock."""
    return moment.astimezone() if moment.tzinfo else moment


def clock(moment: datetime) -> str:
    """``09:30``."""
    return f"{local(moment):%H:%M}"


def long_date(day: date) -> str:
    """``Monday, 23 November``."""
    return say(
        "{weekday}, {day} {month}", weekday=say(WEEKDAYS[day.weekday()]), day=day.day, month=say(MONTHS[day.month - 1])
    )


def short_date(day: date, today: date) -> str:
    """``12 Oct``, with the year where it is another."""
    month = say(SHORT_MONTHS[day.month - 1])
    if day.year == today.year:
        return say("{day} {month}", day=day.day, month=month)
    return say("{day} {month} {year}", day=day.day, month=month, year=day.year)


def day_title(day: date, today: date) -> str:
    """``Today``, ``Yesterday``, ``Tomorrow`` or the date, with the year where it is another."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return (say("Yesterday"), say("Today"), say("Tomorrow"))[away + 1]
    if day.year == today.year:
        return long_date(day)
    return say("{date} {year}", date=long_date(day), year=day.year)


def read_time(text: str) -> time | None:
    """What somebody typed for a time: ``9:30``, ``9.30``, ``930``, ``0930``, ``14``; None for what is none."""
    plain = text.strip().replace(".", ":").replace(",", ":").replace("h", ":").rstrip(":")
    hours, colon, minutes = plain.partition(":")
    if not colon and len(plain) in (3, 4):
        hours, minutes = plain[:-2], plain[-2:]
    if not hours.isdecimal() or (minutes and not minutes.isdecimal()) or len(minutes) not in (0, 2):
        return None
    hour, minute = int(hours), int(minutes or 0)
    if not minutes and not colon and 0 < hour < EARLIEST_HOUR_ALONE:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_date(text: str) -> date | None:
    """What somebody typed for a day: ``2026-03-04``, ``4.3.2026``, ``4/3/2026``; None for what is none."""
    plain = text.strip()
    try:
        return date.fromisoformat(plain)
    except ValueError:
        pass
    parts = plain.replace("/", ".").replace(" ", "").rstrip(".").split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or len(parts[2]) != 4:
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None
