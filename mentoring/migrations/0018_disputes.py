import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0017_introduction_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('note', models.TextField(verbose_name='what was different')),
                ('verdict', models.CharField(blank=True, choices=[('came', 'They came'), ('missing', 'They were missing')], max_length=7)),
                ('answer', models.TextField(blank=True, verbose_name='a line to the person')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('attendance', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dispute', to='mentoring.attendance')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('verdict', '')), fields=['created_at'], name='dispute_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), ('decided_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='disputes_are_decided_with_a_word', violation_error_message='Please write a line to the person.')],
            },
        ),
    ]
