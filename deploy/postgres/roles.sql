-- Roles of a production database, made once by its administrator before the first migration:
--   psql -v app_password=... -v publish_password=... -f roles.sql harbour
-- The owner (who migrates) must own the database; it needs no superuser rights. Nobody but it and
-- the two logins may connect. The migration itself would make the three NOLOGIN roles too, for
-- owners who may create roles.
\set ON_ERROR_STOP on

CREATE EXTENSION IF NOT EXISTS btree_gist;

SELECT format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', name)
FROM unnest(ARRAY['harbour_app', 'harbour_publish', 'harbour_door']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

SELECT format('CREATE ROLE %I LOGIN NOBYPASSRLS CONNECTION LIMIT %s', name, most)
FROM (VALUES ('harbour_web', 60), ('harbour_publisher', 5)) AS wanted(name, most)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE harbour_web PASSWORD :'app_password';
ALTER ROLE harbour_publisher PASSWORD :'publish_password';
GRANT harbour_app TO harbour_web;
GRANT harbour_publish TO harbour_publisher;

SELECT format('GRANT harbour_app, harbour_publish, harbour_door TO %I',
              (SELECT rolname FROM pg_roles JOIN pg_database ON datdba = pg_roles.oid
               WHERE datname = current_database()))
\gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO harbour_web, harbour_publisher', current_database())
\gexec
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
