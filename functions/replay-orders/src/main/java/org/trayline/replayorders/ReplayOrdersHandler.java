package org.trayline.replayorders;

import org.trayline.kit.LogLine;
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
    protected Command.Output answer(Command.Input input, LogLine log) {
        log.subject(input.verb().name());
        Command.Output output = Command.answer(replayOrders, input);
        log.outcome("DONE")
                .count("replayed", output.replayed().size())
                .count("failedAgain", output.failed())
                .count("deadLetters", replayOrders.depth());
        return output;
    }
}
