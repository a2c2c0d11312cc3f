"""Beeps, beats and the tone of the force: samples made with numpy, played by whatever output there is.  No Qt.

The output asks for samples on a thread of its own and nobody waits for it: what the screen says is only put down.
Playing is an extra (``sound``); without it, or without a device to play on, everything stays silent and says why.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from ui.cues import Cue, Said
from ui.words import say

RATE_HZ: Final = 48_000
EDGE_S: Final = 0.006
"""Beeps swell and fade in this time, so that nothing clicks."""
TONE_LOUDNESS, TONE_FADE_S = 0.10, 0.05
BUFFER_MS = 40

Sound = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Beep:
    """Frequencies one after the other, each so long, at so much of full loudness."""

    tones_hz: tuple[float, ...]
    each_s: float
    loudness: float


BEEPS: Final[Mapping[Cue, Beep]] = {
    Cue.COUNT: Beep((660.0,), 0.10, 0.30),
    Cue.GO: Beep((1320.0,), 0.45, 0.40),
    Cue.END: Beep((880.0, 660.0), 0.16, 0.32),
    Cue.REST_OVER: Beep((660.0, 880.0), 0.14, 0.32),
    Cue.BEAT: Beep((990.0,), 0.035, 0.22),
    Cue.ACCENT: Beep((1485.0,), 0.05, 0.32),
}


def beep_samples(beep: Beep) -> Sound:
    """A beep as samples -1..1 at ``RATE_HZ``."""
    parts = []
    for hz in beep.tones_hz:
        count = round(beep.each_s * RATE_HZ)
        wave = np.sin(2.0 * np.pi * hz * np.arange(count) / RATE_HZ)
        edge = min(round(EDGE_S * RATE_HZ), count // 2)
        swell = 0.5 - 0.5 * np.cos(np.pi * np.arange(edge) / edge)
        wave[:edge] *= swell
        wave[count - edge :] *= swell[::-1]
        parts.append(beep.loudness * wave)
    return np.concatenate(parts).astype(np.float32)


class Synth:
    """Makes the samples.  ``say`` and ``tone`` may be called from any thread, ``render`` from the output's."""

    def __init__(self) -> None:
        self._beeps = {cue: beep_samples(beep) for cue, beep in BEEPS.items()}
        self._asked: deque[Said] = deque(maxlen=32)
        self._running: list[tuple[int, Sound]] = []
        self._wanted_hz: float | None = None
        self._hz, self._loud, self._phase = 440.0, 0.0, 0.0
        self.volume = 1.0
        """How loud everything is, as a part of 1."""

    def say(self, said: Said) -> None:
        """Let a cue sound at its time."""
        self._asked.append(said)

    def tone(self, hz: float | None) -> None:
        """From now on this tone; None lets it fade."""
        self._wanted_hz = hz

    def render(self, count: int) -> Sound:
        """The next ``count`` samples."""
        while self._asked:
            said = self._asked.popleft()
            self._running.append((max(0, round(said.in_s * RATE_HZ)), self._beeps[said.cue]))
        out = self._tone_samples(count)
        waiting = []
        for wait, samples in self._running:
            if wait < count:
                part = samples[: count - wait]
                out[wait : wait + part.size] += part
                wait, samples = 0, samples[part.size :]
            else:
                wait -= count
            if samples.size:
                waiting.append((wait, samples))
        self._running = waiting
        loud: Sound = np.clip(out * np.float32(self.volume), -1.0, 1.0)
        return loud

    def _tone_samples(self, count: int) -> Sound:
        """A sine without a step in phase or loudness, whose pitch glides to the one that is wanted."""
        wanted_hz = self._wanted_hz
        loud = 0.0 if wanted_hz is None else TONE_LOUDNESS
        if self._loud == 0.0 and loud == 0.0:
            return np.zeros(count, np.float32)
        if self._loud == 0.0 and wanted_hz is not None:
            self._hz = wanted_hz
        share = 1.0 - np.exp(-np.arange(1, count + 1) / (TONE_FADE_S * RATE_HZ))
        hz = self._hz + ((self._hz if wanted_hz is None else wanted_hz) - self._hz) * share
        loudness = self._loud + (loud - self._loud) * share
        phase = self._phase + np.cumsum(2.0 * np.pi * hz / RATE_HZ)
        self._hz, self._phase = float(hz[-1]), float(phase[-1] % (2.0 * np.pi))
        self._loud = 0.0 if loudness[-1] < 1e-4 and loud == 0.0 else float(loudness[-1])
        return (loudness * np.sin(phase)).astype(np.float32)


