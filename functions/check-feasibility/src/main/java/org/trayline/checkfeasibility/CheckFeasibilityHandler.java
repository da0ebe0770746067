package org.trayline.checkfeasibility;

import org.trayline.kit.IamLogin;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.store.PostgresCensus;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresRecipeCatalog;
import org.trayline.store.PostgresTrayRequests;

/// The Lambda that is asked the night before.
public final class CheckFeasibilityHandler
        extends StepHandler<CheckFeasibility.Input, CheckFeasibility.Output> {
    private final CheckFeasibility checkFeasibility;

    public CheckFeasibilityHandler() {
        this(Settings.ofProcess());
    }

    public CheckFeasibilityHandler(Settings settings) {
        super(CheckFeasibility.Input.class);
        var postgres =
                PostgresConnection.of(
                        settings::require,
                        new IamLogin(settings)::databasePassword,
                        "check-feasibility");
        this.checkFeasibility =
                new CheckFeasibility(
                        new PostgresTrayRequests(postgres),
                        new PostgresCensus(postgres),
                        new PostgresRecipeCatalog(postgres),
                        new TrayComposer());
    }

    @Override
    protected CheckFeasibility.Output answer(CheckFeasibility.Input input, LogLine log) {
        log.subject(input.facilityId() + " " + input.serviceDate());
        CheckFeasibility.Output output = checkFeasibility.check(input);
        log.outcome("CHECKED");
        return output;
    }
}
