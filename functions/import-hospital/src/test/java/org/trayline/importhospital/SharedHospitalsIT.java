package org.trayline.importhospital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.trayline.importhospital.ImportReport.Imported;
import org.trayline.testdatabase.TestDatabase;

/// The project's own demo hospital, and those in a folder `shared` beside the project.
class SharedHospitalsIT {
    @TestFactory
    List<DynamicTest> importsWhole() throws IOException {
        Path project = Path.of("").toAbsolutePath().resolve("../..").normalize();
        List<Path> folders = new ArrayList<>();
        for (String parent : List.of("schema", "../shared/hospitals")) {
            Path hospitals = project.resolve(parent).normalize();
            if (Files.isDirectory(hospitals)) {
                try (Stream<Path> children = Files.list(hospitals)) {
                    children.filter(folder -> Files.exists(folder.resolve("facility.csv")))
                            .forEach(folders::add);
                }
            }
        }
        return folders.stream()
                .map(
                        folder ->
                                DynamicTest.dynamicTest(
                                        folder.getFileName().toString(),
                                        () -> importsWhole(folder)))
                .toList();
    }

    private static void importsWhole(Path folder) throws IOException, SQLException {
        try (Connection connection = TestDatabase.create().connect()) {
            ImportReport report = new ImportHospital().run(folder, connection);

            Imported imported = assertInstanceOf(Imported.class, report, report::toString);
            assertEquals(rows(folder.resolve("patients.csv")), imported.table("patients").added());
            assertEquals(
                    rows(folder.resolve("tray_order_items.csv")),
                    imported.table("tray_order_items").added());
            assertTrue(
                    assertInstanceOf(Imported.class, new ImportHospital().run(folder, connection))
                            .nothingChanged());
        }
    }

    private static int rows(Path file) throws IOException {
        return Files.readAllLines(file).size() - 1;
    }
}
