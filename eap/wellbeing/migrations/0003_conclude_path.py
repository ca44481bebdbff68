"""Whether a wave is frozen is read from its own table, not from one a login made of that name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("wellbeing", "0002_doors"),)
    operations = (
        migrations.RunSQL(
            "ALTER FUNCTION harbour.wellbeing_conclude() SET search_path = public, pg_temp",
            "ALTER FUNCTION harbour.wellbeing_conclude() RESET search_path",
        ),
    )
