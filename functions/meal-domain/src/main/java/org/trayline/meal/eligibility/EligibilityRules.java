package org.trayline.meal.eligibility;

import static org.trayline.meal.order.Reason.ALLERGY_STATUS_UNKNOWN;
import static org.trayline.meal.order.Reason.ALREADY_ORDERED;
import static org.trayline.meal.order.Reason.CONFLICTING_DIET_ORDERS;
import static org.trayline.meal.order.Reason.CONFLICTING_ENCOUNTERS;
import static org.trayline.meal.order.Reason.CONTRADICTORY_ALLERGY_RECORD;
import static org.trayline.meal.order.Reason.DISCHARGED;
import static org.trayline.meal.order.Reason.NO_DIET_ORDER;
import static org.trayline.meal.order.Reason.NPO;
import static org.trayline.meal.order.Reason.NPO_ENDED_DIET_NOT_RESUMED;
import static org.trayline.meal.order.Reason.ON_LEAVE;
import static org.trayline.meal.order.Reason.PAST_CUTOFF;
import static org.trayline.meal.order.Reason.TEXTURE_UNKNOWN;
import static org.trayline.meal.order.Reason.TUBE_FEEDING_ONLY;
import static org.trayline.meal.order.Reason.UNCODED_ALLERGY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.trayline.meal.diet.DietOrder.Npo;
import org.trayline.meal.diet.DietOrder.Oral;
import org.trayline.meal.diet.DietOrder.Window;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.Outcome;
import org.trayline.meal.order.Reason;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.AllergyStatus;
import org.trayline.meal.patient.Encounter;

/// Whether a patient is fed, and with what profile. Every rule is asked, the strongest outcome
/// wins, and all reasons of its strength are told.
public final class EligibilityRules {

    /// @param ofPatient asked also where several encounters contradict each other, since it does
    ///     not depend on which is meant
    private record Rule(Reason reason, boolean ofPatient, Predicate<Question> test) {
        boolean applies(Question question) {
            return (ofPatient || question.encounter() != null) && test.test(question);
        }
    }

    private static Rule ofPatient(Reason reason, Predicate<Question> test) {
        return new Rule(reason, true, test);
    }

    private static Rule ofEncounter(Reason reason, Predicate<Question> test) {
        return new Rule(reason, false, test);
    }

    private static final List<Rule> RULES =
            List.of(
                    ofPatient(ALREADY_ORDERED, EligibilityRules::hasALiveTrayOrder),
                    ofEncounter(DISCHARGED, EligibilityRules::isDischargedByServeTime),
                    ofEncounter(ON_LEAVE, EligibilityRules::isOnLeave),
                    ofEncounter(NPO, EligibilityRules::isNilPerOs),
                    ofEncounter(TUBE_FEEDING_ONLY, EligibilityRules::isFedByTubeOnly),
                    ofPatient(PAST_CUTOFF, EligibilityRules::isPastCutOff),
                    ofPatient(CONFLICTING_ENCOUNTERS, EligibilityRules::encountersConflict),
                    ofEncounter(NO_DIET_ORDER, EligibilityRules::hasNoDietOrder),
                    ofEncounter(NPO_ENDED_DIET_NOT_RESUMED, EligibilityRules::dietWasNotResumed),
                    ofEncounter(CONFLICTING_DIET_ORDERS, EligibilityRules::dietOrdersConflict),
                    ofPatient(ALLERGY_STATUS_UNKNOWN, EligibilityRules::allergyStatusIsUnknown),
                    ofPatient(UNCODED_ALLERGY, EligibilityRules::anAllergyHasNoCode),
                    ofPatient(CONTRADICTORY_ALLERGY_RECORD, EligibilityRules::allergiesContradict),
                    ofEncounter(TEXTURE_UNKNOWN, EligibilityRules::textureIsUnknown));

