import django.db.models.deletion
import rollout.models.evidence
from django.db import migrations, models
from django.utils import timezone

from accounts.append_only import append_only


def keep_links(apps, schema_editor):
    """A link that stood beside a response is a piece of evidence from now on, received when the response was."""
    Response, Piece = (apps.get_model("inspections", name) for name in ("Response", "ResponseEvidence"))
    Piece.objects.bulk_create(
        Piece(
            response=row,
            title="Link",
            link=row.link,
            speaks_for=timezone.localdate(row.recorded_at),
            received_at=row.recorded_at,
        )
        for row in Response.objects.exclude(link="").order_by("pk")
    )


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name='ResponseEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=rollout.models.evidence.evidence_path, verbose_name='file')),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='file name')),
                ('content_type', models.CharField(blank=True, max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(blank=True, null=True, verbose_name='size in bytes')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('speaks_for', models.DateField(verbose_name='date it speaks for')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='inspections.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'evidence of a response',
                'verbose_name_plural': 'evidence of responses',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__gt', ''), ('link', ''), ('sha256__gt', ''), ('size__isnull', False)), models.Q(('file', ''), ('link__gt', '')), _connector='OR'), name='response_evidence_is_a_link_or_a_file')],
            },
        ),
        migrations.RunPython(keep_links, migrations.RunPython.noop),
        migrations.RemoveField(model_name='response', name='link'),
        append_only("inspections_response", "inspections_responseevidence"),
    ]
