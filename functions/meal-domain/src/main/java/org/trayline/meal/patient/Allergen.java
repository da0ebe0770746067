package org.trayline.meal.patient;

/// The coded allergens: those of the US FALCPA and FASTER acts and of annex II of EU 1169/2011,
/// with gluten apart from wheat.
public enum Allergen {
    MILK,
    EGG,
    FISH,
    CRUSTACEAN,
    MOLLUSC,
    TREE_NUT,
    PEANUT,
    WHEAT,
    GLUTEN,
    SOY,
    SESAME,
    CELERY,
    MUSTARD,
    LUPIN,
    SULPHITE
}
