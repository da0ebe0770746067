package org.trayline.migrate;

import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;

/// The Lambda that a deployment calls before any other of its release is called.
public final class MigrateHandler extends StepHandler<Migrate.Input, Migrate.Output> {
    private final Migrate migrate;

    public MigrateHandler() {
        this(Settings.ofProcess());
    }

    public MigrateHandler(Settings settings) {
        super(Migrate.Input.class);
        this.migrate = new Migrate(settings.require("DATABASE_URL"));
    }

    @Override
    protected Migrate.Output answer(Migrate.Input input, LogLine log) {
        Migrate.Output output = migrate.run(input);
        log.subject("schema " + output.version()).outcome("MIGRATED");
        return output;
    }
}
