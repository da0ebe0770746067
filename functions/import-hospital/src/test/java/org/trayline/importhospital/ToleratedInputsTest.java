package org.trayline.importhospital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToleratedInputsTest {
    @TempDir Path folder;
    private FolderFixture hospital;

    @BeforeEach
    void hospital() {
        hospital = FolderFixture.in(folder);
    }

    @Test
    void columnsInAnyOrder() {
        hospital.content("dislikes.csv", "recipe_id,patient_id\nfish,p1\n");

        assertAccepted();
    }

    @Test
    void aByteOrderMark() {
        hospital.line("dislikes.csv", 1, "\\xEF\\xBB\\xBFpatient_id,recipe_id");

        assertAccepted();
    }

    @Test
    void windowsLineEndsBlankLinesAndNoLastLineEnd() {
        hospital.content("dislikes.csv", "patient_id,recipe_id\\r\\n\\r\\np1,fish\\r\\np2,oats");

        assertAccepted();
        assertEquals(2, Objects.requireNonNull(read().rows().get(HospitalFile.DISLIKES)).count());
    }

    @Test
    void nutrientColumnsAndSourceMayBeMissing() {
        hospital.content(
                "recipes.csv",
                """
                id,name,course,meal_periods,kind,textures,drink_thickness,diet_tags,allergens,cost_cents
                oats,,A,,FOOD,,,,,
                fish,,A,,FOOD,,,,,
                apple,,A,,FOOD,,,,,
                water,,A,,DRINK,,,,,
                stew,,A,,FOOD,,,,,
                """);

        assertAccepted();
    }

    @Test
    void filesOfAHeaderAlone() {
        hospital.content("allergies.csv", "patient_id,allergen,kind,verification,text");
        hospital.content("dislikes.csv", "patient_id,recipe_id");

        assertAccepted();
    }

    @Test
    void aQuoteWithinAnUnquotedField() {
        hospital.line("recipes.csv", 4, "apple,5\" apple \"red\",FRUIT,,FOOD,,,,,,,,,,,,,,,,,");

        assertAccepted();
    }

    @Test
    void contradictoryClinicalData() {
        hospital.line("patients.csv", 2, "p1,,,,,NO_KNOWN_FOOD_ALLERGY");
        hospital.append("diet_orders.csv", "d8,e1,ORAL,ACTIVE,2026-11-12T11:00,,2000,1000,,2,");
        hospital.append("nutrient_limits.csv", "d8,fat_g,DAY,9,1");
        hospital.append("nutrient_limits.csv", "d8,fat_g,MEAL,,");

        assertAccepted();
    }

    @Test
    void linesAreThoseOfTheFileAlsoAfterQuotedLineBreaks() {
        hospital.line("allergies.csv", 2, "p1,,ALLERGY,CONFIRMED,\"a\\r\\nb\\rc\\nd\"");

        assertEquals(
                List.of(2, 6, 7, 8, 9),
                read().allergies().stream().map(RecordedAllergy::line).toList());
    }

    private void assertAccepted() {
        assertNotNull(read());
    }

    private HospitalFolder read() {
        BadRows bad = new BadRows();
        HospitalFolder read = FolderReader.read(folder, bad);
        return Objects.requireNonNull(read, () -> bad.first().toString());
    }
}
