"""Rooms of devices for tests of the window: what they show is made up, what is wanted of them is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from drivers.contracts import LinkState
from station.desks.devices import (
    AbsentCard,
    DeviceCard,
    DevicesView,
    History,
    NearCard,
    ProofCard,
    RecordCard,
)
from station.desks.examining import Ask, Asked, Exam, Examinable, Expected, Part, PartState
from station.envelope import Envelope
from station.errors import StationError
from station.examinables import PROGRAMS
from station.model import DeviceStatus, Side
from station.qa.findings import Finding, Report, Verdict
from station.qa.hands import Load
from station.report.wording import Wording

LEFT, RIGHT = Side.LEFT, Side.RIGHT
NOW = datetime(2026, 3, 30, 12, 30).astimezone()


def status(name: str, serial: str, sides: tuple[Side, ...], **other: object) -> DeviceStatus:
    return replace(DeviceStatus(name, serial, sides, LinkState.STREAMING, None, 1000.2, 0, 0), **other)


def record(serial: str, **other: object) -> RecordCard:
    made = RecordCard(
        f"{serial}-2026-11-03-v2", "2026-11-03", 20, False, 0.004, 5000.0, "Kim Berg", (5.0, 10.0, 20.0), 21.0, True,
        "calibrated with known masses", 2,
    )  # fmt: skip
    return replace(made, **other)


def proof(programme: str, title: str, passed: bool | None = True, days: float = 0.0) -> ProofCard:
    at = NOW - timedelta(days=days)
    return ProofCard(programme, title, at, passed, 0.0042, days > 31)


def plates(**other: object) -> DeviceCard:
    card = DeviceCard(
        "visit:0", status("Plates", "LC-0117", (LEFT, RIGHT)), "Harp LoadCells", "1.2", ((LEFT, 0.4), (RIGHT, -0.2)),
        41.0, 0.0, 12.4, 1.9, None, record("LC-0117"), proof("daily", "Daily check"),
        proof("verification", "Verification with known masses", days=20), True, "",
        History(
            (proof("daily", "Daily check"), proof("daily", "Daily check", passed=False, days=2)),
            (("left", 0.12, 0.05), ("right", -0.03, 0.04)),
        ),
    )  # fmt: skip
    return replace(card, **other)


def grip(number: int, name: str, side: Side, pair: str, **other: object) -> DeviceCard:
    shown = status(name, name.split()[-1], (side,), rate_hz=80.1, battery_v=3.87, promised_hz=80.0)
    own = record(name, made="", age_days=None, uncertainty=0.0, masses_kg=(), who="", tells_centre=False)
    card = DeviceCard(
        f"visit:{number}", shown, "Tindeq Progressor", "1.2.3", ((side, 0.1),), None, 0.0, -23.0, 4.0, -61, own, None,
        None, True, pair,
    )  # fmt: skip
    return replace(card, **other)


FULL = DevicesView(
    NOW,
    (
        plates(),
        grip(1, "Progressor 2639", LEFT, "Progressor 1180"),
        grip(2, "Progressor 1180", RIGHT, "Progressor 2639"),
    ),
    near=(
        NearCard("near:ble:C0:11", "Progressor_3308", "Tindeq Progressor", "", (), None, ""),
        NearCard("near:ble:C0:12", "Progressor_77", "Tindeq Progressor", "77", (RIGHT,), None, ""),
        NearCard("near:serial:COM7", "COM7", "Serial port", "", (), None, "COM7 is used by another program. Close it."),
    ),
    absent=(AbsentCard("progressor", "2240", "Progressor_2240", (LEFT,), NOW - timedelta(days=3)),),
    searched=True,
)  # fmt: skip
TROUBLED = replace(
    FULL,
    used=(
        plates(
            status=status(
                "Plates", "LC-0117", (LEFT, RIGHT), state=LinkState.LOST, rate_hz=None, lost=1204, corrupt=3,
                problem="The cable was pulled out. Plug it in again; the station connects by itself.",
            ),
            now_n=((LEFT, None), (RIGHT, None)), loss_share=0.021, daily=proof("daily", "Daily check", passed=False),
            record=None,
        ),
    ),
    problem="Plates: something stands on it (213 N left). Take everything off, then zero.",
    failed_check="Plates",
)  # fmt: skip
EMPTY = DevicesView(NOW)
VIEWS = {"full": FULL, "troubled": TROUBLED, "empty": EMPTY}


class FakeDevicesDesk:
    def __init__(self, view: DevicesView = FULL) -> None:
        self.shown = view
        self.calls: list[tuple[object, ...]] = []

    def view(self) -> DevicesView:
        return self.shown

    def attend(self, wanted: bool) -> None:
        self.calls.append(("attend", wanted))

    def look(self) -> None:
        self.calls.append(("look",))

    def identify(self) -> None:
        self.calls.append(("identify",))

    def stop(self) -> None:
        self.calls.append(("stop",))

    def connect(self, near: str, sides: Sequence[Side]) -> None:
        self.calls.append(("connect", near, tuple(sides)))

    def assign(self, device: str, sides: Sequence[Side]) -> None:
        self.calls.append(("assign", device, tuple(sides)))

    def forget(self, device: str) -> None:
        self.calls.append(("forget", device))

    def forget_absent(self, kind: str, serial: str) -> None:
        self.calls.append(("forget_absent", kind, serial))

    def zero(self, device: str) -> None:
        self.calls.append(("zero", device))

    def load_record(self, device: str, path: Path) -> None:
        self.calls.append(("load_record", device, path))

    def align(self) -> None:
        self.calls.append(("align",))


DEVICES = (
    Examinable("visit:0", "Plates", "Harp LoadCells", "LC-0117", (LEFT, RIGHT), False, True, "", (5.0, 10.0, 20.0)),
    Examinable("visit:1", "Progressor 2639", "Tindeq Progressor", "2639", (LEFT,), True, True, "", (5.0, 10.0, 20.0)),
    Examinable(
        "visit:2", "Progressor 1180", "Tindeq Progressor", "1180", (RIGHT,), False, True,
        "It does not stream just now. Switch it on, then wait.",
    ),
    Examinable("made:harp-loadcells", "Simulated pair of plates", "simulated", "", (), True, False, "", (5.0, 20.0)),
)  # fmt: skip
GOOD = Finding("zero.left", "Zero off the certificate, left plate", Verdict.PASSED, 0.31, "N", 0.02, -20.0, 20.0)
BAD = Finding(
    "corners.left", "Worst cell (front right cell), left plate", Verdict.FAILED, 2.04, "%", 0.11, -0.5, 0.5,
    "left plate, front right cell reads 2.0 % high.",
    "Check that the plate stands on all four feet, then have that cell calibrated anew.",
)  # fmt: skip
UNDONE = Finding("mirror", "Left and right mirror", Verdict.NOT_DONE, None, words="Left out by the operator.")
PARTS = (
    Part("empty", "Zero", PartState.PASSED, (GOOD,)),
    Part("tare", "Zeroing", PartState.PASSED, (replace(GOOD, title="Left after zeroing, left plate"),)),
    Part("weight", "A known mass", PartState.NOW, (BAD,)),
    Part("mirror", "Left and right mirror"),
    Part("return", "Return to zero"),
)  # fmt: skip
LOAD = Load(LEFT, 20.0, "front right")
PUT = Asked(
    Ask.PUT, "Put 20 kg at the front right corner of the left plate, and nothing else.", "20 kg is on", LOAD,
    "It shows 104 N of 196 N, not still yet.", goes_on=True,
)  # fmt: skip
EXPECTED = Expected(195.1, 197.1, "20 kg: 196.1 ± 1 N", LEFT)
RUNNING = Exam(PROGRAMS[1], DEVICES[0], "Kim", True, PARTS, PUT, expected=EXPECTED, sides=(LEFT, RIGHT))
TURN = Asked(Ask.TURN, "Turn round, and stand still: each foot on the other plate.", "I stand still", goes_on=True)
STANDING = replace(RUNNING, asked=TURN, expected=None)
HANG = replace(
    PUT, by_itself=True, button="", felt="", load=Load(LEFT, 20.0), text="Hang 20 kg from the left dynamometer.",
)  # fmt: skip
BY_ITSELF = replace(RUNNING, device=DEVICES[1], asked=HANG, sides=(LEFT,))
MEASURING = replace(RUNNING, asked=None, measuring=0.4, measuring_s=3.0)
REPORT = Report("Harp LoadCells", "harp-loadcells", "a device of the visit", "LC-0117", findings=[GOOD, BAD, UNDONE])
ENDED = (
    replace(PARTS[0]),
    replace(PARTS[2], state=PartState.FAILED),
    replace(PARTS[3], state=PartState.LEFT_OUT, findings=(UNDONE,)),
)
FAILED = replace(
    RUNNING, running=False, asked=None, parts=ENDED, report=REPORT,
    kept="Kept: daily check 2026-11-23: FAILED, off by up to 2.1 %.",
)  # fmt: skip
STOPPED = replace(RUNNING, running=False, asked=None, stopped="It was stopped. Nothing of it was kept.")
EXAMS = {
    "asked": RUNNING, "standing": STANDING, "by itself": BY_ITSELF, "measuring": MEASURING, "failed": FAILED,
    "stopped": STOPPED,
}  # fmt: skip


class FakeExaminingDesk:
    def __init__(self, exam: Exam | None = None) -> None:
        self.running = exam
        self.known: tuple[Examinable, ...] = DEVICES
        self.refuses = ""
        self.calls: list[tuple[object, ...]] = []

    def devices(self) -> Sequence[Examinable]:
        return self.known

    def programs(self):
        return PROGRAMS

    def exam(self) -> Exam | None:
        return self.running

    def begin(self, device: str, program: str, masses_kg: Sequence[float] = (), who: str = "") -> str:
        self.calls.append(("begin", device, program, tuple(masses_kg), who))
        if not self.refuses:
            self.running = RUNNING
        return self.refuses

    def answer(self) -> None:
        self.calls.append(("answer",))

    def skip(self) -> None:
        self.calls.append(("skip",))

    def stop(self) -> None:
        self.calls.append(("stop",))
        self.running = STOPPED

    def leave(self) -> None:
        self.calls.append(("leave",))
        self.running = None

    def curve(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        age_s = np.linspace(seconds, 0.0, columns)
        level = 196.0 if side is LEFT else 0.4
        force = np.where(age_s < 4.0, level, 0.2) + 0.4 * np.sin(40 * age_s)
        return Envelope(force - 0.3, force + 0.3, float(force[-1]))

    def save(self, path: Path, who: str, words: Wording) -> None:
        self.calls.append(("save", path, who))
        self.language = words.language
        if "nowhere" in str(path):
            raise StationError("The file cannot be written there. Choose another folder.")
