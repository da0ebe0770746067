-- Whom the functions log in as: reads and writes rows, changes no table. Run after every migration, so
-- that new tables are open to it.
do $$
begin
    if not exists (select from pg_roles where rolname = 'trayline') then
        create role trayline login;
    end if;
    -- Of RDS: who has it logs in by a signature of IAM, and by no password.
    if exists (select from pg_roles where rolname = 'rds_iam') then
        grant rds_iam to trayline;
    end if;
end
$$;
grant usage on schema public to trayline;
grant select, insert, update, delete on all tables in schema public to trayline;
grant usage, select on all sequences in schema public to trayline;
-- What was done is added to, and never changed.
revoke update, delete on audit_events from trayline;
revoke all on flyway_schema_history from trayline;
