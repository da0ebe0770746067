package org.trayline.meal.patient;

/// Where the tray goes. Blank parts are empty.
public record Location(String unit, String room, String bed) {}
