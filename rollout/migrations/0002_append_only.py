from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("rollout", "0001_initial")]
    operations = [append_only("rollout_update", "rollout_evidence", "rollout_logentry")]
