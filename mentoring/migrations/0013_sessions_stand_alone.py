"""A session has its own host; the match it belongs to, if any, no longer decides who meets."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# The last line lets the foreign keys of the new column be checked now: no column can be altered while a check waits.
HOSTS = """
UPDATE mentoring_session SET host_id = mentor.person_id
  FROM mentoring_match AS pair JOIN mentoring_enrolment AS mentor ON mentor.id = pair.mentor_id
 WHERE pair.id = mentoring_session.match_id;

SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0012_leave_reason'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='format',
            field=models.CharField(choices=[('matched', 'of a match'), ('open', 'open hour'), ('group', 'group')], default='matched', max_length=7),
        ),
        migrations.AddField(
            model_name='session',
            name='host',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hosted', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunSQL(HOSTS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='session',
            name='host',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hosted', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='session',
            name='match',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='mentoring.match'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'host')), fields=('meeting',), name='one_host_in_a_session'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('format', 'matched'), ('match__isnull', False)), models.Q(models.Q(('format', 'matched'), _negated=True), ('match__isnull', True)), _connector='OR'), name='only_matched_sessions_have_a_match'),
        ),
    ]