    /// A blank start is since ever, a blank end for ever.
    private static final Comparator<Window> BY_START_THEN_END =
            Comparator.comparing(Window::startsAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Window::endsAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private EligibilityRules() {}

    /// @param now the moment at which the meal is decided on
    public static Eligibility decide(
            DuePatient patient, LocalDate serviceDate, MealPeriod mealPeriod, Instant now) {
        return decide(Question.of(patient, serviceDate, mealPeriod, now));
    }

    /// The same of a tray that is ordered already, which no cut-off concerns any more. After the
    /// serve time it is eaten from now on, not in the past.
    ///
    /// @param patient as known now, without that tray
    public static Eligibility decideAgain(
            DuePatient patient, LocalDate serviceDate, MealPeriod mealPeriod, Instant now) {
        return decide(Question.ofOrdered(patient, serviceDate, mealPeriod, now));
    }

    private static Eligibility decide(Question question) {
        if (question.dueEncounters().isEmpty()) {
            // Was due when the tray was requested; the stay has ended since.
            return new Eligibility.NotNeeded(EnumSet.of(DISCHARGED));
        }
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (Rule rule : RULES) {
            if (rule.applies(question)) {
                reasons.add(rule.reason());
            }
        }
        Outcome strongest =
                reasons.stream()
                        .map(Reason::outcome)
                        .min(Comparator.naturalOrder())
                        .orElse(Outcome.ELIGIBLE);
        reasons.removeIf(reason -> reason.outcome() != strongest);
        return switch (strongest) {
            case NOT_NEEDED -> new Eligibility.NotNeeded(reasons);
            case WITHHELD -> new Eligibility.Withheld(reasons);
            case HOLD -> new Eligibility.Hold(reasons);
            case ELIGIBLE -> Briefing.of(question);
        };
    }

    private static boolean hasALiveTrayOrder(Question q) {
        return q.patient().dayTrays().stream()
                .anyMatch(tray -> tray.mealPeriod() == q.mealPeriod() && tray.status().live());
    }

    private static boolean isDischargedByServeTime(Question q) {
        Instant dischargedAt = encounter(q).dischargedAt();
        return dischargedAt != null && !dischargedAt.isAfter(q.servesAt());
    }

    private static boolean isOnLeave(Question q) {
        return encounter(q).status() == Encounter.Status.ON_LEAVE;
    }

    private static boolean isNilPerOs(Question q) {
        return !q.coveringNpo().isEmpty();
    }

    private static boolean isFedByTubeOnly(Question q) {
        return !q.coveringTubeFeeding().isEmpty() && q.coveringOral().isEmpty();
    }

    private static boolean isPastCutOff(Question q) {
        return q.now().isAfter(q.orderedUntil());
    }

    private static boolean encountersConflict(Question q) {
        return q.dueEncounters().size() > 1;
    }

    private static boolean hasNoDietOrder(Question q) {
        return q.coveringOral().isEmpty()
                && q.coveringTubeFeeding().isEmpty()
                && q.coveringNpo().isEmpty()
                && !houseDietApplies(q);
    }

    private static boolean houseDietApplies(Question q) {
        return q.patient().facility().missingDietOrder() == MissingDietOrder.HOUSE_DIET
                && !q.hasAnyActiveDietOrder()
                && !encounter(q).dysphagia()
                && !allergyStatusIsUnknown(q)
                && !anAllergyHasNoCode(q)
                && !allergiesContradict(q);
    }

    private static boolean dietWasNotResumed(Question q) {
        return q.npoOrders().stream()
                .map(Npo::window)
                .filter(window -> window.startsBy(q.servesAt()))
                .max(BY_START_THEN_END)
                .filter(npo -> npo.endsBy(q.servesAt()))
                .filter(npo -> q.coveringOral().stream().noneMatch(oral -> resumes(oral, npo)))
                .isPresent();
    }

    /// An order written at or after the NPO began says what comes after it; one that was there
    /// before, or since ever, does not.
    private static boolean resumes(Oral oral, Window npo) {
        Instant start = oral.window().startsAt();
        return start != null && (npo.startsAt() == null || !start.isBefore(npo.startsAt()));
    }

    private static boolean dietOrdersConflict(Question q) {
        int oral = q.coveringOral().size();
        return oral > 1 || (oral == 1 && !q.coveringTubeFeeding().isEmpty());
    }

    private static boolean allergyStatusIsUnknown(Question q) {
        AllergyStatus status = q.patient().allergyStatus();
        return status == null || status == AllergyStatus.NOT_ASSESSED;
    }

    private static boolean anAllergyHasNoCode(Question q) {
        return q.patient().allergies().stream()
                .anyMatch(allergy -> allergy.applies() && allergy.allergen() == null);
    }

    private static boolean allergiesContradict(Question q) {
        AllergyStatus status = q.patient().allergyStatus();
        List<AllergyRecord> allergies = q.patient().allergies();
        return (status == AllergyStatus.NO_KNOWN_FOOD_ALLERGY
                        && allergies.stream().anyMatch(AllergyRecord::applies))
                || (status == AllergyStatus.RECORDED && allergies.isEmpty());
    }

    private static boolean textureIsUnknown(Question q) {
        boolean dysphagia = encounter(q).dysphagia();
        return q.coveringOral().stream()
                .anyMatch(
                        oral -> {
                            FoodTexture food = oral.foodTexture();
                            DrinkThickness drink = oral.drinkThickness();
                            boolean foodModified = food != null && food != FoodTexture.LEVEL_7;
                            boolean drinkModified =
                                    drink != null && drink != DrinkThickness.LEVEL_0;
                            return (food == null && (dysphagia || drinkModified))
                                    || (drink == null && (dysphagia || foodModified));
                        });
    }

    private static Encounter encounter(Question q) {
        return Objects.requireNonNull(q.encounter(), "asked only where there is one");
    }
}
