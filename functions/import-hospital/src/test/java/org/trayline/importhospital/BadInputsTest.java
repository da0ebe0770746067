package org.trayline.importhospital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.trayline.importhospital.ImportReport.Rejected;

class BadInputsTest {
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    @TempDir Path folder;
    private FolderFixture hospital;

    @BeforeEach
    void hospital() {
        hospital = FolderFixture.in(folder);
    }

    /// @param line where the text goes: the number of a line, or `append`, `content`, `delete`
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/bad-inputs.csv",
            useHeadersInDisplayName = false,
            numLinesToSkip = 1,
            ignoreLeadingAndTrailingWhitespace = false)
    void isRefusedWhereItStands(
            String name,
            String file,
            String line,
            @Nullable String text,
            String badFile,
            int badLine,
            @Nullable String badColumn,
            @Nullable String badValue,
            String rule) {
        String written = orEmpty(text);
        switch (line) {
            case "append" -> hospital.append(file, written);
            case "content" -> hospital.content(file, written);
            case "delete" -> hospital.delete(file);
            default -> hospital.line(file, Integer.parseInt(line), written);
        }

        BadRow expected = new BadRow(badFile, badLine, orEmpty(badColumn), orEmpty(badValue), rule);

        List<BadRow> first = hospital.rejected().first();
        assertTrue(first.contains(expected), () -> expected + " is none of " + first);
    }

    @Test
    void aBadCellIsAllThatIsWrong() {
        hospital.line("recipes.csv", 3, "fish,Cod,ENTREE,LUNCH,FISH,,,,,,,,,,,,,,,,,");

        Rejected rejected = hospital.rejected();

        assertEquals(1, rejected.badRows());
        assertEquals(List.of("kind"), rejected.first().stream().map(BadRow::column).toList());
    }

    @Test
    void allThatIsWrongWithARowIsToldAndTheRowIsCountedOnce() {
        hospital.append("tray_order_items.csv", "t9,soup,entree");

        Rejected rejected = hospital.rejected();

        assertEquals(1, rejected.badRows());
        assertEquals(
                List.of("tray_order_id", "recipe_id"),
                rejected.first().stream().map(BadRow::column).toList());
    }

    @Test
    void badRowsOfSeveralFilesAreAllCountedAndTheFirstHundredShown() {
        hospital.append("facility.csv", "south,South,Europe/Berlin,HOLD,,");
        hospital.content(
                "dislikes.csv", "patient_id,recipe_id\n" + "p1,soup\n".repeat(150) + "p1,fish\n");
        hospital.append("tray_orders.csv", "t9,p9,2026-11-19,LUNCH,PLACED");

        Rejected rejected = hospital.rejected();

        assertEquals(152, rejected.badRows());
        assertEquals("facility.csv", rejected.first().getFirst().file());
        assertEquals(
                100,
                rejected.first().stream()
                        .map(row -> row.file() + ":" + row.line())
                        .distinct()
                        .count());
        assertTrue(rejected.toString().endsWith("\n… and 52 more"));
    }

    @Test
    void aLineOfTenMegabytesIsOneBadRowAmongOthers() {
        hospital.line("patients.csv", 2, "p1,M001," + "x".repeat(TEN_MEGABYTES) + ",Zoë,,");
        hospital.line("patients.csv", 4, "p3,M003,,,,UNKNOWN");

        Rejected rejected = hospital.rejected();

        assertEquals(2, rejected.badRows());
        assertEquals(
                List.of(
                        new BadRow(
                                "patients.csv",
                                2,
                                "family_name",
                                "…",
                                "a row must be at most 65,536 bytes"),
                        new BadRow(
                                "patients.csv",
                                4,
                                "allergy_status",
                                "UNKNOWN",
                                "must be one of NOT_ASSESSED, NO_KNOWN_FOOD_ALLERGY, RECORDED, or"
                                        + " blank")),
                rejected.first());
    }

    @Test
    void aQuotedFieldOfTenMegabytesIsOneBadRow() {
        hospital.line(
                "recipes.csv", 2, "oats,\"" + "x,\\n".repeat(TEN_MEGABYTES / 3) + "\",CEREAL");

        Rejected rejected = hospital.rejected();

        assertEquals(1, rejected.badRows());
        assertEquals("name", rejected.first().getFirst().column());
    }

    @Test
    void aLineOfTenMillionFieldsIsOneBadRow() {
        hospital.append("dislikes.csv", "p1,fish" + ",".repeat(TEN_MEGABYTES));

        assertEquals(1, hospital.rejected().badRows());
    }

    @Test
    void aQuoteThatIsNeverClosedHidesNoOtherBadRow() {
        hospital.line("recipes.csv", 2, "oats,\"Oatmeal,CEREAL,,FOOD,,,,,,,,,,,,,,,,,");
        hospital.append("recipes.csv", "jam,Jam,SPREAD,,FOOD,,,,,-1,,,,,,,,,,,,");

        assertEquals(
                List.of("recipes.csv:2 name", "recipes.csv:7 energy_kcal"),
                hospital.rejected().first().stream()
                        .map(row -> row.file() + ":" + row.line() + " " + row.column())
                        .toList());
    }

    @Test
    void aReferenceIntoAFileThatCannotBeReadIsNotBad() {
        hospital.delete("recipes.csv");

        assertEquals(1, hospital.rejected().badRows());
    }

    @Test
    void anEmptyFolderIsRefusedFileByFile() {
        for (HospitalFile file : HospitalFile.values()) {
            hospital.delete(file.fileName());
        }

        long needed = Arrays.stream(HospitalFile.values()).filter(file -> !file.optional()).count();
        assertEquals(needed, hospital.rejected().badRows());
    }

    @Test
    void noMessageSaysWhoAPatientIs() {
        hospital.content("patients.csv", "p1,M001,Jones,Indiana,1899-07-01,RECORDED\n");

        String report = hospital.rejected().toString();

        for (String personal : List.of("M001", "Jones", "Indiana", "1899")) {
            assertFalse(report.contains(personal), report);
        }
    }

    @Test
    void aReportIsAtMostAHundredColumnsWide() {
        hospital.content(
                "recipes.csv",
                "id,name,course,meal_periods,kind,textures,drink_thickness,diet_tags,allergens,cost_cents\n"
                        + String.join(";", Collections.nCopies(100, "素食"))
                                .concat(",,,,,,,,EGGS,\n"));

        hospital.rejected()
                .toString()
                .lines()
                .forEach(
                        line ->
                                assertTrue(
                                        line.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum() <= 100,
                                        line));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
