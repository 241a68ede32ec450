"""The act itself holds no document any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("acts", "0003_give_each_addressee_a_copy"),)

    operations = (
        migrations.AddConstraint(
            "addressee",
            models.UniqueConstraint(
                condition=models.Q(("verification_code", ""), _negated=True),
                fields=("verification_code",),
                name="acts_one_code_a_copy",
            ),
        ),
        migrations.RemoveIndex("act", "acts_by_document"),
        migrations.RemoveField("act", "content"),
        migrations.RemoveField("act", "letter"),
        migrations.RemoveField("act", "unsealed_uuid"),
        migrations.RemoveField("act", "document_uuid"),
        migrations.RemoveField("act", "verification_code"),
    )
