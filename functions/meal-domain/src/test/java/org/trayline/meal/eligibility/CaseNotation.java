package org.trayline.meal.eligibility;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.DietOrder;
import org.trayline.meal.diet.DietOrder.Window;
import org.trayline.meal.diet.DrinkThickness;
import org.trayline.meal.diet.FoodTexture;
import org.trayline.meal.eligibility.DuePatient.DayTray;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.patient.Allergen;
import org.trayline.meal.patient.AllergyRecord;
import org.trayline.meal.patient.Encounter;
import org.trayline.meal.patient.Location;

/// Reads the cells of `eligibility.csv`, whose head explains them. What it does not understand, it
/// refuses.
public final class CaseNotation {
    private static final Pattern WINDOW =
            Pattern.compile("(?<what>.*?)(?: from (?<from>\\S+))?(?: until (?<until>\\S+))?");
    private static final Pattern ORAL = Pattern.compile("ORAL (?<food>\\S+)/(?<drink>\\S+)");

    private final LocalDate serviceDate;
    private final ZoneId zone;

    public CaseNotation(LocalDate serviceDate, ZoneId zone) {
        this.serviceDate = serviceDate;
        this.zone = zone;
    }

    public Instant time(String cell) {
        if (cell.endsWith("Z")) {
            return OffsetDateTime.parse(cell).toInstant();
        }
        LocalDateTime local =
                cell.contains("T")
                        ? LocalDateTime.parse(cell)
                        : serviceDate.atTime(LocalTime.parse(cell));
        return local.atZone(zone).toInstant();
    }

    private @Nullable Instant timeOrNull(@Nullable String cell) {
        return cell == null ? null : time(cell);
    }

    public List<Encounter> encounters(@Nullable String cell, @Nullable String dietOrders) {
        List<Encounter> encounters = new ArrayList<>();
        for (String text : parts(cell, "\\+").toList()) {
            Matcher stay = match(WINDOW, text.replace(" dysphagia", ""));
            String[] words = stay.group("what").split(" ", -1);
            String number = encounters.size() + 1 + (encounters.isEmpty() ? "st" : "nd");
            encounters.add(
                    new Encounter(
                            "e" + number,
                            Encounter.Status.valueOf(words[0]),
                            words.length == 1 ? null : Encounter.ServiceType.valueOf(words[1]),
                            new Location("4 West", "12", "B"),
                            timeOrNull(stay.group("from")),
                            timeOrNull(stay.group("until")),
                            text.contains(" dysphagia"),
                            parts(dietOrders, ";")
                                    .filter(
                                            order ->
                                                    order.startsWith("2nd: ")
                                                            == number.equals("2nd"))
                                    .map(order -> dietOrder(order.replace("2nd: ", "")))
                                    .toList()));
        }
        return encounters;
    }

    private DietOrder dietOrder(String text) {
        Matcher order = match(WINDOW, text);
        Window window =
                new Window(timeOrNull(order.group("from")), timeOrNull(order.group("until")));
        return switch (order.group("what")) {
            case "NPO" -> new DietOrder.Npo("d", window);
            case "TUBE" -> new DietOrder.TubeFeedingOnly("d", window);
            default -> {
                Matcher oral = match(ORAL, order.group("what"));
                String food = oral.group("food");
                String drink = oral.group("drink");
                yield new DietOrder.Oral(
                        "d",
                        window,
                        null,
                        null,
                        food.equals("?") ? null : FoodTexture.ofCode(food),
                        drink.equals("?") ? null : DrinkThickness.ofCode(drink),
                        List.of(),
                        List.of());
            }
        };
    }

    public static List<AllergyRecord> allergies(@Nullable String cell) {
        return parts(cell, ";").map(CaseNotation::allergy).toList();
    }

    private static AllergyRecord allergy(String text) {
        boolean intolerance = text.startsWith("INTOLERANCE ");
        String[] words = text.replace("INTOLERANCE ", "").split(" ", -1);
        return new AllergyRecord(
                words[0].equals("uncoded") ? null : Allergen.valueOf(words[0]),
                intolerance ? AllergyRecord.Kind.INTOLERANCE : AllergyRecord.Kind.ALLERGY,
                words.length == 1
                        ? AllergyRecord.Verification.CONFIRMED
                        : AllergyRecord.Verification.valueOf(words[1]));
    }

    public static List<DayTray> trays(@Nullable String cell) {
        return parts(cell, ";")
                .map(text -> text.split(" ", -1))
                .map(
                        words ->
                                new DayTray(
                                        MealPeriod.valueOf(words[0]),
                                        TrayOrderStatus.valueOf(words[1]),
                                        List.of()))
                .toList();
    }

    public static Stream<String> parts(@Nullable String cell, String separator) {
        return cell == null
                ? Stream.of()
                : Pattern.compile(separator).splitAsStream(cell).map(String::strip);
    }

    static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not understood");
        }
        return matcher;
    }
}
