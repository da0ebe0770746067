package org.trayline.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.NewTrayOrder;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayOrderStatus;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.order.Versions;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.testdatabase.TestDatabase;

/// A hospital `f1` in a database of its own: three meals, six recipes, and the patients that a test
/// admits. A second one, `f2`, has the same ids and must never be seen.
final class Hospital implements AutoCloseable {
    static final FacilityId F1 = new FacilityId("f1");
    static final PatientId P1 = new PatientId("p1");
    static final LocalDate TODAY = LocalDate.parse("2026-11-19");

    /// Lunch is served at 12:00 in Chicago.
    static final Instant LUNCH_AT = Instant.parse("2026-11-19T18:00:00Z");

    static final Instant NOW = Instant.parse("2026-11-19T15:30:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestDatabase database = TestDatabase.create();
    private final List<PostgresConnection> connections = new ArrayList<>();

    Hospital() {
        for (String facility : List.of("f1", "f2")) {
            execute(
                    """
                    insert into facilities (id, name, time_zone, missing_diet_order,
                                            house_min_kcal, house_max_kcal)
                    values ('%1$s', 'A hospital', 'America/Chicago', 'HOUSE_DIET', 1800, 2200.5);
                    insert into meal_periods values
                        ('%1$s', 'DINNER', '15:00', '16:30', '17:45', 0.40),
                        ('%1$s', 'BREAKFAST', '05:00', '06:30', '07:30', 0.25),
                        ('%1$s', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                    insert into meal_slots values
                        ('%1$s', 'LUNCH', 'side', 2, '{SIDE,BREAD}', false),
                        ('%1$s', 'LUNCH', 'entree', 1, '{ENTREE}', true),
                        ('%1$s', 'BREAKFAST', 'cereal', 1, '{CEREAL}', true);
                    insert into recipes (facility_id, id, name, course, meal_periods, kind,
                                         textures, drink_thickness, diet_tags, allergens)
                    select '%1$s', id, id, 'ENTREE', '{BREAKFAST,LUNCH,DINNER}', 'FOOD', '{7}',
                           '{}', '{}', '{}'
                    from unnest(array['oats', 'milk', 'soup', 'rice', 'salmon', 'bread']) as id;
                    """
                            .formatted(facility));
        }
    }

    TestDatabase database() {
        return database;
    }

    /// A patient with one stay and one diet order, `e-<id>` and `d-<id>`.
    void admit(String... patients) {
        for (String patient : patients) {
            execute(
                    """
                    insert into patients (facility_id, id, mrn, family_name, given_name,
                                          allergy_status)
                    values ('f1', '%1$s', 'm-%1$s', 'Family', 'Given', 'NO_KNOWN_FOOD_ALLERGY');
                    insert into encounters (facility_id, id, patient_id, status)
                    values ('f1', 'e-%1$s', '%1$s', 'ADMITTED');
                    insert into diet_orders (facility_id, id, encounter_id, kind, status,
                                             food_texture, drink_thickness)
                    values ('f1', 'd-%1$s', 'e-%1$s', 'ORAL', 'ACTIVE', '7', '0');
                    """
                            .formatted(patient));
        }
    }

    /// A tray order of p1 that was there before, its id made of its day and meal.
    void tray(String date, MealPeriod meal, TrayOrderStatus status, String... recipes) {
        String id = date + "-" + meal;
        execute(
                "insert into tray_orders (facility_id, id, patient_id, service_date, meal_period, status)"
                        + " values ('f1', '%s', 'p1', '%s', '%s', '%s')"
                                .formatted(id, date, meal, status));
        for (String recipe : recipes) {
            execute(
                    "insert into tray_order_items values ('f1', '%s', 'slot-%s', '%s')"
                            .formatted(id, recipe, recipe));
        }
    }

    /// A request in the ledger, as an opening writes it.
    TrayRequest request(String patient, MealPeriod meal) {
        return request(
                patient, meal, TrayRequestId.scheduled(F1, new PatientId(patient), TODAY, meal));
    }

    TrayRequest onDemand(String patient, MealPeriod meal, int number) {
        return request(patient, meal, new TrayRequestId(new UUID(0x4000L, number)));
    }

    private TrayRequest request(String patient, MealPeriod meal, TrayRequestId id) {
        execute(
                "insert into tray_requests (request_id, facility_id, patient_id, service_date,"
                        + " meal_period, source, requested_at)"
                        + " values ('%s', 'f1', '%s', '%s', '%s', 'SCHEDULED', '%s')"
                                .formatted(id, patient, TODAY, meal, NOW));
        return unwritten(patient, meal, id);
    }

    static TrayRequest unwritten(String patient, MealPeriod meal, TrayRequestId id) {
        return new TrayRequest(
                1,
                id,
                1,
                TrayRequest.Source.SCHEDULED,
                F1,
                new PatientId(patient),
                TODAY,
                meal,
                null);
    }

    static NewTrayOrder placed(TrayRequest request, @Nullable Versions checked, String... recipes) {
        return new NewTrayOrder(
                request,
                request.executionName(),
                NOW,
                TrayOrderStatus.PLACED,
                Arrays.stream(recipes)
                        .map(recipe -> new TrayItem("slot-" + recipe, new RecipeId(recipe)))
                        .toList(),
                Set.of(),
                Set.of(Flag.DID_NOT_CHOOSE),
                null,
                checked,
                "{\"catalogVersion\": 1}");
    }

    static NewTrayOrder held(TrayRequest request, @Nullable Versions checked) {
        return new NewTrayOrder(
                request,
                request.executionName(),
                NOW,
                TrayOrderStatus.HELD,
                List.of(),
                Set.of(Reason.UNCODED_ALLERGY, Reason.TEXTURE_UNKNOWN),
                Set.of(),
                LUNCH_AT,
                checked,
                null);
    }

    /// What is true of a patient now.
    Versions versions(String patient) {
        String[] row =
                rows("select clinical_version, tray_version, catalog_version from patients p"
                                + " join facilities f on f.id = p.facility_id"
                                + " where p.facility_id = 'f1' and p.id = '"
                                + patient
                                + "'")
                        .getFirst()
                        .split("\\|", -1);
        return new Versions(Long.parseLong(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2]));
    }

    void execute(String... statements) {
        database.execute(statements);
    }

    List<String> rows(String query) {
        return database.rows(query);
    }

    /// A connection such as a function has, known to the database by that name.
    PostgresConnection connect(String clientName) {
        return connect(database.jdbcUrl(), clientName);
    }

    PostgresConnection connect(String url, String clientName) {
        PostgresConnection connection =
                new PostgresConnection(url, database.user(), "", clientName);
        connections.add(connection);
        return connection;
    }

    /// Waits until so many clients of that name wait for a lock.
    void awaitWaiting(String clientName, int clients) throws SQLException {
        Instant deadline = Instant.now().plus(PATIENCE);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String waiting =
                    "select count(distinct a.pid) >= %d from pg_stat_activity a join pg_locks l"
                                    .formatted(clients)
                            + " on l.pid = a.pid and not l.granted where a.application_name = '"
                            + clientName
                            + "' and a.datname = current_database()";
            while (Instant.now().isBefore(deadline)) {
                try (var result = statement.executeQuery(waiting)) {
                    if (result.next() && result.getBoolean(1)) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError(clientName + " waits for no lock");
    }

    @Override
    public void close() {
        connections.forEach(PostgresConnection::close);
    }
}
