package org.trayline.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.trayline.asl.execution.Execution;
import org.trayline.asl.history.Event;
import org.trayline.asl.history.EventDetail;

/// All that leaves the functions of a deployment: its log lines with their metrics, what is
/// published, and the names, inputs and messages of its executions.
final class Emitted implements AutoCloseable {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'-]+");

    private final HttpServer topic;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    /// From now on functions that are made publish here.
    Emitted() throws IOException {
        topic = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        topic.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String form =
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        notices.add(URLDecoder.decode(form, StandardCharsets.UTF_8));
                        byte[] answer =
                                """
                                <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\
                                <PublishResult><MessageId>x</MessageId></PublishResult>\
                                </PublishResponse>"""
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
        topic.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        topic.start();
        System.setProperty(
                "aws.endpointUrlSns", "http://127.0.0.1:" + topic.getAddress().getPort());
    }

    /// What was published, each with its attributes.
    List<String> notices() {
        return notices;
    }

    /// The lines of the functions' log.
    static List<String> lines(Path log) throws IOException {
        return Files.readAllLines(log);
    }

    /// The texts of an execution: its name and input, and what its steps were told and told.
    static List<String> texts(Execution execution) {
        List<String> texts = new ArrayList<>();
        texts.add(execution.identity().name());
        for (Event event : execution.history().range(1, Long.MAX_VALUE)) {
            switch (event.detail()) {
                case EventDetail.ExecutionStarted started -> texts.add(started.input().text());
                case EventDetail.TaskScheduled task -> texts.add(task.parameters().text());
                case EventDetail.TaskSucceeded task -> texts.add(task.output().text());
                case EventDetail.StateExited exited -> texts.add(exited.output().text());
                default -> {}
            }
        }
        return texts;
    }

    /// Which of these words a text holds; one of several words, as it is.
    static Set<String> found(Set<String> secrets, String text) {
        Set<String> found =
                WORD.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .filter(secrets::contains)
                        .collect(Collectors.toSet());
        secrets.stream()
                .filter(secret -> !WORD.matcher(secret).matches())
                .filter(text::contains)
                .forEach(found::add);
        return found;
    }

    @Override
    public void close() {
        topic.stop(0);
    }
}
