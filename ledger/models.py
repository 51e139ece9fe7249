import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _


class LedgerQuerySet(models.QuerySet):
    def known_at(self, moment: dt.datetime | None):
        """Those recorded before the moment; None is now."""
        return self.filter(**{f"{self.model.recorded}__lt": moment}) if moment else self

    def last_of(self, *of: str, moment: dt.datetime | None = None):
        """Of each thing that `of` names the last row that was known at the moment, as the whole ledger counts."""
        number, ledger = self.model.numbered_by, self.model._default_manager.known_at(moment)
        later = ledger.filter(**{f"{number}__gt": OuterRef(number)}, **{name: OuterRef(name) for name in of})
        return self.known_at(moment).filter(~Exists(later))


class LedgerRow(models.Model):
    """A row that is never changed and never deleted: what is wrong in it is put right by a later one. The database
    refuses both (ledger/triggers.py)."""

    append_only: ClassVar[bool] = True
    recorded: ClassVar[str] = "recorded_at"
    numbered_by: ClassVar[str] = "pk"  # "number" or "version" where each thing's rows are counted from 1

    recorded_at = models.DateTimeField(_("recorded"))

    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True


class RecordedRow(LedgerRow):
    """A row that somebody recorded. Rows that belong to another one, such as the lines of a claim, need nobody."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        abstract = True


class PublicRow(LedgerRow):
    """What is public: pages go by the day from which it was known, which reference data have too."""

    known_from = models.DateField(_("known from"), help_text=_("Pages as at an earlier day leave this row out."))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
        help_text=_("Empty for reference data."),
    )

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """Who did what to what, when. Without foreign keys: it outlives what it names."""

    append_only: ClassVar[bool] = True

    at = models.DateTimeField(_("when"), db_index=True)
    actor_id = models.CharField(_("who (id)"), max_length=20, blank=True, help_text=_("Empty for the service itself."))
    actor = models.CharField(_("who"), max_length=254)
    action = models.CharField(_("what"), max_length=60, db_index=True)
    subject_type = models.CharField(_("kind of subject"), max_length=60)
    subject_id = models.CharField(_("subject (id)"), max_length=60)
    organisation = models.CharField(
        _("organisation"),
        max_length=80,
        blank=True,
        db_index=True,
        help_text=_("Its address on this site. Empty when about none."),
    )
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)

    class Meta:
        verbose_name = _("audit event")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.actor}: {self.action} {self.subject_type} {self.subject_id}"
