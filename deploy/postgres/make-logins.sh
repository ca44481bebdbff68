#!/bin/sh
# Run once by the database's image when its folder is empty.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v app_password="$(cat "$APP_PASSWORD_FILE")" \
  -v publish_password="$(cat "$PUBLISH_PASSWORD_FILE")" \
  -f /roles.sql
