from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0018_disputes'),
    ]

    operations = [
        migrations.AddField(
            model_name='availability',
            name='open_hours',
            field=models.BooleanField(default=False, verbose_name='Anyone in my cohorts may book me'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='open_hours',
            field=models.BooleanField(default=False, verbose_name='mentees may book open hours of other mentors'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='open_hours_per_week',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='open hours a week per mentee'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('open_hours_per_week__gte', 1), ('open_hours_per_week__lte', 7)), name='cohort_open_hours_per_week', violation_error_message='Between one and seven open hours a week.'),
        ),
    ]
