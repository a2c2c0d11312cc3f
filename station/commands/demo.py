"""``station demo``: a clinic without hardware.  Simulated devices on real wires, a scripted client, the real window."""

from __future__ import annotations

import argparse
import os
import time
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from station.commands.demo_clock import DemoClock
from station.commands.report_words import told_in
from station.commands.server_option import add_store, working_store
from station.commands.therapist import Therapist, table_of
from station.commands.window import LOOKS, has_display, require_qt
from station.commands.workshop import workshop
from station.errors import BadInput, Missing, StationError
from station.folders import Folders, folders_at, make_folders, usual_data_folder
from station.office import Office
from station.people_desk import PeopleRoom, in_effort
from station.protocol_library import Library, library
from station.report_desk import ReportDesk
from station.review_desk import ReviewDesk
from station.settings import settle
from station.settings_room import SettingsRoom
from station.store import Store

if TYPE_CHECKING:
    from simulators.faults import Fault
    from station.commands.client import Repertoire
    from station.commands.demo_gallery import Dress, Gallery
    from ui.app import MainWindow

HEADLESS_SPEED = 2.0
"""Nobody waits for a headless demo: its clock runs this much faster, wires and watchdogs included."""
CLIENT = "A-104"
PLAN = ("hip_abduction_iso", "glute_bridge_hold", "cmj")
"""What a history is made of."""
PICTURE_AFTER_S = {"hip_abduction_iso": 12.0, "glute_bridge_hold": 6.0, "cmj": 3.0}
"""How long after GO (or HOLD) a test looks most like itself."""
LONGEST_S, GALLERY_LONGEST_S = 100.0, 800.0
"""A headless demo that is not through by then has failed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station demo`` understands."""
    parser.add_argument("--headless", action="store_true", help="run the whole visit offscreen and print the results")
    parser.add_argument("--auto", action="store_true", help="let a scripted therapist press the buttons")
    parser.add_argument("--scenario", default="left_weak_low_back_pain", metavar="NAME", help="who the client is")
    parser.add_argument(
        "--history",
        action="store_true",
        help="first play the client's earlier visits, weeks ago, through the same devices and analysis",
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="FAULT",
        help="what goes wrong: a name from --list, or a kind with settings, for example "
        "silence:device=plates,after=go,at_s=2,for_s=0.5; may be given several times",
    )
    parser.add_argument("--list", action="store_true", help="list scenarios and faults, and end")
    parser.add_argument("--person", type=Path, metavar="FILE", help="a recording of a real person instead")
    parser.add_argument("--protocol", metavar="KEY", help="only this test (with --person: cmj unless said otherwise)")
    parser.add_argument("--fs", type=float, metavar="HZ", help="sample rate of FILE where it has no time column")
    parser.add_argument("--columns", metavar="ROLES", help="columns of FILE, for example left=3,right=9")
    parser.add_argument("--seconds", type=_positive, metavar="S", help="end after this long, done or not")
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="N",
        help="another N, another client's day: sway, tremor and sensor noise (default 1); when a button is pressed is "
        "not part of it, so two runs differ a little",
    )
    parser.add_argument("--speed", type=_positive, metavar="X", help=f"faster clock (headless: {HEADLESS_SPEED:g})")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the folder where the demo's data lies")
    add_store(parser)
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="write a picture of the live view here")
    parser.add_argument(
        "--gallery",
        type=Path,
        metavar="DIR",
        help="with --headless: play earlier visits and one long one, then draw every view in every look and size here",
    )
    parser.add_argument("--look", choices=LOOKS, help="colours of the window (default: those of the settings)")


def run(args: argparse.Namespace) -> int:
    """Run the demo; 0 when everything that was asked for happened."""
    try:
        from station.commands.demo_faults import listing
    except ImportError as error:
        raise Missing(
            f"The simulated devices are an extra that is not installed ({error}): counterpoise[sim]."
        ) from error
    if args.list:
        print(listing())
        return 0
    headless = args.headless or not has_display()
    if args.gallery is not None:
        if not args.headless or args.person is not None:
            raise BadInput("--gallery goes with --headless, and with a --scenario: a recorded person has no history.")
        args.history = True
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if not args.headless:
            print("No display: running headless.", flush=True)
    require_qt()
    where = args.data_dir or usual_data_folder().parent / "counterpoise-demo"
    tests = library(folders_at(where))
    world = _world(args, headless, tests)
    if args.screenshot is not None:
        _check_writable(args.screenshot)
    folders = make_folders(where)
    if args.history:
        with working_store(folders, args.store, simulated=True):
            pass  # what an older version wrote is carried over before earlier visits are looked for
        _earlier_visits(args, folders, tests)
    with working_store(folders, args.store, simulated=True) as store:
        return _Demo(args, folders, store, world, headless).run()


