"""Give every cohort that is there already the usual kinds of session."""

from django.db import migrations

from mentoring.defaults.kinds import USUAL


def give_usual_kinds(apps, _editor):
    Cohort, Kind = (apps.get_model("mentoring", name) for name in ("Cohort", "Kind"))
    Kind.objects.bulk_create(
        Kind(cohort=cohort, position=position, **facts)
        for cohort in Cohort.objects.filter(kinds__isnull=True)
        for position, facts in enumerate(USUAL)
    )


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0024_kinds")]

    operations = [migrations.RunPython(give_usual_kinds, migrations.RunPython.noop)]
