"""Addresses are found by a keyed hash and kept sealed; none stands in clear any more.

Sealing takes the keyring, which a migration does not have, and no programme with accounts has run
on the tables as they were. So this does nothing but refuse where there are accounts.
"""

from django.db import migrations, models


def refuse_accounts(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Stop in one line where addresses in clear would be lost."""
    if apps.get_model("access", "Staff").objects.exists():
        raise SystemExit(
            "There are staff accounts from before addresses were sealed, which cannot be carried"
            " over. Set up an empty database and invite them anew."
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0002_sign_ins_by_hash")]

    operations = [
        migrations.RunPython(refuse_accounts, migrations.RunPython.noop),
        migrations.RemoveField(model_name="staff", name="email"),
        migrations.AddField(
            model_name="staff",
            name="address_index",
            field=models.BinaryField(default=b"", unique=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="staff",
            name="address",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
    ]
