-- Versions and the audit trail are kept by the database itself, in the transaction of the change,
-- so that no writer can forget them.

create table audit_events (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    -- Who: a person where one acts through a function, else the function, by its connection's name.
    actor text not null default coalesce(
        nullif(current_setting('trayline.actor', true), ''), current_setting('application_name')),
    facility_id record_id not null,
    patient_id record_id,
    entity text not null,
    entity_id text not null,
    action text not null check (action in ('CREATED', 'CHANGED', 'REMOVED')),
    -- Per changed column, what it was and what it is; NULL where a row came or went.
    change jsonb
);

create index audit_events_of_entity on audit_events (facility_id, entity, entity_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit_events is append-only: % refused', tg_op;
end $$;

create trigger append_only before update or delete or truncate on audit_events
    for each statement execute function refuse_change();

-- The patient that a row of a table is about, NULL where it is about none.
create function patient_of(entity text, r jsonb) returns text language sql stable as $$
    select case entity
        when 'patients' then r ->> 'id'
        when 'diet_orders' then (
            select e.patient_id from encounters e
            where e.facility_id = r ->> 'facility_id' and e.id = r ->> 'encounter_id')
        when 'nutrient_limits' then (
            select e.patient_id from diet_orders d
            join encounters e on e.facility_id = d.facility_id and e.id = d.encounter_id
            where d.facility_id = r ->> 'facility_id' and d.id = r ->> 'diet_order_id')
        else r ->> 'patient_id'
    end
$$;

-- The triggers below see the rows that a statement wrote or removed as "changed" and, of an update,
-- what they were as "unchanged".

-- Arguments: the columns (at most three) that tell a row from others of its facility; a facility's
-- own row has its id alone.
create function audit() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        -- What a row was and is now meet by grouping, not by a join: a plan made for the few rows of
        -- one statement is kept for the many of a later one.
        insert into audit_events (facility_id, patient_id, entity, entity_id, action, change)
        select coalesce(is_now ->> 'facility_id', id), patient_of(tg_table_name, is_now), tg_table_name,
               id, 'CHANGED', d.change
        from (select id, (array_agg(r) filter (where not past))[1] as is_now,
                     (array_agg(r) filter (where past))[1] as was
              from (select concat_ws('/', r ->> tg_argv[0], r ->> tg_argv[1], r ->> tg_argv[2]) as id,
                           r - array['clinical_version', 'tray_version', 'catalog_version'] as r, past
                    from (select to_jsonb(c) as r, false as past from changed c
                          union all
                          select to_jsonb(u), true from unchanged u) rows) rows
              group by id, r -> 'facility_id') pairs
        cross join lateral (
            select jsonb_object_agg(key, jsonb_build_array(was -> key, value)) as change
            from jsonb_each(is_now)
            where was -> key <> value) d
        where is_now <> was;
    else
        insert into audit_events (facility_id, patient_id, entity, entity_id, action)
        select coalesce(r ->> 'facility_id', r ->> 'id'), patient_of(tg_table_name, r), tg_table_name,
               concat_ws('/', r ->> tg_argv[0], r ->> tg_argv[1], r ->> tg_argv[2]),
               case tg_op when 'INSERT' then 'CREATED' else 'REMOVED' end
        from (select to_jsonb(c) as r from changed c) rows;
    end if;
    return null;
end $$;

create function raise_clinical_version() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        update patients p set clinical_version = clinical_version + 1
        where (p.facility_id, p.id) in (
            select c.facility_id, patient_of(tg_table_name, to_jsonb(c)) from changed c
            union
            select u.facility_id, patient_of(tg_table_name, to_jsonb(u)) from unchanged u);
    else
        update patients p set clinical_version = clinical_version + 1
        where (p.facility_id, p.id) in (
            select c.facility_id, patient_of(tg_table_name, to_jsonb(c)) from changed c);
    end if;
    return null;
end $$;

create function raise_tray_version() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        update patients p set tray_version = tray_version + 1
        where (p.facility_id, p.id) in (
            select c.facility_id, c.patient_id from changed c
            union
            select u.facility_id, u.patient_id from unchanged u);
    else
        update patients p set tray_version = tray_version + 1
        where (p.facility_id, p.id) in (select c.facility_id, c.patient_id from changed c);
    end if;
    return null;
end $$;

create function raise_catalog_version() returns trigger language plpgsql as $$
begin
    update facilities f set catalog_version = catalog_version + 1
    where f.id in (select c.facility_id from changed c);
    return null;
end $$;

-- A row of its own table cannot be raised by an update of that table: it is raised on the way.
create function raise_own_version() returns trigger language plpgsql as $$
begin
    case tg_table_name
        when 'patients' then
            if new.allergy_status is distinct from old.allergy_status then
                new.clinical_version := old.clinical_version + 1;
            end if;
        when 'facilities' then
            if (new.time_zone, new.missing_diet_order, new.house_min_kcal, new.house_max_kcal)
                is distinct from
               (old.time_zone, old.missing_diet_order, old.house_min_kcal, old.house_max_kcal) then
                new.catalog_version := old.catalog_version + 1;
            end if;
    end case;
    return new;
end $$;

create trigger own_version before update on patients
    for each row execute function raise_own_version();
create trigger own_version before update on facilities
    for each row execute function raise_own_version();

do $$
declare
    watched record;
begin
    for watched in
        select * from (values
            ('facilities', '''id''', null),
            ('meal_periods', '''meal_period''', 'raise_catalog_version'),
            ('meal_slots', '''meal_period'', ''slot''', 'raise_catalog_version'),
            ('recipes', '''id''', 'raise_catalog_version'),
            ('portions', '''service_date'', ''meal_period'', ''recipe_id''', null),
            ('patients', '''id''', null),
            ('encounters', '''id''', 'raise_clinical_version'),
            ('diet_orders', '''id''', 'raise_clinical_version'),
            ('nutrient_limits', '''diet_order_id'', ''nutrient'', ''period''', 'raise_clinical_version'),
            ('allergies', '''patient_id'', ''line''', 'raise_clinical_version'),
            ('dislikes', '''patient_id'', ''recipe_id''', 'raise_clinical_version'),
            ('tray_orders', '''id''', 'raise_tray_version')
        ) as t (entity, keys, version)
    loop
        for i in 1 .. 2 loop
            continue when i = 2 and watched.version is null;
            execute format(
                'create trigger %1$s_insert after insert on %2$s
                    referencing new table as changed for each statement execute function %3$s(%4$s);
                 create trigger %1$s_update after update on %2$s
                    referencing new table as changed old table as unchanged
                    for each statement execute function %3$s(%4$s);
                 create trigger %1$s_delete after delete on %2$s
                    referencing old table as changed for each statement execute function %3$s(%4$s)',
                case i when 1 then 'audit' else 'version' end,
                watched.entity,
                case i when 1 then 'audit' else watched.version end,
                case i when 1 then watched.keys else '' end);
        end loop;
    end loop;
end $$;