class Output(Protocol):
    """Something that plays samples."""

    def start(self, render: Callable[[int], Sound]) -> str:
        """Begin to play; returns why it cannot, or an empty text.  May take a second."""
        ...

    def stop(self) -> None: ...


class NoOutput(RuntimeError):
    """Nothing to play on.  Example: a computer without a sound card."""


def has_sound_server(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether there can be a sound output at all: on Linux a card, or a PulseAudio or PipeWire that listens."""
    if not platform.startswith("linux"):
        return True
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    socket = Path(runtime) / "pulse" / "native"
    return bool(environ.get("PULSE_SERVER")) or Path("/dev/snd").is_dir() or (bool(runtime) and socket.exists())


class SpeakerOutput:
    """The computer's own loudspeaker, by miniaudio, which brings everything with it."""

    def __init__(self) -> None:
        self._device: Any = None

    def start(self, render: Callable[[int], Sound]) -> str:
        none = say("This computer has no sound output, so there are no sounds; the screen flashes instead.")
        if not has_sound_server():
            return none  # ALSA would write pages about it onto the terminal
        try:
            import miniaudio
        except ImportError:
            return say("Sounds are an extra that is not installed: install counterpoise[sound].")
        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                app_name="Counterpoise",
            )
            if device.backend.lower() == "null":
                device.close()
                raise NoOutput
            feed = _fed(render)
            next(feed)
            device.start(feed)
        except (miniaudio.MiniaudioError, NoOutput, OSError):
            return none
        self._device = device
        return ""

    def stop(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None


def _fed(render: Callable[[int], Sound]) -> Generator[bytes, int, None]:
    """What miniaudio asks: a count of frames in, their bytes out."""
    count = yield b""
    while True:
        count = yield render(count).tobytes()


class Sounds:
    """Says cues and the tone on an output that is opened in the background; ``problem`` says why it is silent."""

    def __init__(self, make_output: Callable[[], Output] = SpeakerOutput) -> None:
        self.synth = Synth()
        self.problem = ""
        self.playing = False
        self._make_output = make_output
        self._output: Output | None = None
        self._opening: threading.Thread | None = None
        self._wanted = False

    @property
    def on(self) -> bool:
        """Whether sounds are wanted, whether or not there is something to play them on."""
        return self._wanted

    def switch(self, on: bool) -> None:
        """Sounds from now on, or none; returns at once."""
        self._wanted = on
        if not on:
            self.synth.tone(None)
        elif not self.playing and (self._opening is None or not self._opening.is_alive()):
            # opening a sound card may take a second, and the screen does not wait for it; one that could not be
            # opened may be there the next time that somebody wants sounds
            self.problem = ""
            self._opening = threading.Thread(target=self._open, name="sound", daemon=True)
            self._opening.start()

    def _open(self) -> None:
        try:
            output = self._make_output()
            problem = output.start(self.synth.render)
        except Exception as error:  # nobody waits for this thread, and whoever wanted sounds is to be told
            logging.getLogger(__name__).exception("no sound")
            problem = say(
                "The sound output failed ({what}), so there are no sounds; the screen flashes instead. Switch the "
                "sounds off and on to try again.",
                what=type(error).__name__,
            )
        else:
            self._output = output if not problem else None
        self.problem, self.playing = problem, not problem

    def settled(self, timeout_s: float = 5.0) -> bool:
        """Wait until it is known whether there is an output."""
        if self._opening is not None:
            self._opening.join(timeout_s)
        return self._opening is None or not self._opening.is_alive()

    def say(self, said: Said) -> None:
        """Let this be heard, where sounds are on and can be."""
        if self._wanted and self.playing:
            self.synth.say(said)

    def tone(self, hz: float | None) -> None:
        """Let the force be heard at this pitch; None for silence."""
        if self._wanted and self.playing:
            self.synth.tone(hz)

    def close(self) -> None:
        """Give the sound card back."""
        self._wanted = False
        if self.settled() and self._output is not None:
            self._output.stop()
            self._output, self.playing, self._opening = None, False, None
