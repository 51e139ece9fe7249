from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("rollout", "0003_returns")]
    operations = [
        append_only(
            "rollout_returnevent", "rollout_omission", "rollout_frozenfile", "rollout_review", "rollout_rulestart"
        )
    ]
