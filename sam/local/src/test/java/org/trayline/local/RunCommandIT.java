package org.trayline.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {
    @TempDir Path folder;

    @Test
    void theDemoHospitalIsServedOnceHoweverOftenItIsRun() throws IOException {
        String data = folder.resolve("data").toString();
        Path export = folder.resolve("export");

        Runs.Run first = Runs.run("lunch", "--data", data, "--json", "--export", export.toString());

        assertEquals(0, first.exitStatus(), first.err());
        JsonNode served = first.json();
        assertAll(
                () -> assertEquals(300, served.path("due").asInt()),
                () -> assertEquals(300, served.path("added").asInt()),
                () -> assertEquals(300, served.path("executions").asInt()),
                () -> assertEquals(237, served.path("placed").asInt()),
                () -> assertEquals(40, served.path("held").asInt()),
                () -> assertEquals(15, served.path("withheld").asInt()),
                () -> assertEquals(8, served.path("notNeeded").asInt()),
                () -> assertEquals(0, served.path("failed").asInt()),
                () -> assertEquals(277, served.path("notices").asInt()),
                () -> assertEquals(40, served.path("urgentNotices").asInt()),
                () -> assertEquals(4, served.path("steps").size()),
                () -> assertEquals(5, served.path("longestExecutions").size()));
        List<NamedCsvRecord> outcomes = Runs.csv(export.resolve("outcomes.csv"));
        assertEquals(300, outcomes.size());
        assertTrue(
                outcomes.stream().noneMatch(row -> row.getField("execution").isEmpty()),
                "every due patient was looked at by an execution");
        String written = Files.readString(export.resolve("outcomes.csv"));
        String orders = Files.readString(export.resolve("tray_orders.csv"));
        String items = Files.readString(export.resolve("tray_order_items.csv"));

        Runs.Run second = Runs.run("lunch", "--data", data, "--export", export.toString());

        assertEquals(0, second.exitStatus(), second.err());
        assertTrue(second.out().contains("300 of them had been asked for before"), second.out());
        assertTrue(second.out().lines().allMatch(line -> line.length() <= 100), second.out());
        assertEquals(orders, Files.readString(export.resolve("tray_orders.csv")));
        assertEquals(items, Files.readString(export.resolve("tray_order_items.csv")));
        assertEquals(written, Files.readString(export.resolve("outcomes.csv")));

        aChangedHospitalBringsItsOrderedTraysRound(data, export);
    }

    /// After a lunch: of four patients with a tray one must not eat any more, one goes home, one
    /// is moved, and one is allergic to what is on the tray.
    private void aChangedHospitalBringsItsOrderedTraysRound(String data, Path export)
            throws IOException {
        Map<String, String> before = outcomes(export);
        Map<String, List<String>> trays = trays(export);
        ChangedDemo demo = new ChangedDemo(Runs.copyOfDemo(folder.resolve("changed")));
        Iterator<String> placed =
                before.entrySet().stream()
                        .filter(patient -> patient.getValue().equals("PLACED "))
                        .map(Map.Entry::getKey)
                        .iterator();
        String npo = placed.next();
        demo.orderNpo(npo);
        String home = placed.next();
        demo.discharge(home);
        String moved = placed.next();
        demo.move(moved);
        String allergic = placed.next();
        while (demo.allergenOn(trays.getOrDefault(allergic, List.of())).isEmpty()) {
            allergic = placed.next();
        }
        List<String> oldTray = trays.getOrDefault(allergic, List.of());
        String allergen = demo.allergenOn(oldTray);
        demo.recordAllergy(allergic, allergen);

        String changed = demo.folder().toString();
        Runs.Run third =
                Runs.run(
                        "lunch",
                        "--data",
                        data,
                        "--json",
                        "--hospital",
                        changed,
                        "--export",
                        export.toString());

        assertEquals(0, third.exitStatus(), third.err());
        Map<String, String> after = outcomes(export);
        assertEquals("WITHHELD NPO", after.get(npo));
        assertEquals("NOT_NEEDED DISCHARGED", after.get(home));
        assertEquals("PLACED ", after.get(moved));
        List<String> newTray = trays(export).getOrDefault(allergic, List.of());
        assertEquals(newTray.isEmpty() ? "HELD NO_COMPLIANT_TRAY" : "PLACED ", after.get(allergic));
        assertNotEquals(oldTray, newTray);
        assertFalse(demo.allergensOn(newTray).contains(allergen), newTray::toString);
        Set<String> same = new TreeSet<>(before.keySet());
        same.removeAll(Set.of(npo, home, allergic));
        same.forEach(patient -> assertEquals(before.get(patient), after.get(patient), patient));
        assertEquals(1, third.json().path("executions").asInt());
        assertEquals(4, third.json().path("notices").asInt(), "one of each");

        Runs.Run fourth = Runs.run("lunch", "--data", data, "--json", "--hospital", changed);
        assertEquals(0, fourth.json().path("executions").asInt());
        assertEquals(0, fourth.json().path("notices").asInt(), "and none again");
    }

    private static Map<String, String> outcomes(Path export) throws IOException {
        Map<String, String> outcomes = new TreeMap<>();
        for (NamedCsvRecord row : Runs.csv(export.resolve("outcomes.csv"))) {
            outcomes.put(
                    row.getField("patient_id"),
                    row.getField("outcome") + " " + row.getField("reasons"));
        }
        return outcomes;
    }

    /// The recipes on the tray that stands, by patient.
    private static Map<String, List<String>> trays(Path export) throws IOException {
        Map<String, List<String>> items = new TreeMap<>();
        for (NamedCsvRecord row : Runs.csv(export.resolve("tray_order_items.csv"))) {
            items.computeIfAbsent(row.getField("tray_order_id"), _ -> new ArrayList<>())
                    .add(row.getField("recipe_id"));
        }
        Map<String, List<String>> trays = new TreeMap<>();
        for (NamedCsvRecord row : Runs.csv(export.resolve("outcomes.csv"))) {
            trays.put(
                    row.getField("patient_id"),
                    items.getOrDefault(row.getField("tray_order_id"), List.of()));
        }
        return trays;
    }

    @Test
    void afterTheCutOffEveryTrayThatIsDueIsHeld() throws IOException {
        Runs.Run run =
                Runs.run(
                        "dinner",
                        "--at",
                        "23:30",
                        "--data",
                        folder.resolve("data").toString(),
                        "--json");

        assertEquals(0, run.exitStatus(), run.err());
        assertEquals(0, run.json().path("placed").asInt());
        JsonNode held = run.json().path("reasons").path("HELD");
        assertEquals(run.json().path("held").asInt(), held.path("PAST_CUTOFF").asInt());
    }

    @Test
    void aBadHospitalFolderIsRefusedWithEveryBadRow() throws IOException {
        Path hospital = Runs.copyOfDemo(folder.resolve("hospital"));
        Path patients = hospital.resolve("patients.csv");
        Files.writeString(
                patients, Files.readString(patients).replaceFirst("RECORDED", "RECORDET"));
        Path recipes = hospital.resolve("recipes.csv");
        Files.writeString(recipes, Files.readString(recipes).replaceFirst(",LUNCH", ",LUNHC"));

        Runs.Run run =
                Runs.run(
                        "lunch",
                        "--hospital",
                        hospital.toString(),
                        "--data",
                        folder.resolve("data").toString());

        assertEquals(2, run.exitStatus());
        assertTrue(run.err().contains("patients.csv"), run.err());
        assertTrue(run.err().contains("RECORDET"), run.err());
        assertTrue(run.err().lines().allMatch(line -> line.length() <= 100), run.err());
    }

    @Test
    void dataThatAnotherRunUsesIsLeftAlone() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (FileChannel channel =
                        FileChannel.open(
                                data.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Runs.Run run = Runs.run("lunch", "--data", data.toString());

            assertTrue(lock.isValid());
            assertEquals(2, run.exitStatus());
            assertTrue(run.err().startsWith("another run is using "), run.err());
        }
    }

    @Test
    void anUnknownMealPeriodIsRefused() {
        Runs.Run run = Runs.run("brunch");

        assertEquals(2, run.exitStatus());
        assertTrue(run.err().contains("brunch"), run.err());
    }
}
