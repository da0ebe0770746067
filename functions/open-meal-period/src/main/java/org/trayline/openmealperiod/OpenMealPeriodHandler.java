package org.trayline.openmealperiod;

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
    protected OpenMealPeriod.Output answer(OpenMealPeriod.Input input) {
        return openMealPeriod.open(input);
    }

    @Override
    protected String subject(OpenMealPeriod.Input input) {
        return input.now().toString();
    }

    @Override
    protected String outcome(OpenMealPeriod.Output output) {
        return "OPENED %d, GAVE UP %d, HELD %d, REMINDED %d"
                .formatted(
                        output.opened().size(),
                        output.gaveUp(),
                        output.lateHolds(),
                        output.reminders());
    }
}
