from rollout.forms.confirm import ConfirmForm
from rollout.forms.evidence import EvidenceForm
from rollout.forms.log import LogFilter, LogForm
from rollout.forms.record import RecordForm

__all__ = ["ConfirmForm", "EvidenceForm", "LogFilter", "LogForm", "RecordForm"]
