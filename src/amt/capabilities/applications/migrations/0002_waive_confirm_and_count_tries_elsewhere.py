"""What a draft need not answer, who confirmed an application; wrong tries are identity's now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_make_drafts_and_applications"),
    ]

    operations = [
        # The table stays for one release: the version that runs until then still counts in it.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="WrongCode")],
        ),
        migrations.AddField(
            model_name="application",
            name="confirmations",
            field=models.JSONField(
                db_default=[],
                default=list,
                help_text="who confirmed it beside the submitter, and when",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="waived",
            field=models.JSONField(
                db_default=[], default=list, help_text="paths that nobody has to answer here"
            ),
        ),
    ]
