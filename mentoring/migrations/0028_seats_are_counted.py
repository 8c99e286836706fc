"""Keep every group's `taken` equal to its guests' active seats, whoever writes which: a trigger; the constraint does the rest."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION group_counts_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.role = 'guest' AND OLD.status = 'active' THEN
        UPDATE mentoring_group SET taken = taken - 1 WHERE meeting_id = OLD.meeting_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.role = 'guest' AND NEW.status = 'active' THEN
        UPDATE mentoring_group SET taken = taken + 1 WHERE meeting_id = NEW.meeting_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER group_counts_seats AFTER INSERT OR DELETE OR UPDATE OF status, role, meeting_id ON mentoring_attendance
    FOR EACH ROW EXECUTE FUNCTION group_counts_seats();
"""

BACKWARD = """
DROP TRIGGER group_counts_seats ON mentoring_attendance;
DROP FUNCTION group_counts_seats();
"""


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0027_groups")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
