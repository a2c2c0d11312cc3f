"""What a user of ``dsp`` reads: every public function says shapes, units, errors and source, and every example runs."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from numpydoc.validate import validate

import dsp
from dsp.catalog import CATALOG
from dsp.metric import Formula

CHECKS = {
    *(f"GL{number:02d}" for number in (1, 2, 3, 5, 6, 7, 8)),
    *(f"PR{number:02d}" for number in (1, 2, 3, 4, 6, 7, 10)),
    *("SS01", "SS02", "RT01", "RT02", "RT03", "YD01"),
}
"""Of numpydoc's checks: no empty or misplaced section, every parameter and return value described."""

MODULES = [
    importlib.import_module(found.name) for found in pkgutil.walk_packages(dsp.__path__, "dsp.") if not found.ispkg
]


def public_functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(value):
            yield f"{module.__name__}.{name}", value


FUNCTIONS = [found for module in MODULES for found in public_functions(module)]
# a function of one argument is a metric of a documented subject, whose unit, formula and source its row says
LONG = [(name, function) for name, function in FUNCTIONS if len(inspect.signature(function).parameters) > 1]


def ids(found: tuple[str, FunctionType]) -> str:
    return found[0].removeprefix("dsp.")


@pytest.mark.parametrize("found", LONG, ids=ids)
def test_a_function_of_several_arguments_has_all_its_sections(found):
    name, _ = found
    wrong = [f"{code} {message}" for code, message in validate(name)["errors"] if code in CHECKS]
    assert wrong == []


@pytest.mark.parametrize("found", FUNCTIONS, ids=ids)
def test_a_function_names_the_errors_that_it_raises(found):
    name, function = found
    text = inspect.getdoc(function) or ""
    assert text, f"{name} has no docstring"
    source = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raised = {
        node.exc.func.id
        for node in ast.walk(source)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    }
    assert [error for error in sorted(raised) if error not in text] == []


# one that is made for a window, like the rates of force development, has its row alone
NAMED = [
    row
    for row in CATALOG.values()
    if isinstance(row, Formula) and inspect.isfunction(row.compute) and row.compute.__qualname__.isidentifier()
]


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row.key)
def test_a_metrics_function_says_its_unit_as_its_row_does(row):
    text = inspect.getdoc(row.compute) or ""
    if row.unit:
        assert re.search(rf"(?<![\w/]){re.escape(row.unit)}(?![\w/])", text), (
            f"{row.key}: {row.unit} is not in {text!r}"
        )


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_give_what_they_say(module):
    failed, _ = doctest.testmod(module, verbose=False)
    assert failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    shown = [example for module in MODULES for found in finder.find(module) for example in found.examples]
    assert len(shown) >= 60


SOURCES = (Path(dsp.__path__[0]).parent / "docs" / "sources.md").read_text("utf-8")
CODE = "\n".join(Path(module.__file__ or "").read_text("utf-8") for module in MODULES)


def test_every_source_in_the_code_is_in_the_list_of_sources():
    cited = set(re.findall(r"\[?\bS(\d+b?)\b", CODE))
    listed = set(re.findall(r"^\| S(\d+b?) \|", SOURCES, re.M))
    assert cited - listed == set()


def test_every_paper_in_the_code_is_in_the_list_of_papers():
    # the first author and the year: "Prieto 1996", "Dalleau et al. 2004", "Santos & Duarte 2016"
    found = re.findall(r"\b([A-Z][a-z][\w']+)(?: (?:and|&) [A-Z]\w+| et al\.)?,? \(?((?:19|20)\d\d)\b", CODE)
    listed = set(re.findall(r"^\| ([A-Z][\w']+) (\d{4}) \|", SOURCES, re.M))
    assert set(found) - listed == set()
    assert listed - set(found) == set()
