-- The recipes as they stood at every version of the catalogue: a tray can be composed again, with
-- the recipes of then, years later. Kept by the database itself, in the statement of the change, so
-- that no writer can forget it.

-- What a recipe was made to be, or that it was taken away, at the version that the change raised.
-- A catalogue at a version is of each recipe the last row up to it; nothing here is ever changed.
create table recipe_versions (
    since_version bigint not null,
    removed boolean not null,
    like recipes,
    primary key (facility_id, id, since_version)
);

-- As for the audit trail, whatever the table.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op;
end $$;

create trigger append_only before update or delete or truncate on recipe_versions
    for each statement execute function refuse_change();

-- What was before the recipes that are there now is not known; no row says so.
insert into recipe_versions
select f.catalog_version, false, r.* from recipes r join facilities f on f.id = r.facility_id;

-- Raises the version as before and keeps the rows under the number that it gave: where a
-- transaction changes recipes several times it raises the version as often, and each number has the
-- rows of its own statement. Only the last is ever seen by others, as all are committed together.
create or replace function version_recipes() returns trigger language plpgsql as $$
begin
    case tg_op
        when 'INSERT' then
            with raised as (
                update facilities f set catalog_version = catalog_version + 1
                where f.id in (select c.facility_id from changed c)
                returning f.id, f.catalog_version)
            insert into recipe_versions
            select v.catalog_version, false, c.* from changed c join raised v on v.id = c.facility_id;
        when 'DELETE' then
            with raised as (
                update facilities f set catalog_version = catalog_version + 1
                where f.id in (select c.facility_id from changed c)
                returning f.id, f.catalog_version)
            insert into recipe_versions
            select v.catalog_version, true, c.* from changed c join raised v on v.id = c.facility_id;
        when 'UPDATE' then
            -- A row that gets another key is one that went and one that came.
            with raised as (
                update facilities f set catalog_version = catalog_version + 1
                where f.id in (
                    select c.facility_id from changed c union select u.facility_id from unchanged u)
                returning f.id, f.catalog_version),
            gone as (
                select facility_id, id from unchanged except select facility_id, id from changed)
            insert into recipe_versions
            select v.catalog_version, false, c.* from changed c join raised v on v.id = c.facility_id
            union all
            select v.catalog_version, true, u.* from unchanged u join raised v on v.id = u.facility_id
            where (u.facility_id, u.id) in (select facility_id, id from gone);
    end case;
    return null;
end $$;
