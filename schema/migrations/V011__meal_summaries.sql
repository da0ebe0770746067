-- The meals of which people were told, when the cut-off had passed, how many of the beds get a tray.
create table meal_summaries (
    facility_id record_id not null references facilities,
    service_date date not null,
    meal_period meal_period not null,
    told_at timestamptz not null,
    primary key (facility_id, service_date, meal_period)
);
