"""Our own scales: status says where a standard is, confidence looks forward to its target date, state is a return's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rollout.differences import Stance


class Status(models.IntegerChoices):
    NOT_STARTED = 1, _("not started")
    PLANNED = 2, _("planned")
    IN_PROGRESS = 3, _("in progress")
    IN_PLACE = 4, _("in place")
    EMBEDDED = 5, _("embedded")


class Confidence(models.IntegerChoices):
    GREEN = 1, _("green")
    AMBER = 2, _("amber")
    RED = 3, _("red")


class State(models.TextChoices):
    """Where a return is. What it may become next is in rollout/moves.py."""

    DRAFT = "draft", _("In draft")
    READY = "ready", _("Ready for sign-off")
    SIGNED = "signed", _("Awaiting review")
    CHANGES = "changes", _("Changes asked for")
    ACCEPTED = "accepted", _("Accepted")


class Verdict(models.TextChoices):
    """The Unit's view of an update."""

    AGREE = "agree", _("Agree")
    QUERY = "query", _("Query")
    DIFFER = "differ", _("Differ")


STANCES = {
    Stance.AGREES: _("agrees"),
    Stance.OTHERWISE: _("thinks otherwise"),
    Stance.ASKS: _("has asked a question"),
    Stance.NOT_SINCE: _("has not looked since this changed"),
    Stance.NOT_LOOKED: _("has not looked"),
    Stance.NOTHING: _("has nothing to look at"),
}
