package org.trayline.contract.scenario;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.trayline.contract.Aws;
import org.trayline.contract.Template;
import org.trayline.contract.Workflow;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import redis.embedded.RedisServer;

/// All that the functions meet outside themselves, for real but for AWS, and the functions as the
/// template has them; shared by all tests of a JVM, and ends with it.
final class Stage {
    private final TestDatabase database = TestDatabase.create();
    private final LoopbackAws aws;
    private final RedisServer redis;
    private final Template template = Template.read();
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, RequestStreamHandler> handlers = new TreeMap<>();
    private final RequestStreamHandler withoutCache;

    private Stage() throws IOException {
        Aws.configure();
        aws = new LoopbackAws();
        Aws.endpoint("Sns", aws.endpoint());
        Aws.endpoint("Sqs", aws.endpoint());
        int port = freePort();
        redis = RedisServer.builder().port(port).bind("127.0.0.1").setting("save \"\"").build();
        redis.start();
        environment.put("DATABASE_URL", database.jdbcUrl());
        environment.put("DATABASE_USER", database.user());
        environment.put("AUTH", "PASSWORD");
        environment.put("DATABASE_PASSWORD", "any");
        environment.put("CACHE_URI", "redis://127.0.0.1:" + port);
        environment.put("CACHE_NAME", "any");
        environment.put("STAFF_NOTICES_TOPIC_ARN", Aws.topicArn());
        environment.put("TRAY_REQUESTS_QUEUE_URL", aws.endpoint() + "/queue/tray-requests");
        environment.put("DEAD_LETTER_QUEUE_URL", aws.endpoint() + "/queue/dead-letters");
        environment.put("STAFF_NOTICES_QUEUE_URL", aws.endpoint() + "/queue/staff-notices");
        environment.put("MAX_ATTEMPTS", "3");
        for (Workflow.Step step : Workflow.read().steps()) {
            handlers.put(step.state(), handler(step.resource(), Map.of()));
        }
        withoutCache = handler("ComposeMealFunction", Map.of("CACHE_URI", "redis://127.0.0.1:1"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    TestDatabase database() {
        return database;
    }

    LoopbackAws aws() {
        return aws;
    }

    /// The handler of a Task state.
    RequestStreamHandler handler(String state) {
        RequestStreamHandler handler = handlers.get(state);
        if (handler == null) {
            throw new IllegalArgumentException("no Task state " + state);
        }
        return handler;
    }

    /// Compose Meal's, where nothing listens at the cache's address.
    RequestStreamHandler handlerWithoutCache() {
        return withoutCache;
    }

    /// A function of the template, in this process, given no more than the variables that the
    /// template gives it.
    RequestStreamHandler handler(String function, Map<String, String> others) {
        JsonNode properties = template.function(function);
        Map<String, String> values = new TreeMap<>(environment);
        values.putAll(others);
        Map<String, String> given = new TreeMap<>();
        properties
                .at("/Environment/Variables")
                .fieldNames()
                .forEachRemaining(name -> given.put(name, values.getOrDefault(name, "")));
        try {
            return Class.forName(properties.path("Handler").asText())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Settings.class)
                    .newInstance(Settings.of(given));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + function, e);
        }
    }

    /// Drops the connection of a state's function and takes no other, or takes them again.
    void databaseAway(Workflow.Step step, boolean away) {
        String url = database.jdbcUrl();
        String name = url.replaceFirst(".*/([a-z0-9_]+).*", "$1");
        try (Connection server =
                        DriverManager.getConnection(
                                url.replace("/" + name, "/postgres"), database.user(), "");
                Statement statement = server.createStatement()) {
            statement.execute("alter database %s allow_connections %s".formatted(name, !away));
            if (away) {
                // The function's connection bears its module's name.
                statement.execute(
                        """
                        select pg_terminate_backend(pid, 5000) from pg_stat_activity
                        where datname = '%s' and application_name = '%s'
                        """
                                .formatted(name, step.module()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stage shared() {
        return Shared.STAGE;
    }

    private static final class Shared {
        private static final Stage STAGE = raised();

        private static Stage raised() {
            try {
                Stage stage = new Stage();
                Runtime.getRuntime().addShutdownHook(new Thread(stage::end));
                return stage;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void end() {
        aws.close();
        redis.stop();
    }
}
