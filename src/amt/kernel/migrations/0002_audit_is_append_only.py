"""The database itself refuses to change or delete what was recorded."""

from __future__ import annotations

from django.db import migrations

FORWARD = """
CREATE FUNCTION kernel_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'kernel_auditentry'
        AND OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL
        AND (to_jsonb(OLD) - 'seal_id') = (to_jsonb(NEW) - 'seal_id')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;
CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE ON kernel_auditentry
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_is_append_only();
CREATE TRIGGER audit_seal_is_append_only BEFORE UPDATE OR DELETE ON kernel_auditseal
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_is_append_only();
"""

BACKWARD = """
DROP TRIGGER audit_entry_is_append_only ON kernel_auditentry;
DROP TRIGGER audit_seal_is_append_only ON kernel_auditseal;
DROP FUNCTION kernel_audit_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
