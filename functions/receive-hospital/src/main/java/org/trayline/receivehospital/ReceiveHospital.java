package org.trayline.receivehospital;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.trayline.importhospital.HospitalFolderConflict;
import org.trayline.importhospital.ImportHospital;
import org.trayline.importhospital.ImportReport;
import org.trayline.store.PostgresConnection;

/// Imports a folder of S3 by the same code as a folder of a disk: all of it, or nothing.
final class ReceiveHospital {
    private static final String REPORT = "report.txt";

    private final PostgresConnection postgres;

    ReceiveHospital(PostgresConnection postgres) {
        this.postgres = postgres;
    }

    /// @return IMPORTED or REJECTED; why is in the report beside the folder
    String receive(S3Folder folder) {
        try {
            Path copy = Files.createTempDirectory("hospital");
            try {
                folder.copyTo(copy);
                return imported(folder, copy);
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String imported(S3Folder folder, Path copy) {
        try {
            ImportReport report =
                    postgres.use(connection -> new ImportHospital().run(copy, connection));
            folder.put(REPORT, report + "\n");
            return report instanceof ImportReport.Imported ? "IMPORTED" : "REJECTED";
        } catch (HospitalFolderConflict refused) {
            folder.put(REPORT, refused.getMessage() + "\n");
            return "REJECTED";
        }
    }

    /// The disk of an environment serves the next call too, which may be another hospital's.
    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
