"""The database itself keeps the books: lines follow each other, nothing is changed afterwards.

A line of a ledger must follow from the line before it; a payment is what its lines say; payments,
runs and files change only in the ways that a run can take. So no program, no second connection and
no crash can order the same money twice.
"""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE FUNCTION payments_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the books of payments are append-only (%)', TG_TABLE_NAME
        USING ERRCODE = 'check_violation';
END
$$;

CREATE FUNCTION payments_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last payments_entry%ROWTYPE;
    cause payments_payment%ROWTYPE;
    ordered_cents bigint;
BEGIN
    SELECT * INTO last FROM payments_entry
        WHERE ledger_id = NEW.ledger_id AND month = NEW.month
        ORDER BY position DESC LIMIT 1;
    IF NEW.position <> COALESCE(last.position, 0) + 1
        OR NEW.month <> date_trunc('month', NEW.month)::date
        OR NEW.planned <> COALESCE(last.planned, 0)
            + (CASE WHEN NEW.kind = 'planned' THEN NEW.cents ELSE 0 END)
        OR NEW.ordered <> COALESCE(last.ordered, 0)
            + (CASE NEW.kind WHEN 'ordered' THEN NEW.cents WHEN 'released' THEN -NEW.cents
                ELSE 0 END)
        OR NEW.returned <> COALESCE(last.returned, 0)
            + (CASE WHEN NEW.kind IN ('returned', 'repaid') THEN NEW.cents ELSE 0 END)
    THEN
        RAISE EXCEPTION 'a line of a ledger does not follow from the one before'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.payment_id IS NOT NULL THEN
        SELECT * INTO cause FROM payments_payment WHERE id = NEW.payment_id;
        SELECT cents INTO ordered_cents FROM payments_entry
            WHERE payment_id = NEW.payment_id AND month = NEW.month AND kind = 'ordered';
        IF cause.ledger_id <> NEW.ledger_id
            OR (NEW.kind = 'ordered' AND cause.state <> 'proposed')
            OR (NEW.kind = 'released' AND cause.state NOT IN ('proposed', 'ordered'))
            OR (NEW.kind = 'returned' AND cause.state <> 'ordered')
            OR (NEW.kind <> 'ordered' AND ordered_cents IS DISTINCT FROM NEW.cents)
        THEN
            RAISE EXCEPTION 'a line of a ledger does not fit its payment'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER entry_follows BEFORE INSERT ON payments_entry
    FOR EACH ROW EXECUTE FUNCTION payments_entry_follows();
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE ON payments_entry
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();

CREATE FUNCTION payments_payment_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'proposed'
        OR (SELECT state FROM payments_run WHERE id = NEW.run_id) <> 'proposed'
    THEN
        RAISE EXCEPTION 'a payment begins in a proposal' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payment_begins BEFORE INSERT ON payments_payment
    FOR EACH ROW EXECUTE FUNCTION payments_payment_begins();

CREATE FUNCTION payments_payment_is_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.cents <> (
        SELECT COALESCE(SUM(cents), 0) FROM payments_entry
            WHERE payment_id = NEW.id AND kind = 'ordered'
    ) THEN
        RAISE EXCEPTION 'a payment is not what its lines say' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER payment_is_booked AFTER INSERT ON payments_payment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_payment_is_booked();

CREATE FUNCTION payments_payment_moves() RETURNS trigger LANGUAGE plpgsql AS $$
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
            OR (OLD.state = 'ordered' AND NEW.state = 'released' AND run.taken_at IS NULL)
            OR (OLD.state = 'ordered' AND NEW.state = 'returned')
        )
    THEN
        RAISE EXCEPTION 'a payment cannot change like this' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payment_moves BEFORE UPDATE ON payments_payment
    FOR EACH ROW EXECUTE FUNCTION payments_payment_moves();
CREATE TRIGGER payment_stays BEFORE DELETE ON payments_payment
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();

CREATE FUNCTION payments_run_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.unit_id, OLD.month, OLD.reference, OLD.proposed_by_id, OLD.proposed_at)
            IS DISTINCT FROM
            (NEW.unit_id, NEW.month, NEW.reference, NEW.proposed_by_id, NEW.proposed_at)
        OR (OLD.state <> 'proposed' AND
            (OLD.approved_by_id, OLD.approved_at, OLD.approved_count, OLD.approved_cents,
                OLD.execution_on) IS DISTINCT FROM
            (NEW.approved_by_id, NEW.approved_at, NEW.approved_count, NEW.approved_cents,
                NEW.execution_on))
        OR (OLD.taken_at IS NOT NULL AND NEW.taken_at IS DISTINCT FROM OLD.taken_at)
        OR NOT (
            OLD.state = NEW.state
            OR (OLD.state = 'proposed' AND NEW.state IN ('approved', 'withdrawn'))
            OR (OLD.state = 'approved' AND NEW.state = 'voided' AND OLD.taken_at IS NULL)
        )
    THEN
        RAISE EXCEPTION 'a run cannot change like this' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER run_moves BEFORE UPDATE ON payments_run
    FOR EACH ROW EXECUTE FUNCTION payments_run_moves();
CREATE TRIGGER run_stays BEFORE DELETE ON payments_run
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();

CREATE FUNCTION payments_file_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM payments_run WHERE id = NEW.run_id) <> 'approved' THEN
        RAISE EXCEPTION 'only an approved run has a file' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER file_begins BEFORE INSERT ON payments_runfile
    FOR EACH ROW EXECUTE FUNCTION payments_file_begins();
CREATE TRIGGER file_stays BEFORE UPDATE OR DELETE ON payments_runfile
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();
CREATE TRIGGER bank_entry_stays BEFORE UPDATE OR DELETE ON payments_bankentry
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();
"""

BACKWARD = """
DROP TRIGGER bank_entry_stays ON payments_bankentry;
DROP TRIGGER file_stays ON payments_runfile;
DROP TRIGGER file_begins ON payments_runfile;
DROP TRIGGER run_stays ON payments_run;
DROP TRIGGER run_moves ON payments_run;
DROP TRIGGER payment_stays ON payments_payment;
DROP TRIGGER payment_moves ON payments_payment;
DROP TRIGGER payment_is_booked ON payments_payment;
DROP TRIGGER payment_begins ON payments_payment;
DROP TRIGGER entry_is_append_only ON payments_entry;
DROP TRIGGER entry_follows ON payments_entry;
DROP FUNCTION payments_file_begins();
DROP FUNCTION payments_run_moves();
DROP FUNCTION payments_payment_moves();
DROP FUNCTION payments_payment_is_booked();
DROP FUNCTION payments_payment_begins();
DROP FUNCTION payments_entry_follows();
DROP FUNCTION payments_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_make_ledgers_and_runs")]
    # As lists: Django would cut a text at the END of a CASE.
    operations = [migrations.RunSQL([FORWARD], [BACKWARD])]
