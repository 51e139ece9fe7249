import django.db.models.deletion
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
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('unit', models.CharField(choices=[('count', 'number'), ('percentage', 'per cent'), ('days', 'days')], max_length=10, verbose_name='unit')),
                ('direction', models.CharField(choices=[('increase', 'more is better'), ('decrease', 'fewer is better'), ('neutral', 'neither way is better')], max_length=8, verbose_name='direction')),
                ('definition', models.CharField(max_length=300, verbose_name='what it counts')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position in lists')),
            ],
            options={
                'verbose_name': 'measure',
                'ordering': ['position'],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit__in', ['count', 'percentage', 'days'])), name='measure_unit_is_known'), models.CheckConstraint(condition=models.Q(('direction__in', ['increase', 'decrease', 'neutral'])), name='measure_direction_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('kind', models.CharField(choices=[('offences', 'Home Office: crime by police force area'), ('outcomes', 'Home Office: crime outcomes'), ('justice', 'Criminal justice delivery dashboard'), ('plain', 'Plain table'), ('demonstration', 'Invented for this demonstration')], max_length=14, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name of the file')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='fingerprint of the file (SHA-256)')),
                ('published_on', models.DateField(verbose_name='published on')),
                ('read', models.JSONField(default=dict, verbose_name='what was read and left out')),
                ('confirmed_why', models.TextField(blank=True, verbose_name='why it is right')),
                ('confirmed_by', models.ForeignKey(blank=True, help_text="Where the country's total is under half of what was published before: who says that it is right.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('recorded_by', models.ForeignKey(blank=True, help_text='Empty when it came by a command or with the demonstration.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'release',
                'ordering': ['-published_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('confirmed_why', '')), models.Q(('confirmed_by__isnull', False), models.Q(('confirmed_why', ''), _negated=True)), _connector='OR'), name='release_confirmed_with_a_reason'), models.CheckConstraint(condition=models.Q(('kind__in', ['offences', 'outcomes', 'justice', 'plain', 'demonstration'])), name='release_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('quarter', models.DateField(help_text='Its first day.', verbose_name='quarter')),
                ('value', models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True, verbose_name='value')),
                ('numerator', models.PositiveIntegerField(blank=True, null=True, verbose_name='count')),
                ('denominator', models.PositiveIntegerField(blank=True, null=True, verbose_name='of')),
                ('published_on', models.DateField(help_text="The release's: the last published counts.", verbose_name='published on')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='measures.measure', verbose_name='measure')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='forces.organisation', verbose_name='organisation')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='measures.release', verbose_name='release')),
            ],
            options={
                'verbose_name': 'observation',
                'ordering': ['organisation', 'measure', 'quarter', 'published_on', 'pk'],
                'indexes': [models.Index(fields=['measure', 'organisation', 'quarter', 'published_on'], name='observation_latest')],
                'constraints': [models.UniqueConstraint(fields=('release', 'organisation', 'measure', 'quarter'), name='one_observation_per_release'), models.CheckConstraint(condition=models.Q(('quarter__day', 1), ('quarter__month__in', [1, 4, 7, 10])), name='observation_is_of_a_quarter'), models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='observation_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('denominator__isnull', True), ('numerator__isnull', True)), models.Q(('denominator__isnull', False), ('numerator__isnull', False), ('numerator__lte', models.F('denominator'))), _connector='OR'), name='observation_count_is_part_of_its_whole')],
            },
        ),
        migrations.CreateModel(
            name='Spelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('what', models.CharField(choices=[('force', 'force'), ('metric', 'metric')], max_length=6, verbose_name='of what')),
                ('written', models.CharField(max_length=200, verbose_name='as the publisher writes it')),
                ('plain', models.CharField(help_text='Lower case, no footnotes.', max_length=200, verbose_name='without what differs from file to file')),
                ('stands', models.BooleanField(default=True, verbose_name='stands')),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spellings', to='measures.measure', verbose_name='measure')),
                ('organisation', models.ForeignKey(blank=True, help_text='Empty for a metric, and for a body that is not one of the 43 forces.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spellings', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'spelling',
                'ordering': ['what', 'plain', 'pk'],
                'indexes': [models.Index(fields=['what', 'plain', 'recorded_at'], name='spelling_as_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('measure__isnull', True), ('what', 'force')), models.Q(('measure__isnull', False), ('organisation__isnull', True), ('what', 'metric')), _connector='OR'), name='spelling_is_of_a_force_or_a_measure'), models.CheckConstraint(condition=models.Q(models.Q(('written', ''), _negated=True), models.Q(('plain', ''), _negated=True)), name='spelling_is_written')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('starts_on', models.DateField(help_text='It holds for the quarters that begin on this day or later.', verbose_name='from')),
                ('value', models.DecimalField(blank=True, decimal_places=3, help_text='Empty for none from then on.', max_digits=12, null=True, verbose_name='target')),
                ('reason', models.TextField(verbose_name='who set it, and where that is written')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='measures.measure', verbose_name='measure')),
                ('organisation', models.ForeignKey(blank=True, help_text='Empty for all forces.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'target',
                'ordering': ['measure', 'starts_on', 'pk'],
                'indexes': [models.Index(fields=['measure', 'recorded_at'], name='target_as_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='target_not_negative'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='target_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='releases/', verbose_name='file')),
                ('name', models.CharField(max_length=200, verbose_name='name of the file')),
                ('sha256', models.CharField(max_length=64, verbose_name='fingerprint of the file (SHA-256)')),
                ('published_on', models.DateField(verbose_name='published on')),
                ('stage', models.CharField(choices=[('waiting', 'Waiting to be read'), ('reading', 'Being read'), ('read', 'Read: nothing is recorded yet'), ('refused', 'Cannot be brought in'), ('agreed', 'Waiting to be recorded'), ('recording', 'Being recorded'), ('recorded', 'Recorded'), ('left', 'Not brought in')], default='waiting', max_length=10, verbose_name='stage')),
                ('done', models.PositiveSmallIntegerField(default=0, verbose_name='done, in per cent')),
                ('doing', models.CharField(blank=True, max_length=120, verbose_name='what is being read')),
                ('report', models.JSONField(default=dict, verbose_name='what was found')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded')),
                ('confirmed_why', models.TextField(blank=True, verbose_name='why it is right')),
                ('moved_at', models.DateTimeField(verbose_name='last moved')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='how often it was begun anew after its worker was gone')),
                ('confirmed_by', models.ForeignKey(blank=True, help_text='Kept with the release.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('release', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='upload', to='measures.release', verbose_name='release')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'uploaded file',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', 100)), name='upload_at_most_whole'), models.CheckConstraint(condition=models.Q(('stage__in', ['waiting', 'reading', 'read', 'refused', 'agreed', 'recording', 'recorded', 'left'])), name='upload_stage_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('release__isnull', False), ('stage', 'recorded')), models.Q(models.Q(('stage', 'recorded'), _negated=True), ('release__isnull', True)), _connector='OR'), name='upload_recorded_with_its_release')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('what', models.CharField(choices=[('incomplete', 'figures incomplete or not comparable'), ('system', 'recording system changed'), ('rules', 'counting rules changed')], max_length=10, verbose_name='what is noted')),
                ('first', models.DateField(help_text='Its first day.', verbose_name='from the quarter')),
                ('last', models.DateField(blank=True, help_text='Its first day. Empty: none is left out.', null=True, verbose_name='left out up to the quarter')),
                ('text', models.TextField(help_text='Of a row that takes it back: why.', verbose_name='note')),
                ('source', models.TextField(blank=True, verbose_name='where that is written')),
                ('stands', models.BooleanField(default=True, verbose_name='stands')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure', verbose_name='measure')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'note on figures',
                'verbose_name_plural': 'notes on figures',
                'ordering': ['organisation', 'measure', 'first', 'pk'],
                'indexes': [models.Index(fields=['measure', 'organisation', 'recorded_at'], name='note_as_at')],
                'constraints': [models.UniqueConstraint(fields=('token', 'measure'), name='one_note_per_form_and_measure'), models.CheckConstraint(condition=models.Q(('first__day', 1), ('first__month__in', [1, 4, 7, 10])), name='note_is_from_a_quarter'), models.CheckConstraint(condition=models.Q(('last__isnull', True), models.Q(('last__day', 1), ('last__gte', models.F('first')), ('last__month__in', [1, 4, 7, 10])), _connector='OR'), name='note_ends_with_a_quarter'), models.CheckConstraint(condition=models.Q(('what__in', ['incomplete', 'system', 'rules'])), name='note_what_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('what', 'incomplete'), _negated=True), ('last__isnull', False), _connector='OR'), name='note_of_incomplete_leaves_out'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_has_a_text'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), ('stands', False), _connector='OR'), name='note_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='PublishedPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.DecimalField(decimal_places=1, max_digits=8, verbose_name='the quarter before joining')),
                ('latest', models.DecimalField(decimal_places=1, max_digits=8, verbose_name='October to December 2022')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='measures.measure', verbose_name='measure')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_pairs', to='forces.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'published pair of quarters',
                'verbose_name_plural': 'published pairs of quarters',
                'ordering': ['organisation__joined', 'measure__position'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'measure'), name='one_published_pair'), models.CheckConstraint(condition=models.Q(('before__gte', 0), ('latest__gte', 0)), name='published_pair_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Rebase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('quarter', models.DateField(help_text='Its first day.', verbose_name='from the quarter')),
                ('event', models.CharField(choices=[('joined', 'joined the programme'), ('in_place', 'had the model in place across the force'), ('rules', 'counting rules changed'), ('system', 'recording system changed'), ('other', 'something else'), ('live', 'went live')], max_length=8, verbose_name='what happened')),
                ('stands', models.BooleanField(default=True, verbose_name='stands')),
                ('reason', models.TextField(verbose_name='reason')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rebases', to='measures.measure', verbose_name='measure')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rebases', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'rebase',
                'ordering': ['organisation', 'measure', 'quarter', 'pk'],
                'indexes': [models.Index(fields=['measure', 'organisation', 'recorded_at'], name='rebase_as_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quarter__day', 1), ('quarter__month__in', [1, 4, 7, 10])), name='rebase_is_at_a_quarter'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rebase_has_a_reason'), models.CheckConstraint(condition=models.Q(('event__in', ['joined', 'in_place', 'rules', 'system', 'other', 'live'])), name='rebase_event_is_known')],
            },
        ),
    ]
