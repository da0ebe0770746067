package org.trayline.checkeligibility;

import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
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
        super(CheckEligibility.Input.class);
        var postgres = PostgresConnection.of(settings::require, "check-eligibility");
        this.checkEligibility =
                new CheckEligibility(
                        new PostgresDuePatients(postgres), new PostgresTrayRequests(postgres));
    }

    @Override
    protected CheckEligibility.Output answer(CheckEligibility.Input input) {
        return checkEligibility.check(input);
    }

    @Override
    protected String subject(CheckEligibility.Input input) {
        return input.executionName();
    }

    @Override
    protected String outcome(CheckEligibility.Output output) {
        return output.outcome().name();
    }
}
