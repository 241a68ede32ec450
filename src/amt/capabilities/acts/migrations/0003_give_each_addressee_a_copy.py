"""What an act held becomes the copy of each of its addressees.

The code on the document stays with the first one: it stands on one document.
"""

from typing import Any

from django.db import migrations


def give_each_addressee_their_copy(apps: Any, schema_editor: Any) -> None:
    """Carry content, letter and document over from the act."""
    acts = apps.get_model("acts", "Act").objects.using(schema_editor.connection.alias)
    for act in acts.prefetch_related("addressees").iterator(chunk_size=500):
        acts.filter(id=act.id).update(title=act.content["title"])
        first = True
        for row in sorted(act.addressees.all(), key=lambda row: (row.position, row.id)):
            row.document_uuid = act.document_uuid
            if row.instead_of_id is None:
                row.content, row.letter = act.content, act.letter
                row.unsealed_uuid = act.unsealed_uuid
                row.verification_code = act.verification_code if first else ""
                first = False
            row.save()


class Migration(migrations.Migration):
    dependencies = (("acts", "0002_copies_and_notices"),)

    operations = (migrations.RunPython(give_each_addressee_their_copy, migrations.RunPython.noop),)