def _positive(text: str) -> float:
    """A number above 0, for argparse."""
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def _check_writable(path: Path) -> None:
    """Refuse a picture that could not be written before the visit, not after it.  Raises BadInput."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise BadInput(f"The picture cannot be written to {path} ({error.strerror}). Give another file.") from error


@dataclass(frozen=True, slots=True)
class _World:
    """Who does what with which devices, and what goes wrong."""

    plan: list[str]
    client: Repertoire
    devices: tuple[str, ...]
    faults: list[Fault]


@dataclass
class _Pictures:
    """Where the pictures go, and which were made."""

    folder: Path
    live: Path | None
    made: list[Path]


def _earlier_visits(args: argparse.Namespace, folders: Folders, tests: Library) -> None:
    """Fill the folder with the scenario's course.  Raises BadInput for a person who has none."""
    from simulators.scenario import load_scenario
    from station.commands.history import add_history

    if args.person is not None:
        raise BadInput("A recorded person has no earlier visits: leave out --history, or take a --scenario.")
    begun_s = time.monotonic()
    print("Earlier visits ...", flush=True)
    plan = [args.protocol] if args.protocol else tests.today(PLAN)
    course = load_scenario(args.scenario, args.seed).course
    add_history(folders, CLIENT, course, plan, args.seed, datetime.now().astimezone(), _say_now)
    print(f"  played in {time.monotonic() - begun_s:.0f} s", flush=True)


def _say_now(text: str) -> None:
    print(text, flush=True)


