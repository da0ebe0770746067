-- What is asked of a whole meal period at once: the orders of a meal, and where the patients are
-- who are in the house, however many meals and stays came before.

create index tray_orders_of_meal on tray_orders (facility_id, service_date, meal_period);

create index encounters_in_house on encounters (facility_id, patient_id)
    where status <> 'DISCHARGED';
