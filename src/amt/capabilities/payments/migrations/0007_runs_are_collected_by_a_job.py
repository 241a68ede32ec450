"""A run begins as an order to collect; a job makes the proposal, or says why there is none.

The new constraint comes before the old one goes, so that at no time two runs of a unit are open.
"""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

BODY = """
CREATE OR REPLACE FUNCTION payments_run_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.unit_id, OLD.month, OLD.reference, OLD.proposed_by_id, OLD.proposed_at)
            IS DISTINCT FROM
            (NEW.unit_id, NEW.month, NEW.reference, NEW.proposed_by_id, NEW.proposed_at)
        OR (OLD.state NOT IN ({open}) AND
            (OLD.approved_by_id, OLD.approved_at, OLD.approved_count, OLD.approved_cents,
                OLD.execution_on) IS DISTINCT FROM
            (NEW.approved_by_id, NEW.approved_at, NEW.approved_count, NEW.approved_cents,
                NEW.execution_on))
        OR (OLD.taken_at IS NOT NULL AND NEW.taken_at IS DISTINCT FROM OLD.taken_at)
        OR NOT (
            OLD.state = NEW.state{more}
            OR (OLD.state = 'proposed' AND NEW.state IN ('approved', 'withdrawn'))
            OR (OLD.state = 'approved' AND NEW.state = 'voided' AND OLD.taken_at IS NULL)
        )
    THEN
        RAISE EXCEPTION 'a run cannot change like this' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
MORE = """
            OR (OLD.state = 'collecting' AND NEW.state IN ('proposed', 'withdrawn'))"""
FORWARD = BODY.replace("{open}", "'collecting', 'proposed'").replace("{more}", MORE)
BACKWARD = BODY.replace("{open}", "'proposed'").replace("{more}", "")
STATES = [
    ("collecting", "Collecting"),
    ("proposed", "Proposed"),
    ("approved", "Approved"),
    ("withdrawn", "Withdrawn"),
    ("voided", "Voided"),
]


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_the_books_are_read_by_index")]
    operations = [
        migrations.AddField(
            model_name="run",
            name="collect_failure",
            field=models.CharField(
                blank=True,
                default="",
                help_text="why nothing could be proposed, a code",
                max_length=40,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.CharField(choices=STATES, default="collecting", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=["collecting", "proposed"]),
                name="payments_one_unfinished_run",
            ),
        ),
        migrations.RemoveConstraint(model_name="run", name="payments_one_open_run"),
        migrations.RemoveConstraint(model_name="run", name="payments_approved_by_somebody"),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["approved", "voided"], approved_by__isnull=False)
                | Q(state__in=["collecting", "proposed", "withdrawn"], approved_by=None),
                name="payments_approved_by_somebody",
            ),
        ),
        migrations.RunSQL([FORWARD], [BACKWARD]),
    ]
