-- Why an attempt failed, and of what the staff have been reminded.

alter table tray_requests
    -- Of the last attempt that failed: the class of a fault or an error of the workflow.
    add column error text,
    -- When the staff were told that nothing will come of it unless they act.
    add column failure_told_at timestamptz;

-- What the sweep looks for, which is little among all that was ever asked for.
create index tray_requests_unfinished
    on tray_requests (facility_id, service_date, meal_period)
    where status in ('PENDING', 'PROCESSING', 'FAILED');

-- Of which held orders the staff were told once more, and when.
create table hold_reminders (
    facility_id record_id not null,
    tray_order_id record_id not null,
    occasion text not null check (occasion in ('DEADLINE', 'SERVE_TIME')),
    told_at timestamptz not null,
    primary key (facility_id, tray_order_id, occasion),
    foreign key (facility_id, tray_order_id) references tray_orders
);

create index tray_orders_held on tray_orders (facility_id, service_date, meal_period)
    where status = 'HELD';

-- Why an order that was held is no more; NULL for one that a person cancelled.
alter table tray_orders add column cancelled_because text
    check (cancelled_because in ('NOT_RESOLVED'));
