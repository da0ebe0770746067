package org.trayline.asl.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.expression.Template;

/// A state of a workflow, checked. Null means that the definition does not have the field.
public sealed interface State {
    String name();

    Effects effects();

    /// The state's Type, as the definition and the history spell it.
    String type();

    /// A state that calls or holds other work, which may fail, be retried and be caught.
    sealed interface Fallible extends State {
        Recovery recovery();

        Transition transition();
    }

    record Task(
            String name,
            Resource resource,
            @Nullable Template arguments,
            @Nullable Template timeoutSeconds,
            @Nullable Template heartbeatSeconds,
            Recovery recovery,
            Effects effects,
            Transition transition)
            implements Fallible {
        @Override
        public String type() {
            return "Task";
        }
    }

    record Parallel(
            String name,
            List<Workflow> branches,
            @Nullable Template arguments,
            Recovery recovery,
            Effects effects,
            Transition transition)
            implements Fallible {
        @Override
        public String type() {
            return "Parallel";
        }
    }

    /// A Map in Inline mode.
    ///
    /// @param tolerated ToleratedFailureCount and ToleratedFailurePercentage: they are evaluated,
    ///     as on AWS, but only a Distributed Map would heed them
    record InlineMap(
            String name,
            Workflow processor,
            @Nullable Template items,
            @Nullable Template itemSelector,
            @Nullable Template maxConcurrency,
            List<NamedTemplate> tolerated,
            Recovery recovery,
            Effects effects,
            Transition transition)
            implements Fallible {
        @Override
        public String type() {
            return "Map";
        }
    }

    record Pass(String name, Effects effects, Transition transition) implements State {
        @Override
        public String type() {
            return "Pass";
        }
    }

    record Wait(String name, Until until, Effects effects, Transition transition) implements State {
        @Override
        public String type() {
            return "Wait";
        }
    }

    /// @param otherwise the Default
    record Choice(String name, List<Rule> rules, @Nullable String otherwise, Effects effects)
            implements State {
        @Override
        public String type() {
            return "Choice";
        }
    }

    record Succeed(String name, Effects effects) implements State {
        @Override
        public String type() {
            return "Succeed";
        }
    }

    record Fail(String name, @Nullable Template error, @Nullable Template cause) implements State {
        @Override
        public String type() {
            return "Fail";
        }

        @Override
        public Effects effects() {
            return Effects.NONE;
        }
    }

    /// What leaving a state does: it assigns variables and gives an output.
    record Effects(@Nullable Template assign, @Nullable Template output) {
        public static final Effects NONE = new Effects(null, null);

        public boolean isNone() {
            return assign == null && output == null;
        }
    }

    /// One of a Choice's Choices.
    record Rule(Template condition, String next, Effects effects) {}

    record NamedTemplate(String field, Template template) {}

    /// What a Wait waits for.
    sealed interface Until {}

    record Seconds(Template template) implements Until {}

    record Timestamp(Template template) implements Until {}

    /// Where a state leads.
    sealed interface Transition {}

    record Next(String state) implements Transition {}

    record End() implements Transition {}
}
