#!/usr/bin/env bash
# Gives each service a database and a login that opens no other one. PostgreSQL's image runs it at the first start.
set -euo pipefail
{
  # The server's log would otherwise quote a failed statement with its password.
  echo 'SET log_min_error_statement = panic;'
  echo 'REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC;'
  for service in auth tasks notification; do
    password=$(<"/run/secrets/$service")
    cat <<SQL
CREATE ROLE $service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '$password';
CREATE DATABASE $service OWNER $service TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE CONNECT, TEMPORARY ON DATABASE $service FROM PUBLIC;
SQL
  done
} | psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB"
