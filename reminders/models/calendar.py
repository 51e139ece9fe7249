from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """A person's calendar address. Whoever knows the secret reads their deadlines: it can be changed and taken away."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        primary_key=True,
        related_name="calendar_feed",
        verbose_name=_("person"),
    )
    secret = models.CharField(_("secret"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar feed")

    def __str__(self):
        return str(self.user)


class CalendarEntry(models.Model):
    """What calendars were last told of a deadline: each change gives a higher sequence. Kept by a task, because a feed
    that is only read writes nothing."""

    key = models.CharField(_("deadline"), max_length=120, unique=True, help_text=_("Its key in the feed."))
    due = models.DateField(_("due"))
    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=300)
    sequence = models.PositiveIntegerField(_("sequence"), default=0, help_text=_("Grows with each change."))
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        ordering = ["due", "key"]

    def __str__(self):
        return self.key
