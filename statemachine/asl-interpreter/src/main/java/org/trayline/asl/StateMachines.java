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
import org.trayline.asl.machine.Alias;
import org.trayline.asl.machine.Revision;
import org.trayline.asl.machine.StateMachine;
import org.trayline.asl.machine.Version;

/// The state machines of an engine. Threads may share it.
public final class StateMachines {
    /// In characters; 1 MiB of ASCII.
    private static final int LONGEST_DEFINITION = 1_048_576;

    private final Arns arns;
    private final DefinitionParser parser;
    private final Services services;
    private final Versions versions;
    private final Map<String, StateMachine> byName = new ConcurrentSkipListMap<>();

    StateMachines(Arns arns, DefinitionParser parser, Services services) {
        this.arns = arns;
        this.parser = parser;
        this.services = services;
        this.versions = new Versions(this, arns, services);
    }

    /// What an execution is started with.
    ///
    /// @param versionArn null unless a version was named or an alias chose one
    /// @param description the version's
    /// @param aliasArn null unless an alias was named
    public record Target(
            StateMachine machine,
            Revision revision,
            @Nullable String versionArn,
            @Nullable String description,
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
            if (definition != null
                    && before.sameAs(definition, roleArn == null ? before.roleArn() : roleArn)) {
                return before;
            }
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

    boolean isKnown(String name) {
        return byName.containsKey(name);
    }

    /// @throws ApiFault InvalidArn, StateMachineDoesNotExist
    public StateMachine find(String arn) {
        StateMachine machine = byName.get(arns.machine(arn).name());
        if (machine == null || !arns.machine(arn).arn().equals(machine.arn())) {
            throw doesNotExist(arn);
        }
        return machine;
    }

    /// What the ARN of a state machine, version or alias leads to.
    ///
    /// While a state machine has no alias at all, any alias leads to what it is now: who deploys to
    /// one machine need not publish.
    public Target target(String arn) {
        StateMachine machine = find(arn);
        String qualifier = arns.machine(arn).qualifier();
        if (qualifier.isEmpty()) {
            return new Target(machine, machine.revision(), null, null, null);
        }
        if (qualifier.chars().allMatch(Character::isDigit)) {
            return version(machine, qualifier, null);
        }
        Alias alias = machine.alias(qualifier);
        if (alias == null && machine.aliases().isEmpty()) {
            return new Target(machine, machine.revision(), null, null, arn);
        }
        if (alias == null) {
            throw doesNotExist(arn);
        }
        int version = alias.version(services.random().nextDouble());
        return version(machine, Integer.toString(version), arn);
    }

    private static Target version(StateMachine machine, String number, @Nullable String aliasArn) {
        String arn = machine.arn() + ":" + number;
        Version version = number.length() > 9 ? null : machine.version(Integer.parseInt(number));
        if (version == null) {
            throw doesNotExist(arn);
        }
        return new Target(machine, version.revision(), arn, version.description(), aliasArn);
    }

    private static ApiFault doesNotExist(String arn) {
        return new ApiFault(
                "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }

    public Versions versions() {
        return versions;
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
        if (definition.length() > LONGEST_DEFINITION) {
            throw new ApiFault(
                    "InvalidDefinition",
                    "Invalid State Machine Definition: 'The definition is longer than "
                            + LONGEST_DEFINITION
                            + " characters'");
        }
        try {
            return parser.parse(definition);
        } catch (InvalidDefinition fault) {
            throw new ApiFault("InvalidDefinition", String.valueOf(fault.getMessage()));
        }
    }
}
