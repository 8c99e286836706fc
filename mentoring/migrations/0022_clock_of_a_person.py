"""The clock a person reads lies with the person, not with the hours they offer."""

from django.db import migrations, models

TO_PEOPLE = """
UPDATE mentoring_user SET twelve_hours = true
 WHERE id IN (SELECT person_id FROM mentoring_availability WHERE twelve_hours)
"""
TO_HOURS = """
UPDATE mentoring_availability SET twelve_hours = true
 WHERE person_id IN (SELECT id FROM mentoring_user WHERE twelve_hours)
"""


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0021_readings")]

    operations = [
        migrations.AddField("user", "twelve_hours", models.BooleanField(default=False, verbose_name="12-hour clock")),
        migrations.RunSQL(TO_PEOPLE, TO_HOURS),
        migrations.RemoveField("availability", "twelve_hours"),
    ]
