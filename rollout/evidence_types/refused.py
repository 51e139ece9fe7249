class NotAllowed(ValueError):
    """`why` is a key of rollout.forms.evidence.WRONG_FILE; `name` that of an attachment, where one is the reason."""

    def __init__(self, why: str, name: str = ""):
        super().__init__(why)
        self.why, self.name = why, name
