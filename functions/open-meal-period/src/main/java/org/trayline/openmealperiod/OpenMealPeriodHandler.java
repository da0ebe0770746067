package org.trayline.openmealperiod;

import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
import org.trayline.queue.SqsQueue;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresTrayRequests;

/// The Lambda that the schedule calls, to open a meal period and to sweep.
public final class OpenMealPeriodHandler
        extends StepHandler<OpenMealPeriod.Input, OpenMealPeriod.Output> {
    private final OpenMealPeriod openMealPeriod;

    public OpenMealPeriodHandler() {
        this(Settings.ofProcess());
    }

    public OpenMealPeriodHandler(Settings settings) {
        super(OpenMealPeriod.Input.class);
        var postgres = PostgresConnection.of(settings::require, "open-meal-period");
        this.openMealPeriod =
                new OpenMealPeriod(
                        new PostgresTrayRequests(postgres),
                        SqsQueue.at(settings.require("TRAY_REQUESTS_QUEUE_URL")));
    }

    @Override
    protected OpenMealPeriod.Output answer(OpenMealPeriod.Input input) {
        return openMealPeriod.open(input);
    }

    @Override
    protected String subject(OpenMealPeriod.Input input) {
        return input.now().toString();
    }

    @Override
    protected String outcome(OpenMealPeriod.Output output) {
        return "OPENED " + output.opened().size();
    }
}
