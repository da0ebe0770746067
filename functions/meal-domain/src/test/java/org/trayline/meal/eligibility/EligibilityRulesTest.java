package org.trayline.meal.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MealTime;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.Outcome;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.PatientId;

/// Every row of `eligibility.csv`, which dietitians read and write.
class EligibilityRulesTest {
    private static final Pattern MEAL =
            Pattern.compile("(?<date>\\S+) cut-off (?<cutOff>\\S+) serves (?<serves>\\S+)");

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "eligibility.csv", useHeadersInDisplayName = true)
    void decidesAsTheTableSays(
            String name,
            @Nullable String policy,
            @Nullable String zone,
            @Nullable String meal,
            @Nullable String now,
            @Nullable String encounters,
            @Nullable String dietOrders,
            @Nullable String allergyStatus,
            @Nullable String allergies,
            @Nullable String trays,
            String outcome,
            @Nullable String reasons) {
        Matcher lunch =
                CaseNotation.match(
                        MEAL, meal == null ? "2026-11-19 cut-off 10:45 serves 12:00" : meal);
        LocalDate serviceDate = LocalDate.parse(lunch.group("date"));
        ZoneId zoneId = ZoneId.of(zone == null ? "America/Chicago" : zone);
        CaseNotation notation = new CaseNotation(serviceDate, zoneId);
        Facility facility =
                new Facility(
                        new FacilityId("f1"),
                        zoneId,
                        MissingDietOrder.valueOf(policy == null ? "HOLD" : policy),
                        new BigDecimal("1800"),
                        new BigDecimal("2200"),
                        List.of(
                                new MealTime(
                                        MealPeriod.LUNCH,
                                        LocalTime.MIDNIGHT,
                                        LocalTime.parse(lunch.group("cutOff")),
                                        LocalTime.parse(lunch.group("serves")),
                                        new BigDecimal("0.35"))),
                        List.of());
        DuePatient patient =
                new DuePatient(
                        new PatientId("p1"),
                        new Versions(1, 1, 1),
                        facility,
                        notation.encounters(encounters, dietOrders),
                        allergyStatus == null ? null : AllergyStatus.valueOf(allergyStatus),
                        CaseNotation.allergies(allergies),
                        List.of(),
                        CaseNotation.trays(trays),
                        List.of(),
                        Map.of());

        Eligibility decided =
                EligibilityRules.decide(
                        patient,
                        serviceDate,
                        MealPeriod.LUNCH,
                        notation.time(now == null ? "09:30" : now));

        assertEquals(
                outcome
                        + " "
                        + CaseNotation.parts(reasons, ";")
                                .map(Reason::valueOf)
                                .collect(Collectors.toCollection(TreeSet::new)),
                outcome(decided) + " " + new TreeSet<>(reasons(decided)));
    }

    private static Outcome outcome(Eligibility eligibility) {
        return switch (eligibility) {
            case Eligibility.NotNeeded n -> Outcome.NOT_NEEDED;
            case Eligibility.Withheld w -> Outcome.WITHHELD;
            case Eligibility.Hold h -> Outcome.HOLD;
            case Eligibility.Eligible e -> Outcome.ELIGIBLE;
        };
    }

    private static Set<Reason> reasons(Eligibility eligibility) {
        return switch (eligibility) {
            case Eligibility.NotNeeded(Set<Reason> reasons) -> reasons;
            case Eligibility.Withheld(Set<Reason> reasons) -> reasons;
            case Eligibility.Hold(Set<Reason> reasons) -> reasons;
            case Eligibility.Eligible e -> Set.of();
        };
    }
}
