package org.trayline.importhospital;

import static java.util.Objects.requireNonNull;
import static org.trayline.importhospital.HospitalFile.ALLERGIES;
import static org.trayline.importhospital.HospitalFile.DIET_ORDERS;
import static org.trayline.importhospital.HospitalFile.DISLIKES;
import static org.trayline.importhospital.HospitalFile.ENCOUNTERS;
import static org.trayline.importhospital.HospitalFile.FACILITY;
import static org.trayline.importhospital.HospitalFile.MEAL_PERIODS;
import static org.trayline.importhospital.HospitalFile.MEAL_SLOTS;
import static org.trayline.importhospital.HospitalFile.NUTRIENT_LIMITS;
import static org.trayline.importhospital.HospitalFile.PATIENTS;
import static org.trayline.importhospital.HospitalFile.PORTIONS;
import static org.trayline.importhospital.HospitalFile.RECIPES;
import static org.trayline.importhospital.HospitalFile.TRAY_ORDERS;
import static org.trayline.importhospital.HospitalFile.TRAY_ORDER_ITEMS;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.TrayOrderStatus;

/// Reads a folder, file by file in the order in which they refer to each other, and finds every bad
/// row.
final class FolderReader {
    private final Path folder;
    private final BadRows bad;
    private final Map<HospitalFile, RowKeys> keys = new EnumMap<>(HospitalFile.class);
    private final Map<HospitalFile, CopyRows> rows = new EnumMap<>(HospitalFile.class);
    private final List<RecordedAllergy> allergies = new ArrayList<>();
    private final Map<String, String> mealPeriodOfTrayOrder = new HashMap<>();
    private ZoneId zone = ZoneOffset.UTC;
    private @Nullable String facilityId;

    private FolderReader(Path folder, BadRows bad) {
        this.folder = folder;
        this.bad = bad;
        for (HospitalFile file : HospitalFile.values()) {
            keys.put(file, new RowKeys());
            rows.put(file, new CopyRows());
        }
    }

    /// @param bad gets every bad row
    /// @return null where a row is bad
    static @Nullable HospitalFolder read(Path folder, BadRows bad) {
        return new FolderReader(folder, bad).read();
    }

    private @Nullable HospitalFolder read() {
        readFacility();
        readMealPeriods();
        readMealSlots();
        read(RECIPES, this::keep);
        readPortions();
        read(PATIENTS, this::keep);
        readEncounters();
        readDietOrders();
        readNutrientLimits();
        readAllergies();
        readDislikes();
        readTrayOrders();
        readTrayOrderItems();
        return bad.isEmpty()
                ? new HospitalFolder(new FacilityId(requireNonNull(facilityId)), rows, allergies)
                : null;
    }

    private void readFacility() {
        int[] rowsSeen = {0};
        boolean legible =
                read(
                        FACILITY,
                        row -> {
                            if (++rowsSeen[0] > 1) {
                                row.reject("must be the only row");
                            } else {
                                facilityId = row.value("id");
                                String zoneId = row.value("time_zone");
                                zone = zoneId == null ? zone : ZoneId.of(zoneId);
                                keep(row);
                            }
                        });
        if (legible && rowsSeen[0] == 0) {
            bad.add(FACILITY, 1, "", "", "must have one row after the header");
        }
    }

    private void readMealPeriods() {
        Map<String, Integer> serveTimes = new HashMap<>();
        read(
                MEAL_PERIODS,
                row -> {
                    String servesAt = row.value("serves_at");
                    Integer line =
                            servesAt == null ? null : serveTimes.putIfAbsent(servesAt, row.line());
                    if (line != null) {
                        row.reject(
                                "serves_at",
                                "must be a serve time of its own; line " + line + " has the same");
                    }
                    keep(row);
                });
    }

    private void readMealSlots() {
        Map<String, Integer> positions = new HashMap<>();
        read(
                MEAL_SLOTS,
                row -> {
                    refer(row, "meal_period", MEAL_PERIODS);
                    String mealPeriod = row.value("meal_period");
                    if (mealPeriod != null) {
                        keep(row, positions.merge(mealPeriod, 1, Integer::sum).toString());
                    }
                });
    }

    private void readPortions() {
        read(
                PORTIONS,
                row -> {
                    refer(row, "meal_period", MEAL_PERIODS);
                    refer(row, "recipe_id", RECIPES);
                    keep(row);
                });
    }

    private void readEncounters() {
        read(
                ENCOUNTERS,
                row -> {
                    refer(row, "patient_id", PATIENTS);
                    keep(row);
                });
    }

