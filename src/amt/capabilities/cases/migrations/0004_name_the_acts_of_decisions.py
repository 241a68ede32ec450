"""Decisions of before learn the key of the act that declared them."""

from django.db import migrations

FILL = """
UPDATE cases_decision SET act_key = act.act_key
FROM acts_act AS act WHERE act.uuid = cases_decision.act_uuid AND cases_decision.act_key = ''
"""


class Migration(migrations.Migration):
    dependencies = [("acts", "0001_initial"), ("cases", "0003_decided_once_more")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
