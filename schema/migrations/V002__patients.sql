-- The patients as the wards know them. Contradictory clinical data is stored as it came: a hold
-- shows it to a human, the database does not hide it.

create table patients (
    facility_id record_id not null references facilities,
    id record_id not null,
    mrn text not null,
    family_name text not null,
    given_name text not null,
    birth_date date,
    allergy_status text
        check (allergy_status in ('NOT_ASSESSED', 'NO_KNOWN_FOOD_ALLERGY', 'RECORDED')),
    -- Raised by every change to the allergy status, encounters, diet orders, limits, allergies and
    -- dislikes.
    clinical_version bigint not null default 1,
    -- Raised by every change to the tray orders.
    tray_version bigint not null default 1,
    -- While it is the transaction at work, no one has seen a version that would need raising.
    brought_by xid8 not null default pg_current_xact_id(),
    primary key (facility_id, id)
) with (fillfactor = 80);

create table encounters (
    facility_id record_id not null,
    id record_id not null,
    patient_id record_id not null,
    status text not null check (status in ('ADMITTED', 'ON_LEAVE', 'DISCHARGED')),
    service_type text check (service_type in ('SELECT', 'ASSIST', 'NON_SELECT')),
    unit text not null default '',
    room text not null default '',
    bed text not null default '',
    admitted_at timestamptz,
    discharged_at timestamptz,
    dysphagia_flag boolean not null default false,
    primary key (facility_id, id),
    foreign key (facility_id, patient_id) references patients
);

create index encounters_of_patient on encounters (facility_id, patient_id);

create table diet_orders (
    facility_id record_id not null,
    id record_id not null,
    encounter_id record_id not null,
    kind text not null check (kind in ('ORAL', 'NPO', 'TUBE_FEEDING_ONLY')),
    status text not null check (status in ('ACTIVE', 'DISCONTINUED')),
    -- NULL = since ever, for ever.
    starts_at timestamptz,
    ends_at timestamptz,
    min_kcal_day numeric check (min_kcal_day >= 0),
    max_kcal_day numeric check (max_kcal_day >= 0),
    food_texture food_texture,
    drink_thickness drink_thickness,
    diet_tags text[] not null default '{}',
    primary key (facility_id, id),
    foreign key (facility_id, encounter_id) references encounters,
    check (ends_at > starts_at)
);

create index diet_orders_of_encounter on diet_orders (facility_id, encounter_id);

create table nutrient_limits (
    facility_id record_id not null,
    diet_order_id record_id not null,
    nutrient nutrient not null,
    period text not null check (period in ('MEAL', 'DAY')),
    min numeric check (min >= 0),
    max numeric check (max >= 0),
    primary key (facility_id, diet_order_id, nutrient, period),
    foreign key (facility_id, diet_order_id) references diet_orders
);

-- Allergies may repeat: each was recorded by someone. `line` tells equal ones apart.
create table allergies (
    facility_id record_id not null,
    patient_id record_id not null,
    line int not null,
    -- NULL = recorded as text only.
    allergen allergen,
    kind text not null check (kind in ('ALLERGY', 'INTOLERANCE')),
    verification text not null
        check (verification in ('CONFIRMED', 'UNCONFIRMED', 'REFUTED', 'ENTERED_IN_ERROR')),
    text text,
    primary key (facility_id, patient_id, line),
    foreign key (facility_id, patient_id) references patients,
    check (allergen is not null or text is not null)
);

create table dislikes (
    facility_id record_id not null,
    patient_id record_id not null,
    recipe_id record_id not null,
    primary key (facility_id, patient_id, recipe_id),
    foreign key (facility_id, patient_id) references patients,
    foreign key (facility_id, recipe_id) references recipes
);
