"""``station test PROTOCOL --person CODE``: one clinical test without a window, on any device or a simulated one."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands.levers import levers_of
from station.commands.named import no_such
from station.counting import counted
from station.errors import BadInput

if TYPE_CHECKING:
    from station.archive import Archive
    from station.commands.trial_hands import Hands
    from station.commands.trial_results import Done
    from station.commands.trial_run import Rest, TrialRun
    from station.commands.trial_screen import Screen
    from station.folders import Folders
    from station.model import Outcome, TrialReview
    from station.plan import Step
    from station.store import Store
    from station.visit import Visit

LOOK_S = 0.05
"""How often the terminal is looked at and written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station test`` understands."""
    from station.commands.hci import add_hci
    from station.commands.server_option import add_store

    parser.add_argument("protocol", nargs="?", metavar="PROTOCOL", help="which test: a key of `station protocols list`")
    parser.add_argument("--battery", metavar="KEY", help="all tests of a battery instead: `station batteries list`")
    parser.add_argument("--person", required=True, metavar="CODE", help="pseudonym of the client")
    parser.add_argument("--new-visit", action="store_true", help="begin a visit, where one of today would go on")
    parser.add_argument(
        "--device",
        action="append",
        default=[],
        metavar="[SIDE=]DEVICE",
        help="serial:PORT, ble:NAME, tcp:HOST:PORT, or the name or serial number of a device; sim: for simulated "
        "devices and a client who does the test, sim:KIND?OPTIONS for a certain one; may be given several times "
        "(default: the known devices that are in reach)",
    )
    parser.add_argument(
        "--lever-m",
        action="append",
        default=[],
        metavar="[TEST=]M",
        help="from the joint to the device in metres, for the torque; with --battery for each test that it is for",
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

    simulated = _simulated(args)
    if not simulated and (args.scenario or args.speed != 1.0):
        raise BadInput("--scenario and --speed are for simulated devices: add --device sim:.")
    where = args.data_dir
    if where is None and simulated:  # whoever is simulated does not belong to the clinic's people
        where = folders_at().data.parent / "counterpoise-demo"
    plan = _plan(args, folders_at(where))
    levers_m = levers_of(args.lever_m, [step.protocol for step in plan])
    folders = make_folders(where)
    with working_store(folders, args.store, simulated=simulated) as store:
        return _Test(args, folders, store, plan, levers_m).run()


def _plan(args: argparse.Namespace, folders: Folders) -> Sequence[Step]:
    """The test that was named, or those of the battery.  Raises BadInput."""
    from station.plan import Step
    from station.plan_library import plan_library
    from station.protocol_library import library

    if (args.protocol is None) == (args.battery is None):
        raise BadInput(
            "Name one test, or a battery with --battery: `station protocols list`, `station batteries list`."
        )
    found = library(folders)
    if args.protocol is not None:
        if args.protocol not in found.protocols:
            raise no_such("test", args.protocol, found.protocols, "station protocols list")
        return (Step(1, found.protocols[args.protocol], 0.0),)
    plans = plan_library(folders, found)
    if args.battery not in plans.batteries:
        raise no_such("battery", args.battery, plans.batteries, "station batteries list")
    return _every_trial(plans.plan(args.battery, args.seed if _simulated(args) else None).steps)


def _every_trial(steps: Sequence[Step]) -> Sequence[Step]:
    """Each test as often as its trials count, with its own rest between them."""
    walked = []
    for step in steps:
        again = replace(step, rest_after_s=step.protocol.rest_s)
        walked += [*[again] * (step.protocol.trials - 1), step]
    return [replace(step, number=number) for number, step in enumerate(walked, 1)]


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
        self,
        args: argparse.Namespace,
        folders: Folders,
        store: Store,
        plan: Sequence[Step],
        levers_m: Mapping[str, float],
    ) -> None:
        self.args, self.folders, self.store, self.plan = args, folders, store, plan
        self.levers_m = levers_m
        self.new_person = False
        """Nobody had this code before."""
        self.review: TrialReview | None = None

    def run(self) -> int:
        progress = sys.stderr if self.args.json else sys.stdout
        with self._hands() as (hands, in_place):
            self.screen = _screen(progress, in_place and progress.isatty())
            with self._visit() as (visit, archive, now_s):
                self._offer(visit)
                for key, lever_m in self.levers_m.items():
                    visit.say_lever(key, lever_m)

                def say_outcome(trial_id: str, outcome: Outcome) -> None:
                    archive.amend(lambda amending: amending.say_outcome(trial_id, outcome))

                try:
                    done = self._conducted(visit, hands, now_s, say_outcome)
                except KeyboardInterrupt:
                    self.screen.close()
                    raise
        return self._result(done)

    def _conducted(
        self, visit: Visit, hands: Hands, now_s: Callable[[], float], say_outcome: Callable[[str, Outcome], None]
    ) -> list[Done]:
        """The tests of the plan one after the other, until one is left."""
        from station.commands.trial_results import Done
        from station.commands.trial_run import Rest, TrialRun

        done: list[Done] = []
        for step in self.plan:
            if len(self.plan) > 1:
                self.screen.say(f"Test {step.number} of {len(self.plan)}: {step.protocol.title}")
            self.review = None
            test = TrialRun(visit, step.protocol.key, now_s, self.screen, hands, self._reviewed, say_outcome)
            self._until_done(test)
            done.append(Done(step.protocol.key, test.trial_id, test.kept, test.why, self.review))
            if test.left:
                break
            if step is not self.plan[-1]:
                rest = Rest(visit, step.rest_after_s, now_s, self.screen, hands)
                self._until_done(rest)
                if rest.left:
                    break
        return done

    def _until_done(self, what: TrialRun | Rest) -> None:
        while not what.done:
            what.step()
            time.sleep(LOOK_S / self.args.speed)

    def _offer(self, visit: Visit) -> None:
        """Whether somebody is here for the first time; what was interrupted before, and how it becomes a trial."""
        from station.commands.stored import when
        from station.commands.trial_screen import cleaned

        if self.new_person:
            self.screen.say(f"{cleaned(self.args.person)} is new here: a new person was made.")
        for each in visit.interrupted():
            self.screen.say(
                f"Interrupted {when(each.started_at)}: {each.title}, {each.seconds:.1f} s are saved. It becomes a "
                f"trial with: station recordings recover {each.recording_id} --data-dir {self.folders.data}"
            )

    def _reviewed(self, review: TrialReview) -> None:
        from station.commands.trial_results import result_lines

        self.review = review
        for line in result_lines(review):
            self.screen.say(line)

    def _result(self, done: list[Done]) -> int:
        from station.commands.complaints import complain
        from station.commands.trial_results import KEPT, code_of

        code, battery = code_of(done), self.args.battery
        if self.args.json:
            said: dict[str, Any] = {"person": self.args.person, "new_person": self.new_person}
            said |= {"battery": battery, "tests": [each.as_json() for each in done]} if battery else done[0].as_json()
            print(json.dumps(said, ensure_ascii=False, allow_nan=False, indent=2))
        else:
            lines = [each.line for each in done if each.line]
            print("\n".join(lines), flush=True)
        said_as = [(each, each.problem if self.args.json else each.in_short) for each in done]
        problems = [f"{each.protocol}: {text}" if battery else text for each, text in said_as if text]
        if len(done) < len(self.plan):
            problems.append(f"Not begun: {counted(len(self.plan) - len(done), 'test')}.")
            code = max(code, 1)
        return complain(" ".join(problems), code, as_json=self.args.json, who="station test") if code != KEPT else KEPT

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
    def _visit(self) -> Iterator[tuple[Visit, Archive, Callable[[], float]]]:
        from drivers.clock import SystemClock
        from station.archive import Archive
        from station.commands.trial_devices import attached_devices, simulated_world
        from station.visit import Visit

        clock, protocols = SystemClock(self.args.speed), {step.protocol.key: step.protocol for step in self.plan}
        kinds = {protocol.device for protocol in protocols.values()}
        world = simulated_world(self.args, kinds) if _simulated(self.args) else None
        attach = attached_devices(self.args, self.store, kinds) if world is None else world.attach
        self.new_person = self.store.person(self.args.person) is None
        archive = Archive(self.folders, self.store, self.args.person, new_visit=self.args.new_visit)
        # as the battery wants them: other repetitions, rests or sides
        archive.protocols = {**archive.protocols, **protocols}
        visit = Visit(attach, clock, archive)
        if world is not None:
            world.follow(visit, clock, archive.protocols)
        with visit:
            yield visit, archive, lambda: time.monotonic() * self.args.speed


def _screen(progress: Any, in_place: bool) -> Screen:
    from station.commands.trial_screen import InPlace, PlainLines

    def write(text: str) -> None:
        progress.write(text)
        progress.flush()

    if in_place:
        return InPlace(write, lambda: shutil.get_terminal_size().columns)
    return PlainLines(write)
