package org.trayline.asl;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.DefinitionParser;
import org.trayline.asl.definition.InvalidDefinition;
import org.trayline.asl.definition.Problem;
import org.trayline.asl.definition.StateMachineDefinition;
import org.trayline.asl.execution.Services;
import org.trayline.asl.machine.Revision;
import org.trayline.asl.machine.StateMachine;

/// The state machines of an engine. Threads may share it.
public final class StateMachines {
    private final Arns arns;
    private final DefinitionParser parser;
    private final Services services;
    private final Map<String, StateMachine> byName = new ConcurrentSkipListMap<>();

    StateMachines(Arns arns, DefinitionParser parser, Services services) {
        this.arns = arns;
        this.parser = parser;
        this.services = services;
    }

    /// What an execution is started with.
    ///
    /// @param versionArn null unless a version was named or an alias chose one
    /// @param aliasArn null unless an alias was named
    public record Target(
            StateMachine machine,
            Revision revision,
            @Nullable String versionArn,
            @Nullable String aliasArn) {}

    /// Registers a state machine; the same name, definition text and role again is the same one.
    ///
    /// @throws ApiFault InvalidName, InvalidDefinition, StateMachineAlreadyExists
    public StateMachine create(String name, String definition, String roleArn) {
        Arns.checkName(name);
        StateMachineDefinition parsed = parse(definition);
        Instant now = services.clock().now();
        String arn = arns.stateMachine(name);
        StateMachine created =
                new StateMachine(
                        arn, name, now, new Revision(definition, parsed, roleArn, null, now));
        StateMachine earlier = byName.putIfAbsent(name, created);
        if (earlier == null || earlier.revision().sameAs(definition, roleArn)) {
            return earlier == null ? created : earlier;
        }
        throw new ApiFault(
                "StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
    }

    /// Changes definition, role or both; running executions go on with what they started with.
    public Revision update(String arn, @Nullable String definition, @Nullable String roleArn) {
        if (definition == null && roleArn == null) {
            throw new ApiFault(
                    "MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, the"
                            + " EncryptionConfiguration or the TracingConfiguration must be"
                            + " specified");
        }
        StateMachine machine = find(arn);
        synchronized (machine) {
            Revision before = machine.revision();
            Revision next =
                    new Revision(
                            definition == null ? before.text() : definition,
                            definition == null ? before.definition() : parse(definition),
                            roleArn == null ? before.roleArn() : roleArn,
                            newRevisionId(),
                            services.clock().now());
            machine.update(next);
            return next;
        }
    }

    private String newRevisionId() {
        return new UUID(services.random().nextLong(), services.random().nextLong()).toString();
    }

    /// Forgets a state machine; its executions go on. One that is unknown is forgotten already.
    public void delete(String arn) {
        byName.remove(arns.machine(arn).name());
    }

    /// @throws ApiFault InvalidArn, StateMachineDoesNotExist
    public StateMachine find(String arn) {
        StateMachine machine = byName.get(arns.machine(arn).name());
        if (machine == null || !arns.machine(arn).arn().equals(machine.arn())) {
            throw new ApiFault(
                    "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    /// What the ARN of a state machine, version or alias leads to.
    public Target target(String arn) {
        StateMachine machine = find(arn);
        boolean qualified = !arns.machine(arn).qualifier().isEmpty();
        return new Target(machine, machine.revision(), null, qualified ? arn : null);
    }

    /// All, by name.
    public List<StateMachine> all() {
        return List.copyOf(byName.values());
    }

    /// What is wrong with a definition; empty if nothing is.
    public List<Problem> validate(String definition) {
        try {
            parser.parse(definition);
            return List.of();
        } catch (InvalidDefinition fault) {
            return fault.problems();
        }
    }

    private StateMachineDefinition parse(String definition) {
        if (definition.length() > Settings.LONGEST_DEFINITION) {
            throw new ApiFault(
                    "InvalidDefinition",
                    "Invalid State Machine Definition: 'The definition is longer than "
                            + Settings.LONGEST_DEFINITION
                            + " characters'");
        }
        try {
            return parser.parse(definition);
        } catch (InvalidDefinition fault) {
            throw new ApiFault("InvalidDefinition", String.valueOf(fault.getMessage()));
        }
    }
}
