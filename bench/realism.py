"""Simulated beside real recordings: ``python -m bench.realism --data ../shared/data --out docs/images``.

Prints how the numbers of both lie to each other and draws them over each other.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.likeness import Row, compare, of_jump, of_stance
from bench.recordings import CONDITIONS, real_jumps, real_stances, simulated_jump, simulated_stance

SEEDS = 24


def table(title: str, rows: Sequence[Row]) -> str:
    """The rows as a table for a text with headings."""
    lines = [f"### {title}", "", "| | real: least, median, greatest | simulated: 5 %, median, 95 % | told apart |"]
    lines.append("|---|---|---|---|")
    for row in rows:
        real, simulated = (" / ".join(_digits(size) for size in sizes) for sizes in (row.real, row.simulated))
        lines.append(
            f"| {row.name} | {real} | {simulated}{'' if row.inside else ' (outside)'} | {row.separation:.2f} |"
        )
    most = max(rows, key=lambda row: row.separation)
    lines += ["", f"Best told apart by {most.name} ({most.separation:.2f}).", ""]
    return "\n".join(lines)


def main() -> int:
    """Compare, print and draw."""
    parser = argparse.ArgumentParser(prog="bench.realism", description="Simulated beside real recordings.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the real recordings")
    parser.add_argument("--out", type=Path, help="folder for the pictures; none are drawn without it")
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"simulated people, {SEEDS} unless told")
    chosen = parser.parse_args()
    if not (chosen.data / "bds").is_dir():
        print(f"There are no real recordings in {chosen.data}: no folder bds is there.", file=sys.stderr)
        return 1
    seeds = range(chosen.seeds)
    stances = {False: [simulated_stance(seed, *how) for how in CONDITIONS for seed in seeds]}
    stances[True] = list(real_stances(chosen.data))
    for ground in ("firm", "foam"):
        real, simulated = ([of_stance(each) for each in stances[of] if each.ground == ground] for of in (True, False))
        print(table(f"Quiet stance on {ground} ground, 60 s", compare(real, simulated)))
    jumps = {True: list(real_jumps(chosen.data)), False: [simulated_jump(seed) for seed in seeds]}
    print(table("Countermovement jump", compare(*([of_jump(each) for each in jumps[of]] for of in (True, False)))))
    if chosen.out is not None:
        from bench import realism_pictures as pictures

        chosen.out.mkdir(parents=True, exist_ok=True)
        pictures.draw_stances(stances[True], stances[False], chosen.out / "realism-stance.png")
        pictures.draw_jumps(jumps[True], jumps[False], chosen.out / "realism-jump.png")
        pictures.draw_noise(jumps[True], jumps[False], chosen.out / "realism-noise.png")
        pictures.draw_efforts(chosen.out / "realism-effort.png")
    return 0


def _digits(size: float) -> str:
    return f"{size:.3g}" if abs(size) < 100 else f"{size:.0f}"


if __name__ == "__main__":
    raise SystemExit(main())
