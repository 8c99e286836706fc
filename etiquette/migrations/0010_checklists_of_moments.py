import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def carry_over(apps, schema_editor):
    """Lists hung on a rule, ticks on a duty; now lists belong to a moment and a role, ticks to a person and an object."""
    Checklist, Tick = apps.get_model("etiquette", "Checklist"), apps.get_model("etiquette", "Tick")
    for checklist in Checklist.objects.select_related("rule"):
        checklist.role, checklist.scope = checklist.rule.role, checklist.rule.scope
        checklist.title = "Your first steps"
        checklist.save()
    for tick in Tick.objects.select_related("duty"):
        tick.person_id, tick.about_id, tick.scope = tick.duty.person_id, tick.duty.about_id, tick.duty.scope
        tick.save()


class Migration(migrations.Migration):
    dependencies = [
        ("etiquette", "0009_duty_since"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("checklist", "moment", models.CharField(max_length=40, default="first_contact"), preserve_default=False),
        migrations.AddField("checklist", "role", models.CharField(max_length=40, default=""), preserve_default=False),
        migrations.AddField(
            "checklist",
            "scope",
            models.UUIDField(blank=True, help_text="Empty: every cohort.", null=True, verbose_name="cohort"),
        ),
        migrations.AddField(
            "step",
            "act",
            models.CharField(
                blank=True, default="", help_text="The act that ticks it; empty: only a hand does.", max_length=40, verbose_name="ticked by"
            ),
            preserve_default=False,
        ),
        migrations.AddField("tick", "about_id", models.UUIDField(null=True)),
        migrations.AddField("tick", "scope", models.UUIDField(blank=True, null=True)),
        migrations.AddField("tick", "act", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
        migrations.AddField(
            "tick",
            "person",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),  # so that the tables may be altered below
        migrations.RemoveConstraint("tick", "ticked_once"),
        migrations.RemoveField("tick", "duty"),
        migrations.RemoveField("checklist", "rule"),
        migrations.AlterField("tick", "about_id", models.UUIDField()),
        migrations.AlterField(
            "tick",
            "person",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            "tick",
            "step",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="etiquette.step"
            ),
        ),
        migrations.AlterModelOptions("checklist", {"ordering": ["moment", "role"]}),
        migrations.AddConstraint(
            "checklist",
            models.UniqueConstraint(
                fields=("moment", "role", "scope"),
                name="one_checklist_per_scope",
                nulls_distinct=False,
                violation_error_message="This cohort already has a list of its own for this moment.",
            ),
        ),
        migrations.AddConstraint("tick", models.UniqueConstraint(fields=("about_id", "person", "step"), name="ticked_once")),
        migrations.AddConstraint(
            "tick",
            models.UniqueConstraint(fields=("about_id", "person", "act"), condition=~Q(act=""), name="ticked_once_by_its_act"),
        ),
        migrations.AddConstraint(
            "tick", models.CheckConstraint(condition=Q(step=None) ^ Q(act=""), name="ticked_by_hand_or_by_an_act")
        ),
    ]
