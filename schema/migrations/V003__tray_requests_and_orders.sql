-- The ledger of who asked for a tray, and the tray orders that came of it.

create domain reason as text check (value in (
    'ALREADY_ORDERED', 'DISCHARGED', 'ON_LEAVE',
    'NPO', 'TUBE_FEEDING_ONLY',
    'PAST_CUTOFF', 'CONFLICTING_ENCOUNTERS', 'NO_DIET_ORDER', 'NPO_ENDED_DIET_NOT_RESUMED',
    'CONFLICTING_DIET_ORDERS', 'ALLERGY_STATUS_UNKNOWN', 'UNCODED_ALLERGY',
    'CONTRADICTORY_ALLERGY_RECORD', 'TEXTURE_UNKNOWN', 'DAY_TOTAL_UNKNOWN', 'NO_COMPLIANT_TRAY',
    'DATA_KEEPS_CHANGING', 'LATE_TRAY_NEEDED'));

create table tray_requests (
    request_id uuid primary key,
    facility_id record_id not null,
    patient_id record_id not null,
    service_date date not null,
    meal_period meal_period not null,
    source text not null
        check (source in ('SCHEDULED', 'ON_DEMAND', 'SWEEP', 'RELEASE', 'REPLACE', 'REPLAY')),
    attempt int not null default 1 check (attempt >= 1),
    -- Of what a caller sent, so that one key with two bodies is seen; NULL for a scheduled request.
    body_sha256 bytea check (length(body_sha256) = 32),
    status text not null default 'PENDING'
        check (status in ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED')),
    outcome text check (outcome in ('PLACED', 'HELD', 'WITHHELD', 'NOT_NEEDED')),
    reasons text[] not null default '{}',
    execution_name text,
    replaces_tray_order_id record_id,
    requested_at timestamptz not null,
    sent_at timestamptz,
    closed_at timestamptz,
    foreign key (facility_id, patient_id) references patients,
    foreign key (facility_id, meal_period) references meal_periods,
    check ((status = 'COMPLETED') = (outcome is not null))
);

create index tray_requests_of_meal
    on tray_requests (facility_id, service_date, meal_period, status);

create table tray_orders (
    facility_id record_id not null,
    id record_id not null,
    patient_id record_id not null,
    service_date date not null,
    meal_period meal_period not null,
    status text not null check (status in ('HELD', 'PLACED', 'DELIVERED', 'CANCELLED')),
    -- NULL for an order that an import brought.
    request_id uuid references tray_requests,
    flags text[] not null default '{}'
        check (flags <@ array['DID_NOT_CHOOSE', 'HOUSE_DIET', 'AT_RISK']),
    hold_deadline_at timestamptz,
    clinical_version bigint,
    catalog_version bigint,
    proof jsonb,
    primary key (facility_id, id),
    foreign key (facility_id, patient_id) references patients,
    foreign key (facility_id, meal_period) references meal_periods
);

-- What must never be: two live trays for one patient at one meal.
create unique index one_live_tray_order
    on tray_orders (facility_id, patient_id, service_date, meal_period)
    where status <> 'CANCELLED';

create table tray_order_items (
    facility_id record_id not null,
    tray_order_id record_id not null,
    slot text not null,
    recipe_id record_id not null,
    primary key (facility_id, tray_order_id, slot),
    foreign key (facility_id, tray_order_id) references tray_orders,
    foreign key (facility_id, recipe_id) references recipes
);

create table tray_order_hold_reasons (
    facility_id record_id not null,
    tray_order_id record_id not null,
    reason reason not null,
    primary key (facility_id, tray_order_id, reason),
    foreign key (facility_id, tray_order_id) references tray_orders
);
