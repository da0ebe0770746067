package org.trayline.local.executions;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;

/// A command that looks at Step Functions and prints what it sees.
abstract class Look implements Callable<Integer> {
    @Mixin private Account account = new Account();
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "print JSON on stdout")
    private boolean json;

    @Override
    public final Integer call() {
        try (SfnClient client = account.open()) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(look(client, json));
            out.flush();
            return 0;
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    account.unreachable(String.valueOf(e.getMessage())), e);
        } catch (SfnException e) {
            throw new IllegalArgumentException(e.awsErrorDetails().errorMessage(), e);
        }
    }

    /// What to print, with a line's end.
    ///
    /// @throws IllegalArgumentException if there is nothing of that name; the message is for the
    ///     person who asked
    abstract String look(SfnClient client, boolean asJson);
}
