package org.trayline.traystatus;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trayline.api.Caller;
import org.trayline.api.Parameters;
import org.trayline.api.Problem;
import org.trayline.api.RecordId;
import org.trayline.api.RequestRefused;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.status.TrayStatus;

/// The facility that a request is about: the one that it names, or the caller's only one. Another's
/// is not there for the caller.
final class Facilities {
    private static final String FACILITY_ID = "facilityId";

    private final TrayStatus trays;

    Facilities(TrayStatus trays) {
        this.trays = trays;
    }

    static Parameters.Value<FacilityId> parameter(Parameters parameters) {
        return parameters.optional(
                FACILITY_ID,
                text -> {
                    String id = RecordId.parse(text);
                    return id == null ? null : new FacilityId(id);
                },
                RecordId.RULE);
    }

    /// Those that the caller may see, or the named one of them; empty where it may not see that.
    static Set<FacilityId> visible(Caller caller, @Nullable FacilityId named) {
        return caller.facilities().stream()
                .map(FacilityId::new)
                .filter(id -> named == null || id.equals(named))
                .collect(Collectors.toSet());
    }

    /// @throws RequestRefused where there is no such facility, or none is named and there are
    ///     several
    Facility theOne(Caller caller, @Nullable FacilityId named) {
        List<Facility> found = trays.facilities(visible(caller, named));
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw named != null
                ? RequestRefused.notFound(FACILITY_ID, named.value())
                : RequestRefused.invalid(
                        new Problem.Fault(
                                FACILITY_ID,
                                null,
                                "is required where the caller has %d facilities"
                                        .formatted(found.size())));
    }

    /// @throws RequestRefused where there is no such facility
    void requireKnown(Caller caller, @Nullable FacilityId named) {
        if (named != null) {
            theOne(caller, named);
        }
    }
}
