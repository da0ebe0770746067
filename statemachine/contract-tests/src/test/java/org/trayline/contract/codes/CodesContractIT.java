package org.trayline.contract.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.contract.Project;
import org.trayline.contract.Workflow;
import org.trayline.meal.composition.Criterion;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.diet.NutrientLimit;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Outcome;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.recipe.Recipe;
import org.trayline.meal.recipe.RejectionRule;
import org.trayline.testdatabase.TestDatabase;

/// A code is the same wherever it is spelt: in code, in what the migrated database takes, in the
/// reference tables, on the rules' page, in the messages and in the workflow.
final class CodesContractIT {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Pattern LITERAL = Pattern.compile("'([A-Z0-9_]+)'::text");
    private static final Pattern CODE_IN_TABLE =
            Pattern.compile("(?m)^\\| ([A-Z_]+) \\| `([A-Z_]+)` \\|");

    /// Why an order was cancelled: no reason of a request.
    private static final Map<String, String> OF_CANCELLED =
            Map.of("NOT_RESOLVED", "CANCELLED", "REPLACED", "CANCELLED");

    /// What a domain of the database takes.
    private static Set<String> domain(String name) {
        return literals(
                DATABASE.rows(
                        """
                        select pg_get_constraintdef(c.oid) from pg_constraint c
                        join pg_type t on t.oid = c.contypid where t.typname = '%s'
                        """
                                .formatted(name)));
    }

    /// What a column of the database takes, by the checks of its table that name it alone.
    private static Set<String> column(String table, String column) {
        return literals(
                DATABASE.rows(
                        """
                        select pg_get_constraintdef(oid) from pg_constraint
                        where conrelid = '%1$s'::regclass and contype = 'c' and conkey = array[(
                            select attnum from pg_attribute
                            where attrelid = '%1$s'::regclass and attname = '%2$s')]
                        """
                                .formatted(table, column)));
    }

    private static Set<String> literals(List<String> constraints) {
        Set<String> literals = new TreeSet<>();
        for (String constraint : constraints) {
            for (Matcher matcher = LITERAL.matcher(constraint); matcher.find(); ) {
                literals.add(matcher.group(1));
            }
        }
        return literals;
    }

    private static <T> Set<String> codes(T[] constants, Function<T, String> code) {
        return Arrays.stream(constants).map(code).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Enum<?>[] constants) {
        return codes(constants, Enum::name);
    }

    private static Set<String> message(String definition) {
        return new TreeSet<>(
                Workflow.texts(
                        Project.json(Project.path("schema/messages/common.json"))
                                .at("/$defs/" + definition + "/enum")));
    }

    static Stream<Arguments> domains() {
        return Stream.of(
                Arguments.of("Reason", names(Reason.values()), "reason"),
                Arguments.of("Allergen", names(Allergen.values()), "allergen"),
                Arguments.of("Nutrient", names(Nutrient.values()), "nutrient"),
                Arguments.of("MealPeriod", names(MealPeriod.values()), "meal_period"),
                Arguments.of(
                        "FoodTexture",
                        codes(FoodTexture.values(), FoodTexture::code),
                        "food_texture"),
                Arguments.of(
                        "DrinkThickness",
                        codes(DrinkThickness.values(), DrinkThickness::code),
                        "drink_thickness"));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void theDatabaseTakesTheCodesOfTheCode(String type, Set<String> code, String domain) {
        assertEquals(code, domain(domain), "expected: " + type + "; was: domain " + domain);
    }

    /// A patient who needs no tray, or may have none, has none that was ordered either.
    @Test
    void anOrderIsCancelledBecauseOfAReasonForNoTray() {
        Set<String> expected = new TreeSet<>(OF_CANCELLED.keySet());
        for (Reason reason : Reason.values()) {
            if (reason.outcome() != Outcome.HOLD && reason != Reason.ALREADY_ORDERED) {
                expected.add(reason.name());
            }
        }
        assertEquals(expected, column("tray_orders", "cancelled_because"));
    }

    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of("recipes", "allergens", names(Allergen.values())),
                Arguments.of("recipes", "meal_periods", names(MealPeriod.values())),
                Arguments.of("recipes", "textures", codes(FoodTexture.values(), FoodTexture::code)),
                Arguments.of(
                        "recipes",
                        "drink_thickness",
                        codes(DrinkThickness.values(), DrinkThickness::code)),
                Arguments.of("recipes", "kind", names(Recipe.Kind.values())),
                Arguments.of("facilities", "missing_diet_order", names(MissingDietOrder.values())),
                Arguments.of("patients", "allergy_status", names(AllergyStatus.values())),
                Arguments.of("encounters", "status", names(Encounter.Status.values())),
                Arguments.of("encounters", "service_type", names(Encounter.ServiceType.values())),
                Arguments.of("nutrient_limits", "period", names(NutrientLimit.Per.values())),
                Arguments.of("allergies", "kind", names(AllergyRecord.Kind.values())),
                Arguments.of(
                        "allergies", "verification", names(AllergyRecord.Verification.values())),
                Arguments.of("tray_requests", "source", names(TrayRequest.Source.values())),
                Arguments.of("tray_requests", "status", names(TrayRequest.Status.values())),
                Arguments.of("tray_requests", "outcome", names(TrayRequest.Outcome.values())),
                Arguments.of("tray_orders", "status", names(TrayOrderStatus.values())),
                Arguments.of("tray_orders", "flags", names(Flag.values())));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void aColumnTakesTheCodesOfTheCode(String table, String column, Set<String> code) {
        assertEquals(
                code,
                column(table, column),
                "expected: the enum in the code; was: check of " + table + "." + column);
    }

