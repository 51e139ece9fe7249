"""What a view does with a form that has been read."""

from collections.abc import Callable
from typing import TypeVar

from ledger.actions import Refused

T = TypeVar("T")


def act_on(form, act: Callable[[], T], *, base: int | None = None) -> T | None:
    """What the action made; None when it refused: then the form says why, beside the field if it has that field. With
    `base` a form whose writer did not know what stands is sent again on top of it."""
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        if base is not None and not refused.field:
            form.renew(base=base)
        return None
