package org.trayline.meal.recipe;

import org.trayline.meal.facility.FacilityId;

/// The port to the recipes.
public interface RecipeCatalog {

    /// The catalogue at that version, or the present one where that version is gone: the caller
    /// compares [Catalog#version()].
    Catalog at(FacilityId facilityId, long version);
}