    @Test
    void recipesHaveAColumnPerNutrient() {
        Set<String> columns =
                new TreeSet<>(
                        DATABASE.rows(
                                "select column_name from information_schema.columns"
                                        + " where table_name = 'recipes'"));
        Set<String> nutrients = codes(Nutrient.values(), Nutrient::column);
        columns.retainAll(
                columns.stream()
                        .filter(name -> name.matches(".*_(kcal|g|mg|ml)"))
                        .collect(Collectors.toSet()));
        assertEquals(nutrients, columns, "expected: Nutrient; was: columns of recipes");
    }

    static Stream<Arguments> referenceTables() {
        Set<String> reasons = names(Reason.values());
        reasons.addAll(OF_CANCELLED.keySet());
        return Stream.of(
                Arguments.of("reasons.csv", "reason", reasons),
                Arguments.of("rejection_rules.csv", "rule", names(RejectionRule.values())),
                Arguments.of("criteria.csv", "criterion", names(Criterion.values())),
                Arguments.of("allergens.csv", "allergen", names(Allergen.values())),
                Arguments.of("meal_periods.csv", "meal_period", names(MealPeriod.values())),
                Arguments.of(
                        "nutrients.csv", "nutrient", codes(Nutrient.values(), Nutrient::column)));
    }

    @ParameterizedTest
    @MethodSource("referenceTables")
    void aReferenceTableListsTheCodesOfTheCode(String table, String column, Set<String> code) {
        List<String> listed = Project.column(table, column);
        assertEquals(
                code,
                new TreeSet<>(listed),
                "expected: the enum in the code; was: schema/reference/" + table);
        assertEquals(code.size(), listed.size(), "a code twice in " + table);
    }

    @Test
    void theReferenceListsTheIddsiLevels() {
        Set<String> levels = new TreeSet<>();
        List<String> axes = Project.column("iddsi_levels.csv", "axis");
        List<String> codes = Project.column("iddsi_levels.csv", "level");
        for (int i = 0; i < axes.size(); i++) {
            levels.add(axes.get(i) + " " + codes.get(i));
        }
        Set<String> expected = codes(FoodTexture.values(), level -> "food " + level.code());
        expected.addAll(codes(DrinkThickness.values(), level -> "drink " + level.code()));
        assertEquals(expected, levels, "expected: the enums; was: iddsi_levels.csv");
    }

    /// The first that applies rejects.
    static Stream<Arguments> orderedTables() {
        return Stream.of(
                Arguments.of("rejection_rules.csv", "rule", RejectionRule.values()),
                Arguments.of("criteria.csv", "criterion", Criterion.values()));
    }

    @ParameterizedTest
    @MethodSource("orderedTables")
    void whatIsAskedInOrderIsListedInIt(String table, String column, Enum<?>[] inOrder) {
        assertEquals(
                Arrays.stream(inOrder).map(Enum::name).toList(),
                Project.column(table, column),
                () -> "expected: the code's order; was: " + table);
        assertEquals(
                IntStream.rangeClosed(1, inOrder.length).mapToObj(String::valueOf).toList(),
                Project.column(table, "order"),
                () -> "the order in " + table);
    }

