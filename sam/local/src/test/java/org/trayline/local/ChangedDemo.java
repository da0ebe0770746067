package org.trayline.local;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A copy of the demo hospital in which something happens to patients.
///
/// @param folder of the copy
record ChangedDemo(Path folder) {

    void orderNpo(String patient) throws IOException {
        append(
                "diet_orders.csv",
                "do-npo-%s,%s,NPO,ACTIVE,,,,,,,".formatted(patient, encounter(patient)));
    }

    void discharge(String patient) throws IOException {
        replace("encounters.csv", "," + patient + ",ADMITTED,", "," + patient + ",DISCHARGED,");
    }

    void move(String patient) throws IOException {
        replace(
                "encounters.csv",
                "(," + patient + ",ADMITTED,[A-Z_]*),[^,]*,[^,]*,",
                "$1,9Z-NEW,999,");
    }

    void recordAllergy(String patient, String allergen) throws IOException {
        append("allergies.csv", "%s,%s,ALLERGY,CONFIRMED,".formatted(patient, allergen));
        replace(
                "patients.csv",
                "(?m)^(" + patient + ",.*),(NO_KNOWN_FOOD_ALLERGY|RECORDED)$",
                "$1,RECORDED");
    }

    /// One that is on the tray; empty where there is none.
    String allergenOn(List<String> recipes) throws IOException {
        return allergensOn(recipes).stream().findFirst().orElse("");
    }

    List<String> allergensOn(List<String> recipes) throws IOException {
        List<String> allergens = new ArrayList<>();
        for (NamedCsvRecord recipe : Runs.csv(folder.resolve("recipes.csv"))) {
            String cell = recipe.getField("allergens");
            if (recipes.contains(recipe.getField("id")) && !cell.matches("|NONE")) {
                allergens.addAll(List.of(cell.split(";", -1)));
            }
        }
        return allergens;
    }

    private String encounter(String patient) throws IOException {
        return Runs.csv(folder.resolve("encounters.csv")).stream()
                .filter(row -> row.getField("patient_id").equals(patient))
                .map(row -> Objects.requireNonNull(row.getField("id")))
                .findFirst()
                .orElseThrow();
    }

    private void append(String file, String row) throws IOException {
        Files.writeString(folder.resolve(file), row + "\n", StandardOpenOption.APPEND);
    }

    private void replace(String file, String pattern, String replacement) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        String changed = text.replaceFirst(pattern, replacement);
        if (changed.equals(text)) {
            throw new IllegalArgumentException("nothing to change in " + file);
        }
        Files.writeString(path, changed);
    }
}
