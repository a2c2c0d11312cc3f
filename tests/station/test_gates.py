"""The gates: one closed table with limits and words, which a test may tune within bounds and nowhere else."""

from __future__ import annotations

import re

import msgspec
import numpy as np
import pytest

from station.gates import GATES, gate_of, gates_of, unknown_places
from station.protocol import FOLDER, GateTuning, built_in, check
from station.scales import Scales

HIP = (FOLDER / "hip_abduction_iso.toml").read_text(encoding="utf-8")
CMJ = (FOLDER / "cmj.toml").read_text(encoding="utf-8")


def said(text: str) -> list[str]:
    return [str(each) for each in check(text)[1]]


@pytest.mark.parametrize("key", GATES)
def test_every_gate_says_what_happened_and_what_it_may_be_tuned_to(key):
    gate = GATES[key]
    assert gate.looks_at
    assert gate.happened
    assert not unknown_places(gate, " ".join((gate.happened, gate.means, gate.do)))
    assert gate.limit is None or gate.least <= gate.limit <= gate.most
    assert gate.means or gate.do
    filled = gate.sentences(1.0, 2.0, **dict.fromkeys({*gate.also} - {"limit"}, "x"))
    assert "?" not in filled
    assert filled.endswith((".", "!"))


def test_a_sentence_says_what_happened_what_it_means_and_what_to_do():
    gate = GATES["variation"]
    assert gate.reason(13.2) == "repetitions vary by 13 %, more than 10 %: one more"
    assert gate.sentences(13.2) == (
        "Repetitions vary by 13 %, more than 10 %. A change between visits must be larger than that to be seen. "
        "One more."
    )


def test_a_tuned_gate_has_the_tests_own_limit_and_words_and_the_rest_of_the_table():
    test = msgspec.structs.replace(built_in()["hip_abduction_iso"], gates={"plateau": GateTuning(1.0, do="hold it")})
    gate = gate_of(test, "plateau")
    assert (gate.limit, gate.do, gate.happened) == (1.0, "hold it", GATES["plateau"].happened)
    assert gate_of(built_in()["hip_abduction_iso"], "plateau") == GATES["plateau"]
    keys = {each.key for each in gates_of(test)}
    assert {"plateau", "agreement"} <= keys
    assert not {"weigh_still", "agreement_on_plates"} & keys


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("[gates.plato]\nlimit = 1.0", "`gates.plato`: there is no such gate; did you mean `plateau`?; those that can"),
        ("[gates.zero_return]\nlimit = 1.0", "`gates.zero_return`: must be left out: this gate belongs to the devices"),
        ("[gates.plateau]\nlimit = 9.0", "`gates.plateau.limit` is 9.0, must be 0.2 to 3 s"),
        ("[gates.slip]\nlimit = 9.0", "`gates.slip.limit` is 9.0, must be left out: a sudden fall of force"),
        ("[gates.plateau]\nlimits = 1.0", "`gates.plateau.limits`: there is no such key in [gates.plateau]"),
        ("[gates.weigh_still]\ndo = 'x'", "`gates.weigh_still`: must be left out: this gate does not look at iso"),
        ("[gates.plateau]\ndo = 'hold {seconds}'", "`gates.plateau.do`: has \"{seconds}\"; in braces may stand"),
        ("[gates]\nplateau = 1", "`gates.plateau` is 1, must be a table: [gates.plateau] with the keys limit,"),
        ("gates = 3\n", "`client.gates`: there is no such key in [client]"),
        ('[gates."a b"]\nlimit = 1', "`gates.a b`: must be a name of letters, digits and underscores"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_tuned_gate_is_said(table, says):
    found = said(f"{HIP}\n{table}\n")
    assert any(says in line for line in found), found


def test_many_tables_are_answered_with_their_number():
    tables = "\n".join(f"[gates.g{number}]\nlimit = 1" for number in range(40))
    assert any("`gates`: must have at most 30 tables, and has 40" in line for line in said(f"{HIP}\n{tables}"))


def test_the_scales_speak_as_the_test_does():
    text = f"{CMJ}\n[gates.weigh_still]\nhappened = 'You move: {{found}} N'\ndo = 'Hands on the hips'\n"
    test, problems = check(text)
    assert problems == ()
    scales = Scales(test.weigh, {0: 1000.0}, gate_of(test, "weigh_still"))
    times = np.arange(1000) / 1000.0
    scales.feed(0, times, (700.0 + 40.0 * np.sin(9.0 * times))[None, :])
    advice = scales.badge().advice
    assert re.fullmatch(r"You move: \d+ N\. A weight that is taken in motion .* wrong\. Hands on the hips\.", advice)
