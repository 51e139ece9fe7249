"""Breaks modules in every way that cosmic-ray knows, one at a time, and says which of them the tests do not see.

    python -m tests.mutation MODULE.py:TESTS.py,TESTS.py ...    (docs/mutation.md)

cosmic-ray itself starts the tests anew for each mutant, which takes longer here than the tests: Django, the migrations
and 57 organisations come first. So its operators are used, and the tests are collected and the database is filled once;
a mutant is a fork, in which the broken module takes the place of the whole one wherever it was imported.
"""

import os
import signal
import sys
import time
from enum import EnumType
from functools import cached_property
from pathlib import Path
from types import FunctionType

import pytest
from _pytest.runner import runtestprotocol
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

SLOWEST = 20  # times as long as without a mutant, and 5 seconds: a loop without an end
# Of what takes the place of an operator the nearest: a reader could have written it by mistake.
NEAREST = {
    "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_Gt", "Gt_Lt", "Is_IsNot", "IsNot_Is",
    "Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Div", "Mod_FloorDiv", "Pow_Mul", "BitOr_BitAnd",
    "BitAnd_BitOr", "Delete_Not", "Delete_USub", "Delete_Invert",
}  # fmt: skip


def mutants(path: Path):
    """(what was done, the line's number and text, the module's text) of each; one of those that come to the same."""
    code, tree, texts = path.read_text(), get_ast_from_path(path), set()
    lines = code.splitlines()
    for name in sorted(operator_names()):
        kind = name.rpartition("/")[2]
        if get_operator(name).arguments() or ("Operator_" in kind and kind.partition("Operator_")[2] not in NEAREST):
            continue
        operator = get_operator(name)()
        places = [start for node in ast_nodes(tree) for start, _end in operator.mutation_positions(node)]
        for number, (line, column) in enumerate(places):
            before = lines[line - 1][:column].rstrip()
            if ("Mul_" in kind and before[-1:] in "([{,") or "@dataclass" in lines[line - 1]:
                continue  # a star before keyword-only arguments, or one that unpacks; what nobody assigns to
            text = mutate_code(code, operator, number)
            if text and text not in texts and "& None" not in text and "lru_cache" not in lines[line - 1]:
                texts.add(text)
                changed = next((new for old, new in zip(lines, text.splitlines(), strict=False) if old != new), "")
                yield kind.replace("Operator", ""), line, changed.strip(), text


def take_the_place_of(module, text: str) -> None:
    """Runs the text in the module. What was imported, registered or made from it before does as the new one does."""
    old = dict(vars(module))
    exec(compile(text, module.__file__, "exec"), vars(module))  # noqa: S102
    for name, value in vars(module).copy().items():
        if name in old and old[name] is not value and _made_alike(old[name], value):
            setattr(module, name, old[name])
    new = {id(value): (name, vars(module)[name]) for name, value in old.items() if not name.startswith("__")}
    for other in list(sys.modules.values()):
        if other is module or not _is_ours(other):
            continue
        for name, value in list(vars(other).items()):
            known_as, found = new.get(id(value), ("", value))
            if found is not value and (name == known_as or callable(value)):
                setattr(other, name, found)


def _made_alike(old, new) -> bool:
    """Whether the old function or class could be made to do what the new one does."""
    if isinstance(old, FunctionType) and isinstance(new, FunctionType) and not (old.__closure__ or new.__closure__):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
        return True
    if not (isinstance(old, type) and isinstance(new, type)) or isinstance(old, EnumType):
        return False
    for name, value in list(vars(new).items()):
        if isinstance(value, FunctionType | property | classmethod | staticmethod | cached_property):
            for cell in (value.__closure__ or ()) if isinstance(value, FunctionType) else ():
                if cell.cell_contents is new:
                    cell.cell_contents = old  # what super() goes by
            setattr(old, name, value)
    return True


def _is_ours(module) -> bool:
    file = getattr(module, "__file__", None) or ""
    return file.startswith(os.getcwd()) and "site-packages" not in file


class Mutation:
    def __init__(self, tests_of: dict[str, list[str]]):
        self.tests_of, self.survived = tests_of, 0

    def pytest_configure(self):
        import hypothesis  # not before pytest, which rewrites its assertions

        phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
        same = {"max_examples": 20, "derandomize": True, "database": None, "deadline": None, "phases": phases}
        hypothesis.settings.register_profile("mutation", **same)
        hypothesis.settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        # The first that has a database, run here: what it makes for the session stays for the forks.
        items = session.items
        first = next((each for each in items if "db" in each.fixturenames), items[0])
        runtestprotocol(first, nextitem=next(each for each in items if each is not first), log=False)
        for path, tests in self.tests_of.items():
            self._mutate(Path(path), [each for each in items if each.nodeid.partition("::")[0] in tests])
        return True

    def _mutate(self, path, items):
        module = sys.modules[".".join(path.with_suffix("").parts).removesuffix(".__init__")]
        began, number, survived = time.monotonic(), 0, 0
        failed = fork(items, module, path.read_text(), seconds=3600)
        if failed is not None:
            print(f"{path}: whole, it fails {items[failed].nodeid}", flush=True)
            return
        seconds = SLOWEST * (time.monotonic() - began) + 5
        for what, line, changed, text in mutants(path):
            number += 1
            killer = fork(items, module, text, seconds)
            if killer is None:
                survived += 1
                print(f"{path}:{line}: {what}: {changed}", flush=True)
            elif killer >= 0:
                items.insert(0, items.pop(killer))  # who saw one sees the next
        print(f"{path}: {number} mutants, {survived} survived, {time.monotonic() - began:.0f} s", flush=True)
        self.survived += survived


def fork(items, module, text: str, seconds: float) -> int | None:
    """The number of the first test that fails; -1 when the module no longer runs, or runs for too long."""
    reads, writes = os.pipe()
    if not (pid := os.fork()):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        os.write(writes, f"{_first_to_fail(items, module, text)}".encode())
        os._exit(0)
    os.close(writes)
    until = time.monotonic() + seconds
    while not os.waitpid(pid, os.WNOHANG)[0]:
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            break
        time.sleep(0.01)
    answer = os.read(reads, 20).decode() or "-1"
    os.close(reads)
    return None if answer == "None" else int(answer)


def _first_to_fail(items, module, text) -> int | None:
    try:
        take_the_place_of(module, text)
    except Exception:
        return -1
    items[0].session._setupstate.teardown_exact(items[0])
    for number, item in enumerate(items):
        reports = runtestprotocol(item, nextitem=(items[number + 1 :] or items)[0], log=False)
        if any(report.failed for report in reports):
            return number
    return None


def main(words: list[str]) -> int:
    found = Mutation({path: tests.split(",") for path, _colon, tests in (word.partition(":") for word in words)})
    tests = list(dict.fromkeys(each for tests in found.tests_of.values() for each in tests))
    where = ["-m", "not browser and not postgresql and not faults", "-p", "no:cacheprovider", "--capture=no"]
    return pytest.main(["--quiet", *where, *tests], plugins=[found]) or bool(found.survived)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
