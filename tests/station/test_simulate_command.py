"""``station simulate`` as other programs meet it: its ports, its words, its end."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkChange, LinkState, SampleBlock, Segment
from drivers.link import Link
from drivers.registry import DEVICES
from drivers.transports.ble import BleTransport, scan
from simulators.clock import run
from simulators.performance import Surface
from simulators.scenario import load_scenario
from simulators.stage import Stage
from simulators.transports.bumble_adapter import HciAdapter
from simulators.transports.pty_port import HAS_PTY
from station.__main__ import main
from station.commands.simulate_control import LONGEST_LINE, CommandError, ControlPort, answer
from station.commands.simulate_person import Mover
from station.commands.simulate_words import HELP

wire = pytest.mark.wire
START = bytes.fromhex("02055aff010162" + "02050aff010112" + "020520ff010128")
PROGRESSOR = DEVICES["progressor"]


class Simulation:
    """One run of the program."""

    def __init__(self, *words, stdin=subprocess.DEVNULL):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "station", "simulate", *words],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = []

    def __enter__(self):
        return self

    def __exit__(self, *ended):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdout, self.process.stdin):
            if stream is not None:
                stream.close()

    def find(self, pattern):
        """What stands in the first line that fits."""
        while line := self.process.stdout.readline():
            self.said.append(line.rstrip())
            if found := re.search(pattern, line):
                return found[1] if found.groups() else found[0]
        raise AssertionError(f"it ended without {pattern!r}: {self.said}")

    def rest(self):
        self.said += self.process.communicate(timeout=20)[0].splitlines()
        return self.process.returncode


class Remote:
    """A QA script at the control port."""

    def __init__(self, place):
        host, port = place.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=10.0)
        self.lines = self.socket.makefile("rw", encoding="utf-8", newline="\n")

    def __enter__(self):
        return self

    def __exit__(self, *ended):
        self.lines.close()
        self.socket.close()

    def say(self, text):
        self.lines.write(text + "\n")
        self.lines.flush()
        return self.lines.readline().rstrip("\n")


def read_board(place, seconds):
    """Whole data events of a Harp board behind a TCP port, read for some seconds."""
    host, port = place.split(":")
    raw, end_s = b"", time.monotonic() + seconds
    with socket.create_connection((host, int(port)), timeout=5.0) as line:
        line.sendall(START)
        while time.monotonic() < end_s and (data := line.recv(65536)):
            raw += data
    raw = raw[39:]
    return np.frombuffer(raw[: len(raw) // 28 * 28], np.uint8).reshape(-1, 28)


@wire
def test_a_script_directs_devices_that_another_program_reads():
    with Simulation(
        "--device", "harp?exact=1", "--tcp", "0", "--control", "0", "--idle", "--seconds", "60"
    ) as simulation:
        board = simulation.find(r"plates: socket://(127\.0\.0\.1:\d+)")
        with Remote(simulation.find(r"control port: (127\.0\.0\.1:\d+)")) as remote:
            assert "plates free 0 samples" in remote.say("status")
            events = read_board(board, 0.4)
            assert len(events) > 250
            assert (events[:, :-1].sum(axis=1, dtype=np.uint8) == events[:, -1]).all()
            assert not events[:, 11:27].any(), "nobody stands there"
            assert remote.say("stand") == "ok stands"
            time.sleep(2.0)
            stood = read_board(board, 0.3)[:, 11:27].copy().view("<i2").sum(axis=1)
            assert 500 < np.median(stood) * 0.05 < 1200, "newtons of a person"
            assert remote.say("drop plates share=0.5 for 30") == "ok drop plates: single packets do not arrive"
            assert "faults: drop plates" in remote.say("status")
            remote.say("vanish plates")
            assert "plates out of reach" in remote.say("status")
            remote.say("plug plates")
            assert "out of reach" not in remote.say("status")
            lossy = read_board(board, 0.4)
            stamps = lossy[:, 5:9].copy().view("<u4")[:, 0] * 31250.0 + lossy[:, 9:11].copy().view("<u2")[:, 0]
            assert (np.diff(stamps) > 40).sum() > 20, "ticks of 32 us: steps of more than a millisecond"
            assert remote.say("mend") == "ok everything is mended"
            assert remote.say("unplug plates") == "ok plates unplugged"
            with pytest.raises(ConnectionRefusedError):
                read_board(board, 0.1)
            assert remote.say("plug plates") == f"ok plates is back: socket://{board}"
            assert len(read_board(board, 0.2)) > 100
            for bad in ("nonsense", "silence knees", "silence plates share=2", "move nothing", "faults x", "for 3"):
                assert remote.say(bad).startswith("error "), bad
            assert remote.say("quit") == "ok ending"
        assert simulation.rest() == 0
    assert not any("Traceback" in line for line in simulation.said)


@wire
def test_another_process_streams_from_the_dynamometers_and_survives_the_end_of_the_simulation():
    devices = ("--device", "progressor?side=left", "--device", "progressor?side=right&ppm=50")

    async def stream(found, adapter, killed, restart):
        blocks, changes, segments = [], [], []
        async with Link(
            PROGRESSOR, lambda: BleTransport(found.handle, PROGRESSOR.gatt, adapter.client), SystemClock()
        ) as link:
            async for event in link:
                if isinstance(event, SampleBlock | Gap):
                    blocks.append(event)
                elif isinstance(event, LinkChange):
                    changes.append(event.state)
                elif isinstance(event, Segment):
                    segments.append(event)
                size = sum(each.ticks.size for each in blocks if isinstance(each, SampleBlock))
                if size > 120 and not killed.is_set():
                    killed.set()
                    await asyncio.to_thread(restart)
                if len(segments) > 1 and isinstance(event, SampleBlock):
                    break
            return blocks, changes, link.info.serial

    with Simulation(*devices, "--ble-port", "0", "--seconds", "60") as first:
        number = first.find(r"tcp-client:127\.0\.0\.1:(\d+)")
        second = []

        def restart():
            first.process.kill()
            first.process.wait()
            second.append(Simulation(*devices, "--ble-port", number, "--seconds", "60"))
            second[0].find("Bluetooth adapter")

        async def visit_both():
            adapter = HciAdapter(f"tcp-client:127.0.0.1:{number}")
            found = await scan([PROGRESSOR.gatt], 1.0, scanner_backend=adapter.scanner)
            names = {each.name for each in found}
            left = next(each for each in found if each.name == "Progressor_9785")
            async with asyncio.timeout(40.0):
                return names, *await stream(left, adapter, asyncio.Event(), restart)

        try:
            names, blocks, changes, serial = asyncio.run(visit_both())
        finally:
            for each in second:
                each.__exit__()
    assert names == {"Progressor_9785", "Progressor_9792"}
    assert serial == "2639"
    assert LinkState.LOST in changes
    first_piece = [each for each in blocks if isinstance(each, SampleBlock)][:8]
    index = np.concatenate([np.arange(each.index, each.index + each.ticks.size) for each in first_piece])
    assert np.array_equal(index, np.arange(index.size)), "a sample was lost"


@wire
def test_the_station_lists_the_dynamometers_of_another_process(capsys):
    with Simulation("--device", "progressor?side=left", "--ble-port", "0", "--seconds", "30") as simulation:
        adapter = simulation.find(r"(tcp-client:127\.0\.0\.1:\d+)")
        assert main(["run", "--hci", adapter, "--list", "--seconds", "1"]) == 0
        listed = capsys.readouterr().out
    assert "Tindeq Progressor  Progressor_9785  ble:C0:00:00:00:00:01" in listed
    assert main(["run", "--hci", adapter, "--list", "--seconds", "0.1"]) == 0
    assert "cannot be used" in capsys.readouterr().out


@wire
@pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")
def test_a_pty_has_a_name_that_stays_and_ctrl_c_ends_the_program_quietly(tmp_path):
    link = tmp_path / "plates"
    with Simulation(
        "--device", "harp", "--pty", "--link", str(link), "--seconds", "60", stdin=subprocess.PIPE
    ) as simulation:
        simulation.find("type help")
        before = link.readlink()
        assert before.exists()
        simulation.process.stdin.write("unplug plates\nplug plates\nstatus\n")
        simulation.process.stdin.flush()
        simulation.find("ok plates is back")
        assert link.readlink().exists()
        simulation.process.send_signal(signal.SIGINT)
        assert simulation.rest() == 0
    assert not os.path.lexists(link)
    assert not any("Traceback" in line for line in simulation.said)


@wire
def test_a_port_that_is_taken_is_said_in_a_sentence(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1])
        assert main(["simulate", "--device", "harp", "--tcp", number, "--seconds", "1"]) == 2
        assert main(["simulate", "--device", "harp", "--tcp", "0", "--control", number, "--seconds", "1"]) == 2
        assert main(["simulate", "--device", "progressor", "--ble-port", number, "--seconds", "1"]) == 2
    told = capsys.readouterr().err
    assert told.count("A port cannot be opened") == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--device", "toaster"], "there is no simulated device 'toaster'"),
        (["--device", "harp?colour=red"], "no option 'colour'"),
        (["--device", "harp?ppm=nan", "--tcp", "0"], "harp-loadcells: ppm"),
        (["--device", "harp", "--device", "harp?seed=2"], "two devices have the serial number"),
        (["--scenario", "nobody_knows"], "There is no scenario nobody_knows"),
        (["--link", "somewhere", "--tcp", "0"], "--link names a pseudo-terminal"),
        (["--device", "harp", "--tcp", "0", "--movement", "moonwalk"], "there is no movement 'moonwalk'"),
        (["--device", "harp", "--tcp", "0", "--fault", "explode plates"], "no fault 'explode'"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_a_sentence(words, told, capsys):
    assert main(["simulate", *words, "--seconds", "0.1"]) == 2
    assert told in capsys.readouterr().err


@wire
def test_a_controller_that_is_not_there_is_said_in_a_sentence(capsys):
    assert main(["simulate", "--device", "progressor", "--ble", "tcp-client:127.0.0.1:1", "--seconds", "0.1"]) == 3
    assert "Check its name" in capsys.readouterr().err


def test_the_list_names_every_device_with_its_options(capsys):
    assert main(["simulate", "--list"]) == 0
    listed = capsys.readouterr().out
    for word in ("progressor", "harp-loadcells", "go-direct", "battery_mv", "crimpdeq_old"):
        assert word in listed
    for once in ("    creep = ", "    exact = ", "    cell3_gain = "):
        assert 1 <= listed.count(once) <= 2, "what holds for every device is said once"


# The control port ------------------------------------------------------------------------------------------------


async def echo(line):
    if line == "bad":
        raise CommandError("that is bad;\nvery bad")
    return f"did {line}\nand more"


def talk(*lines, idle_s=5.0, wait=0):
    """Replies to lines that are sent in one go, until the port closes or everything is answered."""

    async def visit():
        async with ControlPort(echo, 0, idle_s) as port:
            assert port.place.startswith("127.0.0.1:")
            host, number = port.place.split(":")
            reader, writer = await asyncio.open_connection(host, int(number))
            writer.write(b"".join(lines))
            replies = [await asyncio.wait_for(reader.readline(), 5.0) for _ in range(wait or len(lines))]
            writer.close()
            return [reply.decode() for reply in replies]

    return asyncio.run(visit())


@wire
def test_every_line_has_one_line_as_its_answer():
    assert talk(b"one\n", b"bad\r\n", b"\xff\n") == [
        "ok did one | and more\n",
        "error that is bad; | very bad\n",
        "ok did \ufffd | and more\n",
    ]


@wire
def test_a_line_without_end_is_cut_off():
    (reply, end) = talk(b"x" * (LONGEST_LINE * 70), wait=2)
    assert reply.startswith("error a command is 1000 characters at most")
    assert end == ""


@wire
def test_who_says_nothing_is_sent_away():
    (reply, end) = talk(b"", idle_s=0.05, wait=2)
    assert reply.startswith("error nothing was said for 0.05 s")
    assert end == ""


@wire
def test_only_one_program_directs_at_a_time_and_the_next_may_when_it_is_gone():
    async def visit():
        async with ControlPort(echo) as port:
            host, number = port.place.split(":")
            first = await asyncio.open_connection(host, int(number))
            first[1].write(b"one\n")
            await first[0].readline()
            second = await asyncio.open_connection(host, int(number))
            refused = await asyncio.wait_for(second[0].readline(), 2.0)
            first[1].close()
            await first[1].wait_closed()
            for _ in range(100):
                third = await asyncio.open_connection(host, int(number))
                third[1].write(b"three\n")
                told = await asyncio.wait_for(third[0].readline(), 2.0)
                third[1].close()
                if told.startswith(b"ok"):
                    break
            second[1].close()
            return refused, told

    refused, told = asyncio.run(visit())
    assert refused.startswith(b"error another program controls")
    assert told == b"ok did three | and more\n"


def test_a_command_without_an_answer_is_just_ok():
    async def silent(line):
        return ""

    assert asyncio.run(answer(silent, "x")) == "ok"


def test_help_shows_every_word_that_is_understood():
    for word in (
        "silence",
        "unplug",
        "plug",
        "vanish",
        "disconnect",
        "move",
        "again",
        "stand",
        "leave",
        "mend",
        "quit",
    ):
        assert word in HELP


# The person ------------------------------------------------------------------------------------------------------


def test_a_person_stands_moves_again_and_again_and_leaves():
    async def visit():
        clock, stage = SystemClock(), Stage()
        person = load_scenario(seed=1).person
        mover = Mover(stage, person, clock)

        def weight():
            return float(stage.both(Surface.PLATES, np.array([clock.now()])).sum())

        mover.stand()
        await clock.sleep(5.0)
        standing = weight()
        mover.move(["cmj"], again=True)
        heights = []
        for _ in range(8000):
            await clock.sleep(0.01)
            heights.append(weight())
        mover.leave()
        await clock.sleep(5.0)
        gone = weight()
        await mover.end()
        return person.weight_n, standing, np.array(heights), gone

    weight_n, standing, forces, gone = run(visit())
    assert standing == pytest.approx(weight_n, rel=0.05)
    flights = np.flatnonzero(np.diff((forces[400:] < 20.0).astype(int)) == 1)
    assert len(flights) >= 3, "several jumps"
    edges = np.flatnonzero(np.diff(np.concatenate([[False], forces[400:] == 0.0, [False]]).astype(int)))
    assert max(edges[1::2] - edges[::2]) >= 500, "the plates are empty for 5 s: they can be zeroed between two jumps"
    assert forces.max() > 1.8 * weight_n
    assert gone == 0.0


def test_whoever_stands_already_does_at_once_what_is_asked():
    async def visit():
        clock, stage = SystemClock(), Stage()
        person = load_scenario(seed=1).person
        mover = Mover(stage, person, clock)
        mover.stand()
        await clock.sleep(8.0)
        mover.move(["cmj"], again=False)
        forces = []
        for _ in range(400):
            await clock.sleep(0.01)
            forces.append(float(stage.both(Surface.PLATES, np.array([clock.now()])).sum()))
        await mover.end()
        return person.weight_n, np.array(forces)

    weight_n, forces = run(visit())
    assert forces[:10] == pytest.approx(weight_n, rel=0.05), "nobody steps off first"
    assert forces.max() > 1.8 * weight_n, "and the jump comes within the time of a trial"


def test_whoever_waits_for_a_state_of_a_test_is_told_when_the_person_comes_to_it():
    async def visit():
        clock, told = SystemClock(), []
        mover = Mover(
            Stage(), load_scenario(seed=1).person, clock, lambda state, test: told.append((clock.now(), state, test))
        )
        mover.move(["glute_bridge_hold", "cmj"], again=False)
        await clock.sleep(120.0)
        await mover.end()
        return told, mover.doing

    told, doing = run(visit())
    assert [(state, test) for _, state, test in told] == [
        *((state, "glute_bridge_hold") for state in ("zero", "weigh", "ready", "go", "hold", "review")),
        *((state, "cmj") for state in ("zero", "weigh", "ready", "go", "review")),
    ]
    times = [at_s for at_s, _, _ in told]
    assert times == sorted(times)
    assert times[3] - times[1] >= 3.0
    assert doing == "nobody is there"


@wire
def test_a_scenario_brings_its_devices_its_person_and_its_faults():
    with Simulation(
        *("--scenario", "flat_battery_mid_hold", "--movement", "--tcp", "0", "--control", "0", "--seconds", "60")
    ) as simulation:
        with Remote(simulation.find(r"control port: (127\.0\.0\.1:\d+)")) as remote:
            simulation.find("fault of the scenario: flat_battery left grip, 0.5 s after go")
            end_s = time.monotonic() + 30.0
            while "left grip free 0 samples 2.60 V" not in remote.say("status"):
                assert time.monotonic() < end_s, "the person never came to GO"
                time.sleep(0.2)
            assert remote.say("quit") == "ok ending"
        assert simulation.rest() == 0
    assert simulation.said[0] == "person: A battery dies in the middle of a push"
