package org.trayline.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// The log lines of all functions, in one file. A line is written at once and whole, so that
/// whatever ends this process leaves no half of one.
public final class FunctionLog implements LambdaLogger, AutoCloseable {
    private final OutputStream out;
    private volatile @Nullable PrintStream terminal;

    /// @param file begun anew; what an earlier run left is kept beside it, as `NAME.1`
    public FunctionLog(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        this.out = Files.newOutputStream(file);
    }

    /// From now on shows the lines there too.
    public void showOn(PrintStream stream) {
        terminal = stream;
    }

    public boolean isShown() {
        return terminal != null;
    }

    @Override
    public void log(String message) {
        log(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void log(byte[] message) {
        try {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrintStream shown = terminal;
        if (shown != null) {
            shown.writeBytes(message);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
