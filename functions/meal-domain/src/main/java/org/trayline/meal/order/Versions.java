package org.trayline.meal.order;

/// What a decision was made on. Where one of them has moved on, the decision is stale.
///
/// @param clinical of the patient: stay, diet orders, allergies, dislikes
/// @param trays of the patient: every tray order written or changed
/// @param catalog of the facility: recipes, meal periods, slots, policy
public record Versions(long clinical, long trays, long catalog) {}
