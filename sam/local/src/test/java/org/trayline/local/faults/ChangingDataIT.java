package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Patients turn out to be allergic to milk and recipes to contain it while lunch is being ordered.
/// Whatever an order says that it was checked on is what it was made of; one that was not goes
/// round.
class ChangingDataIT {
    private static final int DAYS = 4;

    /// Items with milk of orders that know their patient's allergy: of each recipe as it was at the
    /// order's version of the catalogue.
    private static final String MILK_ON_TRAYS =
            """
            select o.patient_id, o.clinical_version, o.catalog_version, i.recipe_id
            from tray_orders o
            join allergic a on a.patient_id = o.patient_id
                and o.clinical_version >= a.clinical_version
            join tray_order_items i on i.tray_order_id = o.id
            join lateral (
                select allergens from recipe_versions v
                where v.id = i.recipe_id and v.since_version <= o.catalog_version
                order by v.since_version desc limit 1) r on true
            where o.status = 'PLACED' and (r.allergens is null or 'MILK' = any(r.allergens))""";

    private static final String CHECKED_ON_ANOTHER_CATALOG =
            """
            select o.id from tray_orders o
            where o.proof is not null and (o.proof ->> 'catalogVersion')::bigint <> o.catalog_version""";

    @Test
    void anOrderIsOfTheVersionsThatWereChecked(@TempDir Path folder) throws Exception {
        try (Ward ward = new Ward(folder, Ward.HURRIED);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            ward.plant.execute("create table allergic (patient_id text, clinical_version bigint)");
            AtomicBoolean over = new AtomicBoolean();
            Future<?> changes = threads.submit(() -> change(ward, over));
            for (int number = 1; number <= DAYS; number++) {
                LocalDate day = Ward.day(number);
                ward.open(day);
                ward.settle(day);
                ward.check(day);
            }
            over.set(true);
            changes.get();

            assertEquals(List.of(), ward.plant.rows(MILK_ON_TRAYS), "milk on trays");
            assertEquals(List.of(), ward.plant.rows(CHECKED_ON_ANOTHER_CATALOG));
            assertTrue(
                    Integer.parseInt(ward.plant.rows("select count(*) from allergic").getFirst())
                            >= 10,
                    "hardly anything changed");
        }
    }

    private static void change(Ward ward, AtomicBoolean over) {
        Random random = new Random(20261120);
        while (!over.get()) {
            ward.plant.execute(
                    random.nextInt(4) == 0
                            ? """
                              update recipes set allergens = array_append(allergens, 'MILK')
                              where id = (select id from recipes
                                          where not 'MILK' = any(allergens)
                                          order by md5(id || '%d') limit 1)"""
                                    .formatted(random.nextInt())
                            : """
                              with one as (
                                  select o.facility_id, o.patient_id from tray_orders o
                                  where o.status = 'PLACED' and not exists (
                                      select 1 from allergies a where a.patient_id = o.patient_id)
                                  order by md5(o.patient_id || '%d') limit 1),
                              known as (
                                  insert into allergies (facility_id, patient_id, line, allergen,
                                                         kind, verification)
                                  select facility_id, patient_id, 1, 'MILK', 'ALLERGY', 'CONFIRMED'
                                  from one)
                              update patients set allergy_status = 'RECORDED'
                              where id in (select patient_id from one);
                              insert into allergic
                              select p.id, p.clinical_version from patients p
                              join allergies a on a.patient_id = p.id and a.line = 1
                                  and a.allergen = 'MILK'
                              where not exists (select 1 from allergic x where x.patient_id = p.id)"""
                                    .formatted(random.nextInt()));
        }
    }
}
