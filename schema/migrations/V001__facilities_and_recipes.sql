-- What a hospital serves: its zone, its policy, its day of meals and its recipes.
-- Every table is keyed by facility first: ids are a facility's own.

-- Ids are ASCII and in the order of their code points, whatever the language of the database. The
-- length apart from the pattern: a bounded repetition makes a check some twenty times as slow.
create domain record_id as text collate "C"
    check (value !~ '[^A-Za-z0-9._-]' and length(value) between 1 and 64);
create domain code as text check (value !~ '[^A-Z0-9_]' and length(value) between 1 and 64);
create domain meal_period as text check (value in ('BREAKFAST', 'LUNCH', 'DINNER'));
create domain nutrient as text check (value in (
    'ENERGY_KCAL', 'PROTEIN_G', 'CARBOHYDRATE_G', 'FAT_G', 'SATURATED_FAT_G', 'FIBER_G', 'SUGARS_G',
    'SODIUM_MG', 'POTASSIUM_MG', 'PHOSPHORUS_MG', 'FLUID_ML'));
create domain allergen as text check (value in (
    'MILK', 'EGG', 'FISH', 'CRUSTACEAN', 'MOLLUSC', 'TREE_NUT', 'PEANUT', 'WHEAT', 'GLUTEN', 'SOY',
    'SESAME', 'CELERY', 'MUSTARD', 'LUPIN', 'SULPHITE'));
-- IDDSI levels.
create domain food_texture as text check (value in ('3', '4', '5', '6', '7EC', '7'));
create domain drink_thickness as text check (value in ('0', '1', '2', '3', '4'));

create table facilities (
    id record_id primary key,
    name text not null,
    time_zone text not null,
    missing_diet_order text not null check (missing_diet_order in ('HOLD', 'HOUSE_DIET')),
    house_min_kcal numeric check (house_min_kcal >= 0),
    house_max_kcal numeric check (house_max_kcal >= 0),
    -- Raised by every change to the policy, the meal periods, the slots and the recipes.
    catalog_version bigint not null default 1
);

create table meal_periods (
    facility_id record_id not null references facilities,
    meal_period meal_period not null,
    opens_at time not null,
    cut_off_at time not null,
    serves_at time not null,
    kcal_share numeric not null check (kcal_share > 0),
    primary key (facility_id, meal_period),
    unique (facility_id, serves_at) deferrable initially deferred
);

create table meal_slots (
    facility_id record_id not null,
    meal_period meal_period not null,
    slot text not null check (slot <> ''),
    -- The order in which the slots stand on the tray.
    position int not null,
    courses text[] not null check (cardinality(courses) > 0),
    required boolean not null,
    primary key (facility_id, meal_period, slot),
    unique (facility_id, meal_period, position) deferrable initially deferred,
    foreign key (facility_id, meal_period) references meal_periods
);

create table recipes (
    facility_id record_id not null references facilities,
    id record_id not null,
    name text not null,
    course code not null,
    meal_periods text[] not null check (meal_periods <@ array['BREAKFAST', 'LUNCH', 'DINNER']),
    kind text not null check (kind in ('FOOD', 'DRINK')),
    textures text[] not null check (textures <@ array['3', '4', '5', '6', '7EC', '7']),
    drink_thickness text[] not null check (drink_thickness <@ array['0', '1', '2', '3', '4']),
    diet_tags text[] not null,
    -- NULL = unknown, empty = none.
    allergens text[] check (allergens <@ array[
        'MILK', 'EGG', 'FISH', 'CRUSTACEAN', 'MOLLUSC', 'TREE_NUT', 'PEANUT', 'WHEAT', 'GLUTEN',
        'SOY', 'SESAME', 'CELERY', 'MUSTARD', 'LUPIN', 'SULPHITE']),
    -- NULL = unknown, which is never zero.
    energy_kcal numeric check (energy_kcal >= 0),
    protein_g numeric check (protein_g >= 0),
    carbohydrate_g numeric check (carbohydrate_g >= 0),
    fat_g numeric check (fat_g >= 0),
    saturated_fat_g numeric check (saturated_fat_g >= 0),
    fiber_g numeric check (fiber_g >= 0),
    sugars_g numeric check (sugars_g >= 0),
    sodium_mg numeric check (sodium_mg >= 0),
    potassium_mg numeric check (potassium_mg >= 0),
    phosphorus_mg numeric check (phosphorus_mg >= 0),
    fluid_ml numeric check (fluid_ml >= 0),
    cost_cents int check (cost_cents >= 0),
    -- Where the nutrients come from, such as a USDA food code.
    source text,
    primary key (facility_id, id)
);

-- How many portions of a recipe a meal may still take; a recipe without a row is not limited.
create table portions (
    facility_id record_id not null,
    service_date date not null,
    meal_period meal_period not null,
    recipe_id record_id not null,
    portions_left int not null check (portions_left >= 0),
    primary key (facility_id, service_date, meal_period, recipe_id),
    foreign key (facility_id, meal_period) references meal_periods,
    foreign key (facility_id, recipe_id) references recipes
);
