package org.trayline.meal.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DietOrder.Window;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.recipe.RecipeId;

/// Trays that someone asks for. Lunch is ordered until 10:45 in Chicago and served at 12:00.
class OnDemandTest {
    private static final RecipeId SOUP = new RecipeId("soup");
    private static final Instant AT_THE_CUT_OFF = Instant.parse("2026-11-19T16:45:00Z");

    private static Eligibility asked(PatientFixture patient, Instant now, RecipeId... chosen) {
        return EligibilityRules.decide(
                patient.patient().askedFor(List.of(chosen)),
                PatientFixture.SERVICE_DATE,
                MealPeriod.LUNCH,
                now);
    }

    private static Eligibility.Eligible eligible(Eligibility eligibility) {
        return assertInstanceOf(Eligibility.Eligible.class, eligibility);
    }

    @Test
    void whatWasChosenIsInTheBrief() {
        PatientFixture patient = new PatientFixture().serviceType(Encounter.ServiceType.SELECT);
        Eligibility.Eligible chose = eligible(asked(patient, PatientFixture.IN_TIME, SOUP));
        assertEquals(List.of(SOUP), chose.brief().chosen());
        assertEquals(Set.of(), chose.flags());
        Eligibility.Eligible did = eligible(asked(patient, PatientFixture.IN_TIME));
        assertEquals(Set.of(Flag.DID_NOT_CHOOSE), did.flags());
    }

    @Test
    void afterTheCutOffItIsALateTrayUntilTheMealIsServed() {
        PatientFixture patient = new PatientFixture();
        assertEquals(Set.of(), eligible(asked(patient, AT_THE_CUT_OFF)).flags());
        Instant after = AT_THE_CUT_OFF.plusSeconds(1);
        assertEquals(Set.of(Flag.LATE_TRAY), eligible(asked(patient, after)).flags());
        Instant served = Instant.parse("2026-11-19T18:00:00Z");
        assertEquals(Set.of(Flag.LATE_TRAY), eligible(asked(patient, served)).flags());
        assertEquals(
                new Eligibility.Hold(Set.of(Reason.PAST_CUTOFF)),
                asked(patient, served.plusSeconds(1)));
        assertEquals(
                new Eligibility.Hold(Set.of(Reason.PAST_CUTOFF)),
                EligibilityRules.decide(
                        patient.patient(), PatientFixture.SERVICE_DATE, MealPeriod.LUNCH, after),
                "a tray that nobody asks for is not a late one");
    }

    @ParameterizedTest
    @CsvSource({
        ", 2026-11-19T18:00:00Z",
        "14:00, 2026-11-19T20:00:00Z",
        "11:00, 2026-11-19T17:00:00Z",
        "09:00, 2026-11-19T16:45:00Z",
    })
    void theKitchenClosesWhenItSaysAndNotBeforeTheCutOff(
            @Nullable LocalTime closes, Instant until) {
        Facility plain = PatientFixture.facility(MissingDietOrder.HOLD);
        Facility facility =
                new Facility(
                        plain.id(),
                        plain.zone(),
                        plain.missingDietOrder(),
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        plain.mealTimes(),
                        plain.slots(),
                        closes == null ? Map.of() : Map.of(MealPeriod.LUNCH, closes));
        assertEquals(
                until, facility.kitchenClosesAt(PatientFixture.SERVICE_DATE, MealPeriod.LUNCH));
    }

    /// It is eaten later than the others: what holds then decides, not what held at the serve time.
    @Test
    void aLateTrayIsJudgedByWhenItIsEaten() {
        Instant one = Instant.parse("2026-11-19T19:00:00Z");
        DuePatient patient =
                new PatientFixture()
                        .dietOrders(
                                PatientFixture.oral(FoodTexture.LEVEL_7, DrinkThickness.LEVEL_0),
                                new DietOrder.Npo(
                                        "npo",
                                        new Window(Instant.parse("2026-11-19T19:30:00Z"), null)))
                        .patient();
        Facility open =
                new Facility(
                        patient.facility().id(),
                        patient.facility().zone(),
                        MissingDietOrder.HOLD,
                        null,
                        null,
                        patient.facility().mealTimes(),
                        patient.facility().slots(),
                        Map.of(MealPeriod.LUNCH, LocalTime.of(14, 0)));
        DuePatient late =
                new DuePatient(
                        patient.patientId(),
                        patient.versions(),
                        open,
                        patient.encounters(),
                        patient.allergyStatus(),
                        patient.allergies(),
                        patient.dislikes(),
                        patient.dayTrays(),
                        patient.recentItems(),
                        patient.soldOut(),
                        true,
                        List.of());
        assertEquals(
                new Eligibility.Withheld(Set.of(Reason.NPO)),
                EligibilityRules.decide(late, PatientFixture.SERVICE_DATE, MealPeriod.LUNCH, one));
        assertInstanceOf(
                Eligibility.Eligible.class,
                EligibilityRules.decide(
                        late,
                        PatientFixture.SERVICE_DATE,
                        MealPeriod.LUNCH,
                        PatientFixture.IN_TIME));
    }
}
