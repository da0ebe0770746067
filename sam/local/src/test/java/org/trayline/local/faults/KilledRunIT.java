package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trayline.local.Plant;
import org.trayline.local.services.LocalPostgres;

/// The run command in a process of its own, killed again and again with everything that it has in
/// memory, and started again: on the same data and the same ports, on which its PostgreSQL and its
/// Redis still run.
class KilledRunIT {
    private static final int KILLS = 20;

    /// Of these kills some hit the start, the others when so many more trays were ordered.
    private static final int MOST_ORDERS_BETWEEN = 20;

    private static final int LONGEST_START_MILLIS = 2_500;
    private static final int PATIENCE_SECONDS = 180;

    private final Path folder;
    private final Path data;
    private final int portBase;
    private @Nullable Process run;

    KilledRunIT(@TempDir Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.portBase = Plant.freeBase();
    }

    @AfterEach
    void stop() throws Exception {
        Process last = run;
        if (last != null) {
            last.destroyForcibly().waitFor();
        }
        LocalPostgres.stopLeft(postgresql());
    }

    private Path postgresql() {
        return data.resolve("postgresql");
    }

    /// What the JVM has loaded in a run that nobody kills, of a small hospital: twenty-one others
    /// start from it, as sam/local/run does.
    private Path archive() throws Exception {
        Path archive = folder.resolve("run.jsa");
        Process training =
                start(
                        "-XX:ArchiveClassesAtExit=" + archive,
                        folder.resolve("training"),
                        Ward.project()
                                .resolve("functions/import-hospital/src/test/resources/hospital"));
        assertTrue(training.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the training goes on");
        assertEquals(0, training.exitValue(), () -> text("err"));
        return archive;
    }

    private Process start() throws IOException {
        return start("-XX:SharedArchiveFile=" + folder.resolve("run.jsa"), data, Ward.demo());
    }

    private Process start(String archive, Path where, Path hospital) throws IOException {
        Path built = Path.of("target").toAbsolutePath();
        Process started =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                archive,
                                "-Xlog:disable",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dtrayline.project=" + Ward.project(),
                                "-cp",
                                built.resolve("local-1.0.0-SNAPSHOT.jar")
                                        + File.pathSeparator
                                        + built.resolve("lib/*"),
                                "org.trayline.local.RunCommand",
                                "lunch",
                                "--date=" + Plant.DATE,
                                "--hospital=" + hospital,
                                "--data=" + where,
                                "--port-base=" + portBase,
                                "--exit",
                                "--json")
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        run = started;
        return started;
    }

    @Test
    void aRunThatIsKilledTwentyTimesFeedsEveryoneOnceInTheEnd() throws Exception {
        assertTrue(Files.exists(archive()));
        Random random = new Random(20261120);
        List<Integer> progress = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            int before = progress.isEmpty() ? 0 : progress.getLast();
            Process started = start();
            boolean duringStart = i % 4 == 0;
            if (duringStart) {
                started.waitFor(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS);
            } else {
                awaitOrders(started, before + 1 + random.nextInt(MOST_ORDERS_BETWEEN));
            }
            started.destroyForcibly().waitFor();
            progress.add(duringStart ? before : orders());
        }
        assertTrue(progress.getLast() < 237, () -> "killed too late to matter: " + progress);

        Process last = start();
        assertTrue(last.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the last run does not end");

        assertEquals(0, last.exitValue(), () -> text("err"));
        JsonNode summary = new JsonMapper().readTree(text("out"));
        assertEquals(
                Arrays.asList(300, 237, 40, 15, 8, 0),
                Arrays.asList("due placed held withheld notNeeded failed".split(" ")).stream()
                        .map(field -> summary.path(field).asInt())
                        .toList());
        check();
        assertEquals(List.of(), leftOn(data.toString()), "processes that were left");
    }

    /// Every patient who was due, by the hospital's files and what lies in the data.
    private void check() throws Exception {
        Path project = Ward.project();
        try (LocalPostgres postgres = LocalPostgres.start(postgresql(), portBase + 3, project);
                Connection connection = postgres.connect("test")) {
            Aftermath aftermath =
                    Aftermath.of(
                            new DuePatientsOf(Ward.demo()).at(Plant.DATE, "LUNCH"),
                            Plant.DATE,
                            query -> rows(connection, query),
                            data,
                            List.of());
            assertEquals(List.of(), aftermath.wrongs());
            assertEquals(300, aftermath.due().size());
        }
    }

    private static List<String> leftOn(String data) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::info)
                .filter(process -> process.commandLine().orElse("").contains(data))
                .map(Object::toString)
                .toList();
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitOrders(Process started, int count) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (started.isAlive() && System.nanoTime() < until) {
            if (orders(count) >= count) {
                return;
            }
            started.waitFor(5, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("not " + count + " trays were ordered: " + text("err"));
    }

    private int orders() throws Exception {
        return orders(0);
    }

    /// How many trays of the meal are ordered; -1 where PostgreSQL does not answer.
    ///
    /// @param until asks on over one connection until there are so many
    private int orders(int until) throws Exception {
        OptionalInt port =
                Files.exists(postgresql())
                        ? LocalPostgres.portOf(postgresql())
                        : OptionalInt.empty();
        if (port.isEmpty()) {
            return -1;
        }
        int orders = -1;
        try (Connection connection = LocalPostgres.connect(port.getAsInt(), "test")) {
            do {
                String count =
                        "select count(*) from tray_orders where service_date = '%s'"
                                        .formatted(Plant.DATE)
                                + " and meal_period = 'LUNCH' and status = 'PLACED'";
                orders = Integer.parseInt(rows(connection, count).getFirst());
            } while (orders < until && !isOver());
        } catch (SQLException | IllegalStateException e) {
            // It starts or ends.
        }
        return orders;
    }

    /// Whether the run has ended, after a moment.
    private boolean isOver() throws InterruptedException {
        Process current = run;
        return current == null || current.waitFor(3, TimeUnit.MILLISECONDS);
    }

    private static List<String> rows(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
