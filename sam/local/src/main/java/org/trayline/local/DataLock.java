package org.trayline.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Whose a data folder is: two runs on the same data would stop each other's PostgreSQL.
final class DataLock implements AutoCloseable {
    private final FileChannel file;
    private final boolean held;

    private DataLock(FileChannel file, boolean held) {
        this.file = file;
        this.held = held;
    }

    /// Takes the folder where no other run has it. The system gives it back when the process ends,
    /// however that comes about.
    static DataLock take(Path data) throws IOException {
        FileChannel file =
                FileChannel.open(
                        data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            lock = null;
        }
        return new DataLock(file, lock != null);
    }

    /// Whether the folder is this one's, and not another run's.
    boolean isHeld() {
        return held;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static DataLock takeOrRefuse(Path data) throws IOException {
        Files.createDirectories(data);
        DataLock lock = take(data);
        if (!lock.isHeld()) {
            lock.close();
            throw new Refused(
                    "another run is using %s: stop it, or give another --data".formatted(data));
        }
        return lock;
    }
}
