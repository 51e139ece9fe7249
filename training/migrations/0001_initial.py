import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('forces', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('audience', models.CharField(choices=[('specialist', 'Specialist investigators'), ('first_responder', 'First responders'), ('recruit', 'Recruits')], max_length=16, verbose_name='for')),
                ('counts', models.BooleanField(default=False, verbose_name='counts towards the quota')),
                ('began', models.DateField(blank=True, help_text='Its first day. Empty when no source says when it began.', null=True, verbose_name='first month')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('known_from', models.DateField(help_text='Pages as at an earlier day leave this course out.', verbose_name='known from')),
            ],
            options={
                'verbose_name': 'course',
                'ordering': ['-counts', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('counts', False), ('audience', 'specialist'), _connector='OR'), name='course_that_counts_is_for_specialists'), models.CheckConstraint(condition=models.Q(('began__isnull', True), ('began__day', 1), _connector='OR'), name='course_begins_with_a_month'), models.CheckConstraint(condition=models.Q(('audience__in', ['specialist', 'first_responder', 'recruit'])), name='course_audience_is_known')],
            },
        ),
        migrations.CreateModel(
            name='PublishedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('number', models.PositiveIntegerField(verbose_name='completions')),
                ('day', models.DateField(verbose_name='by')),
                ('scope', models.CharField(max_length=200, verbose_name='what it counts')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('known_from', models.DateField(help_text='When it was published.', verbose_name='known from')),
            ],
            options={
                'verbose_name': 'published result',
                'ordering': ['day', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('known_from__gte', models.F('day'))), name='published_result_known_once_it_was')],
            },
        ),
        migrations.CreateModel(
            name='Completion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the correction')),
                ('on_behalf', models.BooleanField(default=False, verbose_name="recorded by the Unit on the organisation's behalf")),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('month', models.DateField(help_text='Its first day.', verbose_name='month')),
                ('number', models.PositiveIntegerField(verbose_name='completions')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='training.course', verbose_name='course')),
            ],
            options={
                'verbose_name': 'completions of a month',
                'verbose_name_plural': 'completions by month',
                'ordering': ['organisation', 'course', 'month', 'version'],
                'indexes': [models.Index(fields=['recorded_at'], name='completion_recorded')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'course', 'month', 'version'), name='one_completion_per_version'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='completion_is_of_a_month'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='completion_corrected_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the correction')),
                ('on_behalf', models.BooleanField(default=False, verbose_name="recorded by the Unit on the organisation's behalf")),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('kind', models.CharField(choices=[('officers', 'Officers'), ('first_responder', 'First responders'), ('recruit', 'Recruits')], max_length=16, verbose_name='of')),
                ('day', models.DateField(verbose_name='date')),
                ('number', models.PositiveIntegerField(verbose_name='headcount')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'headcount on a day',
                'verbose_name_plural': 'headcounts by day',
                'ordering': ['organisation', 'kind', '-day', '-version'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'kind', 'day', 'version'), name='one_headcount_per_version'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='headcount_corrected_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('known_from', models.DateField(help_text='Pages as at an earlier day leave this row out.', verbose_name='known from')),
                ('code', models.SlugField(max_length=30, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('starts', models.DateField(verbose_name='counts from')),
                ('due', models.DateField(verbose_name='by')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the change')),
                ('recorded_by', models.ForeignKey(blank=True, help_text='Empty for reference data.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'quota',
                'ordering': ['due', 'code', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='quota_asks_for_something'), models.CheckConstraint(condition=models.Q(('due__gte', models.F('starts'))), name='quota_due_after_it_starts'), models.CheckConstraint(condition=models.Q(('starts__day', 1)), name='quota_starts_with_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('quota', models.SlugField(max_length=30, verbose_name='quota')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('basis', models.CharField(choices=[('officers', 'by officer numbers'), ('equally', 'equally'), ('by_hand', 'by hand')], max_length=10, verbose_name='basis')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_shares', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'share of a quota',
                'verbose_name_plural': 'shares of quotas',
                'ordering': ['quota', 'organisation', 'recorded_at'],
                'indexes': [models.Index(fields=['quota', 'organisation', 'recorded_at'], name='share_as_at')],
            },
        ),
        migrations.CreateModel(
            name='Workforce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the correction')),
                ('on_behalf', models.BooleanField(default=False, verbose_name="recorded by the Unit on the organisation's behalf")),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('day', models.DateField(verbose_name='date')),
                ('established', models.PositiveIntegerField(verbose_name='established posts')),
                ('filled', models.PositiveIntegerField(verbose_name='filled posts')),
                ('qualified', models.PositiveIntegerField(verbose_name='of those, fully qualified')),
                ('in_training', models.PositiveIntegerField(verbose_name='of those, in training')),
                ('abstracted', models.PositiveIntegerField(verbose_name='of those, abstracted to other work')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workforce', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'workforce on a day',
                'verbose_name_plural': 'workforce by day',
                'ordering': ['organisation', '-day', '-version'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'day', 'version'), name='one_workforce_per_version'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='workforce_corrected_with_a_reason'), models.CheckConstraint(condition=models.Q(('qualified__lte', django.db.models.expressions.CombinedExpression(models.F('filled'), '-', models.F('in_training')))), name='workforce_qualified_or_in_training'), models.CheckConstraint(condition=models.Q(('abstracted__lte', models.F('filled'))), name='workforce_abstracted_from_filled')],
            },
        ),
    ]
