import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation
from ledger.models import RecordedRow
from reminders.rules import Level


class Message(models.Model):
    """One mail to one person for one day, holding many reminders. Its id goes with it as the provider's reference. One
    that was cancelled or refused is no mail: another may go on the same day."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Not needed")

    ENDED = (State.SENT, State.FAILED, State.CANCELLED)

    id = models.UUIDField(_("reference"), primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", verbose_name=_("to")
    )
    day = models.DateField(_("day"), help_text=_("A mail that waits becomes that of a later day."))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    planned_at = models.DateTimeField(_("planned"))
    next_try_at = models.DateTimeField(_("not before"))
    enqueued_at = models.DateTimeField(
        _("given to a worker"), null=True, blank=True, help_text=_("Empty while it waits to be.")
    )
    claimed_at = models.DateTimeField(_("taken by a worker"), null=True, blank=True)
    ended_at = models.DateTimeField(_("sent, failed or cancelled"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    said = models.TextField(_("what the mail server said, or why it was not needed"), blank=True)
    sender = models.CharField(_("sent by"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=254, blank=True, help_text=_("To which it was last tried."))
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("text as HTML"), blank=True)

    class Meta:
        verbose_name = _("message")
        ordering = ["-day", "-planned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "day"],
                condition=Q(state__in=["queued", "sending", "sent"]),
                name="one_message_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "sent", "failed", "cancelled"]),
                name="message_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="message_being_sent_was_claimed"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending"], ended_at__isnull=True)
                | Q(state__in=["sent", "failed", "cancelled"], ended_at__isnull=False),
                name="message_ended_when_it_did",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "next_try_at"], name="message_to_do", condition=Q(state__in=["queued", "sending"])
            ),
            models.Index(fields=["day", "state"], name="message_of_the_day"),
        ]

    def __str__(self):
        return _("Mail to %(who)s of %(day)s") % {"who": self.recipient, "day": self.day}


class DeadlineVersion(models.Model):
    """A deadline with its date, as it was when somebody was first reminded of it. With another date it is another
    matter: its stages begin anew."""

    deadline = models.CharField(_("deadline"), max_length=120, help_text=_("Its key in the feed."))
    due = models.DateField(_("due"))
    kind = models.CharField(_("kind"), max_length=40)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
        help_text=_("Empty for the programme's own."),
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("As it was when the reminder was planned."))

    class Meta:
        db_table = "reminders_matter"
        verbose_name = _("matter")
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["deadline", "due"], name="one_matter_per_deadline_and_date")]

    def __str__(self):
        return self.title


class Reminder(models.Model):
    """That somebody was to be reminded of a matter at a stage, in which message. A row stands for ever, so nobody is
    reminded twice; one that was left out of the mail, or whose mail never left, reminded nobody."""

    matter = models.ForeignKey(
        DeadlineVersion, models.PROTECT, related_name="reminders", db_index=False, verbose_name=_("matter")
    )
    stage = models.SmallIntegerField(_("working days from the date"), help_text=_("-5 is five before."))
    level = models.CharField(
        _("step of the chain"), max_length=6, choices=[(level.value, level.value) for level in Level]
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_("to")
    )
    message = models.ForeignKey(Message, models.PROTECT, related_name="reminders", verbose_name=_("message"))
    dropped = models.CharField(_("why it did not reach anybody"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("reminder")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "stage", "recipient"],
                condition=Q(dropped=""),
                name="one_reminder_per_stage_and_person",
            )
        ]

    def __str__(self):
        return f"{self.matter}, {self.stage}"


class TakenUp(RecordedRow):
    """What the Unit did about a matter that was chased without an answer. A ledger: the last row that is no mere note
    says whether it is chased again, for twelve weeks from that day, or closed."""

    class Decision(models.TextChoices):
        NOTE = "note", _("Note what was done, and keep it here")
        RESUME = "resume", _("Chase again for twelve weeks")
        CLOSE = "close", _("Close it: nobody chases it any more")

    matter = models.ForeignKey(DeadlineVersion, models.PROTECT, related_name="taken_up", verbose_name=_("matter"))
    decision = models.CharField(_("decision"), max_length=6, choices=Decision)
    note = models.TextField(_("what was done"))

    class Meta:
        verbose_name = _("matter taken up")
        verbose_name_plural = _("matters taken up")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="taken_up_says_what_was_done"),
            models.CheckConstraint(
                condition=Q(decision__in=["note", "resume", "close"]), name="taken_up_decision_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.matter}: {self.get_decision_display()}"


class Preferences(models.Model):
    """A person's. Without a row: a mail on each working day that has something new, about everything."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        primary_key=True,
        related_name="reminder_preferences",
        verbose_name=_("person"),
    )
    weekly = models.BooleanField(_("one mail a week"), default=False)
    off = models.JSONField(_("kinds of which there is no reminder before the day"), default=list, blank=True)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = verbose_name_plural = _("preferences")

    def __str__(self):
        return str(self.user)


class Hold(RecordedRow):
    """No reminder of what an organisation owes, up to and including a day. A ledger: the last row of an organisation
    counts; one without a day ends the hold."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reminder_holds", verbose_name=_("organisation")
    )
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("hold")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason")]

    def __str__(self):
        return f"{self.organisation}, {self.until}"


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


class Heartbeat(models.Model):
    """When a task of the schedule last ended well. Silence is audible: /healthz and the Unit's page turn red."""

    task = models.CharField(_("task"), max_length=60, unique=True)
    beat_at = models.DateTimeField(_("last time"))

    class Meta:
        verbose_name = _("heartbeat")
        ordering = ["task"]

    def __str__(self):
        return f"{self.task}, {self.beat_at}"
