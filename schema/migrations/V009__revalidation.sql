-- What becomes of ordered trays when something changes before they are served.

-- A tray that was in order and no longer is.
alter domain reason drop constraint reason_check;
alter domain reason add constraint reason_check check (value in (
    'ALREADY_ORDERED', 'DISCHARGED', 'ON_LEAVE',
    'NPO', 'TUBE_FEEDING_ONLY',
    'PAST_CUTOFF', 'CONFLICTING_ENCOUNTERS', 'NO_DIET_ORDER', 'NPO_ENDED_DIET_NOT_RESUMED',
    'CONFLICTING_DIET_ORDERS', 'ALLERGY_STATUS_UNKNOWN', 'UNCODED_ALLERGY',
    'CONTRADICTORY_ALLERGY_RECORD', 'TEXTURE_UNKNOWN', 'DAY_TOTAL_UNKNOWN', 'NO_COMPLIANT_TRAY',
    'DATA_KEEPS_CHANGING', 'LATE_TRAY_NEEDED', 'NO_LONGER_FITS'));

alter table tray_orders
    drop constraint tray_orders_cancelled_because_check,
    add constraint tray_orders_cancelled_because_check check (cancelled_because in (
        'NOT_RESOLVED', 'REPLACED', 'DISCHARGED', 'ON_LEAVE', 'NPO', 'TUBE_FEEDING_ONLY')),
    -- The rules that this tray, as it is, no longer keeps to, such as `ALLERGEN entree pasta-pesto`
    -- and `sodium_mg MEAL max 600`.
    add column misfits text[] not null default '{}';

-- The patients whose facts have changed since a tray was ordered for them, until somebody has looked
-- at their trays. Filled in the transaction of the change. No clock is asked whether a tray is still
-- to be served: the facility's is not the database's, and who looks leaves out the others.
create table changed_patients (
    facility_id record_id not null,
    patient_id record_id not null,
    -- The last change that is to be looked at.
    clinical_version bigint not null,
    -- Lies elsewhere now.
    moved boolean not null default false,
    primary key (facility_id, patient_id),
    foreign key (facility_id, patient_id) references patients
);

create function queue_changed_patient() returns trigger language plpgsql as $$
begin
    insert into changed_patients as c (facility_id, patient_id, clinical_version)
    select new.facility_id, new.id, new.clinical_version
    where exists (
        select from tray_orders o
        where o.facility_id = new.facility_id and o.patient_id = new.id
            and o.status in ('PLACED', 'HELD'))
    on conflict (facility_id, patient_id) do update
        set clinical_version = excluded.clinical_version;
    return null;
end $$;

create trigger changed after update on patients
    for each row when (old.clinical_version <> new.clinical_version)
    execute function queue_changed_patient();

-- By its name after the trigger that raises the patient's version, which queues the patient and
-- locks what is updated here.
create function note_new_whereabouts() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        update changed_patients p set moved = true
        where (p.facility_id, p.patient_id) in (select c.facility_id, c.patient_id from changed c);
    else
        update changed_patients p set moved = true
        where (p.facility_id, p.patient_id) in (
            select c.facility_id, c.patient_id from (
                select facility_id, id, patient_id, unit, room, bed from changed
                except select facility_id, id, patient_id, unit, room, bed from unchanged) c);
    end if;
    return null;
end $$;

create trigger whereabouts_insert after insert on encounters referencing new table as changed
    for each statement execute function note_new_whereabouts();
create trigger whereabouts_update after update on encounters
    referencing new table as changed old table as unchanged
    for each statement execute function note_new_whereabouts();

-- The facilities whose recipes, meal periods, slots or policy have changed, until their patients
-- with ordered trays have been queued above.
create table changed_facilities (
    facility_id record_id primary key references facilities,
    catalog_version bigint not null
);

create function queue_changed_facility() returns trigger language plpgsql as $$
begin
    insert into changed_facilities (facility_id, catalog_version)
    select new.id, new.catalog_version
    where exists (
        select from tray_orders o
        where o.facility_id = new.id and o.status in ('PLACED', 'HELD'))
    on conflict (facility_id) do update set catalog_version = excluded.catalog_version;
    return null;
end $$;

create trigger changed after update on facilities
    for each row when (old.catalog_version <> new.catalog_version)
    execute function queue_changed_facility();

-- What the staff are still to be told, kept in the transaction of what it tells of, and removed once
-- the queue of notices has it.
create table owed_notices (
    id bigint generated always as identity primary key,
    facility_id record_id not null,
    tray_order_id record_id not null,
    kind text not null check (kind in ('HELD', 'CANCELLED', 'MOVED')),
    reasons text[] not null default '{}',
    -- Where the tray goes, or would have gone.
    unit text not null,
    room text not null,
    bed text not null,
    foreign key (facility_id, tray_order_id) references tray_orders
);
