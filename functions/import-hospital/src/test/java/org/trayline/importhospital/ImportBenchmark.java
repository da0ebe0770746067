package org.trayline.importhospital;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.trayline.testdatabase.TestDatabase;

/// Times the import of a large hospital: first into an empty database, then the same again.
///
/// Arguments: the number of patients (20,000); a migrated, empty database's JDBC URL (one that is
/// started for this).
public final class ImportBenchmark {
    private static final List<String> PERIODS = List.of("BREAKFAST", "LUNCH", "DINNER");
    private static final List<String> SLOTS = List.of("entree", "starch", "vegetable", "drink");
    private static final int RECIPES = 300;

    private final Random random = new Random(20261120);
    private final Map<HospitalFile, BufferedWriter> files = new HashMap<>();

    private ImportBenchmark() {}

    public static void main(String[] args) throws IOException, SQLException {
        int patients = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        Path folder = Files.createTempDirectory("hospital");
        try {
            new ImportBenchmark().write(folder, patients);
            try (Connection connection =
                    args.length > 1
                            ? DriverManager.getConnection(args[1])
                            : TestDatabase.create().connect()) {
                for (int run = 1; run <= 2; run++) {
                    long start = System.nanoTime();
                    ImportReport report = new ImportHospital().run(folder, connection);
                    Duration taken = Duration.ofNanos(System.nanoTime() - start);
                    System.out.println(report);
                    System.out.printf("%,d ms%n", taken.toMillis());
                }
            }
        } finally {
            try (Stream<Path> paths = Files.list(folder)) {
                for (Path path : paths.toList()) {
                    Files.delete(path);
                }
            }
            Files.delete(folder);
        }
    }

    private void write(Path folder, int patients) throws IOException {
        for (HospitalFile file : HospitalFile.values()) {
            BufferedWriter writer = Files.newBufferedWriter(folder.resolve(file.fileName()));
            files.put(file, writer);
            row(file, file.columns().stream().map(Column::name).toArray());
        }
        row(HospitalFile.FACILITY, id(), "Large", "Europe/Berlin", "HOLD", 1500, 2200);
        for (int i = 0; i < PERIODS.size(); i++) {
            String hour = String.format("%02d", 7 + 5 * i);
            row(
                    HospitalFile.MEAL_PERIODS,
                    PERIODS.get(i),
                    "05:00",
                    "06:00",
                    hour + ":00",
                    "0.33",
                    "");
            for (String slot : SLOTS) {
                row(HospitalFile.MEAL_SLOTS, PERIODS.get(i), slot, "ENTREE;STARCH", "true");
            }
        }
        List<String> recipes = Stream.generate(this::id).limit(RECIPES).toList();
        for (String recipe : recipes) {
            row(
                    HospitalFile.RECIPES,
                    recipe,
                    "\"Beef, stewed\"",
                    "ENTREE",
                    "LUNCH;DINNER",
                    "FOOD",
                    "5;7",
                    "",
                    "HALAL",
                    "MILK;EGG",
                    300,
                    "12.5",
                    30,
                    9,
                    3,
                    2,
                    "",
                    400,
                    300,
                    200,
                    "",
                    250,
                    13001);
        }
        for (int i = 0; i < patients; i++) {
            patient(i, recipes);
        }
        for (BufferedWriter writer : files.values()) {
            writer.close();
        }
    }

    private void patient(int number, List<String> recipes) {
        String patient = id();
        String encounter = id();
        row(
                HospitalFile.PATIENTS,
                patient,
                "M" + number,
                "\"Smith, Jr.\"",
                "Zoë",
                "1956-04-15",
                "RECORDED");
        row(
                HospitalFile.ENCOUNTERS,
                encounter,
                patient,
                "ADMITTED",
                "NON_SELECT",
                number % 40 + "W",
                number % 99,
                "A",
                "2026-11-12T10:00",
                "",
                "false");
        String dietOrder = id();
        row(
                HospitalFile.DIET_ORDERS,
                dietOrder,
                encounter,
                "ORAL",
                "ACTIVE",
                "2026-11-12T11:00",
                "",
                1500,
                2000,
                "7",
                "0",
                "HALAL");
        if (number % 4 == 0) {
            row(
                    HospitalFile.DIET_ORDERS,
                    id(),
                    encounter,
                    "NPO",
                    "ACTIVE",
                    "2026-11-19T22:00",
                    "2026-11-20T09:30",
                    "",
                    "",
                    "",
                    "",
                    "");
        }
        row(HospitalFile.NUTRIENT_LIMITS, dietOrder, "sodium_mg", "DAY", "", 2000);
        row(HospitalFile.NUTRIENT_LIMITS, dietOrder, "carbohydrate_g", "MEAL", 45, 75);
        row(HospitalFile.ALLERGIES, patient, "PEANUT", "ALLERGY", "CONFIRMED", "");
        row(HospitalFile.ALLERGIES, patient, "MILK", "INTOLERANCE", "REFUTED", "as a child");
        row(HospitalFile.DISLIKES, patient, recipes.get(number % RECIPES));
        for (int i = 0; i < 5; i++) {
            String order = id();
            String date = LocalDate.of(2026, 11, 19).minusDays(i / 3).toString();
            row(HospitalFile.TRAY_ORDERS, order, patient, date, PERIODS.get(i % 3), "DELIVERED");
            for (String slot : SLOTS.subList(0, 3 + i % 2)) {
                row(
                        HospitalFile.TRAY_ORDER_ITEMS,
                        order,
                        recipes.get(random.nextInt(RECIPES)),
                        slot);
            }
        }
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private void row(HospitalFile file, Object... cells) {
        try {
            BufferedWriter writer = Objects.requireNonNull(files.get(file));
            for (int i = 0; i < cells.length; i++) {
                writer.append(i == 0 ? "" : ",").append(cells[i].toString());
            }
            writer.append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
