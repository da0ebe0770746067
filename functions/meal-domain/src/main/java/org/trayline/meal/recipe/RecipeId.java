package org.trayline.meal.recipe;

/// The id of a recipe within a facility, `[A-Za-z0-9._-]{1,64}`; ordered by code point.
public record RecipeId(String value) implements Comparable<RecipeId> {
    @Override
    public int compareTo(RecipeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
