package org.trayline.checkeligibility;

import org.trayline.kit.IamLogin;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
import org.trayline.meal.order.Outcome;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresDuePatients;
import org.trayline.store.PostgresTrayRequests;

/// The Lambda of the state *Check Eligibility*.
public final class CheckEligibilityHandler
        extends StepHandler<CheckEligibility.Input, CheckEligibility.Output> {
    private final CheckEligibility checkEligibility;

    public CheckEligibilityHandler() {
        this(Settings.ofProcess());
    }

    public CheckEligibilityHandler(Settings settings) {
        super(CheckEligibility.Input.class, "Check Eligibility");
        var postgres =
                PostgresConnection.of(
                        settings::require,
                        new IamLogin(settings)::databasePassword,
                        "check-eligibility");
        this.checkEligibility =
                new CheckEligibility(
                        new PostgresDuePatients(postgres), new PostgresTrayRequests(postgres));
    }

    @Override
    protected CheckEligibility.Output answer(CheckEligibility.Input input, LogLine log) {
        log.execution(input.executionName())
                .request(input.request().requestId().value())
                .retry(input.retryCount());
        CheckEligibility.Output output = checkEligibility.check(input);
        log.outcome(output.outcome().name());
        if (output.outcome() == Outcome.WITHHELD) {
            log.count("withheld", 1);
            output.reasons().forEach(reason -> log.count("withheld." + reason, 1));
        }
        return output;
    }
}
