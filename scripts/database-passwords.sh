#!/usr/bin/env bash
# Gives the roles of roles.sql their passwords. PostgreSQL's image runs it once, as superuser, after roles.sql.
# The passwords travel by environment, not as arguments: arguments show in the list of processes.
set -euo pipefail
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-dxpool}" <<'SQL'
\getenv owner DXPOOL_OWNER_PASSWORD
\getenv app DXPOOL_APP_PASSWORD
\getenv worker DXPOOL_WORKER_PASSWORD
alter role owner password :'owner';
alter role app password :'app';
alter role worker password :'worker';
SQL