    private void readDietOrders() {
        read(
                DIET_ORDERS,
                row -> {
                    refer(row, "encounter_id", ENCOUNTERS);
                    String startsAt = row.value("starts_at");
                    String endsAt = row.value("ends_at");
                    if (startsAt != null
                            && endsAt != null
                            && !OffsetDateTime.parse(endsAt)
                                    .isAfter(OffsetDateTime.parse(startsAt))) {
                        row.reject("ends_at", "must be after starts_at");
                    }
                    keep(row);
                });
    }

    private void readNutrientLimits() {
        read(
                NUTRIENT_LIMITS,
                row -> {
                    refer(row, "diet_order_id", DIET_ORDERS);
                    keep(row);
                });
    }

    private void readAllergies() {
        read(
                ALLERGIES,
                row -> {
                    refer(row, "patient_id", PATIENTS);
                    String allergen = row.value("allergen");
                    String text = row.value("text");
                    if (allergen == null
                            && text == null
                            && row.isSound("allergen")
                            && row.isSound("text")) {
                        row.reject("allergen", "must be a code, or blank with a text");
                    }
                    if (row.isGood() && bad.isEmpty()) {
                        allergies.add(
                                new RecordedAllergy(
                                        row.line(),
                                        requireNonNull(row.value("patient_id")),
                                        allergen,
                                        requireNonNull(row.value("kind")),
                                        requireNonNull(row.value("verification")),
                                        text));
                    }
                });
    }

    private void readDislikes() {
        read(
                DISLIKES,
                row -> {
                    refer(row, "patient_id", PATIENTS);
                    refer(row, "recipe_id", RECIPES);
                    keep(row);
                });
    }

    private void readTrayOrders() {
        RowKeys live = new RowKeys();
        read(
                TRAY_ORDERS,
                row -> {
                    refer(row, "patient_id", PATIENTS);
                    refer(row, "meal_period", MEAL_PERIODS);
                    String id = row.value("id");
                    String mealPeriod = row.value("meal_period");
                    if (id != null && mealPeriod != null) {
                        mealPeriodOfTrayOrder.putIfAbsent(id, mealPeriod);
                    }
                    keep(row);
                    refuseSecondLive(row, live);
                });
    }

    private void refuseSecondLive(Row row, RowKeys live) {
        String status = row.value("status");
        String meal = row.values(List.of("patient_id", "service_date", "meal_period"));
        if (row.isGood()
                && meal != null
                && status != null
                && TrayOrderStatus.valueOf(status).live()) {
            Integer line = live.add(meal, row.line());
            if (line != null) {
                row.reject(
                        "status",
                        "must be the only live tray order of its patient, service date and meal"
                                + " period; line "
                                + line
                                + " is one");
            }
        }
    }

    private void readTrayOrderItems() {
        RowKeys slots = keys(MEAL_SLOTS);
        read(
                TRAY_ORDER_ITEMS,
                row -> {
                    refer(row, "tray_order_id", TRAY_ORDERS);
                    refer(row, "recipe_id", RECIPES);
                    String trayOrderId = row.value("tray_order_id");
                    String mealPeriod =
                            trayOrderId == null ? null : mealPeriodOfTrayOrder.get(trayOrderId);
                    String slot = row.value("slot");
                    if (mealPeriod != null
                            && slot != null
                            && keys(MEAL_PERIODS).has(mealPeriod)
                            && !slots.has(mealPeriod + "/" + slot)) {
                        row.reject(
                                "slot", "must be a slot of " + mealPeriod + " in meal_slots.csv");
                    }
                    keep(row);
                });
    }

    private boolean read(HospitalFile file, Consumer<Row> reader) {
        boolean legible = CsvFile.read(folder, file, zone, bad, reader);
        if (!legible) {
            keys(file).illegible();
        }
        return legible;
    }

    private RowKeys keys(HospitalFile file) {
        return requireNonNull(keys.get(file));
    }

    private void refer(Row row, String column, HospitalFile target) {
        String id = row.value(column);
        if (id != null && !keys(target).has(id)) {
            row.reject(
                    column,
                    "must be the " + target.key().getFirst() + " of a row of " + target.fileName());
        }
    }

    /// Refuses a row that has the key of an earlier one; remembers a row that is to be written.
    private void keep(Row row, String... derived) {
        List<String> key = row.file().key();
        String value = row.values(key);
        Integer line = value == null ? null : keys(row.file()).add(value, row.line());
        if (line != null) {
            row.reject(
                    key.getLast(),
                    "must not repeat " + String.join(", ", key) + " of line " + line);
        }
        if (row.isGood() && bad.isEmpty()) {
            requireNonNull(rows.get(row.file())).add(row.line(), row.values(), derived);
        }
    }
}
