import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measures.models.ledger import Release


class Stage(models.TextChoices):
    """Where a file is on its way. What may follow is in measures/actions/uploads.py."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read: nothing is recorded yet")
    REFUSED = "refused", _("Cannot be brought in")
    AGREED = "agreed", _("Waiting to be recorded")
    RECORDING = "recording", _("Being recorded")
    RECORDED = "recorded", _("Recorded")
    LEFT = "left", _("Not brought in")


class Upload(models.Model):
    """A file somebody wants to bring in, and how far that is. Nothing of it counts until its release is recorded."""

    file = models.FileField(_("file"), upload_to="releases/")
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64)
    published_on = models.DateField(_("published on"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.WAITING)
    done = models.PositiveSmallIntegerField(_("done, in per cent"), default=0)
    doing = models.CharField(_("what is being read"), max_length=120, blank=True)
    report = models.JSONField(_("what was found"), default=dict)
    token = models.UUIDField(_("form"), default=uuid.uuid4, unique=True, editable=False)
    release = models.OneToOneField(
        Release, models.PROTECT, null=True, blank=True, related_name="upload", verbose_name=_("release")
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
        help_text=_("Kept with the release."),
    )
    confirmed_why = models.TextField(_("why it is right"), blank=True)
    moved_at = models.DateTimeField(_("last moved"))
    tries = models.PositiveSmallIntegerField(_("how often it was begun anew after its worker was gone"), default=0)

    class Meta:
        verbose_name = _("uploaded file")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=100), name="upload_at_most_whole"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="upload_stage_is_known"),
            models.CheckConstraint(
                condition=Q(stage="recorded", release__isnull=False) | ~Q(stage="recorded") & Q(release__isnull=True),
                name="upload_recorded_with_its_release",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_moving(self):
        return self.stage in {Stage.WAITING, Stage.READING, Stage.AGREED, Stage.RECORDING}
