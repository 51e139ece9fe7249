from rollout.forms.confirm import ConfirmForm
from rollout.forms.corrections import CorrectStatementForm, WithdrawCorrectionForm
from rollout.forms.evidence import EvidenceForm, WithEvidence
from rollout.forms.log import LogFilter, LogForm
from rollout.forms.record import RecordForm
from rollout.forms.returns import BackForm, ConfirmManyForm, CorrectForm, ReadyForm, SignForm

__all__ = [
    "BackForm",
    "ConfirmForm",
    "ConfirmManyForm",
    "CorrectForm",
    "CorrectStatementForm",
    "EvidenceForm",
    "LogFilter",
    "LogForm",
    "ReadyForm",
    "RecordForm",
    "SignForm",
    "WithEvidence",
    "WithdrawCorrectionForm",
]
