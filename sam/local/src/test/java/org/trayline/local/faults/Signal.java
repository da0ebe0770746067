package org.trayline.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the system may do to a process.
enum Signal {
    KILL,
    STOP,
    CONT;

    void send(ProcessHandle process) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid())).start();
        if (kill.waitFor() != 0 && process.isAlive()) {
            throw new IOException("cannot signal " + process);
        }
    }

    /// To a process and all that it started.
    void sendToAll(ProcessHandle process) throws IOException, InterruptedException {
        // First the one that would start others in their place.
        send(process);
        for (ProcessHandle child : process.descendants().toList()) {
            send(child);
        }
    }

    /// The process that a file names in its first line.
    static ProcessHandle processOf(Path pidFile) throws IOException {
        String pid = Files.readAllLines(pidFile).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
