"""The rules of the books look lines up by index, whatever the planner thinks of a young table.

A plan made while the table was small stays with the connection and reads the whole table for every
new line of a large run.
"""

from __future__ import annotations

from django.db import migrations

FUNCTIONS = ("payments_entry_follows", "payments_payment_is_booked")


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_mark_payments")]
    operations = [
        migrations.RunSQL(
            [f"ALTER FUNCTION {name}() SET enable_seqscan = off" for name in FUNCTIONS],
            [f"ALTER FUNCTION {name}() RESET enable_seqscan" for name in FUNCTIONS],
        )
    ]
