"""What must hold of every action, found by looking, so that a new one cannot forget it."""

import inspect
import pkgutil
from importlib import import_module

import pytest
from django.db.transaction import Atomic

OURS = ("ledger", "forces", "rollout", "training", "funding", "inspections", "reminders", "measures")
WITHIN = {"append", "audit", "next_version", "open_claim", "open_return", "sent_twice"}  # another action's transaction


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
