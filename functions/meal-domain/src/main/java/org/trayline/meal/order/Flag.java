package org.trayline.meal.order;

/// What staff should know of a tray that is otherwise in order.
public enum Flag {
    /// A select or assist patient chose nothing.
    DID_NOT_CHOOSE,
    /// Composed on the house diet: a dietitian reviews it.
    HOUSE_DIET,
    /// The day's last tray, and the day stays below a DAY minimum.
    AT_RISK,
    /// Asked for after the cut-off, before the kitchen closes.
    LATE_TRAY
}
