package org.trayline.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.trayline.kit.LibraryLog;

/// What libraries say while no function is deployed: on stderr, since stdout is the answer's.
final class ServiceLog implements LambdaLogger {
    /// The queue's server, which takes the end of a run for a failure. Held, so that it stays off.
    private static final Logger PEKKO = Logger.getLogger("org.apache.pekko");

    private ServiceLog() {}

    static void begin() {
        PEKKO.setLevel(Level.OFF);
        LibraryLog.install();
        LibraryLog.elsewhere(new ServiceLog());
    }

    @Override
    public void log(String message) {
        log(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void log(byte[] message) {
        System.err.writeBytes(message);
    }
}
