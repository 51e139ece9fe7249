from accounts.duties import Apart, kept_apart
from django.db import migrations

VERIFICATION = Apart(
    "inspections_verification",
    ("recorded_by_id",),
    ("SELECT recorded_by_id FROM inspections_response WHERE id = NEW.response_id",),
)


class Migration(migrations.Migration):
    """Nobody verifies a response that they recorded."""

    dependencies = [("inspections", "0003_evidence_of_responses")]
    operations = [kept_apart(VERIFICATION)]
