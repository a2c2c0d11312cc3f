"""``station test PROTOCOL --person CODE``: one clinical test without a window, on any device or a simulated one."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.errors import BadInput

if TYPE_CHECKING:
    from station.commands.trial_hands import Hands
    from station.commands.trial_run import TrialRun
    from station.commands.trial_screen import Screen
    from station.folders import Folders
    from station.model import TrialReview
    from station.protocol import Protocol
    from station.store import Store
    from station.visit import Visit

KEPT, NOT_MEASURED = 0, 1
LOOK_S = 0.05
"""How often the terminal is looked at and written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station test`` understands."""
    from station.commands.hci import add_hci
    from station.commands.server_option import add_store

    parser.add_argument("protocol", metavar="PROTOCOL", help="which test: a key of `station protocols list`")
    parser.add_argument("--person", required=True, metavar="CODE", help="pseudonym of the client")
    parser.add_argument(
        "--device",
        action="append",
        default=[],
        metavar="[SIDE=]DEVICE",
        help="serial:PORT, ble:NAME, tcp:HOST:PORT, or the name or serial number of a device; sim: for simulated "
        "devices and a client who does the test, sim:KIND?OPTIONS for a certain one; may be given several times "
        "(default: the known devices that are in reach)",
    )
    parser.add_argument("--calibration", type=Path, metavar="FILE", help="calibration record (JSON) of the one device")
    parser.add_argument("--accept-scale", action="store_true", help="use it although its scale is 5 %% off nominal")
    parser.add_argument("--seconds", type=float, default=5.0, metavar="S", help="how long to look for devices")
    add_hci(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--yes", action="store_true", help="press what the screen offers, and keep the trial")
    how.add_argument("--script", metavar="FILE", help="press what the lines of this file say; - is standard input")
    parser.add_argument("--scenario", metavar="NAME", help="with sim: who the client is")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="with sim: another N, another client's day")
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="with sim: a faster clock")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the folder where the data lies (sim: the demo's)")
    add_store(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object; what happens goes to stderr")


def run(args: argparse.Namespace) -> int:
    """Run the test; 0 kept, 1 not measured or not kept, 2 wrong call."""
    from station.commands.server_option import working_store
    from station.folders import folders_at, make_folders
    from station.protocol_library import library

    simulated = _simulated(args)
    if not simulated and (args.scenario or args.speed != 1.0):
        raise BadInput("--scenario and --speed are for simulated devices: add --device sim:.")
    where = args.data_dir
    if where is None and simulated:  # whoever is simulated does not belong to the clinic's people
        where = folders_at().data.parent / "counterpoise-demo"
    tests = library(folders_at(where)).protocols
    if args.protocol not in tests:
        raise BadInput(f"There is no test {args.protocol[:64]!r}; there are: {', '.join(tests)}.")
    folders = make_folders(where)
    with working_store(folders, args.store, simulated=simulated) as store:
        return _Test(args, folders, store, tests).run()


def _simulated(args: argparse.Namespace) -> bool:
    """Whether the devices are simulated.  Raises BadInput for some of each."""
    ours = [text.rpartition("=")[2].startswith("sim:") or text.startswith("sim:") for text in args.device]
    if any(ours) and not all(ours):
        raise BadInput("Simulated and real devices cannot take part in the same test.")
    if not 0.1 <= args.speed <= 50.0:
        raise BadInput(f"--speed can be from 0.1 to 50, not {args.speed:g}.")
    return any(ours)


class _Test:
    """One run of the command, put together."""

    def __init__(
        self, args: argparse.Namespace, folders: Folders, store: Store, protocols: Mapping[str, Protocol]
    ) -> None:
        self.args, self.folders, self.store, self.protocols = args, folders, store, protocols
        self.review: TrialReview | None = None

    def run(self) -> int:
        from station.commands.trial_run import TrialRun

        progress = sys.stderr if self.args.json else sys.stdout
        with self._hands() as (hands, in_place):
            screen = _screen(progress, in_place and progress.isatty())
            self.screen = screen
            with self._visit() as (visit, now_s):
                self._offer(visit)
                test = TrialRun(visit, self.args.protocol, now_s, screen, hands, self._reviewed)
                try:
                    while not test.done:
                        test.step()
                        time.sleep(LOOK_S / self.args.speed)
                except KeyboardInterrupt:
                    screen.close()
                    raise
        return self._result(test)

    def _offer(self, visit: Visit) -> None:
        """What was interrupted before, and how it becomes a trial."""
        from station.commands.stored import when

        for each in visit.interrupted():
            self.screen.say(
                f"Interrupted {when(each.started_at)}: {each.title}, {each.seconds:.1f} s are saved. It becomes a "
                f"trial with: station recordings recover {each.recording_id} --data-dir {self.folders.data}"
            )

    def _reviewed(self, review: TrialReview) -> None:
        self.review = review
        for line in result_lines(review):
            self.screen.say(line)

    def _result(self, test: TrialRun) -> int:
        from station.commands.complaints import complain

        measured = self.review is not None and self.review.refusal is None and _numbers(self.review) > 0
        code = KEPT if test.kept and measured else NOT_MEASURED
        why = test.why or ("" if measured or self.review is None else _why_none(self.review))
        if self.args.json:
            print(json.dumps(self._as_json(test, why), ensure_ascii=False, allow_nan=False, indent=2))
        elif test.trial_id is not None:
            print(f"Stored as trial {test.trial_id}, {'kept' if test.kept else 'not kept'}.")
        return complain(why, code, as_json=self.args.json, who="station test") if why else code

    def _as_json(self, test: TrialRun, why: str) -> dict[str, Any]:
        from station.commands.stored import number_as_json

        review = self.review
        return {
            "person": self.args.person,
            "test": self.args.protocol,
            "trial": test.trial_id,
            "kept": True if test.kept else None,
            "outcome": None if review is None else review.outcome.value,
            "refusal": None if review is None else review.refusal,
            "why_not": why or None,
            "verdict": None if review is None else review.verdict,
            "verdict_detail": None if review is None else review.verdict_detail,
            "numbers": [] if review is None else [number_as_json(line) for line in review.measurements],
        }

    # What it is made of -----------------------------------------------------------------------------------------------

    @contextmanager
    def _hands(self) -> Iterator[tuple[Hands, bool]]:
        """Who presses, and whether the screen may be written in place.  Raises BadInput."""
        from station.commands.trial_hands import Automatic, Pressed, Read, Script, single_keys

        if self.args.yes:
            yield Automatic(), True
        elif self.args.script is None and sys.stdin.isatty():
            with single_keys() as key:
                yield Pressed(key), True
        elif self.args.script in (None, "-"):
            read = Read(sys.stdin, "standard input")
            yield Script(read.next, lambda: read.ended), True
        else:
            try:
                with Path(self.args.script).open(encoding="utf-8") as lines:
                    read = Read(lines.readlines(), self.args.script)
            except (OSError, ValueError) as error:
                raise BadInput(f"The script {self.args.script} cannot be read ({error}).") from error
            yield Script(read.next, lambda: read.ended), True

    @contextmanager
    def _visit(self) -> Iterator[tuple[Visit, Callable[[], float]]]:
        from drivers.clock import SystemClock
        from station.archive import Archive
        from station.commands.trial_devices import attached_devices, simulated_world
        from station.visit import Visit

        protocol, clock = self.protocols[self.args.protocol], SystemClock(self.args.speed)
        world = simulated_world(self.args, protocol) if _simulated(self.args) else None
        attach = attached_devices(self.args, self.store, protocol) if world is None else world.attach
        visit = Visit(attach, clock, Archive(self.folders, self.store, self.args.person))
        if world is not None:
            world.follow(visit, clock, self.protocols)
        with visit:
            yield visit, lambda: time.monotonic() * self.args.speed


def _screen(progress: Any, in_place: bool) -> Screen:
    from station.commands.trial_screen import InPlace, PlainLines

    def write(text: str) -> None:
        progress.write(text)
        progress.flush()

    if in_place:
        return InPlace(write, lambda: shutil.get_terminal_size().columns)
    return PlainLines(write)


def _numbers(review: TrialReview) -> int:
    return sum(line.measurement.value is not None for line in review.measurements)


def _why_none(review: TrialReview) -> str:
    if review.refusal is not None:
        return f"No number is given: {review.refusal}"
    reasons = [reason for line in review.measurements for reason in line.measurement.reasons]
    return f"No number can be given: {max(reasons, key=reasons.count, default='this test has none')}."


def result_lines(review: TrialReview) -> list[str]:
    """The numbers of a stored trial for reading, each with its uncertainty, its state and the reasons."""
    from station.commands.lines import number_line
    from station.commands.trial_screen import cleaned

    lines = ["", f"{review.title}, {review.outcome.value}"]
    if review.refusal is not None:
        return [*lines, f"  No number is given: {cleaned(review.refusal)}", ""]
    lines += [number_line(line) for line in review.measurements]
    if review.verdict:
        lines.append(f"  {review.verdict}" + (f" ({review.verdict_detail})" if review.verdict_detail else ""))
    return [*lines, ""]
