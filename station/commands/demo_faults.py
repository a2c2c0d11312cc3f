"""What goes wrong in a demo: the faults of its scenario, and those that were asked for by name or in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drivers.clock import SystemClock
from simulators.bench import CannotHappen, SimulatedBench
from simulators.faults import FAULTS, BadFault, Fault, fault_from_text
from simulators.scenario import fault_keys, load_fault, load_scenario, scenario_keys
from simulators.stage import Stage
from station.errors import BadInput


def asked_faults(texts: Sequence[str], plan: Sequence[str]) -> tuple[list[str], list[Fault]]:
    """The plan with the tests that these faults need, and the faults.

    A text is the name of a fault file, which belongs to a test of its own, or a kind of fault with its settings.
    Raises BadInput.
    """
    tests, faults = list(plan), list[Fault]()
    for text in texts:
        if text in fault_keys():
            scenario = load_fault(text)
            (test,) = scenario.plan
            faults += [replace(fault, test=fault.test or test) for fault in scenario.faults]
            tests += [test] if test not in tests else []
            continue
        try:
            faults.append(fault_from_text(text))
        except BadFault as error:
            raise BadInput(f"{error}. Or name one of: {', '.join(fault_keys())}.") from error
    return tests, faults


def possible(faults: Sequence[Fault], devices: Sequence[str]) -> None:
    """Refuse before the visit what these devices cannot have.  Raises BadInput."""
    bench = SimulatedBench(SystemClock(), Stage(), devices)
    for fault in faults:
        try:
            bench.injection.check(fault)
        except CannotHappen as error:
            raise BadInput(f"This fault cannot happen in the demo. {error}") from error


def listing() -> str:
    """All scenarios, all faults that have a file, and all kinds of faults."""
    lines = ["Scenarios (--scenario NAME):"]
    lines += [f"  {name:<28} {load_scenario(name).title}" for name in scenario_keys()]
    lines.append("Faults (--fault NAME):")
    for name in fault_keys():
        fault = load_fault(name)
        lines.append(f"  {name:<28} {fault.title} [{fault.row}]")
    lines.append("Kinds of faults (--fault KIND:device=plates,after=go,at_s=2,for_s=0.5, and its own settings):")
    for what, kind in FAULTS.items():
        own = ", ".join(f"{key}={_plain(each.default)}" for key, each in kind.settings.items())
        lines.append(f"  {what:<28} {kind.title}{f' ({own})' if own else ''}")
    return "\n".join(lines)


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else f"{value}"
