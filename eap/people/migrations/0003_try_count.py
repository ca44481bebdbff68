"""Tries are counted whether wrong or not: polling is slowed down as guessing is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("people", "0002_doors"),)
    operations = (
        migrations.RenameModel("WrongTry", "TryCount"),
        migrations.AlterModelTable("TryCount", "people_try_count"),
        migrations.RenameField("TryCount", "wrong", "tries"),
    )
