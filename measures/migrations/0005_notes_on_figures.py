import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from accounts.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('forces', '0005_owed_from'),
        ('measures', '0004_spellings_and_confirmations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('incomplete', 'figures incomplete or not comparable'), ('system', 'recording system changed'), ('rules', 'counting rules changed')], max_length=10, verbose_name='what is noted')),
                ('first', models.DateField(help_text='Its first day.', verbose_name='from the quarter')),
                ('last', models.DateField(blank=True, help_text='Its first day. Empty: none is left out.', null=True, verbose_name='left out up to the quarter')),
                ('text', models.TextField(help_text='Of a row that takes it back: why.', verbose_name='note')),
                ('source', models.TextField(blank=True, verbose_name='where that is written')),
                ('stands', models.BooleanField(default=True, verbose_name='stands')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure', verbose_name='measure')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'note on figures',
                'verbose_name_plural': 'notes on figures',
                'ordering': ['organisation', 'measure', 'first', 'pk'],
                'indexes': [models.Index(fields=['measure', 'organisation', 'recorded_at'], name='note_as_at')],
                'constraints': [
                    models.UniqueConstraint(fields=('token', 'measure'), name='one_note_per_form_and_measure'),
                    models.CheckConstraint(condition=Q(first__month__in=[1, 4, 7, 10], first__day=1), name='note_is_from_a_quarter'),
                    models.CheckConstraint(condition=Q(last__isnull=True) | Q(last__month__in=[1, 4, 7, 10], last__day=1, last__gte=F('first')), name='note_ends_with_a_quarter'),
                    models.CheckConstraint(condition=Q(what__in=['incomplete', 'system', 'rules']), name='note_what_is_known'),
                    models.CheckConstraint(condition=~Q(what='incomplete') | Q(last__isnull=False), name='note_of_incomplete_leaves_out'),
                    models.CheckConstraint(condition=~Q(text=''), name='note_has_a_text'),
                    models.CheckConstraint(condition=~Q(source='') | Q(stands=False), name='note_has_a_source'),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name='rebase',
            name='rebase_event_is_known',
        ),
        migrations.AlterField(
            model_name='rebase',
            name='event',
            field=models.CharField(choices=[('joined', 'joined the programme'), ('in_place', 'had the model in place across the force'), ('rules', 'counting rules changed'), ('system', 'recording system changed'), ('other', 'something else'), ('live', 'went live')], max_length=8, verbose_name='what happened'),
        ),
        migrations.AddConstraint(
            model_name='rebase',
            constraint=models.CheckConstraint(condition=Q(event__in=['joined', 'in_place', 'rules', 'system', 'other', 'live']), name='rebase_event_is_known'),
        ),
        append_only("measures_note", "measures_rebase"),  # SQLite rebuilt the latter
    ]
