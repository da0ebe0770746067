package org.trayline.asl.wire;

import java.util.List;
import java.util.Map;
import org.trayline.asl.StateMachines;
import org.trayline.asl.Versions;
import org.trayline.asl.machine.Alias;
import org.trayline.asl.machine.StateMachine;
import org.trayline.asl.machine.Version;

/// The calls about versions and aliases.
final class VersionCalls {
    private static final String MACHINE = "stateMachineArn";
    private static final String VERSION = "stateMachineVersionArn";
    private static final String ALIAS = "stateMachineAliasArn";

    private final StateMachines machines;
    private final Versions versions;

    VersionCalls(StateMachines machines) {
        this.machines = machines;
        this.versions = machines.versions();
    }

    void registerIn(Map<String, Call> calls) {
        calls.put("PublishStateMachineVersion", this::publish);
        calls.put("DeleteStateMachineVersion", this::delete);
        calls.put("ListStateMachineVersions", this::list);
        calls.put("CreateStateMachineAlias", this::createAlias);
        calls.put("UpdateStateMachineAlias", this::updateAlias);
        calls.put("DescribeStateMachineAlias", this::describeAlias);
        calls.put("DeleteStateMachineAlias", this::deleteAlias);
        calls.put("ListStateMachineAliases", this::listAliases);
    }

    static String arn(StateMachine machine, Version version) {
        return machine.arn() + ":" + version.number();
    }

    private Answer publish(Parameters given) {
        String arn = given.required(MACHINE);
        Version version =
                versions.publish(arn, given.text("revisionId"), given.text("description"));
        return new Answer()
                .put("creationDate", version.creationDate())
                .put(VERSION, arn(machines.find(arn), version));
    }

    private Answer delete(Parameters given) {
        versions.delete(given.required(VERSION));
        return new Answer();
    }

    private Answer list(Parameters given) {
        StateMachine machine = machines.find(given.required(MACHINE));
        List<Version> all = machine.versions().reversed();
        int from = (int) Page.position(given.text("nextToken"), 0);
        int to = Math.min(from + given.maxResults(), all.size());
        return new Answer()
                .put(
                        "stateMachineVersions",
                        all.subList(Math.min(from, to), to).stream()
                                .map(
                                        version ->
                                                new Answer()
                                                        .put("creationDate", version.creationDate())
                                                        .put(VERSION, arn(machine, version))
                                                        .fields())
                                .toList())
                .put("nextToken", to < all.size() ? Page.token(to) : null);
    }

    private Answer createAlias(Parameters given) {
        Versions.Found created =
                versions.createAlias(
                        given.required("name"), given.text("description"), routing(given));
        return new Answer()
                .put("creationDate", created.alias().creationDate())
                .put(ALIAS, created.arn());
    }

    private Answer updateAlias(Parameters given) {
        Versions.Found updated =
                versions.updateAlias(
                        given.required(ALIAS), given.text("description"), routing(given));
        return new Answer().put("updateDate", updated.alias().updateDate());
    }

    private Answer describeAlias(Parameters given) {
        Versions.Found found = versions.alias(given.required(ALIAS));
        Alias alias = found.alias();
        return new Answer()
                .put(ALIAS, found.arn())
                .put("name", alias.name())
                .put("description", alias.description())
                .put(
                        "routingConfiguration",
                        alias.routes().stream()
                                .map(
                                        route ->
                                                new Answer()
                                                        .put(
                                                                VERSION,
                                                                found.machine().arn()
                                                                        + ":"
                                                                        + route.version())
                                                        .put("weight", route.weight())
                                                        .fields())
                                .toList())
                .put("creationDate", alias.creationDate())
                .put("updateDate", alias.updateDate());
    }

    private Answer deleteAlias(Parameters given) {
        versions.deleteAlias(given.required(ALIAS));
        return new Answer();
    }

    private Answer listAliases(Parameters given) {
        StateMachine machine = machines.find(given.required(MACHINE));
        return new Answer()
                .put(
                        "stateMachineAliases",
                        machine.aliases().stream()
                                .map(
                                        alias ->
                                                new Answer()
                                                        .put(
                                                                ALIAS,
                                                                machine.arn() + ":" + alias.name())
                                                        .put("creationDate", alias.creationDate())
                                                        .fields())
                                .toList());
    }

    private static List<Versions.WeightedVersion> routing(Parameters given) {
        return given.objects("routingConfiguration").stream()
                .map(
                        route ->
                                new Versions.WeightedVersion(
                                        route.required(VERSION),
                                        route.raw("weight") instanceof Number weight
                                                ? weight.intValue()
                                                : 0))
                .toList();
    }
}
