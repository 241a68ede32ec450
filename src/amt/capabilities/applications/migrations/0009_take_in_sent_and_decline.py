from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_take_in_paper")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="from_call_uuid",
            field=models.UUIDField(
                help_text="the call or visit in which it began, whoever sent it then", null=True
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="from_call_uuid",
            field=models.UUIDField(
                help_text="the call in which it was begun or taken up, kept when that ended",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="person_digest",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="keyed, of name and birth date of who applied without account",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="adopted_at",
            field=models.DateTimeField(
                help_text="when it was taken into the account, sent without one", null=True
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="adopted_trust",
            field=models.PositiveSmallIntegerField(
                help_text="how surely the account was known then", null=True
            ),
        ),
        migrations.AddField(
            model_name="draftconfirmation",
            name="email",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                help_text="as the submitter gave it, beside a letter",
                max_length=254,
            ),
        ),
        migrations.AddField(
            model_name="draftconfirmation",
            name="declined_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="draftconfirmation",
            name="decline_reason",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("person_digest", ""), _negated=True),
                fields=["person_digest"],
                name="applications_by_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at", None), ("declined_at", None), _connector="OR"),
                name="applications_confirmed_or_declined",
            ),
        ),
    ]
