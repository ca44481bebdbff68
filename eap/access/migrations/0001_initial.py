"""Roles of the database, the functions that tell who is acting, and staff accounts."""

import django.db.models.deletion
from django.db import migrations, models

import eap.core.ids
from eap.core.roles import Role

ROLES = """
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['harbour_app', 'harbour_publish', 'harbour_door'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- made meanwhile
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO %I', wanted, current_user);
        END IF;
    END LOOP;
END $$;

CREATE SCHEMA harbour;
GRANT USAGE ON SCHEMA harbour TO harbour_app, harbour_publish;
GRANT USAGE, CREATE ON SCHEMA harbour TO harbour_door;
GRANT USAGE ON SCHEMA public TO harbour_app, harbour_publish, harbour_door;
"""

# An unset setting reads NULL, one that was set in an earlier transaction reads ''.
# PL/pgSQL, because the planner would write the body of an SQL function into every rule of every
# query: reading notes under its nine rules took 1.9 ms to plan, and takes 0.6 ms this way.
FUNCTIONS = """
CREATE FUNCTION harbour.actor_id() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS
    $$ BEGIN RETURN nullif(current_setting('harbour.actor_id', true), '')::uuid; END $$;
CREATE FUNCTION harbour.actor_kind() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS
    $$ BEGIN RETURN coalesce(current_setting('harbour.actor_kind', true), ''); END $$;
CREATE FUNCTION harbour.has_role(wanted text)
RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce(
        wanted = ANY (string_to_array(current_setting('harbour.roles', true), ',')), false);
END $$;
"""

# Django's database cache has no model; several web processes share it for throttling.
CACHE = """
CREATE TABLE cache_shared (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX cache_shared_expires ON cache_shared (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = ()
    operations = (
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, "DROP SCHEMA harbour CASCADE"),
        migrations.RunSQL(CACHE, "DROP TABLE cache_shared"),
        migrations.CreateModel(
            name="Staff",
            fields=(
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("display_name", models.CharField(max_length=80)),
                ("language", models.CharField(default="zh-Hans", max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("invited_at", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
            ),
            options={"db_table": "access_staff"},
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=(
                (
                    "id",
                    models.UUIDField(
                        default=eap.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("role", models.CharField(choices=Role.choices, max_length=30)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("granted_by", models.UUIDField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to="access.staff",
                    ),
                ),
            ),
            options={
                "db_table": "access_role_grant",
                "constraints": (
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("staff", "role"),
                        name="access_one_open_grant",
                    ),
                ),
            },
        ),
    )
