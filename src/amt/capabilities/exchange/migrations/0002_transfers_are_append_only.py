"""The database itself refuses to change or delete what was noted about a person."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE FUNCTION exchange_transfer_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was handed on is append-only';
END
$$;
CREATE TRIGGER transfer_is_append_only BEFORE UPDATE OR DELETE ON exchange_transfer
    FOR EACH ROW EXECUTE FUNCTION exchange_transfer_is_append_only();
"""

BACKWARD = """
DROP TRIGGER transfer_is_append_only ON exchange_transfer;
DROP FUNCTION exchange_transfer_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_messages_and_transfers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
