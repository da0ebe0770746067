package org.trayline.importhospital;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trayline.importhospital.AllergyLines.Placed;

class AllergyLinesTest {
    private static final RecordedAllergy PEANUT = allergy(1, "PEANUT", "CONFIRMED", null);
    private static final RecordedAllergy REFUTED = allergy(2, "PEANUT", "REFUTED", null);
    private static final RecordedAllergy MILK = allergy(3, "MILK", "CONFIRMED", "hives");
    private static final RecordedAllergy UNCODED = allergy(4, null, "CONFIRMED", "figs");

    @Test
    void newRowsGetLinesInTheirOrder() {
        assertEquals(List.of(1, 2, 3), lines(List.of(PEANUT, MILK, UNCODED), List.of()));
    }

    @Test
    void equalRowsAreToldApart() {
        assertEquals(List.of(1, 2), lines(List.of(PEANUT, PEANUT), List.of()));
        assertEquals(
                List.of(1, 2),
                lines(
                        List.of(PEANUT, PEANUT),
                        List.of(PEANUT, allergy(2, "PEANUT", "CONFIRMED", null))));
    }

    @Test
    void orderMeansNothing() {
        assertEquals(
                List.of(4, 3, 2, 1),
                lines(
                        List.of(UNCODED, MILK, REFUTED, PEANUT),
                        List.of(PEANUT, REFUTED, MILK, UNCODED)));
    }

    @Test
    void aRowThatSaysSomethingNewOfItsAllergenIsThatRow() {
        assertEquals(
                List.of(3),
                lines(List.of(allergy(9, "MILK", "REFUTED", null)), List.of(PEANUT, MILK)));
    }

    @Test
    void theMostAlikeRowIsChanged() {
        assertEquals(
                List.of(2),
                lines(
                        List.of(allergy(9, "PEANUT", "REFUTED", "tested")),
                        List.of(PEANUT, REFUTED)));
    }

    @Test
    void aRowOfAnotherAllergenIsAnotherRow() {
        assertEquals(
                List.of(4), lines(List.of(allergy(9, "EGG", "CONFIRMED", null)), List.of(MILK)));
    }

    @Test
    void anUncodedRowIsKnownByItsTextAlone() {
        assertEquals(
                List.of(4), lines(List.of(allergy(9, null, "REFUTED", "figs")), List.of(UNCODED)));
        assertEquals(
                List.of(5), lines(List.of(allergy(9, null, "CONFIRMED", "fig")), List.of(UNCODED)));
    }

    /// The lines of the folder's rows, in their order there.
    private static List<Integer> lines(
            List<RecordedAllergy> inFolder, List<RecordedAllergy> inDatabase) {
        return AllergyLines.place(numbered(inFolder), inDatabase).stream()
                .sorted(Comparator.comparingInt(placed -> placed.allergy().line()))
                .map(Placed::line)
                .toList();
    }

    private static List<RecordedAllergy> numbered(List<RecordedAllergy> allergies) {
        return java.util.stream.IntStream.range(0, allergies.size())
                .mapToObj(
                        i ->
                                allergy(
                                        i,
                                        allergies.get(i).allergen(),
                                        allergies.get(i).verification(),
                                        allergies.get(i).text()))
                .toList();
    }

    private static RecordedAllergy allergy(
            int line, @Nullable String allergen, String verification, @Nullable String text) {
        return new RecordedAllergy(line, "p1", allergen, "ALLERGY", verification, text);
    }
}
