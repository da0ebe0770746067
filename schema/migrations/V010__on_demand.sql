-- Requests that a person or another system makes.

alter table tray_requests
    -- What was chosen, to be on the tray whatever is composed around it.
    add column chosen_recipe_ids text[] not null default '{}',
    -- Who asked, by the subject of their token, and why where that has to be said.
    add column requested_by text,
    add column why text;

-- Why a person last did something with an order, for the audit trail.
alter table tray_orders add column why text;

alter table tray_orders drop constraint tray_orders_flags_check;
alter table tray_orders add constraint tray_orders_flags_check
    check (flags <@ array['DID_NOT_CHOOSE', 'HOUSE_DIET', 'AT_RISK', 'LATE_TRAY']);
