#!/usr/bin/env bash
# Gives the roles of roles.sql their passwords. PostgreSQL's image runs it once, as superuser, after
# roles.sql; an operator may run it again.
# The passwords travel by environment, not as arguments: arguments show in the list of processes.
set -euo pipefail
for optional in DXPOOL_BACKUP_PASSWORD DXPOOL_REPLICATION_PASSWORD; do
  [ -n "${!optional:-}" ] || unset "$optional" # an empty one is none
done
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-dxpool}" <<'SQL'
\getenv owner DXPOOL_OWNER_PASSWORD
\getenv app DXPOOL_APP_PASSWORD
\getenv worker DXPOOL_WORKER_PASSWORD
\getenv backup DXPOOL_BACKUP_PASSWORD
\getenv replication DXPOOL_REPLICATION_PASSWORD
alter role owner password :'owner';
alter role app password :'app';
alter role worker password :'worker';
\if :{?backup}
alter role backup password :'backup';
\endif
\if :{?replication}
select 'create role replicator login replication'
where not exists (select from pg_roles where rolname = 'replicator') \gexec
alter role replicator password :'replication';
\endif
SQL

# A standby asks for the write-ahead log; the image's own rules let nobody do that from another machine.
if [ -n "${DXPOOL_REPLICATION_PASSWORD:-}" ] && [ -n "${PGDATA:-}" ] && [ -f "$PGDATA/pg_hba.conf" ]; then
  echo "host replication replicator all scram-sha-256" >>"$PGDATA/pg_hba.conf"
fi
