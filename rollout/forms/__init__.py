from rollout.forms.evidence import EvidenceForm, WithEvidence
from rollout.forms.log import LogFilter, LogForm
from rollout.forms.record import ConfirmForm, CorrectStatementForm, RecordForm, WithdrawCorrectionForm
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
