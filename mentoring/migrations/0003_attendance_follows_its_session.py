"""Keep every attendance's `during` equal to its session's, whoever writes which: two triggers."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION attendance_takes_during() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT during INTO STRICT NEW.during FROM mentoring_session WHERE id = NEW.meeting_id;
    RETURN NEW;
END $$;

CREATE TRIGGER attendance_takes_during BEFORE INSERT OR UPDATE OF during, meeting_id ON mentoring_attendance
    FOR EACH ROW EXECUTE FUNCTION attendance_takes_during();

CREATE FUNCTION session_gives_during() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE mentoring_attendance SET during = NEW.during WHERE meeting_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER session_gives_during AFTER UPDATE OF during ON mentoring_session
    FOR EACH ROW WHEN (OLD.during IS DISTINCT FROM NEW.during) EXECUTE FUNCTION session_gives_during();
"""

BACKWARD = """
DROP TRIGGER session_gives_during ON mentoring_session;
DROP FUNCTION session_gives_during();
DROP TRIGGER attendance_takes_during ON mentoring_attendance;
DROP FUNCTION attendance_takes_during();
"""


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0002_cohort_life")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
