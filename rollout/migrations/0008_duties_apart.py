from accounts.duties import Apart, kept_apart
from django.db import migrations

RETURN = Apart(
    "rollout_return",
    ("signed_by_id", "accepted_by_id"),
    ("SELECT recorded_by_id FROM rollout_returnevent WHERE of_return_id = NEW.id AND state = 'ready'",),
)
REVIEW = Apart(
    "rollout_review",
    ("recorded_by_id",),
    (
        "SELECT recorded_by_id FROM rollout_update WHERE id = NEW.update_id",
        "SELECT recorded_by_id FROM rollout_correction WHERE id = NEW.correction_id",
    ),
)


class Migration(migrations.Migration):
    """Who marks a return as ready does not sign it off, and who signs it does not accept it. Nobody reviews an update
    or a correction that they recorded."""

    dependencies = [("rollout", "0007_corrections")]
    operations = [kept_apart(RETURN), kept_apart(REVIEW)]
