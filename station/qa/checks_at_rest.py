"""Checks that need nothing but the device, empty: who it is, its battery, rate, noise, mains, stuck cells and zero."""

from __future__ import annotations

import math

import numpy as np

from drivers.calibration import ZeroRefused
from dsp.soundness import find_flaws
from station.model import Floats
from station.qa.estimates import detrended, line, mains_amplitude
from station.qa.examination import Examination
from station.qa.findings import Finding, Pictures, Verdict, judged, not_done, said

MAINS_HZ = (50.0, 60.0)
WINDOW_S = 5.0
TARE_S = 2.0


async def identity(x: Examination) -> list[Finding]:
    """Kind, serial number, firmware and certificate belong together."""
    info = x.probe.info
    kind = said("identity.kind", "Kind of device", f"{info.model}", bool(info.model))
    serial = said(
        "identity.serial",
        "Serial number",
        info.serial or "none",
        bool(info.serial) and x.probe.calibration.serial in ("", info.serial),
        f"The certificate is of device {x.probe.calibration.serial}." if info.serial else "It tells no serial number.",
        "Give the certificate that belongs to this device.",
    )
    known = ", ".join(x.limits.firmware)
    firmware = said(
        "identity.firmware",
        "Firmware",
        info.firmware or "none",
        info.firmware in x.limits.firmware,
        f"This program was not tried with this version; known: {known}.",
        "Update the device, or add the version to a limits file once these checks have passed.",
    )
    return [kind, serial, firmware]


async def battery(x: Examination) -> list[Finding]:
    """The battery is told and not nearly empty."""
    health, info = x.probe.health, x.probe.info
    told, unit, low = health.battery_v or info.battery_v, "V", x.limits.battery_v
    if x.limits.battery_percent is not None:
        charge = info.battery if health.battery is None else health.battery
        told, unit, low = None if charge is None else 100.0 * charge, "%", x.limits.battery_percent
    if low is None:
        return [said("battery", "Battery", "powered by its cable", True)]
    if told is None:
        return [
            said("battery", "Battery", "not told", False, "The device does not tell its battery.", "Ask the maker.")
        ]
    warned = " It has warned of itself." if x.probe.low_battery else ""
    return [
        judged(
            "battery",
            "Battery",
            told,
            unit,
            low=low,
            words=f"The battery is nearly empty.{warned}",
            do="Charge it, then check again: a device that dies in a test costs the test.",
        )
    ]


