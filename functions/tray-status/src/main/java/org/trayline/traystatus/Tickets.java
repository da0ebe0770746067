package org.trayline.traystatus;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trayline.api.ApiAnswer;
import org.trayline.api.Parameters;
import org.trayline.kit.Versioned;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.eligibility.PatientRecords;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.patient.Location;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeCatalog;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.OrderPlace;
import org.trayline.meal.status.Tray;
import org.trayline.meal.ticket.Person;
import org.trayline.meal.ticket.TicketCheck;
import org.trayline.meal.ticket.TicketTray;
import org.trayline.meal.ticket.TicketTrays;

/// What is printed for the placed trays of a meal, each held against the rules once more: one that
/// no longer fits is printed as VOID.
final class Tickets {
    private static final int MOST = 200;
    private static final int USUAL = 50;

    record Answer(
            int schemaVersion,
            FacilityId facilityId,
            ZoneId timeZone,
            LocalDate serviceDate,
            MealPeriod mealPeriod,
            List<Ticket> tickets,
            @Nullable String nextCursor) {}

    enum Validity {
        VALID,
        VOID
    }

    /// @param fails why it is void; empty where it is valid
    /// @param diet null where the patient may not be fed
    /// @param allergens in words; those that the tray must be free of
    /// @param allergiesKnown false where nobody knows whether there are any
    /// @param carbohydrateG null where that of an item is unknown
    record Ticket(
            TrayOrderId trayOrderId,
            Validity validity,
            List<String> fails,
            Location location,
            Person patient,
            @Nullable Diet diet,
            List<String> allergens,
            boolean allergiesKnown,
            @Nullable BigDecimal carbohydrateG,
            Set<Flag> flags,
            List<Item> items) {}

    /// @param texture IDDSI level of food, with its name
    /// @param thickness IDDSI level of drinks, with its name
    /// @param limits in words, with their units
    record Diet(String texture, String thickness, List<String> tags, List<String> limits) {}

    record Item(String slot, String name) {}

    private final TicketTrays trays;
    private final PatientRecords patients;
    private final RecipeCatalog recipes;
    private final Facilities facilities;

    Tickets(
            TicketTrays trays,
            PatientRecords patients,
            RecipeCatalog recipes,
            Facilities facilities) {
        this.trays = trays;
        this.patients = patients;
        this.recipes = recipes;
        this.facilities = facilities;
    }

    ApiAnswer answer(Parameters parameters) {
        MealQuestion question = MealQuestion.of(parameters);
        var unit = parameters.optional("unit", text -> text, "must be a text");
        var limit = parameters.optionalNumber("limit", 1, MOST);
        var cursor = Cursor.parameter(parameters, OrderPlace.class);
        parameters.check();
        Facility facility = question.facility(parameters, facilities);
        Meal meal = question.meal(facility);
        int most = limit.orElse(USUAL);
        // One more than asked for says whether there is a next page.
        List<TicketTray> found = trays.placed(meal, unit.orNull(), cursor.orNull(), most + 1);
        List<TicketTray> page = found.subList(0, Math.min(most, found.size()));
        List<Ticket> tickets = new ArrayList<>();
        for (TicketTray tray : page) {
            tickets.add(ticket(tray, meal, parameters.now()));
        }
        Answer answer =
                new Answer(
                        Versioned.KNOWN,
                        meal.facilityId(),
                        facility.zone(),
                        meal.serviceDate(),
                        meal.mealPeriod(),
                        tickets,
                        found.size() > most ? Cursor.write(place(page.getLast())) : null);
        return parameters.wantsPage()
                ? ApiAnswer.page(TicketPage.of(answer))
                : ApiAnswer.ok(answer);
    }

    private static OrderPlace place(TicketTray tray) {
        return new OrderPlace(tray.location(), tray.trayOrderId());
    }

    private Ticket ticket(TicketTray tray, Meal meal, Instant now) {
        DuePatient patient =
                patients.read(
                                meal.facilityId(),
                                tray.patientId(),
                                meal.serviceDate(),
                                meal.mealPeriod(),
                                tray.trayOrderId())
                        .orElseThrow();
        Supplier<Catalog> catalog =
                () -> recipes.at(meal.facilityId(), patient.versions().catalog());
        TicketCheck check =
                TicketCheck.of(tray, patient, meal.serviceDate(), meal.mealPeriod(), catalog, now);
        return new Ticket(
                tray.trayOrderId(),
                check.fails().isEmpty() ? Validity.VALID : Validity.VOID,
                check.fails(),
                tray.location(),
                tray.person(),
                diet(check.diet()),
                check.allergens().stream().map(TicketWords::of).toList(),
                check.allergiesKnown(),
                check.carbohydrateG(),
                tray.flags(),
                tray.items().stream().map(Tickets::item).toList());
    }

    private static @Nullable Diet diet(@Nullable DietProfile profile) {
        return profile == null
                ? null
                : new Diet(
                        TicketWords.of(profile.foodTexture()),
                        TicketWords.of(profile.drinkThickness()),
                        profile.dietTags(),
                        TicketWords.limits(profile));
    }

    private static Item item(Tray.Item item) {
        return new Item(item.slot(), item.name());
    }
}
