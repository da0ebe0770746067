package org.trayline.asl.json;

/// A text that is not one JSON document; the message says where it stops being one.
public final class MalformedJson extends RuntimeException {
    public MalformedJson(String message) {
        super(message);
    }
}
