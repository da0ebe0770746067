package org.trayline.traystatus;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.api.Parameters;
import org.trayline.api.Problem;
import org.trayline.api.RequestRefused;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.status.TrayStatus;

/// The facility that a request is about: the one that it names, or the only one.
final class Facilities {
    static final String ID_RULE = "must be 1 to 64 of A-Z, a-z, 0-9, dot, underscore and dash";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String FACILITY_ID = "facilityId";

    private final TrayStatus trays;

    Facilities(TrayStatus trays) {
        this.trays = trays;
    }

    /// The text of an id, or null where it is none.
    static @Nullable String id(String text) {
        return ID.matcher(text).matches() ? text : null;
    }

    static Parameters.Value<FacilityId> parameter(Parameters parameters) {
        return parameters.optional(
                FACILITY_ID,
                text -> {
                    String id = id(text);
                    return id == null ? null : new FacilityId(id);
                },
                ID_RULE);
    }

    /// @throws RequestRefused where there is no such facility, or none is named and there are
    ///     several
    Facility theOne(@Nullable FacilityId named) {
        List<Facility> found = trays.facilities(named);
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw named != null
                ? RequestRefused.notFound(FACILITY_ID, named.value())
                : RequestRefused.invalid(
                        new Problem.Fault(
                                FACILITY_ID,
                                null,
                                "is required where the database holds %d facilities"
                                        .formatted(found.size())));
    }

    /// @throws RequestRefused where there is no such facility
    void requireKnown(@Nullable FacilityId named) {
        if (named != null) {
            theOne(named);
        }
    }
}
