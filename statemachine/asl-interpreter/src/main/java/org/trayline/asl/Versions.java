package org.trayline.asl;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.execution.Services;
import org.trayline.asl.machine.Alias;
import org.trayline.asl.machine.Revision;
import org.trayline.asl.machine.StateMachine;
import org.trayline.asl.machine.Version;

/// The published versions of state machines, and the aliases that lead to them.
public final class Versions {
    private final StateMachines machines;
    private final Arns arns;
    private final Services services;

    Versions(StateMachines machines, Arns arns, Services services) {
        this.machines = machines;
        this.arns = arns;
        this.services = services;
    }

    /// An alias and the state machine that has it.
    public record Found(StateMachine machine, Alias alias) {
        public String arn() {
            return machine.arn() + ":" + alias.name();
        }
    }

    /// Publishes the current revision; the same one twice is one version.
    ///
    /// @param revisionId refuse unless it is still the current one; null for any
    public Version publish(
            String stateMachineArn, @Nullable String revisionId, @Nullable String description) {
        StateMachine machine = machines.find(stateMachineArn);
        Revision current = machine.revision();
        if (revisionId != null && !revisionId.equals(current.revisionId())) {
            throw new ApiFault(
                    "ConflictException",
                    "Failed to publish the State Machine version for revision "
                            + revisionId
                            + ". The current State Machine revision is "
                            + current.revisionId()
                            + ".");
        }
        return machine.publish(services.clock().now(), description);
    }

    /// Deletes a version that no alias leads to.
    public void delete(String versionArn) {
        StateMachine machine = machines.find(versionArn);
        int number = number(versionArn);
        List<String> leading =
                machine.aliases().stream()
                        .filter(alias -> alias.leadsTo(number))
                        .map(Alias::name)
                        .toList();
        if (!leading.isEmpty()) {
            throw new ApiFault(
                    "ConflictException",
                    "Version to be deleted must not be referenced by an alias. Current list of"
                            + " aliases referencing this version: "
                            + leading);
        }
        machine.deleteVersion(number);
    }

    public Found createAlias(
            String name, @Nullable String description, List<WeightedVersion> routing) {
        Arns.checkName(name);
        if (name.chars().allMatch(Character::isDigit)) {
            throw new ApiFault("InvalidName", "Invalid Name: '" + name + "'");
        }
        StateMachine machine = machine(routing);
        Instant now = services.clock().now();
        Alias alias = new Alias(name, description, routes(machine, routing), now, now);
        Alias earlier = machine.alias(name);
        if (earlier != null && !earlier.routes().equals(alias.routes())) {
            throw new ApiFault(
                    "ConflictException",
                    "Failed to create alias because an alias with the same name and a different"
                            + " routing configuration already exists.");
        }
        if (earlier == null) {
            machine.putAlias(alias);
        }
        return new Found(machine, earlier == null ? alias : earlier);
    }

    /// @param routing empty to leave it
    public Found updateAlias(
            String aliasArn, @Nullable String description, List<WeightedVersion> routing) {
        Found before = alias(aliasArn);
        Alias alias =
                new Alias(
                        before.alias().name(),
                        description == null ? before.alias().description() : description,
                        routing.isEmpty()
                                ? before.alias().routes()
                                : routes(before.machine(), routing),
                        before.alias().creationDate(),
                        services.clock().now());
        before.machine().putAlias(alias);
        return new Found(before.machine(), alias);
    }

    public Found alias(String aliasArn) {
        StateMachine machine = machines.find(aliasArn);
        Alias alias = machine.alias(arns.machine(aliasArn).qualifier());
        if (alias == null) {
            throw new ApiFault(
                    "ResourceNotFound", "Request references a resource that does not exist.");
        }
        return new Found(machine, alias);
    }

    /// Deletes an alias; one that is unknown is deleted already.
    public void deleteAlias(String aliasArn) {
        machines.find(aliasArn).deleteAlias(arns.machine(aliasArn).qualifier());
    }

    /// @param weight in percent
    public record WeightedVersion(String versionArn, int weight) {}

    private StateMachine machine(List<WeightedVersion> routing) {
        if (routing.isEmpty()) {
            throw unsound();
        }
        return machines.find(routing.getFirst().versionArn());
    }

    private List<Alias.Route> routes(StateMachine machine, List<WeightedVersion> routing) {
        List<Alias.Route> routes =
                routing.stream()
                        .map(each -> new Alias.Route(number(each.versionArn()), each.weight()))
                        .toList();
        boolean known =
                routing.stream()
                                .map(each -> arns.machine(each.versionArn()).arn())
                                .allMatch(machine.arn()::equals)
                        && routes.stream()
                                .allMatch(route -> machine.version(route.version()) != null);
        if (!known || !Alias.isSound(routes)) {
            throw unsound();
        }
        return routes;
    }

    private static ApiFault unsound() {
        return new ApiFault(
                "ValidationException",
                "Routing configuration must be one or two published versions of one state machine"
                        + " whose weights add up to 100.");
    }

    private int number(String versionArn) {
        String qualifier = arns.machine(versionArn).qualifier();
        try {
            return Integer.parseInt(qualifier);
        } catch (NumberFormatException _) {
            throw new ApiFault(
                    "InvalidArn",
                    "Invalid Arn: 'Resource type not valid in this context: " + versionArn + "'");
        }
    }
}
