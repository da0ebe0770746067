package org.trayline.local.faults;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is left when a meal period is over, and what is wrong with it: every patient who was due
/// ends with exactly one live tray order, or one hold of which the staff were told, or a request
/// that was closed as withheld or not needed, or one message on the DLQ that says why. Never two,
/// never none, never silence.
///
/// @param due patients, from what the hospital knows and not from the ledger
/// @param told the tray orders of which a notice was sent
record Aftermath(
        Set<String> due,
        List<Order> orders,
        List<Request> requests,
        Set<String> told,
        List<Letter> letters) {

    Aftermath {
        due = Set.copyOf(due);
        orders = List.copyOf(orders);
        requests = List.copyOf(requests);
        told = Set.copyOf(told);
        letters = List.copyOf(letters);
    }

    /// What is left of a lunch.
    ///
    /// @param rows answers a query, each row as its columns joined by `|`
    /// @param data where the notices are
    static Aftermath of(
            Set<String> due,
            LocalDate day,
            Function<String, List<String>> rows,
            Path data,
            List<Letter> letters)
            throws IOException {
        String ofMeal = " where service_date = '%s' and meal_period = 'LUNCH'".formatted(day);
        return new Aftermath(
                due,
                rows
                        .apply(
                                "select patient_id, id, status, (select count(*)"
                                        + " from tray_order_items i where i.tray_order_id = o.id)"
                                        + " from tray_orders o"
                                        + ofMeal)
                        .stream()
                        .map(row -> row.split("\\|"))
                        .map(r -> new Order(r[0], r[1], r[2], Integer.parseInt(r[3])))
                        .toList(),
                rows
                        .apply(
                                "select request_id, patient_id, status, outcome,"
                                        + " array_to_string(reasons, ' ') from tray_requests"
                                        + ofMeal)
                        .stream()
                        .map(Aftermath::request)
                        .toList(),
                told(data),
                letters);
    }

    private static Request request(String row) {
        String[] columns = row.split("\\|", -1);
        return new Request(
                columns[0],
                columns[1],
                columns[2],
                columns[3].equals("null") ? null : columns[3],
                Arrays.asList(columns[4].split(" ")));
    }

    /// The tray orders of which a notice was sent.
    private static Set<String> told(Path data) throws IOException {
        JsonMapper json = new JsonMapper();
        Set<String> told = new HashSet<>();
        for (String notice : Files.readAllLines(data.resolve("notices.jsonl"))) {
            told.add(json.readTree(notice).path("trayOrderId").asText());
        }
        return told;
    }

    record Order(String patient, String id, String status, int items) {
        boolean isLive() {
            return !status.equals("CANCELLED");
        }

        boolean isHeld() {
            return status.equals("HELD");
        }
    }

    /// @param outcome null where nothing has come of it
    record Request(
            String id,
            String patient,
            String status,
            @Nullable String outcome,
            List<String> reasons) {
        Request {
            reasons = List.copyOf(reasons);
        }

        /// Closed without an order, so that none may stand.
        boolean isClosedWithout() {
            return ("WITHHELD".equals(outcome) || "NOT_NEEDED".equals(outcome))
                    && !reasons.contains("ALREADY_ORDERED");
        }
    }

    /// A message on the DLQ.
    ///
    /// @param why the error; blank where it says none
    record Letter(String requestId, String why) {}

    /// Empty where all is as it must be; else a line for each patient of whom it is not.
    List<String> wrongs() {
        List<String> wrongs = new ArrayList<>();
        new TreeSet<>(due).forEach(patient -> wrongs.addAll(wrongsOf(patient)));
        requests.stream()
                .filter(request -> !due.contains(request.patient()))
                .forEach(request -> wrongs.add(request.patient() + ": is not due: " + request));
        return wrongs;
    }

    private List<String> wrongsOf(String patient) {
        List<Order> live =
                orders.stream().filter(o -> o.patient().equals(patient) && o.isLive()).toList();
        List<Request> asked = requests.stream().filter(r -> r.patient().equals(patient)).toList();
        List<Letter> dead =
                letters.stream()
                        .filter(l -> asked.stream().anyMatch(r -> r.id().equals(l.requestId())))
                        .toList();
        boolean closed = asked.stream().anyMatch(Request::isClosedWithout);
        List<String> wrongs = new ArrayList<>();
        if (live.size() > 1) {
            wrongs.add("has " + live.size() + " live tray orders: " + live);
        }
        if (closed && !live.isEmpty()) {
            wrongs.add("is to have no tray and has one: " + live);
        }
        if (live.isEmpty() && !closed && dead.isEmpty()) {
            wrongs.add("was forgotten: " + asked);
        }
        if (live.isEmpty() && closed && !dead.isEmpty()) {
            wrongs.add("has an outcome and lies on the DLQ: " + dead);
        }
        if (dead.stream().map(Letter::requestId).distinct().count() > 1) {
            wrongs.add("lies on the DLQ more than once: " + dead);
        }
        dead.stream()
                .filter(letter -> letter.why().isBlank())
                .forEach(letter -> wrongs.add("lies on the DLQ for no reason"));
        for (Order order : live) {
            if (order.isHeld() && !told.contains(order.id()) && dead.isEmpty()) {
                wrongs.add("is held, and nobody was told: " + order);
            }
            if (!order.isHeld() && order.items() == 0) {
                wrongs.add("has an empty tray: " + order);
            }
        }
        asked.stream()
                .filter(request -> request.outcome() == null && dead.isEmpty())
                .forEach(request -> wrongs.add("has a request that is open: " + request));
        asked.stream()
                .filter(request -> outcomeIsAnOrder(request) && live.isEmpty())
                .forEach(request -> wrongs.add("has no order for " + request));
        return wrongs.stream().map(wrong -> patient + " " + wrong).toList();
    }

    private static boolean outcomeIsAnOrder(Request request) {
        return "PLACED".equals(request.outcome()) || "HELD".equals(request.outcome());
    }
}
