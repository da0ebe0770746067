package org.trayline.replayorders;

import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;

/// The Lambda by which an operator lists and replays what lies on the DLQ.
public final class ReplayOrdersHandler extends StepHandler<Command.Input, Command.Output> {
    private final ReplayOrders replayOrders;

    public ReplayOrdersHandler() {
        this(Settings.ofProcess());
    }

    public ReplayOrdersHandler(Settings settings) {
        super(Command.Input.class);
        this.replayOrders = ReplayOrders.of(settings::require);
    }

    @Override
    protected Command.Output answer(Command.Input input) {
        return Command.answer(replayOrders, input);
    }

    @Override
    protected String subject(Command.Input input) {
        return input.now().toString();
    }

    @Override
    protected String outcome(Command.Output output) {
        return "REPLAYED %d, %d FAILED".formatted(output.replayed().size(), output.failed());
    }
}
