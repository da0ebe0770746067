package org.trayline.traystatus;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trayline.api.Caller;
import org.trayline.api.Parameters;
import org.trayline.api.Problem;
import org.trayline.api.RequestRefused;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.status.TrayStatus;

/// The facility that a request is about: the one that it names, or the caller's only one. Another's
/// is not there for the caller.
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
