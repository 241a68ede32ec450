"""The database releases nothing of a run whose file may be at the bank."""

from __future__ import annotations

from django.db import migrations

BODY = """
CREATE OR REPLACE FUNCTION payments_payment_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    run payments_run%ROWTYPE;
BEGIN
    SELECT * INTO run FROM payments_run WHERE id = OLD.run_id;
    IF (to_jsonb(OLD) - 'state' - 'returned_on' - 'return_reason')
            <> (to_jsonb(NEW) - 'state' - 'returned_on' - 'return_reason')
        OR NOT (
            OLD.state = NEW.state
            OR (OLD.state = 'proposed' AND NEW.state = 'ordered' AND run.state = 'approved')
            OR (OLD.state = 'proposed' AND NEW.state = 'released')
            OR (OLD.state = 'ordered' AND NEW.state = 'released' AND run.taken_at IS NULL{more})
            OR (OLD.state = 'ordered' AND NEW.state = 'returned')
        )
    THEN
        RAISE EXCEPTION 'a payment cannot change like this' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_statements_and_hand_over")]
    operations = [
        migrations.RunSQL(
            [BODY.replace("{more}", " AND run.sent_at IS NULL")], [BODY.replace("{more}", "")]
        )
    ]
