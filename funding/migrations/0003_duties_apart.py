from accounts.duties import Apart, kept_apart
from django.db import migrations

CLAIM = Apart(
    "funding_claim",
    ("certified_by_id", "approved_by_id", "paid_by_id"),
    (
        "SELECT recorded_by_id FROM funding_claimversion WHERE claim_id = NEW.id",
        "SELECT recorded_by_id FROM funding_claimevent WHERE claim_id = NEW.id AND state = 'ready'",
    ),
)


class Migration(migrations.Migration):
    """Who fills a claim in or sends it does not certify it, who certifies it does not approve it, and who approves it
    does not mark it as paid."""

    dependencies = [("funding", "0002_append_only")]
    operations = [kept_apart(CLAIM)]
