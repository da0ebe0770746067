package org.trayline.meal.feasibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trayline.meal.facility.MealPeriod.BREAKFAST;
import static org.trayline.meal.facility.MealPeriod.DINNER;
import static org.trayline.meal.facility.MealPeriod.LUNCH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.order.Reason;
import org.trayline.meal.recipe.RecipeId;

class DayRehearsalTest {
    private static DayRehearsal rehearsal(SmallHospital hospital) {
        return new DayRehearsal(hospital.catalog(), SmallHospital.DAY, new TrayComposer());
    }

    /// Lunch has the required slots entree and side. [SmallHospital] explains recipes and orders.
    @ParameterizedTest(name = "{0} from {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    # order              | recipes                                                                                    | what stands in the way            | what helps                             | or a new recipe
                    4                    | stew ENTREE L 7 - 500; rice SIDE L 4 - 50; puree ENTREE D 4 - 400                           | TEXTURE on slot entree            | puree SERVE_THEN_TOO 1                 | entree 4
                    4                    | stew ENTREE L 7 - 500; rice SIDE L 4 - 50                                                   | TEXTURE on slot entree            | -                                      | entree 4
                    7 no:MILK            | pie ENTREE L 7 MILK 500; rice SIDE L 7 - 50; cake ENTREE D 7 MILK 100                       | ALLERGEN on slot entree           | -                                      | entree 7 without MILK
                    7 no:MILK            | pie ENTREE L 7 ? 500; rice SIDE L 7 - 50; stew ENTREE L 7 MILK 100; soup ENTREE L 7 ? 100   | ALLERGEN_UNKNOWN on slot entree   | pie RECORD_ALLERGENS 1; soup RECORD_ALLERGENS 1 | entree 7 without MILK
                    7                    | !stew ENTREE L 7 - 500; rice SIDE L 7 - 50                                                  | SOLD_OUT on slot entree           | stew COOK_MORE 1                       | entree 7
                    7 sodium<=600/MEAL   | stew ENTREE L 7 - ?; rice SIDE L 7 - 50                                                     | NUTRIENT_UNKNOWN on slot entree   | stew RECORD_NUTRIENTS 1                | entree 7 sodium_mg<=550
                    7                    | stew ENTREE D 7 - 500; rice SIDE L 7 - 50                                                   | PERIOD on slot entree             | stew SERVE_THEN_TOO 1                  | entree 7
                    7 sodium<=600/MEAL   | stew ENTREE L 7 - 500; rice SIDE L 7 - 200; peas SIDE B 7 - 50; ham SIDE B 7 - 101          | sodium_mg MEAL max                | peas SERVE_THEN_TOO 1                  | entree 7 sodium_mg<=400
                    7 sodium<=600/MEAL   | stew ENTREE L 7 - 500; rice SIDE L 7 - 200                                                  | sodium_mg MEAL max                | -                                      | entree 7 sodium_mg<=400
                    7 sodium<=100/MEAL   | stew ENTREE L 7 - 500; rice SIDE L 7 - 200; peas SIDE B 7 - 0                               | sodium_mg MEAL max                | -                                      | -
                    7 sodium<=600/MEAL fat<=20/MEAL | stew ENTREE L 7 - 500 30; egg ENTREE L 7 - 700 5; rice SIDE L 7 - 50 0           | sodium_mg MEAL max + fat_g MEAL max | -                                    | entree 7 fat_g<=20 sodium_mg<=550
                    7                    | stew ENTREE D 7 - 500; rice SIDE D 7 - 50                                                   | PERIOD on slot side               | -                                      | -
                    """)
    void saysWhatStandsInTheWayAndWhatHelps(
            String order, String menu, String rule, String helps, String gap) {
        SmallHospital hospital = new SmallHospital(menu).serving(LUNCH, "12:00", "entree", "side");
        MealFeasibility lunch =
                rehearsal(hospital).of(List.of(hospital.patient("p1", order))).getFirst();
        assertEquals(1, lunch.noCompliantTray());
        Group group = lunch.groups().getFirst();
        assertEquals(rule, group.bindingRule());
        assertEquals(helps == null ? "" : helps, words(group.helps()));
        assertEquals(
                gap == null ? "" : gap,
                group.gaps().stream().map(DayRehearsalTest::words).collect(Collectors.joining()));
    }

    private static String words(List<Help> helps) {
        return helps.stream()
                .map(help -> help.recipeId() + " " + help.fix() + " " + help.patients())
                .collect(Collectors.joining("; "));
    }

    private static String words(Gap gap) {
        StringBuilder words = new StringBuilder(gap.slot() + " " + gap.foodTexture().code());
        if (!gap.withoutAllergens().isEmpty()) {
            words.append(" without ");
            gap.withoutAllergens().forEach(words::append);
        }
        gap.rooms()
                .forEach(
                        room ->
                                words.append(' ')
                                        .append(room.nutrient().column())
                                        .append("<=")
                                        .append(room.atMost()));
        return words.toString();
    }

    /// Of three patients at food level 4 two must have no more than 300 mg: the one recipe that
    /// helps all three comes before the one that helps one, however much more familiar.
    @Test
    void theRecipeThatHelpsMostPatientsOfAGroupComesFirst() {
        SmallHospital hospital =
                new SmallHospital(
                                """
                                stew ENTREE L 7 - 500; !mince ENTREE L 4 - 400; \
                                puree ENTREE D 4 - 200""")
                        .serving(LUNCH, "12:00", "entree");
        MealFeasibility lunch =
                rehearsal(hospital)
                        .of(
                                List.of(
                                        hospital.patient("p1", "4"),
                                        hospital.patient("p2", "4 sodium<=300/MEAL"),
                                        hospital.patient("p3", "4 sodium<=250/MEAL"),
                                        hospital.patient("p4", "7"),
                                        hospital.patient("p5", "7 NPO")))
                        .getFirst();
        assertEquals("TEXTURE on slot entree", lunch.groups().getFirst().bindingRule());
        assertEquals(
                "puree SERVE_THEN_TOO 3; mince COOK_MORE 1",
                words(lunch.groups().getFirst().helps()));
        assertEquals(
                List.of("entree 4 sodium_mg<=250"),
                lunch.groups().getFirst().gaps().stream().map(DayRehearsalTest::words).toList());
        assertEquals(
                List.of("p1", "p2", "p3"),
                lunch.patients().stream().map(patient -> patient.patientId().value()).toList());
        assertEquals(5, lunch.due());
        assertEquals(1, lunch.withTray());
        assertEquals(1, lunch.withheld());
        assertEquals(Map.of(Reason.NO_COMPLIANT_TRAY, 3, Reason.NPO, 1), lunch.reasons());
    }

    /// A day of 600 mg sodium and 100 g fat. Either dinner alone keeps to it, and either leaves
    /// room for the lunch in what lunch must keep back; after the lunch neither does.
    @Test
    void aComposedTrayCountsAtTheMealsAfterIt() {
        SmallHospital hospital =
                new SmallHospital(
                                """
                                stew ENTREE L 7 - 400 50; pie ENTREE D 7 - 100 90; \
                                ham ENTREE D 7 - 500 10""")
                        .serving(DINNER, "17:45", "entree")
                        .serving(LUNCH, "12:00", "entree");
        List<MealFeasibility> day =
                rehearsal(hospital)
                        .of(List.of(hospital.patient("p1", "7 sodium<=600/DAY fat<=100/DAY")));
        assertEquals(
                List.of(LUNCH, DINNER), day.stream().map(MealFeasibility::mealPeriod).toList());
        assertEquals(1, day.getFirst().withTray());
        assertEquals(1, day.getLast().noCompliantTray());
        assertEquals(
                List.of("fat_g DAY max + sodium_mg DAY max"),
                day.getLast().groups().stream()
                        .map(
                                group ->
                                        Arrays.stream(group.bindingRule().split(" \\+ ", -1))
                                                .sorted()
                                                .collect(Collectors.joining(" + ")))
                        .toList());
    }

    /// A meal without a tray takes nothing from the day.
    @Test
    void whatAMealDoesNotTakeIsThereForTheNext() {
        SmallHospital hospital =
                new SmallHospital(
                                """
                                oats ENTREE B 7 - 300; stew ENTREE L 7 - 500; \
                                soup ENTREE D 7 - 400""")
                        .serving(BREAKFAST, "07:30", "entree")
                        .serving(LUNCH, "12:00", "entree")
                        .serving(DINNER, "17:45", "entree");
        List<MealFeasibility> day =
                rehearsal(hospital).of(List.of(hospital.patient("p1", "7 sodium<=1000/DAY")));
        assertEquals(List.of(0, 1, 1), day.stream().map(MealFeasibility::withTray).toList());
        assertEquals("sodium_mg DAY max", day.getFirst().groups().getFirst().bindingRule());
    }

    /// However patients are divided, and whether or not they share what was composed for others.
    @Test
    void patientsWhoShareACompositionFareAsEachWouldAlone() {
        SmallHospital hospital =
                new SmallHospital(
                                """
                                oats ENTREE B 7 - 300; stew ENTREE L 7 MILK 500 9; \
                                rice ENTREE LD 7 - 450 20; !puree ENTREE L 4 - 100; \
                                soup ENTREE D 7 ? 400; mash ENTREE D 4 - 100""")
                        .serving(BREAKFAST, "07:30", "entree")
                        .serving(LUNCH, "12:00", "entree")
                        .serving(DINNER, "17:45", "entree");
        List<String> orders =
                List.of(
                        "7",
                        "4",
                        "7 no:MILK",
                        "7 sodium<=400/MEAL",
                        "7 sodium<=1100/DAY fat<=20/DAY",
                        "7 NPO",
                        "7 no:MILK sodium<=800/DAY");
        List<CensusPatient> patients = new ArrayList<>();
        for (int i = 0; i < 42; i++) {
            patients.add(hospital.patient("p%02d".formatted(i), orders.get(i * 5 % orders.size())));
        }
        List<List<MealFeasibility>> alone =
                patients.stream().map(each -> rehearsal(hospital).of(List.of(each))).toList();
        List<MealFeasibility> merged = new ArrayList<>();
        for (int meal = 0; meal < 3; meal++) {
            int at = meal;
            merged.add(
                    MealFeasibility.merged(
                            alone.getFirst().get(meal).mealPeriod(),
                            alone.stream().map(day -> day.get(at)).toList()));
        }
        assertEquals(merged, rehearsal(hospital).of(patients));
    }

    /// The six trays before a meal are those of the day so far and then those before the day.
    @Test
    void theLastSixTraysMoveOnWithTheDay() {
        SmallHospital hospital =
                new SmallHospital("oats ENTREE B 7 - 300")
                        .serving(BREAKFAST, "07:30", "entree")
                        .serving(LUNCH, "12:00", "entree");
        List<List<RecipeId>> before =
                List.of("a", "b", "c", "d", "e", "f").stream()
                        .map(id -> List.of(new RecipeId(id)))
                        .toList();
        CensusPatient patient = new CensusPatient(hospital.patient("p1", "7").patient(), before);
        assertEquals(
                "[a, b, c, d, e, f]", patient.at(BREAKFAST, Map.of()).recentItems().toString());
        assertEquals(
                "[a, b, c, d, e, oats]",
                patient.at(LUNCH, Map.of(BREAKFAST, List.of(new RecipeId("oats"))))
                        .recentItems()
                        .toString());
    }
}
