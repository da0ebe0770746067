package org.trayline.traystatus;

import org.trayline.api.ApiAnswer;
import org.trayline.api.Parameters;
import org.trayline.kit.Versioned;
import org.trayline.meal.status.TrayStatus;

/// Whether the function and its database answer.
final class Health {
    enum Status {
        UP
    }

    record Answer(int schemaVersion, Status status) {}

    private final TrayStatus trays;

    Health(TrayStatus trays) {
        this.trays = trays;
    }

    ApiAnswer answer(Parameters parameters) {
        parameters.check();
        trays.ping();
        return ApiAnswer.ok(new Answer(Versioned.KNOWN, Status.UP));
    }
}
