package org.trayline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.trayline.importhospital.ImportHospital;
import org.trayline.importhospital.ImportReport;
import org.trayline.local.meal.Meal;
import org.trayline.local.services.LocalPostgres;
import org.trayline.local.services.LocalQueues;
import org.trayline.local.services.LocalRedis;
import org.trayline.local.services.LocalTopic;

/// The services that the functions use, started together.
final class Machine implements AutoCloseable {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private @Nullable LocalPostgres postgres;
    private @Nullable LocalQueues queues;
    private @Nullable LocalTopic topic;
    private @Nullable LocalRedis redis;
    private @Nullable ImportReport report;
    private @Nullable Ports ports;
    private @Nullable Path data;

    /// Starts all at once: PostgreSQL with the hospital in it, Redis, SQS and the topic.
    ///
    /// @param project the project's folder
    /// @param data where PostgreSQL's data lives
    /// @param fresh forget what is there
    /// @param portBase the first of the ports, or 0; what a run that was killed has left on them is
    ///     stopped
    static Machine start(Path project, Path data, boolean fresh, Path hospital, int portBase)
            throws IOException {
        ServiceLog.begin();
        Machine machine = new Machine();
        try {
            machine.started.push(DataLock.takeOrRefuse(data));
            LocalPostgres.stopLeft(postgresql(data));
            LocalRedis.stopLeft(redisPid(data));
            Ports ports = Ports.from(portBase);
            machine.ports = ports;
            machine.data = data;
            if (fresh) {
                LocalPostgres.forget(postgresql(data));
                Files.deleteIfExists(notices(data));
            }
            machine.startAll(project, data, hospital, ports);
            return machine;
        } catch (IOException | RuntimeException e) {
            machine.close();
            throw e;
        }
    }

    private void startAll(Path project, Path data, Path hospital, Ports ports) throws IOException {
        credentials();
        // First and alone: a program that another thread starts while Redis's is being unpacked
        // would hold that file open, and it could not be run.
        this.redis = opened(() -> LocalRedis.start(ports.redis(), redisPid(data)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> database =
                    threads.submit(
                            () -> {
                                LocalPostgres postgres =
                                        opened(
                                                () ->
                                                        LocalPostgres.start(
                                                                postgresql(data),
                                                                ports.postgres(),
                                                                project));
                                this.postgres = postgres;
                                this.report = load(postgres, hospital);
                                return null;
                            });
            Future<?> queueing =
                    threads.submit(
                            () -> this.queues = opened(() -> LocalQueues.start(ports.sqs())));
            this.topic = opened(() -> LocalTopic.start(ports.sns(), notices(data)));
            await(queueing);
            await(database);
        }
    }

    private static Path postgresql(Path data) {
        return data.resolve("postgresql");
    }

    private static Path redisPid(Path data) {
        return data.resolve("redis.pid");
    }

    /// What the staff were told, beside the orders that they were told of.
    static Path notices(Path data) {
        return data.resolve("notices.jsonl");
    }

    /// Is there while a meal is served: where a run finds it, one before was killed in the midst.
    Path servingOf(Meal meal) {
        return there(data)
                .resolve("serving-%s-%s".formatted(meal.serviceDate(), meal.mealPeriod()));
    }

    /// What the AWS SDK looks for; nothing here verifies a signature.
    private static void credentials() {
        System.setProperty("aws.region", REGION);
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    private <T extends AutoCloseable> T opened(Callable<T> start) throws IOException {
        try {
            T service = start.call();
            synchronized (started) {
                started.push(service);
            }
            return service;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void await(Future<?> start) throws IOException {
        try {
            start.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new IOException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static ImportReport load(LocalPostgres postgres, Path hospital) throws SQLException {
        try (Connection connection = postgres.connect("import-hospital")) {
            return new ImportHospital().run(hospital, connection);
        }
    }

    ImportReport report() {
        return there(report);
    }

    Ports ports() {
        return there(ports);
    }

    LocalPostgres postgres() {
        return there(postgres);
    }

    LocalQueues queues() {
        return there(queues);
    }

    LocalTopic topic() {
        return there(topic);
    }

    LocalRedis redis() {
        return there(redis);
    }

    private static <T> T there(@Nullable T service) {
        if (service == null) {
            throw new IllegalStateException("not started");
        }
        return service;
    }

    @Override
    public void close() {
        synchronized (started) {
            while (!started.isEmpty()) {
                try {
                    started.pop().close();
                } catch (Exception e) {
                    System.getLogger(Machine.class.getName())
                            .log(System.Logger.Level.WARNING, "a service did not stop", e);
                }
            }
        }
    }
}
