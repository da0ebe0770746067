package org.trayline.checkfeasibility;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.Versioned;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.feasibility.Census;
import org.trayline.meal.feasibility.CensusPatient;
import org.trayline.meal.feasibility.DayRehearsal;
import org.trayline.meal.feasibility.MealFeasibility;
import org.trayline.meal.order.TrayRequests;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeCatalog;

/// Which patients would have no compliant tray on a day to come, and what would help. Reads the
/// database and writes nothing.
///
/// A hospital is asked about in parts, so that time, memory and answer stay within Lambda's however
/// large it is: a patient is in the same part whenever it is asked, and parts may be asked at once.
/// The cost of a part grows with its patients, and with those of them who have no tray times the
/// recipes that could help; [MealFeasibility#merged] puts parts together.
final class CheckFeasibility {
    /// Of a part. With a kilobyte for each of three meals of each, half of the 6 MB that an answer
    /// may have.
    static final int MOST_PATIENTS = 1000;

    /// @param part from 0 to `parts` - 1
    /// @param parts how many the hospital is divided into
    record Input(
            int schemaVersion, FacilityId facilityId, LocalDate serviceDate, int part, int parts)
            implements Versioned {}

    /// @param catalogVersion the recipes that it is true of
    /// @param patients in this part
    /// @param meals in the order of their serve times; empty where the part has no patients
    record Output(
            int schemaVersion, long catalogVersion, int patients, List<MealFeasibility> meals) {}

    private final TrayRequests facilities;
    private final Census census;
    private final RecipeCatalog recipes;
    private final TrayComposer composer;

    CheckFeasibility(
            TrayRequests facilities, Census census, RecipeCatalog recipes, TrayComposer composer) {
        this.facilities = facilities;
        this.census = census;
        this.recipes = recipes;
        this.composer = composer;
    }

    /// @throws MessageMalformed where there is no such facility or part, or the part is too large
    Output check(Input input) {
        if (input.parts() < 1) {
            throw new MessageMalformed("/parts", "must be at least 1, is " + input.parts());
        }
        if (input.part() < 0 || input.part() >= input.parts()) {
            throw new MessageMalformed(
                    "/part",
                    "must be from 0 to %d, is %d".formatted(input.parts() - 1, input.part()));
        }
        List<PatientId> ids = part(input, census.due(input.facilityId(), lastServing(input)));
        Catalog catalog = recipes.at(input.facilityId(), 0);
        List<CensusPatient> patients = census.read(input.facilityId(), input.serviceDate(), ids);
        return new Output(
                Versioned.KNOWN,
                catalog.version(),
                patients.size(),
                new DayRehearsal(catalog, input.serviceDate(), composer).of(patients));
    }

    private Instant lastServing(Input input) {
        Facility facility =
                facilities.facilities(input.facilityId()).stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new MessageMalformed(
                                                "/facilityId",
                                                "there is no facility " + input.facilityId()));
        return facility.servesAt(input.serviceDate(), facility.mealTimes().getLast().mealPeriod());
    }

    /// By the ids alone, so that nobody is left out or told of twice where the census changes from
    /// one part to the next.
    private static List<PatientId> part(Input input, List<PatientId> due) {
        List<PatientId> part =
                due.stream()
                        .filter(
                                patient ->
                                        Math.floorMod(patient.value().hashCode(), input.parts())
                                                == input.part())
                        .toList();
        if (part.size() > MOST_PATIENTS) {
            throw new MessageMalformed(
                    "/parts",
                    "part %d of %d has %d patients, an answer holds at most %d: ask for more parts"
                            .formatted(input.part(), input.parts(), part.size(), MOST_PATIENTS));
        }
        return part;
    }
}
