import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('forces', '0001_initial'),
        ('rollout', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.SlugField(help_text='As the report has it: R3.', max_length=12, verbose_name='number')),
                ('kind', models.CharField(choices=[('recommendation', 'Recommendation'), ('improvement', 'Area for improvement'), ('concern', 'Cause of concern'), ('accelerated', 'Accelerated cause of concern')], max_length=14, verbose_name='kind')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('known_from', models.DateField(help_text='Pages as at an earlier day leave this finding out.', verbose_name='known from')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='inspections.finding', verbose_name='cause of concern that carries it')),
            ],
            options={
                'verbose_name': 'finding',
                'ordering': ['inspection', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('body', models.CharField(blank=True, choices=[('college-of-policing', 'College of Policing'), ('npcc', "National Police Chiefs' Council"), ('home-office', 'Home Office'), ('cps', 'Crown Prosecution Service, headquarters')], max_length=20, verbose_name='national body')),
                ('scope', models.CharField(choices=[('forces', 'All police forces'), ('areas', 'All CPS Areas'), ('inspected', 'Those inspected'), ('named', 'Organisations by name'), ('national', 'National bodies')], max_length=10, verbose_name='addressed as one of')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addressees', to='inspections.finding', verbose_name='finding')),
            ],
            options={
                'verbose_name': 'addressee of a finding',
                'verbose_name_plural': 'addressees of findings',
                'ordering': ['finding', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('finding', 'organisation'), name='finding_addressed_once'), models.UniqueConstraint(condition=models.Q(('body', ''), _negated=True), fields=('finding', 'body'), name='finding_addressed_once_to_a_body'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), models.Q(('body', ''), _negated=True), ('scope', 'national')), models.Q(('body', ''), ('organisation__isnull', False), models.Q(('scope', 'national'), _negated=True)), _connector='OR'), name='addressee_is_an_organisation_or_a_body')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('inspectorate', models.CharField(choices=[('hmicfrs', 'HMICFRS'), ('hmcpsi', 'HMCPSI')], max_length=10, verbose_name='inspectorate')),
                ('kind', models.CharField(choices=[('thematic', 'Thematic inspection'), ('force', 'Force inspection'), ('area', 'Area inspection')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('known_from', models.DateField(help_text='Pages as at an earlier day leave this inspection out.', verbose_name='known from')),
            ],
            options={
                'verbose_name': 'inspection',
                'ordering': ['-known_from', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('inspectorate', 'hmcpsi'), ('kind', 'force'), _negated=True), name='inspection_of_forces_is_by_hmicfrs'), models.CheckConstraint(condition=models.Q(('inspectorate', 'hmicfrs'), ('kind', 'area'), _negated=True), name='inspection_of_areas_is_by_hmcpsi')],
            },
        ),
        migrations.CreateModel(
            name='Inspected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspected', to='inspections.inspection', verbose_name='inspection')),
            ],
            options={
                'verbose_name': 'inspected organisation',
                'ordering': ['inspection', 'organisation'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'organisation'), name='inspected_once_per_inspection')],
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='inspection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='inspections.inspection', verbose_name='inspection'),
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('known_from', models.DateField(help_text='Pages as at an earlier day leave this row out.', verbose_name='known from')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the change')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('step', models.CharField(choices=[('commissioned', 'Commissioned'), ('terms', 'Terms of reference'), ('requests', 'Document and data requests'), ('fieldwork', 'Fieldwork'), ('debrief', 'Debrief'), ('factual', 'Factual accuracy check'), ('publication', 'Publication')], max_length=12, verbose_name='step')),
                ('planned', models.DateField(blank=True, null=True, verbose_name='planned')),
                ('forecast', models.DateField(blank=True, null=True, verbose_name='forecast')),
                ('done', models.DateField(blank=True, null=True, verbose_name='done')),
                ('precision', models.CharField(choices=[('day', 'Day'), ('month', 'Month')], default='day', help_text='Dates stand on the first of a month when only that is known.', max_length=5, verbose_name='dates known to the')),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days allowed')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what is known of it')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='inspections.inspection', verbose_name='inspection')),
                ('recorded_by', models.ForeignKey(blank=True, help_text='Empty for reference data.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'milestone of an inspection',
                'verbose_name_plural': 'milestones of inspections',
                'ordering': ['inspection', 'step', 'version'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'step', 'version'), name='one_milestone_per_version'), models.CheckConstraint(condition=models.Q(('planned__isnull', False), ('forecast__isnull', False), ('done__isnull', False), ('days__isnull', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='milestone_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('step', 'publication'), _negated=True), ('done__isnull', True), ('precision', 'day'), _connector='OR'), name='milestone_publication_is_of_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('stage', models.CharField(choices=[('awaiting', 'awaiting allocation'), ('progress', 'in progress'), ('pending', 'pending sign-off'), ('complete', 'complete, it says'), ('not_ours', 'not ours, it says')], max_length=10, verbose_name='stage')),
                ('owner', models.CharField(blank=True, max_length=120, verbose_name='owner')),
                ('note', models.TextField(blank=True, verbose_name='what was done')),
                ('evidence', models.TextField(blank=True, verbose_name='what shows it')),
                ('expected', models.DateField(blank=True, null=True, verbose_name='expected by')),
                ('expected_reason', models.TextField(blank=True, verbose_name='why the date moved')),
                ('reason', models.TextField(blank=True, verbose_name='why it is not ours, or open again')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='recorded by the Unit on its behalf')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('addressee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='inspections.addressee', verbose_name='addressee')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'response to a finding',
                'verbose_name_plural': 'responses to findings',
                'ordering': ['addressee', 'number'],
                'indexes': [models.Index(fields=['addressee', 'recorded_at', 'number'], name='response_as_at')],
                'constraints': [models.UniqueConstraint(fields=('addressee', 'number'), name='one_response_per_number'), models.CheckConstraint(condition=models.Q(('stage__in', ['awaiting', 'progress', 'pending', 'complete', 'not_ours'])), name='response_stage_is_known'), models.CheckConstraint(condition=models.Q(('stage__in', ['awaiting', 'not_ours']), models.Q(('owner', ''), _negated=True), _connector='OR'), name='response_has_an_owner'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'complete'), _negated=True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='response_complete_with_evidence'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'not_ours'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='response_not_ours_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='ResponseEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='file')),
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
        migrations.CreateModel(
            name='StatutoryResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('published', models.DateField(verbose_name='published')),
                ('where', models.URLField(max_length=500, verbose_name='where')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the correction')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='recorded by the Unit on its behalf')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statutory_responses', to='inspections.inspection', verbose_name='inspection')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statutory_responses', to='forces.organisation', verbose_name='force of the local policing body')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'statutory response',
                'ordering': ['inspection', 'organisation', 'version'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'organisation', 'version'), name='one_statutory_response_per_version'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='statutory_response_corrected_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('known_from', models.DateField(help_text='Pages as at an earlier day leave this row out.', verbose_name='known from')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the change')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('text', models.TextField(verbose_name='text')),
                ('due', models.DateField(blank=True, null=True, verbose_name='due')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='inspections.finding', verbose_name='finding')),
                ('recorded_by', models.ForeignKey(blank=True, help_text='Empty for reference data.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('standards', models.ManyToManyField(blank=True, related_name='findings', to='rollout.standard', verbose_name='standards it is about')),
            ],
            options={
                'verbose_name': 'terms of a finding',
                'verbose_name_plural': 'terms of findings',
                'ordering': ['finding', 'version'],
                'constraints': [models.UniqueConstraint(fields=('finding', 'version'), name='one_terms_per_version'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='terms_have_a_text')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('voice', models.CharField(choices=[('unit', 'the Unit'), ('inspectorate', 'the inspectorate')], max_length=12, verbose_name='who says so')),
                ('verified', models.BooleanField(verbose_name='verified')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='inspections.response', verbose_name='response')),
            ],
            options={
                'verbose_name': 'verification of a response',
                'verbose_name_plural': 'verifications of responses',
                'ordering': ['response', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verified', True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='verification_refused_with_words')],
            },
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('inspection', 'label'), name='one_finding_per_number'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), ('kind__in', ['recommendation', 'improvement']), _connector='OR'), name='finding_cause_of_concern_is_carried_by_none'),
        ),
    ]
