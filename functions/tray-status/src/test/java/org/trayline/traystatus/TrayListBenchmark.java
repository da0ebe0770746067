package org.trayline.traystatus;

import java.util.Arrays;
import java.util.function.Supplier;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

/// Times the list of a large meal period: event bytes in, answer bytes out, among the meals of the
/// days before.
///
/// Arguments: the number of patients (10,000); of days before, a meal each (20); of repetitions
/// (30).
public final class TrayListBenchmark {
    private static final int PATIENTS = 10_000;
    private static final int DAYS = 20;
    private static final int TIMES = 30;
    private static final int PAGE = 5_000;

    private final Invocation function;
    private final int times;

    private TrayListBenchmark(Invocation function, int times) {
        this.function = function;
        this.times = times;
    }

    public static void main(String[] args) {
        int patients = args.length > 0 ? Integer.parseInt(args[0]) : PATIENTS;
        int days = args.length > 1 ? Integer.parseInt(args[1]) : DAYS;
        int times = args.length > 2 ? Integer.parseInt(args[2]) : TIMES;
        TestDatabase database = TestDatabase.create();
        fill(database, patients, days);
        Invocation function =
                new Invocation(
                        new TrayStatusHandler(
                                Settings.of(
                                        TestDatabase.environment(
                                                database.jdbcUrl(),
                                                "CACHE_NAME",
                                                "any",
                                                "CACHE_URI",
                                                "redis://127.0.0.1:1"))));
        System.out.printf("%,d patients, %d days before, n = %d%n", patients, days, times);
        new TrayListBenchmark(function, times).run();
    }

    private static void fill(TestDatabase database, int patients, int days) {
        database.execute(
                """
                insert into facilities (id, name, time_zone, missing_diet_order)
                values ('f1', 'A hospital', 'America/Chicago', 'HOLD');
                insert into meal_periods values ('f1', 'LUNCH', '09:00', '10:45', '12:00', 0.35);
                insert into patients (facility_id, id, mrn, family_name, given_name)
                select 'f1', 'p' || i, 'm' || i, 'F', 'G' from generate_series(1, %1$d) i;
                insert into encounters (facility_id, id, patient_id, status, unit, room, bed)
                select 'f1', stay || i, 'p' || i, stay, 'U' || i %% 40, i %% 300, chr(65 + i %% 2)
                from generate_series(1, %1$d) i, unnest(array['ADMITTED', 'DISCHARGED']) stay;
                insert into tray_requests (request_id, facility_id, patient_id, service_date,
                                           meal_period, source, status, outcome, reasons,
                                           execution_name, requested_at, sent_at, closed_at)
                select id, 'f1', 'p' || i, date '2026-11-20' - day, 'LUNCH', 'SCHEDULED',
                       'COMPLETED', (array['HELD', 'WITHHELD', 'PLACED'])[least(i %% 10 + 1, 3)],
                       case i %% 10 when 0 then '{NO_DIET_ORDER,TEXTURE_UNKNOWN}'::text[]
                                   when 1 then '{NPO}' else '{}' end,
                       id || '-1', now(), now(), now() + interval '2 seconds'
                from generate_series(0, %2$d) day, generate_series(1, %1$d) i,
                     lateral (select md5(day || '/' || i)::uuid as id) ids;
                insert into tray_orders (facility_id, id, patient_id, service_date, meal_period,
                                         status, request_id, flags, hold_deadline_at)
                select facility_id, request_id::text, patient_id, service_date, meal_period,
                       outcome, request_id, '{DID_NOT_CHOOSE}',
                       case outcome when 'HELD' then closed_at end
                from tray_requests where outcome in ('HELD', 'PLACED');
                """
                        .formatted(patients, days),
                "analyze");
    }

    private void run() {
        var first = call(PAGE).to(function);
        String tag = first.header("ETag");
        String cursor = first.at("/nextCursor");
        measure("first page of 200", () -> call(200));
        measure("first page of 5,000", () -> call(PAGE));
        if (!cursor.equals("null")) {
            measure("second page of 5,000", () -> call(PAGE).query("cursor", cursor));
        }
        measure(
                "held ones of one unit",
                () -> call(200).query("outcome", "HELD").query("unit", "U7"));
        measure("a text, page of 200", () -> call(200).query("text", "U7 20"));
        measure("nothing has changed (304)", () -> call(PAGE).header("If-None-Match", tag));
        measure("meal periods of 14 days", () -> GatewayCall.get("/meal-periods"));
        measure("one tray", () -> one(first.at("/trays/0/request/requestId")));
    }

    private static GatewayCall one(String requestId) {
        return GatewayCall.get("/tray-requests/{requestId}").path("requestId", requestId);
    }

    private static GatewayCall call(int limit) {
        return GatewayCall.get("/tray-requests")
                .query("serviceDate", "2026-11-20")
                .query("mealPeriod", "LUNCH")
                .query("limit", Integer.toString(limit));
    }

    private void measure(String what, Supplier<GatewayCall> call) {
        double[] took = new double[times];
        int length = 0;
        for (int i = 0; i < times; i++) {
            GatewayCall one = call.get();
            long start = System.nanoTime();
            length = one.to(function).body().length();
            took[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(took);
        System.out.printf(
                "%-28s median %6.1f ms, best %6.1f, worst %6.1f; %,d bytes%n",
                what, took[times / 2], took[0], took[times - 1], length);
    }
}
