from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.models import RecordedRow


class RuleStart(RecordedRow):
    """From which day a rule of rollout/rules.py stops a return; until then it informs. A ledger: the last counts."""

    rule = models.SlugField(_("rule"), max_length=40, help_text=_("Its code in rollout/rules.py."))
    stops_from = models.DateField(_("stops from"), help_text=_("Until then it informs."))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("start of a rule")
        verbose_name_plural = _("starts of rules")
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rule_start_has_a_reason")]

    def __str__(self):
        return f"{self.rule}: {self.stops_from}"
