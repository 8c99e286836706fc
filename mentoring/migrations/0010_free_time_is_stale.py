"""Whoever writes what free time is made of, marks it as not kept: readers then ask the rules until it is refreshed."""

from django.db import migrations

FEEDS = {
    "mentoring_weeklyhours": "INSERT OR UPDATE OR DELETE",
    "mentoring_dateoverride": "INSERT OR UPDATE OR DELETE",
    "mentoring_journey": "INSERT OR UPDATE OR DELETE",
    "mentoring_busytime": "INSERT OR UPDATE OR DELETE",
    "etiquette_absence": "INSERT OR UPDATE OR DELETE",
    "mentoring_attendance": "INSERT OR DELETE OR UPDATE OF during, status, role, person_id",
}

FUNCTIONS = """
CREATE FUNCTION free_time_is_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE mentoring_availability SET kept_until = NULL
     WHERE person_id IN (OLD.person_id, NEW.person_id) AND kept_until IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION zone_makes_free_time_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE mentoring_availability SET kept_until = NULL WHERE person_id = NEW.id AND kept_until IS NOT NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER zone_makes_free_time_stale AFTER UPDATE OF zone ON mentoring_user
    FOR EACH ROW WHEN (OLD.zone IS DISTINCT FROM NEW.zone) EXECUTE FUNCTION zone_makes_free_time_stale();

CREATE FUNCTION rules_make_free_time_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.kept_until := NULL;
    RETURN NEW;
END $$;

CREATE TRIGGER rules_make_free_time_stale BEFORE UPDATE ON mentoring_availability
    FOR EACH ROW WHEN (
        (OLD.buffer_before, OLD.buffer_after, OLD.horizon_weeks, OLD.most_a_day, OLD.most_a_week)
        IS DISTINCT FROM (NEW.buffer_before, NEW.buffer_after, NEW.horizon_weeks, NEW.most_a_day, NEW.most_a_week)
    ) EXECUTE FUNCTION rules_make_free_time_stale();
"""

TRIGGER = "CREATE TRIGGER free_time_is_stale AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION free_time_is_stale();"

BACKWARD = """
DROP TRIGGER rules_make_free_time_stale ON mentoring_availability;
DROP FUNCTION rules_make_free_time_stale();
DROP TRIGGER zone_makes_free_time_stale ON mentoring_user;
DROP FUNCTION zone_makes_free_time_stale();
"""


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0009_availability"), ("etiquette", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, BACKWARD + "DROP FUNCTION free_time_is_stale();"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table, events=events), f"DROP TRIGGER free_time_is_stale ON {table};")
            for table, events in FEEDS.items()
        ),
    ]
