package org.trayline.asl.definition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.asl.definition.State.Effects;
import org.trayline.asl.expression.Template;
import org.trayline.asl.expression.TemplateParser;

/// Parses the states that hold workflows: Parallel and Map.
final class HolderParser {
    private final StateParser state;
    private final DefinitionParser workflows;
    private final String name;
    private final Node node;
    private final Language language;

    HolderParser(
            StateParser state,
            DefinitionParser workflows,
            String name,
            Node node,
            Language language) {
        this.state = state;
        this.workflows = workflows;
        this.name = name;
        this.node = node;
        this.language = language;
    }

    @Nullable State parallel() {
        state.allow(StateParser.FALLIBLE, "Branches", "Arguments");
        node.require("Branches");
        List<Workflow> branches = new ArrayList<>();
        List<Node> given = node.objects("Branches");
        for (Node branch : given) {
            Workflow workflow = workflows.workflow(branch, language, List.of());
            if (workflow != null) {
                branches.add(workflow);
            }
        }
        if (given.isEmpty() && node.has("Branches")) {
            node.refuse("Branches", "At least one branch is required");
        }
        Template arguments = node.template("Arguments");
        Recovery recovery = new RecoveryParser(node).parse();
        Effects effects = state.effects();
        State.Transition transition = state.transition();
        return transition == null
                ? null
                : new State.Parallel(name, branches, arguments, recovery, effects, transition);
    }

    @Nullable State map() {
        state.allow(
                StateParser.FALLIBLE,
                "Items",
                "ItemSelector",
                "MaxConcurrency",
                "ItemProcessor",
                "ToleratedFailureCount",
                "ToleratedFailurePercentage");
        node.require("ItemProcessor");
        Template items = items();
        Template selector = node.template("ItemSelector");
        Template concurrency = node.integerOrExpression("MaxConcurrency", 0, Long.MAX_VALUE);
        List<State.NamedTemplate> tolerated = new ArrayList<>();
        tolerated("ToleratedFailureCount", Integer.MAX_VALUE, tolerated);
        tolerated("ToleratedFailurePercentage", 100, tolerated);
        Workflow processor = processor();
        Recovery recovery = new RecoveryParser(node).parse();
        Effects effects = state.effects();
        State.Transition transition = state.transition();
        return processor == null || transition == null
                ? null
                : new State.InlineMap(
                        name,
                        processor,
                        items,
                        selector,
                        concurrency,
                        tolerated,
                        recovery,
                        effects,
                        transition);
    }

    private @Nullable Template items() {
        Object items = node.raw("Items");
        if (items != null && !(items instanceof List) && !TemplateParser.isExpression(items)) {
            node.refuse("Items", "Expected an array or a JSONata expression");
            return null;
        }
        return node.template("Items");
    }

    private void tolerated(String field, long most, List<State.NamedTemplate> into) {
        Template template = node.integerOrExpression(field, 0, most);
        if (template != null) {
            into.add(new State.NamedTemplate(field, template));
        }
    }

    private @Nullable Workflow processor() {
        Node processor = node.object("ItemProcessor");
        if (processor == null) {
            return null;
        }
        Node config = processor.object("ProcessorConfig");
        if (config != null) {
            config.allow(List.of("Mode"));
            String mode = config.text("Mode");
            if (mode != null && !mode.equals("INLINE")) {
                config.refuse("Mode", "Only the mode 'INLINE' is supported");
            }
        }
        return workflows.workflow(processor, language, List.of("ProcessorConfig"));
    }
}
