from django.db import migrations, models
from django.db.models import Q

from accounts.append_only import append_only, protect, unprotect


class Migration(migrations.Migration):
    """A check that compares with NULL holds: a view could differ without saying where it stands."""

    dependencies = [("rollout", "0004_append_only")]
    operations = [
        # SQLite rebuilds the table, PostgreSQL does not: off before it and on after it is right for both.
        migrations.RunPython(
            lambda apps, editor: unprotect(editor.connection, "rollout_review"),
            lambda apps, editor: protect(editor.connection, "rollout_review"),
        ),
        migrations.RemoveConstraint(model_name="review", name="review_differs_with_a_status"),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=Q(status__in=[1, 2, 3, 4, 5], status__isnull=False, verdict="differ")
                | ~Q(verdict="differ") & Q(status__isnull=True),
                name="review_differs_with_a_status",
            ),
        ),
        append_only("rollout_review"),
    ]
