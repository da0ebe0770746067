package org.trayline.revalidateorders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trayline.kit.Versioned;
import org.trayline.meal.eligibility.DuePatient;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.StaffNotice;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequests;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeCatalog;
import org.trayline.meal.revalidation.Revalidation;
import org.trayline.meal.revalidation.Revalidations;
import org.trayline.meal.revalidation.Revalidations.Affected;
import org.trayline.meal.revalidation.Revalidations.Decided;
import org.trayline.meal.revalidation.Revalidations.Owed;
import org.trayline.meal.revalidation.Verdict;
import org.trayline.queue.NoticeQueue;
import org.trayline.queue.TrayRequestQueue;

/// Looks at the ordered trays of every patient whose facts have changed. Where this ends between
/// two lines, it is done again with the same result: a patient is taken off the queue of changes
/// in the transaction that settles their trays, a request that was not sent is sent by the sweep,
/// and a notice is owed until the queue has it.
final class RevalidateOrders {
    /// More are left to the next call, a minute later.
    private static final int MOST_PATIENTS = 1_000;

    private static final int MOST_NOTICES = 1_000;

    /// @param now the schedule's time
    record Input(int schemaVersion, Instant now) implements Versioned {}

    /// @param stand trays that stay as they are
    /// @param cancelled trays that must not be served any more
    /// @param held trays on which a person decides
    /// @param recomposed trays that are held until another stands in their place
    /// @param reevaluated held trays that are decided on anew
    /// @param requested tray requests that the queue took
    /// @param told notices that the queue took
    record Output(
            int schemaVersion,
            int stand,
            int cancelled,
            int held,
            int recomposed,
            int reevaluated,
            int requested,
            int told) {}

    private record Patient(FacilityId facilityId, PatientId id) {}

    private final Revalidations revalidations;
    private final RecipeCatalog recipes;
    private final Revalidation rules;
    private final TrayRequests ledger;
    private final TrayRequestQueue requestQueue;
    private final NoticeQueue noticeQueue;

    RevalidateOrders(
            Revalidations revalidations,
            RecipeCatalog recipes,
            Revalidation rules,
            TrayRequests ledger,
            TrayRequestQueue requestQueue,
            NoticeQueue noticeQueue) {
        this.revalidations = revalidations;
        this.recipes = recipes;
        this.rules = rules;
        this.ledger = ledger;
        this.requestQueue = requestQueue;
        this.noticeQueue = noticeQueue;
    }

    Output revalidate(Input input) {
        Instant now = input.now();
        List<Verdict> settled = new ArrayList<>();
        List<TrayRequest> toSend = new ArrayList<>();
        Map<FacilityId, Catalog> catalogs = new HashMap<>();
        for (List<Affected> trays : byPatient(revalidations.affected(now, MOST_PATIENTS))) {
            List<Decided> decided =
                    trays.stream().map(tray -> decide(tray, catalogs, now)).toList();
            Optional<List<TrayRequest>> requests = revalidations.settle(decided, now);
            if (requests.isPresent()) {
                toSend.addAll(requests.get());
                decided.forEach(one -> settled.add(one.verdict()));
            }
        }
        int requested = send(toSend, now);
        int told = tell();
        return new Output(
                Versioned.KNOWN,
                count(settled, Verdict.Stands.class),
                count(settled, Verdict.Cancel.class),
                count(settled, Verdict.Hold.class),
                count(settled, Verdict.Recompose.class),
                count(settled, Verdict.Reevaluate.class),
                requested,
                told);
    }

    private static Iterable<List<Affected>> byPatient(List<Affected> affected) {
        Map<Patient, List<Affected>> byPatient = new LinkedHashMap<>();
        for (Affected tray : affected) {
            DuePatient patient = tray.patient();
            byPatient
                    .computeIfAbsent(
                            new Patient(patient.facility().id(), patient.patientId()),
                            _ -> new ArrayList<>())
                    .add(tray);
        }
        return byPatient.values();
    }

    private Decided decide(Affected affected, Map<FacilityId, Catalog> catalogs, Instant now) {
        DuePatient patient = affected.patient();
        return new Decided(
                affected,
                rules.of(
                        affected.tray(),
                        patient,
                        () ->
                                catalogs.computeIfAbsent(
                                        patient.facility().id(),
                                        facility ->
                                                recipes.at(facility, patient.versions().catalog())),
                        now));
    }

    private int send(List<TrayRequest> requests, Instant now) {
        List<TrayRequest> taken = requestQueue.send(requests);
        ledger.sent(taken, now);
        return taken.size();
    }

    private int tell() {
        Map<Owed, StaffNotice.Message> messages = new LinkedHashMap<>();
        for (Owed owed : revalidations.owed(MOST_NOTICES)) {
            messages.put(owed, NoticeQueue.message(null, owed.notice()));
        }
        Set<Owed> taken = noticeQueue.send(messages);
        revalidations.told(List.copyOf(taken));
        return taken.size();
    }

    private static int count(List<Verdict> verdicts, Class<? extends Verdict> kind) {
        return (int) verdicts.stream().filter(kind::isInstance).count();
    }
}
