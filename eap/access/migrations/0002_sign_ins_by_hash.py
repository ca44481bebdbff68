"""Sign-ins are kept by hash; those kept in clear end, and the library's second list of them goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("access", "0001_initial"), ("sessions", "0001_initial"))
    operations = (
        migrations.RunSQL("DELETE FROM django_session", migrations.RunSQL.noop),
        migrations.RunSQL("DROP TABLE IF EXISTS usersessions_usersession", migrations.RunSQL.noop),
    )
