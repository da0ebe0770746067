package org.trayline.importhospital;

import org.jspecify.annotations.Nullable;

/// An allergy or intolerance as recorded.
///
/// @param line where it stands: in a folder its line in the file, in the database its line of the
///     patient
/// @param allergen null where it was recorded as text only
record RecordedAllergy(
        int line,
        String patientId,
        @Nullable String allergen,
        String kind,
        String verification,
        @Nullable String text) {}
