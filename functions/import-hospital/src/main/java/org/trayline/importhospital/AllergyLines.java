package org.trayline.importhospital;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Says which allergy row of the database each row of a folder is, since they have no id. Each is
/// the most alike one of its patient for the same allergen or, where it is not coded, with the same
/// text; a row for another allergen is another row. So their order means nothing, a row that says
/// something new of an allergen changes the one there was, and no row is lost to one that is about
/// something else.
final class AllergyLines {
    /// From equal to merely about the same.
    private static final List<BiPredicate<RecordedAllergy, RecordedAllergy>> ALIKE =
            List.of(
                    (a, b) -> sameSubject(a, b) && sameState(a, b) && sameText(a, b),
                    (a, b) -> sameSubject(a, b) && sameState(a, b),
                    (a, b) -> sameSubject(a, b) && a.verification().equals(b.verification()),
                    AllergyLines::sameSubject);

    private AllergyLines() {}

    /// A row of a folder and the line of its patient that it is.
    record Placed(RecordedAllergy allergy, int line) {}

    static List<Placed> place(List<RecordedAllergy> inFolder, List<RecordedAllergy> inDatabase) {
        Map<String, List<RecordedAllergy>> known =
                inDatabase.stream().collect(groupingBy(RecordedAllergy::patientId));
        List<Placed> placed = new ArrayList<>();
        inFolder.stream()
                .collect(groupingBy(RecordedAllergy::patientId))
                .forEach(
                        (patientId, allergies) ->
                                placeOfPatient(
                                        allergies,
                                        known.getOrDefault(patientId, List.of()),
                                        placed));
        return placed;
    }

    private static void placeOfPatient(
            List<RecordedAllergy> inFolder, List<RecordedAllergy> inDatabase, List<Placed> placed) {
        List<RecordedAllergy> open = new ArrayList<>(inFolder);
        List<RecordedAllergy> free = new ArrayList<>(inDatabase);
        for (BiPredicate<RecordedAllergy, RecordedAllergy> alike : ALIKE) {
            for (Iterator<RecordedAllergy> rows = open.iterator(); rows.hasNext(); ) {
                RecordedAllergy row = rows.next();
                RecordedAllergy match = take(free, row, alike);
                if (match != null) {
                    placed.add(new Placed(row, match.line()));
                    rows.remove();
                }
            }
        }
        int line = inDatabase.stream().mapToInt(RecordedAllergy::line).max().orElse(0);
        for (RecordedAllergy row : open) {
            placed.add(new Placed(row, ++line));
        }
    }

    private static @Nullable RecordedAllergy take(
            List<RecordedAllergy> free,
            RecordedAllergy row,
            BiPredicate<RecordedAllergy, RecordedAllergy> alike) {
        for (Iterator<RecordedAllergy> candidates = free.iterator(); candidates.hasNext(); ) {
            RecordedAllergy candidate = candidates.next();
            if (alike.test(row, candidate)) {
                candidates.remove();
                return candidate;
            }
        }
        return null;
    }

    private static boolean sameSubject(RecordedAllergy a, RecordedAllergy b) {
        return a.allergen() == null
                ? b.allergen() == null && sameText(a, b)
                : a.allergen().equals(b.allergen());
    }

    private static boolean sameState(RecordedAllergy a, RecordedAllergy b) {
        return a.kind().equals(b.kind()) && a.verification().equals(b.verification());
    }

    private static boolean sameText(RecordedAllergy a, RecordedAllergy b) {
        return Objects.equals(a.text(), b.text());
    }
}
