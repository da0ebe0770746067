package org.trayline.local.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `sam/local/run load`: how the API of a run bears up, asked from another process.
@Command(
        name = "load",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Asks the API of a run that has served a meal, at a steady rate, and prints how long"
                        + " reads and writes took. One request in five asks for a tray of the day"
                        + " after.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:p99 is at most 150 ms for reads and 250 ms for writes, and nothing failed but 429",
            "1:it is not",
            "2:what was asked for cannot be done: the message says why"
        })
public final class LoadCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "where the API answers; default: ${DEFAULT-VALUE}")
    private URI api = URI.create("http://127.0.0.1:8605");

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "default: ~/.trayline/api-token, which the run writes")
    private Path token = Path.of(System.getProperty("user.home"), ".trayline", "api-token");

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "requests per second; default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "seconds before, of the same rate, that are not counted; default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Load load = new Load(api, Files.readString(token).strip(), http);
            Load.Subject subject = load.subject();
            // What a run compiles in its first seconds is no property of the API.
            load.run(subject, rate, warmUpSeconds);
            LoadReport report = new LoadReport(load.run(subject, rate, seconds));
            out.println(report.text());
            out.flush();
            return report.passed() ? 0 : 1;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no %s: is a run there? start one, or give --token".formatted(token),
                    e);
        } catch (ConnectException e) {
            throw new IllegalArgumentException(
                    "nothing answers at %s: is a run there? start one, or give --api"
                            .formatted(api),
                    e);
        }
    }
}
