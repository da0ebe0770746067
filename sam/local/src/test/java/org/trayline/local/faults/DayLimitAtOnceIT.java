package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.meal.facility.MealPeriod;

/// Lunch and dinner of the same patients are ordered at the same time. The day's sodium is enough
/// for one salty tray and one that is not; each meal by itself would take the salty one.
class DayLimitAtOnceIT {
    private static final int PATIENTS = 40;
    private static final int DAYS = 3;

    private static final Map<String, String> FILES =
            Map.of(
                    "facility.csv",
                    """
                    id,name,time_zone,missing_diet_order,house_min_kcal,house_max_kcal
                    salt,Salt Hospital,America/Chicago,HOLD,,
                    """,
                    "meal_periods.csv",
                    """
                    meal_period,opens_at,cut_off_at,serves_at,kcal_share
                    LUNCH,09:00,10:45,12:00,0.5
                    DINNER,15:00,16:30,17:45,0.5
                    """,
                    "meal_slots.csv",
                    """
                    meal_period,slot,courses,required
                    LUNCH,main,ENTREE,true
                    DINNER,main,ENTREE,true
                    """,
                    "recipes.csv",
                    """
                    id,name,course,meal_periods,kind,textures,drink_thickness,diet_tags,allergens,\
                    energy_kcal,protein_g,carbohydrate_g,fat_g,saturated_fat_g,fiber_g,sugars_g,\
                    sodium_mg,potassium_mg,phosphorus_mg,fluid_ml,cost_cents,source
                    salty,Ham,ENTREE,LUNCH;DINNER,FOOD,7,,,NONE,700,,,,,,,800,,,,100,
                    mild,Rice,ENTREE,LUNCH;DINNER,FOOD,7,,,NONE,300,,,,,,,100,,,,100,
                    """,
                    "allergies.csv",
                    "patient_id,allergen,kind,verification,text\n",
                    "dislikes.csv",
                    "patient_id,recipe_id\n",
                    "tray_orders.csv",
                    "id,patient_id,service_date,meal_period,status\n",
                    "tray_order_items.csv",
                    "tray_order_id,recipe_id,slot\n");

    private static Path hospital(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        StringBuilder patients =
                new StringBuilder("id,mrn,family_name,given_name,birth_date,allergy_status\n");
        StringBuilder encounters =
                new StringBuilder(
                        "id,patient_id,status,service_type,unit,room,bed,admitted_at,"
                                + "discharged_at,dysphagia_flag\n");
        StringBuilder diets =
                new StringBuilder(
                        "id,encounter_id,kind,status,starts_at,ends_at,min_kcal_day,max_kcal_day,"
                                + "food_texture,drink_thickness,diet_tags\n");
        StringBuilder limits = new StringBuilder("diet_order_id,nutrient,period,min,max\n");
        for (int i = 10; i < 10 + PATIENTS; i++) {
            patients.append("p%1$d,m%1$d,,,,NO_KNOWN_FOOD_ALLERGY\n".formatted(i));
            encounters.append("e%1$d,p%1$d,ADMITTED,NON_SELECT,,,,,,false\n".formatted(i));
            diets.append("d%1$d,e%1$d,ORAL,ACTIVE,,,1400,1400,7,0,\n".formatted(i));
            limits.append("d%d,sodium_mg,DAY,,1000\n".formatted(i));
        }
        Files.writeString(folder.resolve("patients.csv"), patients);
        Files.writeString(folder.resolve("encounters.csv"), encounters);
        Files.writeString(folder.resolve("diet_orders.csv"), diets);
        Files.writeString(folder.resolve("nutrient_limits.csv"), limits);
        return folder;
    }

    @Test
    void twoMealsOfAPatientNeverExceedTheDayTogether(@TempDir Path folder) throws Exception {
        try (Ward ward = new Ward(folder, hospital(folder.resolve("hospital")), Ward.DIVERTED)) {
            for (int number = 1; number <= DAYS; number++) {
                LocalDate day = Ward.day(number);
                ward.open(day);
                ward.plant.open(ward.plant.now(), day, MealPeriod.DINNER, false);
                List<String> messages = new ArrayList<>(ward.diverted());
                // Both meals of a patient after each other, so that they are under way together.
                messages.sort(Comparator.comparing(body -> body.replaceAll(".*patientId", "")));
                messages.forEach(ward.plant::ask);
                ward.settle(day);
                ward.check(day);
            }

            assertEquals(
                    List.of("900.000|" + PATIENTS * DAYS),
                    ward.plant.rows(
                            """
                            select sum::numeric(9, 3), count(*) from (
                                select sum(r.sodium_mg) from tray_orders o
                                join tray_order_items i on i.tray_order_id = o.id
                                join recipes r on r.id = i.recipe_id
                                where o.status = 'PLACED'
                                group by o.patient_id, o.service_date) day
                            group by 1 order by 1"""),
                    "sodium of a day, and of how many: a salty tray and a mild one");
        }
    }
}
