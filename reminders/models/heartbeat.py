from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a task of the schedule last ended well. Silence is audible: /healthz and the Unit's page turn red."""

    task = models.CharField(_("task"), max_length=60, unique=True)
    beat_at = models.DateTimeField(_("last time"))

    class Meta:
        verbose_name = _("heartbeat")
        ordering = ["task"]

    def __str__(self):
        return f"{self.task}, {self.beat_at}"
