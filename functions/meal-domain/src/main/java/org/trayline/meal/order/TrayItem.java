package org.trayline.meal.order;

import org.trayline.meal.recipe.RecipeId;

/// One recipe in one slot of the tray.
public record TrayItem(String slot, RecipeId recipeId) {}
