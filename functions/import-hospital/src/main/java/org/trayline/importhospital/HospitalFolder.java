package org.trayline.importhospital;

import java.util.List;
import java.util.Map;
import org.trayline.meal.facility.FacilityId;

/// A hospital folder in which nothing is wrong.
///
/// @param rows of every file but the allergies
record HospitalFolder(
        FacilityId facilityId, Map<HospitalFile, CopyRows> rows, List<RecordedAllergy> allergies) {}
