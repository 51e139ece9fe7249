"""Our own scales. Status says where a standard is; confidence looks forward to its target date."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