    /// A reason belongs to one outcome, everywhere.
    @Test
    void everyReasonHasTheOutcomeThatItsTableAndThePageSay() {
        Map<String, String> expected = new TreeMap<>(OF_CANCELLED);
        for (Reason reason : Reason.values()) {
            expected.put(reason.name(), reason.outcome().name());
        }
        Map<String, String> listed = new TreeMap<>();
        List<String> reasons = Project.column("reasons.csv", "reason");
        List<String> outcomes = Project.column("reasons.csv", "outcome");
        for (int i = 0; i < reasons.size(); i++) {
            listed.put(reasons.get(i), outcomes.get(i));
        }
        assertEquals(expected, listed, "expected: Reason.outcome(); was: reasons.csv");
    }

    /// Sections 2 and 8 have tables; sections 4 and 7 name theirs in prose.
    @Test
    void theRulesPageNamesEveryReasonAndNoOther() {
        String page = Project.text("schema/reference/rules.md");
        Map<String, String> tabled = new TreeMap<>();
        for (Matcher matcher = CODE_IN_TABLE.matcher(page); matcher.find(); ) {
            tabled.put(matcher.group(2), matcher.group(1));
        }
        tabled.forEach(
                (reason, outcome) ->
                        assertEquals(
                                outcome,
                                Reason.valueOf(reason).outcome().name(),
                                () -> "expected: rules.md on " + reason + "; was: Reason"));
        Set<String> named = new TreeSet<>();
        Matcher codes = Pattern.compile("`([A-Z]+_?[A-Z_]*)`").matcher(page);
        while (codes.find()) {
            named.add(codes.group(1));
        }
        Set<String> known = names(Reason.values());
        known.addAll(OF_CANCELLED.keySet());
        known.addAll(names(RejectionRule.values()));
        Set<String> missing = new TreeSet<>(known);
        missing.removeAll(named);
        assertEquals(Set.of(), missing, "reasons and rejection rules that rules.md does not name");
        named.removeAll(known);
        named.removeAll(names(Flag.values()));
        assertEquals(Set.of(), named, "codes of rules.md that are none");
    }

    @Test
    void theDeciderOfAReasonIsAStepOrTheWorkflow() {
        Set<String> deciders = new TreeSet<>(Project.column("reasons.csv", "decided_by"));
        Set<String> known = new TreeSet<>(Set.of("workflow"));
        Workflow.read().steps().forEach(step -> known.add(step.state()));
        deciders.removeAll(known);
        assertEquals(
                Set.of(), deciders, "deciders in reasons.csv that are no state of the workflow");
    }

    /// The codes that the workflow itself spells.
    @Test
    void theWorkflowSpellsKnownCodes() {
        Set<String> reasons = new TreeSet<>();
        collectReasons(Workflow.read().root(), reasons);
        assertEquals(Set.of("DATA_KEEPS_CHANGING"), reasons, "reasons that the workflow gives");
        assertTrue(names(Reason.values()).containsAll(reasons), () -> "no Reason: " + reasons);
        Set<String> compared = new TreeSet<>();
        Matcher matcher = Pattern.compile("outcome = '([A-Z_]+)'").matcher(Workflow.read().text());
        while (matcher.find()) {
            compared.add(matcher.group(1));
        }
        Set<String> given = new TreeSet<>();
        for (String message : List.of("check-eligibility", "compose-meal", "create-order")) {
            given.addAll(
                    Workflow.texts(
                            Project.json(
                                            Project.path(
                                                    "schema/messages/" + message + ".output.json"))
                                    .at("/properties/outcome/enum")));
        }
        assertEquals(
                given,
                compared,
                "expected: outcomes that the steps give, by schema/messages; was: outcomes that"
                        + " the workflow's questions know");
    }

    private static void collectReasons(JsonNode node, Set<String> reasons) {
        node.properties()
                .forEach(
                        field -> {
                            if (field.getKey().equals("reasons") && field.getValue().isArray()) {
                                reasons.addAll(Workflow.texts(field.getValue()));
                            }
                        });
        node.forEach(child -> collectReasons(child, reasons));
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("reason", names(Reason.values())),
                Arguments.of("flag", names(Flag.values())),
                Arguments.of("allergen", names(Allergen.values())),
                Arguments.of("nutrient", names(Nutrient.values())),
                Arguments.of("mealPeriod", names(MealPeriod.values())),
                Arguments.of("source", names(TrayRequest.Source.values())));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messagesTakeTheCodesOfTheCode(String definition, Collection<String> code) {
        assertEquals(
                code,
                message(definition),
                () ->
                        "expected: the enum in the code; was: %s of schema/messages/common.json"
                                .formatted(definition.toLowerCase(Locale.ROOT)));
    }
}
