-- How many portions the kitchen makes, and how many of them stand on trays: what is left is the
-- difference, and below zero where the kitchen made fewer than were ordered before it said so.

alter table portions rename column portions_left to portions;
alter table portions rename constraint portions_portions_left_check to portions_portions_check;
alter table portions
    add column taken int not null default 0 check (taken >= 0),
    add column portions_left int not null generated always as (portions - taken) stored;

-- Until when a tray may still be asked for after the cut-off; NULL = until it is served.
alter table meal_periods add column kitchen_closes_at time;

-- What a tray took it gives back when it is cancelled, whoever cancels it. The rows of the portions
-- are locked in the order of their recipes and after the patient's, as every writer does: who cancels
-- holds that one.
create function return_portions() returns trigger language plpgsql as $$
begin
    perform 1
    from portions p
    join tray_order_items i on i.facility_id = p.facility_id and i.recipe_id = p.recipe_id
    where p.facility_id = new.facility_id and p.service_date = new.service_date
        and p.meal_period = new.meal_period and i.tray_order_id = new.id
    order by p.recipe_id
    for no key update of p;
    update portions p set taken = p.taken - 1
    from tray_order_items i
    where p.facility_id = new.facility_id and p.service_date = new.service_date
        and p.meal_period = new.meal_period and p.taken > 0
        and i.facility_id = p.facility_id and i.tray_order_id = new.id
        and i.recipe_id = p.recipe_id;
    return null;
end $$;

create trigger portions_returned after update of status on tray_orders
    for each row
    when (old.status in ('PLACED', 'DELIVERED') and new.status not in ('PLACED', 'DELIVERED'))
    execute function return_portions();
