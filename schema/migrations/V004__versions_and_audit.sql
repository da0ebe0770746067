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
    for each row when (old.allergy_status is distinct from new.allergy_status)
    execute function raise_own_version();
create trigger own_version before update on facilities
    for each row execute function raise_own_version();

-- What the triggers of each table do is written out for it: its own columns, its own patient. They
-- see the rows that a statement wrote or removed as "changed" and, of an update, what they were as
-- "unchanged". No two of their rows meet by a join: a plan made for the few rows of one statement
-- is kept for the many of a later one.
do $do$
declare
    watched record;
    raised text;
begin
    for watched in
        select entity, version, patient,
               -- What tells a row from others of its facility.
               'concat_ws(''/'', ' || keys || ')' as id,
               case entity when 'facilities' then 'c.id' else 'c.facility_id' end as facility
        from (values
            ('facilities', 'c.id', null, null),
            ('meal_periods', 'c.meal_period', null, 'catalog_version'),
            ('meal_slots', 'c.meal_period, c.slot', null, 'catalog_version'),
            ('recipes', 'c.id', null, 'catalog_version'),
            ('portions', 'c.service_date, c.meal_period, c.recipe_id', null, null),
            ('patients', 'c.id', 'c.id', null),
            ('encounters', 'c.id', 'c.patient_id', 'clinical_version'),
            ('diet_orders', 'c.id',
                '(select e.patient_id from encounters e
                  where e.facility_id = c.facility_id and e.id = c.encounter_id)',
                'clinical_version'),
            ('nutrient_limits', 'c.diet_order_id, c.nutrient, c.period',
                '(select e.patient_id from diet_orders d
                  join encounters e on e.facility_id = d.facility_id and e.id = d.encounter_id
                  where d.facility_id = c.facility_id and d.id = c.diet_order_id)',
                'clinical_version'),
            ('allergies', 'c.patient_id, c.line', 'c.patient_id', 'clinical_version'),
            ('dislikes', 'c.patient_id, c.recipe_id', 'c.patient_id', 'clinical_version'),
            ('tray_orders', 'c.id', 'c.patient_id', 'tray_version')
        ) as t (entity, keys, patient, version)
    loop
        execute format($sql$
            create function audit_%1$s() returns trigger language plpgsql as $f$
            begin
                if tg_op = 'UPDATE' then
                    insert into audit_events
                        (facility_id, patient_id, entity, entity_id, action, change)
                    select facility, patient, '%1$s', id, 'CHANGED', d.change
                    from (select facility, id, max(patient) as patient,
                                 (array_agg(r) filter (where not past))[1] as is_now,
                                 (array_agg(r) filter (where past))[1] as was
                          from (select %2$s::text as facility, %3$s as id, %4$s::text as patient,
                                       to_jsonb(c) - %5$L::text[] as r, false as past
                                from changed c
                                union all
                                select %2$s, %3$s, null, to_jsonb(c) - %5$L::text[], true
                                from unchanged c) rows
                          group by facility, id) pairs
                    cross join lateral (
                        select jsonb_object_agg(key, jsonb_build_array(was -> key, value)) as change
                        from jsonb_each(is_now)
                        where was -> key <> value) d
                    where is_now <> was;
                else
                    insert into audit_events (facility_id, patient_id, entity, entity_id, action)
                    select %2$s, %4$s, '%1$s', %3$s,
                           case tg_op when 'INSERT' then 'CREATED' else 'REMOVED' end
                    from changed c;
                end if;
                return null;
            end $f$;

            create trigger audit_insert after insert on %1$s referencing new table as changed
                for each statement execute function audit_%1$s();
            create trigger audit_update after update on %1$s
                referencing new table as changed old table as unchanged
                for each statement when (%6$s) execute function audit_%1$s();
            create trigger audit_delete after delete on %1$s referencing old table as changed
                for each statement execute function audit_%1$s();
            $sql$,
            watched.entity, watched.facility, watched.id, coalesce(watched.patient, 'null'),
            '{clinical_version, tray_version, catalog_version}',
            -- What a trigger changes of these two is a version: nothing to tell.
            case when watched.entity in ('patients', 'facilities')
                then 'pg_trigger_depth() = 0' else 'true' end);

        continue when watched.version is null;
        raised := case watched.version
            when 'catalog_version' then
                'update facilities f set catalog_version = catalog_version + 1
                 where f.id in (select c.facility_id from changed c)'
            else format(
                'update patients p set %1$s = %1$s + 1
                 where not (p.brought_by = pg_current_xact_id()
                            and p.xmin = pg_current_xact_id()::xid)
                    and (p.facility_id, p.id) in (
                        select c.facility_id, %2$s from changed c',
                watched.version, watched.patient) end;
        execute format($sql$
            create function version_%1$s() returns trigger language plpgsql as $f$
            begin
                if tg_op = 'UPDATE' then
                    %3$s;
                else
                    %2$s;
                end if;
                return null;
            end $f$;

            create trigger version_insert after insert on %1$s referencing new table as changed
                for each statement execute function version_%1$s();
            create trigger version_update after update on %1$s
                referencing new table as changed old table as unchanged
                for each statement execute function version_%1$s();
            create trigger version_delete after delete on %1$s referencing old table as changed
                for each statement execute function version_%1$s();
            $sql$,
            watched.entity,
            case watched.version when 'catalog_version' then raised else raised || ')' end,
            -- A row that moves to another patient is a change of both.
            case watched.version when 'catalog_version' then raised
                else raised || ' union select c.facility_id, ' || watched.patient
                    || ' from unchanged c)' end);
    end loop;
end $do$;
