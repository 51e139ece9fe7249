from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a claim is. Paid is the end."""

    DRAFT = "draft", _("In draft")
    READY = "ready", _("Ready to certify")
    CERTIFIED = "certified", _("Certified")
    QUERIED = "queried", _("Queried")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    PAID = "paid", _("Paid")


IN_WORK = (State.DRAFT, State.RETURNED)  # its figures may change
APPROVED = (State.APPROVED, State.PAID)
CLAIMED = (State.CERTIFIED, State.QUERIED, *APPROVED)  # counts against the allocation


class ClaimKind(models.TextChoices):
    CLAIM = "claim", _("Claim")
    RECOVERY = "recovery", _("Recovery")


class Category(models.TextChoices):
    """Our own scale, and the page says so: no template of the grants names one."""

    PAY = "pay", _("Pay and on-costs")
    TRAINING = "training", _("Training")
    TECHNOLOGY = "technology", _("Technology")
    SERVICES = "services", _("Research and bought services")
    OTHER = "other", _("Other running costs")


class RecipientKind(models.TextChoices):
    POLICING_BODY = "policing_body", _("Local policing body")
    NATIONAL_BODY = "national_body", _("National body")
