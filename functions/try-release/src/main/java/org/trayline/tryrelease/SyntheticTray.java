package org.trayline.tryrelease;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.trayline.kit.Settings;
import org.trayline.kit.StrictJson;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// A tray that nobody asked for, in a hospital that is none, for each function of the workflow: the
/// code to be released starts, reads the message, signs in to the cache and the database, looks,
/// and says that there is no such thing. Nothing is written, and nobody is told.
final class SyntheticTray {
    private static final String MESSAGES = "synthetic.json";

    /// @param function the variable that names it
    /// @param answers texts that its answer, or its fault, holds
    private record Part(String function, List<String> answers, Map<String, Object> message) {
        boolean isAnsweredBy(String answer) {
            return answers.stream().allMatch(answer::contains);
        }
    }

    private final LambdaClient lambda;
    private final Function<String, String> functions;

    /// @param functions the ARN of each variable's, without a version: what is to be released
    SyntheticTray(LambdaClient lambda, Function<String, String> functions) {
        this.lambda = lambda;
        this.functions = functions;
    }

    static SyntheticTray of(Settings settings, SdkHttpClient http) {
        Map<String, String> functions =
                settings.require(parts().map(Part::function).toArray(String[]::new));
        return new SyntheticTray(
                LambdaClient.builder().httpClient(http).build(),
                name -> functions.getOrDefault(name, ""));
    }

    /// The functions that answered otherwise than to a request of nobody.
    List<String> notAnswered() {
        return parts().filter(part -> !part.isAnsweredBy(answer(part)))
                .map(Part::function)
                .toList();
    }

    private String answer(Part part) {
        InvokeResponse answer =
                lambda.invoke(
                        request ->
                                request.functionName(functions.apply(part.function()))
                                        .payload(
                                                SdkBytes.fromByteArray(
                                                        StrictJson.write(part.message()))));
        return answer.payload().asString(StandardCharsets.UTF_8);
    }

    private static Stream<Part> parts() {
        try (InputStream parts = SyntheticTray.class.getResourceAsStream(MESSAGES)) {
            return Stream.of(
                    StrictJson.read(
                            Objects.requireNonNull(parts, MESSAGES).readAllBytes(), Part[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
