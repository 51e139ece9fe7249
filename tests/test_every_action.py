"""What must hold of every action, found by looking, so that a new one cannot forget it."""

import ast
import inspect
import pkgutil
from importlib import import_module

import pytest
from django.db.transaction import Atomic

OURS = ("ledger", "forces", "rollout", "training", "funding", "inspections", "reminders", "measures")
WITHIN = {"append", "audit", "open_claim", "open_return", "sent_twice"}  # another action's transaction


def modules():
    for app in OURS:
        package = import_module(f"{app}.actions")
        yield package
        for each in pkgutil.iter_modules(getattr(package, "__path__", ())):
            yield import_module(f"{package.__name__}.{each.name}")


def actions():
    for module in modules():
        for name, function in vars(module).items():
            ours = inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
            by = inspect.signature(function).parameters.get("by") if ours and name not in WITHIN else None
            if by and by.kind == by.KEYWORD_ONLY:
                yield pytest.param(function, id=f"{module.__name__}.{name}")


# What is done by somebody.
ACTIONS = list(actions())


def test_they_are_found():
    assert len(ACTIONS) > 50


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_one_transaction(action):
    """Its rows and its audit event are written together or not at all."""
    assert any(isinstance(cell.cell_contents, Atomic) for cell in action.__closure__ or ())


# What anybody may do about themselves, and what the admin and the command line ask for.
OWN = {"set_preferences", "make_calendar", "revoke_calendar", "add_person", "end_membership"}
LOCKS = {"lock_ledger", "last_row", "transition"}
ASKS = {"check_right", "can", "check", "transition", "voice_of"}


def called(function) -> set[str]:
    """The names of what it calls, and of what those of its module call."""
    module, found, waiting = inspect.getmodule(function), set(), [inspect.unwrap(function)]
    while waiting:
        tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(waiting.pop())))
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        new = {getattr(each, "id", getattr(each, "attr", "")) for each in calls} - found
        found |= new
        local = (vars(module).get(name) for name in new)
        waiting += [
            inspect.unwrap(each) for each in local if inspect.isfunction(each) and each.__module__ == module.__name__
        ]
    return found


@pytest.mark.parametrize("action", [each for each in ACTIONS if each.values[0].__name__ not in OWN])
def test_an_action_asks_for_the_right_to_it(action):
    """Whoever calls it: a page, an import, a command. What it may not ask is a caller's word for it."""
    assert called(action) & ASKS
    assert "on_behalf" not in inspect.signature(action).parameters


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_takes_its_turn_before_it_is_audited(action):
    """What is kept is kept under the last audit event: its id must not become visible before an earlier one's rows."""
    if {"audit", "append"} & called(action):
        assert called(action) & LOCKS
