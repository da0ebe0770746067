package org.trayline.openmealperiod;

import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;

/// The Lambda that the schedule calls, to open a meal period and to sweep.
public final class OpenMealPeriodHandler
        extends StepHandler<OpenMealPeriod.Input, OpenMealPeriod.Output> {
    private final OpenMealPeriod openMealPeriod;

    public OpenMealPeriodHandler() {
        this(Settings.ofProcess());
    }

    public OpenMealPeriodHandler(Settings settings) {
        super(OpenMealPeriod.Input.class);
        this.openMealPeriod = Wiring.of(settings);
    }

    @Override
    protected OpenMealPeriod.Output answer(OpenMealPeriod.Input input, LogLine log) {
        OpenMealPeriod.Output output = openMealPeriod.open(input, log);
        log.outcome("DONE")
                .count("gaveUp", output.gaveUp())
                .count("held", output.lateHolds())
                .count("reminders", output.reminders());
        return output;
    }
}
