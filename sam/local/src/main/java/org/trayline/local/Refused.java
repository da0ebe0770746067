package org.trayline.local;

/// What was asked for cannot be done; the message is for the person who asked.
final class Refused extends RuntimeException {
    Refused(String message) {
        super(message);
    }
}