async def rate(x: Examination) -> list[Finding]:
    """Samples per second, and how steady they come."""
    take = await x.still()
    fs = take.fs_hz
    span_s = float(take.time_s[-1] - take.time_s[0])
    wide = x.limits.rate_hz * x.limits.rate_percent / 100.0
    mean = judged(
        "rate",
        "Sample rate",
        fs,
        "Hz",
        low=x.limits.rate_hz - wide,
        high=x.limits.rate_hz + wide,
        uncertainty=2.0 * x.probe.info.signal.tick_s / span_s * fs,
        words=f"It sends {abs(fs / x.limits.rate_hz - 1.0) * 100.0:.1f} % "
        f"{'fewer' if fs < x.limits.rate_hz else 'more'} samples than promised.",
        do="Rates of force and jump heights suffer. Check the device's settings and its kind.",
    )
    pieces = max(2, int(span_s // WINDOW_S))
    at = np.linspace(0, take.time_s.size - 1, pieces + 1).astype(int)
    rates = np.diff(take.index[at]) / np.diff(take.time_s[at])
    steady = judged(
        "rate.stability",
        "Steadiness of the rate",
        float(np.abs(rates / fs - 1.0).max()) * 100.0,
        "%",
        high=x.limits.rate_stability_percent,
        uncertainty=2.0 * x.probe.info.signal.tick_s / (span_s / pieces) * 100.0,
        words=f"Within {span_s:.0f} s the rate wandered from {rates.min():.2f} to {rates.max():.2f} Hz.",
        do="Keep the device at an even temperature and check its supply; a wandering clock makes wrong times.",
    )
    return [mean, steady]


async def noise(x: Examination) -> list[Finding]:
    """Scatter of every output, and cells that are noisier than the others."""
    take = await x.still()
    found = []
    for row, output in enumerate(x.outputs):
        sd_n = float(detrended(take.newtons[row]).std(ddof=2))
        x.pictures.setdefault(output, Pictures(x.name(output)))
        found.append(
            judged(
                f"noise.{output}",
                f"Noise, {x.name(output)}",
                sd_n,
                "N",
                high=x.limits.noise_sd_n,
                uncertainty=2.0 * sd_n / math.sqrt(2.0 * take.time_s.size),
                words=f"The empty {x.name(output)} scatters more than a sound one.",
                do="Check that it stands on firm ground, away from machines, and that its cable and plugs are whole.",
            )
        )
    channels = [channel for output in x.outputs for channel in x.cells(output)]
    if len(channels) > 2 * len(x.outputs):
        found.append(_noisiest(x, channels, detrended(take.cells_n[channels]).std(axis=1)))
    return found


def _noisiest(x: Examination, channels: list[int], cells: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Finding:
    worst = int(cells.argmax())
    ratio = float(cells[worst] / np.median(cells)) if np.median(cells) > 0 else float("inf")
    return judged(
        "noise.cells",
        "Noisiest cell beside the others",
        ratio,
        "times",
        high=x.limits.cell_noise_ratio,
        words=f"The {_where(x, channels[worst])} is {ratio:.1f} times as noisy as the others ({cells[worst]:.2f} N).",
        do="Check its plug and cable.",
    )


def _where(x: Examination, channel: int) -> str:
    """``left plate, front right cell``."""
    output = next(output for output in x.outputs if channel in x.channels(output))
    if len(x.channels(output)) == 1:
        return x.name(output)
    if len(x.cells(output)) == 1:
        return f"{x.name(output)}, {x.probe.info.signal.channels[channel]}"
    return f"{x.name(output)}, {x.cell_name(channel)}"


async def mains(x: Examination) -> list[Finding]:
    """Hum at 50 or 60 Hz."""
    take = await x.still()
    found = []
    for row, output in enumerate(x.outputs):
        sizes = {hz: mains_amplitude(take.newtons[row], take.fs_hz, hz) for hz in MAINS_HZ}
        visible = {hz: size for hz, size in sizes.items() if math.isfinite(size)}
        title = f"Mains hum, {x.name(output)}"
        if not visible:
            found.append(
                not_done(f"mains.{output}", title, "At this rate the mains cannot be told from a slow course.")
            )
            continue
        hz = max(visible, key=lambda each: visible[each])
        found.append(
            judged(
                f"mains.{output}",
                title,
                visible[hz],
                "N",
                high=x.limits.mains_n,
                words=f"It picks up {hz:g} Hz from the mains.",
                do="Move chargers and mains leads away from cable and plates; check the ground and the shield.",
            )
        )
    return found


async def stuck(x: Examination) -> list[Finding]:
    """Every channel moves, and none makes wild samples."""
    take = await x.still()
    channels = [channel for output in x.outputs for channel in x.channels(output)]
    forces = [channel for output in x.outputs for channel in x.cells(output)]
    # what is no force has no newtons to be looked at
    rows = np.where(np.isin(channels, forces)[:, np.newaxis], take.cells_n[channels], take.native[channels])
    flaws = find_flaws(rows, take.fs_hz)
    names = [_where(x, channels[int(row)]) for row in np.flatnonzero(flaws.stuck.any(axis=1))]
    live = len(channels) - len(names)
    moving = said(
        "stuck",
        "Channels that move",
        f"{live} of {len(channels)}",
        not names,
        f"{'; '.join(names)}: repeats one value and measures nothing.",
        "Check its plug; if it stays so, the cell or its amplifier is broken.",
    )
    spikes = int(flaws.spikes.sum())
    where = [_where(x, channels[int(row)]) for row in np.flatnonzero(flaws.spikes.any(axis=1))]
    wild = judged(
        "spikes",
        "Single wild samples",
        float(spikes),
        "",
        high=float(x.limits.spikes),
        words=f"{'; '.join(where)}: single samples far from their neighbours.",
        do="Look for a loose contact, and for switches and motors on the same supply.",
    )
    return [moving, wild]


async def zero(x: Examination) -> list[Finding]:
    """Where the empty device stands against its certificate, and whether it stays there."""
    take = await x.still()
    found = []
    for row, output in enumerate(x.outputs):
        force = take.newtons[row]
        found.append(zero_off(x, output, force))
        slope, spread = line(take.time_s, force)
        found.append(
            judged(
                f"drift.{output}",
                f"Drift of the zero, {x.name(output)}",
                slope * 60.0,
                "N/min",
                low=-x.limits.drift_n_per_min,
                high=x.limits.drift_n_per_min,
                uncertainty=spread * 60.0,
                words=f"The zero of the {x.name(output)} walks by {slope * 60.0:+.2f} N a minute.",
                do="Let it warm up for 15 minutes and check again; if it goes on, the cell or its glue is failing.",
            )
        )
        picture = x.pictures.get(output, Pictures(x.name(output)))
        x.pictures[output] = Pictures(picture.title, empty_n=force[: round(take.fs_hz)] - force.mean())
    return found


def zero_off(x: Examination, output: str, force: Floats) -> Finding:
    """Where the empty output stands against its certificate."""
    off_n = float(force.mean())
    return judged(
        f"zero.{output}",
        f"Zero off the certificate, {x.name(output)}",
        off_n,
        "N",
        low=-x.limits.zero_off_n,
        high=x.limits.zero_off_n,
        uncertainty=2.0 * float(force.std()) / math.sqrt(force.size),
        words=f"The empty {x.name(output)} reads {off_n:+.1f} N: its zero has moved, or something is on it.",
        do="Look whether something leans on it. If not, take a new zero and have the certificate renewed.",
    )


async def tare(x: Examination) -> list[Finding]:
    """A zero can be taken, and the device shows 0 N afterwards."""
    await x.hands.nothing_on()
    taken = await x.probe.take_zero(TARE_S)
    if isinstance(taken, ZeroRefused):
        return [
            Finding(
                "tare", "Zeroing", Verdict.FAILED, "refused", words=taken.reason, do="Empty it, and see the zero above."
            )
        ]
    after = (await x.probe.take(x.plan.load_s)).newtons
    return [
        judged(
            f"tare.{output}",
            f"Left after zeroing, {x.name(output)}",
            float(row.mean()),
            "N",
            low=-x.limits.tare_n,
            high=x.limits.tare_n,
            uncertainty=2.0 * float(row.std()) / math.sqrt(row.size),
            words=f"Right after zeroing the {x.name(output)} reads {row.mean():+.2f} N.",
            do="It drifts too fast to be zeroed: let it warm up, then check again.",
        )
        for output, row in zip(x.outputs, after, strict=True)
    ]
