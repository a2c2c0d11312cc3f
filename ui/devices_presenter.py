"""Decides what the view of the devices says: each device's facts, what is due, what comes next.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from station.desks.devices import AbsentCard, DeviceCard, DevicesView, History, NearCard, ProofCard, RecordCard
from station.model import DeviceStatus, Side
from ui.device_texts import BEHIND_S, RATE_SAID, battery_low, device_line, device_tone, rate_words
from ui.numbers import DASH, ago, fixed
from ui.words import later, number, say, told

MS_A_MINUTE = 0.06
"""A clock that is off by a millionth goes wrong by so much."""
MEASURED_MS = 20.0
"""While it is known to less than this nothing is said of how it runs."""
SIDES = frozenset(side.value for side in Side)
SIDE_WORDS = {Side.LEFT: later("left"), Side.RIGHT: later("right"), Side.BOTH: later("whole body")}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; ``tone`` is empty where all is well."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DeviceLines:
    """One device as it is read."""

    key: str
    name: str
    subtitle: str
    sides: tuple[Side, ...]
    forces: tuple[tuple[Side, str], ...]
    word: str
    tone: str
    facts: tuple[Fact, ...]
    trouble: str
    swap: str
    """What the button says that changes sides; empty where there is nothing to change."""


def lines_of(card: DeviceCard, now: datetime) -> DeviceLines:
    """Everything about one device."""
    status = card.status
    tone = device_tone(status)
    return DeviceLines(
        card.key,
        told(status.name),
        " · ".join(_who(card)),
        status.sides,
        tuple((side, DASH if value is None else number(fixed(value, 1))) for side, value in card.now_n),
        _word(status, tone),
        tone,
        facts_of(card, now),
        told(status.problem),
        swap_words(card),
    )


def _word(status: DeviceStatus, tone: str) -> str:
    """How it is, in a word or two: what has weight is named."""
    if tone == "good":
        return say("streaming")
    if tone == "neutral" or status.rate_hz is None:
        return device_line(status)
    if battery_low(status):
        return say("battery flat") if status.flat else say("battery low")
    if status.rate_share < RATE_SAID:
        return say("samples are missing")
    return say("late") if status.behind_s >= BEHIND_S else say("see below")


def _who(card: DeviceCard) -> list[str]:
    parts = [card.kind]
    if card.status.serial:
        parts.append(say("serial number {serial}", serial=card.status.serial))
    if card.firmware:
        parts.append(say("firmware {firmware}", firmware=card.firmware))
    if card.status.simulated:
        parts.append(say("simulated"))
    return parts


def facts_of(card: DeviceCard, now: datetime) -> tuple[Fact, ...]:
    """Live figures first, then what is known of how well it measures."""
    return (
        _rate(card),
        _loss(card),
        _battery(card),
        _clock(card),
        Fact(say("Zero point"), ago(card.zeroed_s)),
        _record(card.record),
        _proof(say("Daily check"), card.daily, now, each_day=True),
        _proof(say("Verified with masses"), card.verified, now, each_day=False),
    )


def _rate(card: DeviceCard) -> Fact:
    status = card.status
    if status.rate_hz is None:
        return Fact(say("Sample rate"), DASH)
    slow = status.rate_share < RATE_SAID and status.promised_hz is not None
    return Fact(say("Sample rate"), rate_words(status.rate_hz, status), "caution" if slow else "")


def _loss(card: DeviceCard) -> Fact:
    status = card.status
    lost = status.lost + status.unseen
    if not lost and not status.corrupt:
        none = say("none") if status.counts_losses else say("none seen; it does not count them")
        return Fact(say("Lost samples"), none)
    words = say("{lost:,} lost", lost=lost) if status.counts_losses else say("at least {lost:,} lost", lost=lost)
    if card.loss_share > 0:
        words = say("{words}, {share:.1f} % now", words=words, share=100 * card.loss_share)
    if status.corrupt:
        words = say("{words}, {corrupt} damaged", words=words, corrupt=status.corrupt)
    return Fact(say("Lost samples"), words, "caution" if card.loss_share > 0 else "")


def _battery(card: DeviceCard) -> Fact:
    status, label = card.status, say("Battery charge")
    tone = "trouble" if status.flat else "caution" if battery_low(status) else ""
    if status.battery is not None:
        return Fact(label, say("{charge:.0f} %", charge=100 * status.battery), tone)
    if status.battery_v is not None:
        return Fact(label, say("{volts:.2f} V", volts=status.battery_v), tone)
    return Fact(label, say("flat: charge it") if status.flat else say("not reported"), tone)


def _clock(card: DeviceCard) -> Fact:
    label = say("Clock against this computer")
    if card.drift_ppm is None:
        return Fact(label, say("known after half a minute"))
    off, to = (MS_A_MINUTE * each for each in (abs(card.drift_ppm), card.drift_to_ppm or 0.0))
    if to > MEASURED_MS:
        return Fact(label, say("still being measured"))
    if off <= to:
        return Fact(label, say("same pace, to {to} ms/min", to=_ms(to)))
    if card.drift_ppm > 0:
        return Fact(label, say("{off} ± {to} ms/min fast", off=_ms(off), to=_ms(to)))
    return Fact(label, say("{off} ± {to} ms/min slow", off=_ms(off), to=_ms(to)))


def _ms(value: float) -> str:
    return fixed(value, 0 if value >= 9.95 else 1 if value >= 0.095 else 2)


def _record(record: RecordCard | None) -> Fact:
    label = say("Calibration")
    if record is None:
        return Fact(label, say("none: no forces are shown"), "trouble")
    known = say("± {percent} %", percent=number(fixed(100 * record.uncertainty, 1))) if record.uncertainty else ""
    if record.age_days is None:
        return Fact(label, known or say("not dated, not verified"), "" if known else "caution")
    if record.age_days < 1 and not record.outdated:
        return Fact(label, say("{known}, of today", known=known) if known else say("of today"))
    age = age_words(record.age_days)
    if record.outdated:
        return Fact(label, say("{age} old: have it renewed", age=age), "caution")
    return Fact(label, say("{known}, {age} old", known=known, age=age) if known else say("{age} old", age=age))


def age_words(days: int) -> str:
    """A span in the largest unit that tells something."""
    if days < 1:
        return say("less than a day")
    if days < 60:
        return say("1 day") if days == 1 else say("{days} days", days=days)
    return say("{months} months", months=round(days / 30.4))


def _proof(label: str, proof: ProofCard | None, now: datetime, *, each_day: bool) -> Fact:
    if proof is None:
        return Fact(label, say("not yet"), "caution" if each_day else "")
    when = when_words(proof.at, now)
    if proof.passed is False:
        return Fact(label, say("failed, {when}", when=when), "trouble")
    if proof.passed is None:
        return Fact(label, say("not complete, {when}", when=when), "caution")
    if proof.due or (each_day and not _same_day(proof.at, now)):
        return Fact(label, say("due: last {when}", when=when), "caution")
    if proof.within is None:
        return Fact(label, say("passed, {when}", when=when), "good")
    within = number(fixed(100 * proof.within, 1))
    return Fact(label, say("within {percent} %, {when}", percent=within, when=when), "good")


def when_words(at: datetime, now: datetime) -> str:
    """The time of today, the date of before."""
    return f"{at.astimezone():%H:%M}" if _same_day(at, now) else day_words(at.astimezone())


def day_words(day: datetime) -> str:
    """``3 Nov 2026``."""
    return told(f"{day.day} {day:%b %Y}")


def _same_day(at: datetime, now: datetime) -> bool:
    return at.astimezone().date() == now.astimezone().date()


def swap_words(card: DeviceCard) -> str:
    """What the button says that changes sides."""
    sides = card.status.sides
    if len(sides) == 2:
        return say("Swap left and right")
    if sides and sides[0] in (Side.LEFT, Side.RIGHT):
        if card.pair:
            return say("Swap with {name}", name=card.pair)
        return say("Make it the right one") if sides[0] is Side.LEFT else say("Make it the left one")
    return ""


def swapped(sides: Sequence[Side]) -> tuple[Side, ...]:
    """The sides after that button."""
    if len(sides) == 2:
        return tuple(reversed(sides))
    return (Side.RIGHT,) if tuple(sides) == (Side.LEFT,) else (Side.LEFT,)


def record_lines(record: RecordCard | None) -> tuple[tuple[str, str], ...]:
    """The whole calibration record, line by line."""
    if record is None:
        return ((say("Calibration"), say("There is none. Load its record, or no forces are shown.")),)
    known = say("± {percent} % of a force", percent=number(fixed(100 * record.uncertainty, 2)))
    made = record.made or say("not dated")
    if record.who:
        made = say("{made}, by {who}", made=made, who=record.who)
    lines = [
        (say("Record"), say("{id}, version {version}", id=record.id, version=record.version)),
        (say("Made"), made),
        (say("Uncertainty"), known if record.uncertainty else say("not verified here: verify it with masses")),
        (say("Rated force"), say("{force:.0f} N a side", force=record.capacity_n) if record.capacity_n else DASH),
        (say("Centre of pressure"), say("measured") if record.tells_centre else say("not with this record")),
    ]
    if record.masses_kg:
        masses = ", ".join(number(f"{mass:g}") for mass in record.masses_kg)
        lines.append((say("Masses"), say("{masses} kg", masses=masses)))
    if record.temperature_c is not None:
        lines.append((say("Temperature"), say("{temperature:.0f} °C", temperature=record.temperature_c)))
    if record.note:
        lines.append((say("Note"), told(record.note)))
    return tuple(lines)


def history_lines(history: History, now: datetime) -> tuple[tuple[str, str], ...]:
    """What was proven before, newest first, and how the zero walks."""
    lines = []
    for proof in history.proofs:
        word = {True: say("passed"), False: say("failed"), None: say("not complete")}[proof.passed]
        within = "" if proof.within is None else number(fixed(100 * proof.within, 1))
        value = say("{word}, within {percent} %", word=word, percent=within) if within and proof.passed else word
        lines.append((say("{title}, {when}", title=told(proof.title), when=when_words(proof.at, now)), value))
    for output, slope, known in history.zero_walks:
        walk = say("{slope} ± {known} N a month", slope=number(fixed(slope, 2)), known=number(fixed(known, 2)))
        side = say(SIDE_WORDS[Side(output)]) if output in SIDES else told(output)
        lines.append((say("Zero, {side}", side=side), walk))
    return tuple(lines)


def near_line(near: NearCard) -> str:
    """What is said of a device in reach."""
    parts = [near.kind]
    if near.serial:
        parts.append(say("serial number {serial}", serial=near.serial))
    if near.remembered:
        parts.append(say("remembered: {sides}", sides=sides_words(near.remembered)))
    return " · ".join(parts)


def absent_line(absent: AbsentCard, now: datetime) -> str:
    """What is said of a device that is not here."""
    seen = "" if absent.seen_at is None else say("last seen {when}", when=when_words(absent.seen_at, now))
    parts = [sides_words(absent.sides), say("serial number {serial}", serial=absent.serial), seen]
    return " · ".join(part for part in parts if part)


def sides_words(sides: Sequence[Side]) -> str:
    """``left, right``."""
    return ", ".join(say(SIDE_WORDS[side]) for side in sides)


def due_first(view: DevicesView) -> DeviceCard | None:
    """The device whose daily check is due: the first that was not passed today."""
    for card in view.used:
        daily = card.daily
        if daily is None or not daily.passed or not _same_day(daily.at, view.at):
            return card
    return None


def checked_words(view: DevicesView) -> tuple[str, str]:
    """What the strip says of the daily check, and its tone; empty where there is no device."""
    if not view.used:
        return "", ""
    if view.failed_check:
        return say("Check failed: {name}", name=told(view.failed_check)), "trouble"
    if view.checked_at is not None:
        return say("✓ Checked {time}", time=f"{view.checked_at.astimezone():%H:%M}"), "good"
    return say("Not checked today"), "caution"


def subtitle_of(view: DevicesView) -> str:
    """One line under the title."""
    if view.searching:
        return say("Searching: Bluetooth, serial ports and USB …")
    if view.identifying:
        return say("Tap or press the device that you mean; it lights up here.")
    if not view.used:
        return say("No device is used. Switch one on and search.")
    troubled = [told(card.status.name) for card in view.used if device_tone(card.status) == "trouble"]
    if troubled:
        return say("{names}: look below for what to do.", names=", ".join(troubled))
    due = due_first(view)
    if due is not None:
        return say("{count} in use · {name} was not checked today", count=len(view.used), name=told(due.status.name))
    return say("{count} in use · all checked today", count=len(view.used))