class _Demo:
    """One run of the demo, put together."""

    def __init__(
        self,
        args: argparse.Namespace,
        folders: Folders,
        store: Store,
        world: _World,
        headless: bool,
    ) -> None:
        self.args, self.folders, self.headless, self.plan = args, folders, headless, world.plan
        self.store = store
        from station.commands.demo_devices import SPARE, DemoBench
        from station.commands.demo_room import DemoRoom
        from station.commands.demo_stage import clinic_of

        # pictures show it when a computer does not keep up
        hurried = headless and args.gallery is None
        self.clock = DemoClock(args.speed or (HEADLESS_SPEED if hurried else 1.0))
        self.pictures = _Pictures(folders.data / "screenshots", args.screenshot, [])
        proven = store.proofs.standing()
        clinic = clinic_of(
            folders,
            store,
            CLIENT,
            world.client,
            clock=self.clock,
            devices=world.devices,
            faults=world.faults,
            seed=args.seed,
            spare=() if headless else SPARE,
            proven=proven,
        )
        self.visit, self.room = clinic.visit, DemoRoom(clinic, "" if args.person else args.scenario)
        bench = DemoBench(self.clock, clinic.bench)
        self.devices = self.visit.device_room(store.devices, bench.search, proven, bench.demonstrate)
        self.examining = self.visit.examination_room(store, proven, hands=bench.hands, workshop=workshop())
        self.reviewing = ReviewDesk(store, folders)
        self.reports = ReportDesk(store, folders, told_in)
        self.settings = SettingsRoom(folders, settle(folders), {"theme": args.look}, store)
        self.people = PeopleRoom(store, folders, busy=lambda: in_effort(self.visit.live()), simulated=True)
        self.gallery = None if args.gallery is None else self._gallery(args.gallery)
        self.therapist: Therapist | None = None
        self.window: MainWindow | None = None
        self.problem = ""
        self.fault: Exception | None = None

    def run(self) -> int:
        from station.commands.window import show

        self._say(f"Data folder: {self.folders.data}")
        begun = datetime.now(UTC)
        with closing(self.settings), self.people, self.visit:
            # a script that works shows what it does; a person is led from the day on
            start = "live" if self.headless or self.args.auto else "home"
            code = show(self.office(), self._prepare, start=start)
            if self.gallery is not None and code == 0:
                from ui.garbage import collected_here

                with collected_here():
                    count = self.gallery.draw(self._dressed, CLIENT)
                self._say(f"Gallery: {count} pictures in {self.args.gallery / 'index.html'}")
            trials = [trial for trial in reversed(self.visit.trials()) if trial.started_at >= begun]
            reviews = [self.visit.review(trial.trial_id) for trial in trials]
        fault = self.fault or next(iter(self.window.faults if self.window is not None else ()), None)
        if fault is not None:
            raise fault
        if self.headless or self.args.auto:
            self._say(table_of(reviews) or "\nNo trial was stored.")
            for path in dict.fromkeys(self.pictures.made):
                self._say(f"Picture: {path}")
            self._say(f"Look again: station recordings list --data-dir {self.folders.data}")
        problem = self.problem or " ".join(self.therapist.given_up if self.therapist is not None else ())
        if problem:
            raise StationError(problem)
        return code

    def _gallery(self, folder: Path) -> Gallery:
        from station.commands.demo_gallery import PLAN as EVERYTHING
        from station.commands.demo_gallery import Gallery

        self.plan = self.plan if self.args.protocol else list(library(self.folders).today(EVERYTHING))
        return Gallery(folder, self.visit, self.clock.now, self._say)

    def _dressed(self, dress: Dress) -> Office:
        asked = {"theme": dress.look, "language": dress.language, "font_scale": dress.font_scale}
        settings = SettingsRoom(self.folders, settle(self.folders), asked, self.store)
        return replace(self.office(), settings=settings)

    def office(self) -> Office:
        """The rooms of this station."""
        return Office(
            self.visit,
            reviewing=self.reviewing,
            reports=self.reports,
            people=self.people,
            settings=self.settings,
            devices=self.devices,
            examining=self.examining,
            demo=self.room,
        )

    def _prepare(self, window: MainWindow) -> object:
        """Put the script's timer onto the window's event loop."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        self.window = window
        begun_s = time.monotonic()
        self.pictures.folder.mkdir(mode=0o700, exist_ok=True)
        if self.headless or self.args.auto:
            self.therapist = Therapist(self.visit, self.plan, self.clock.now, self._say, self._picture, PICTURE_AFTER_S)
        longest_s = LONGEST_S if self.gallery is None else GALLERY_LONGEST_S
        limit_s = self.args.seconds or (longest_s if self.headless else None)
        timer = QTimer(window)

        def step() -> None:
            watched = True
            late = limit_s is not None and time.monotonic() - begun_s > limit_s
            try:
                if self.therapist is not None:
                    self.room.keep_up()
                    self.therapist.step()
                    watched = self._watched(self.therapist)
            except Exception as error:  # Qt would print it and go on
                self.fault, late = error, True
            through = self.headless and self.therapist is not None and self.therapist.done and watched
            if late and not through and self.headless and not self.args.seconds:
                self.problem = f"The demo was not through after {longest_s:.0f} s; this computer may be very busy."
            if late or through:
                timer.stop()
                self._last_pictures()
                QApplication.quit()

        timer.timeout.connect(step)
        timer.start(50)
        return timer

    def _watched(self, therapist: Therapist) -> bool:
        """Keep moments for the gallery; whether it has all of them."""
        if self.gallery is None:
            return True
        if therapist.done:
            return self.gallery.lose_a_device(self.room)
        self.gallery.look(therapist.chosen)
        return False

    def _picture(self, moment: str, protocol_key: str) -> None:
        window = self.window
        if window is None or not (self.headless or self.pictures.live):
            return
        names = [self.pictures.folder / f"{moment}-{protocol_key}.png"] if self.headless else []
        if (
            moment == "live"
            and self.pictures.live is not None
            and protocol_key in ("glute_bridge_hold", self.args.protocol)
        ):
            names.append(self.pictures.live)
        for path in names:
            window.screenshot(path)
            self.pictures.made.append(path)

    def _last_pictures(self) -> None:
        window = self.window
        if window is None or self.fault is not None:
            return
        if self.pictures.live is not None and self.pictures.live not in self.pictures.made:
            window.screenshot(self.pictures.live)
            self.pictures.made.append(self.pictures.live)
        if self.headless:
            window.show_view("home")
            path = self.pictures.folder / "home.png"
            window.screenshot(path)
            self.pictures.made.append(path)

    @staticmethod
    def _say(text: str) -> None:
        print(text, flush=True)


def _world(args: argparse.Namespace, headless: bool, tests: Library) -> _World:
    """Which tests to do, who does them, and what goes wrong."""
    from simulators.bench import DEVICES
    from simulators.scenario import load_scenario, scenario_keys
    from station.commands.client import Body
    from station.commands.demo_faults import asked_faults, possible
    from station.commands.demo_recorded import recorded
    from station.commands.history import SINCE_LAST_WEEKS

    if args.protocol is not None and args.protocol not in tests.protocols:
        raise BadInput(f"There is no test {args.protocol}; known ones: {', '.join(tests.protocols)}.")
    if args.person is not None:
        plan, faults = asked_faults(args.fault, [args.protocol or "cmj"])
        possible(faults, DEVICES)
        return _World(list(tests.today(plan)), recorded(args, tests), DEVICES, faults)
    if args.scenario not in scenario_keys():
        raise BadInput(f"There is no scenario {args.scenario}; known ones: {', '.join(scenario_keys())}.")
    scenario = load_scenario(args.scenario, args.seed)
    course = scenario.course
    # who has a history comes back a week after its last visit
    person = course.person_at(max(course.visits) + SINCE_LAST_WEEKS) if args.history else course.person
    body = Body(person, hold_s=12.0, push_s=2.0, rest_s=1.0) if headless else Body(person)
    plan = [args.protocol] if args.protocol else list(scenario.plan)
    plan, faults = asked_faults(args.fault, plan)
    faults = [*scenario.faults, *faults]
    possible(faults, scenario.devices)
    return _World(list(tests.today(plan)), body, scenario.devices, faults)
