"""The vocabulary of faults as a page: every kind, what may be said of it, in which units, and what holds unsaid."""

from __future__ import annotations

from collections.abc import Mapping

from simulators.faults import AFTER, FAULTS, FaultKind, Setting, Value

LAYERS: Mapping[str, str] = {
    "wire": "On the way",
    "device": "In the device",
    "link": "The link",
    "cells": "The cells",
    "people": "The people",
}
WIRES: Mapping[str, str] = {"ble": "Bluetooth", "serial": "serial lines"}

PAGE = """# Kinds of faults

What can go wrong with simulated devices and the people on them. A fault is a table `[[fault]]` of a scenario, or one
line of text, for example `silence:device=plates,after=go,at_s=2,for_s=0.5`: after `--fault` of `station demo` and
`station simulate`, or typed while the latter runs. Every kind may have these, beside its own settings:

| | |
|---|---|
| `device` | which device: `plates`, `left grip`, `right grip`; without it every one that can have the fault |
| `test` | only in this test of a plan |
| `after` | since when time counts: {after} |
| `at_s` | seconds after that |
| `for_s` | how long it lasts; 0: as long as the kind does by itself, an instant, or from then on |
| `every_s`, `times` | it comes again, so far apart, so often in all |

What is promised about them, and seen: [what happens when something goes wrong](faults.md). This page is made from the
table of the program: `station faults --kinds`.
"""


def page() -> str:
    """The whole page."""
    parts = [PAGE.format(after=", ".join(f"`{state}`" for state in AFTER))]
    for layer, title in LAYERS.items():
        rows = [_row(name, kind) for name, kind in FAULTS.items() if kind.layer == layer]
        head = "| kind | what happens | settings: default, unit, meaning | rows |\n|---|---|---|---|"
        parts.append("\n".join([f"## {title}\n", head, *rows, ""]))
    return "\n".join(parts).rstrip()


def _row(name: str, kind: FaultKind) -> str:
    what = kind.title
    if kind.for_s:
        what += f"; for {kind.for_s:g} s"
    if len(kind.wires) < len(WIRES):
        what += f"; {' and '.join(WIRES[wire] for wire in kind.wires)} only"
    if kind.only:
        what += f"; {', '.join(kind.only)} only"
    settings = "<br>".join(_setting(key, setting) for key, setting in kind.settings.items())
    return f"| `{name}` | {what} | {settings} | {', '.join(kind.rows)} |".replace("  ", " ")


def _setting(key: str, setting: Setting) -> str:
    unit = f" {setting.unit}" if setting.unit else ""
    choices = f" ({', '.join(setting.choices)})" if setting.choices else ""
    return f"`{key}` = {_value(setting.default)}{unit}: {setting.what}{choices}"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
