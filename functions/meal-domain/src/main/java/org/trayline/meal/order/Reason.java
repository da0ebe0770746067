package org.trayline.meal.order;

/// The closed list of reasons; each belongs to one outcome. `schema/reference/reasons.csv` says
/// what they mean.
public enum Reason {
    ALREADY_ORDERED(Outcome.NOT_NEEDED),
    DISCHARGED(Outcome.NOT_NEEDED),
    ON_LEAVE(Outcome.NOT_NEEDED),

    NPO(Outcome.WITHHELD),
    TUBE_FEEDING_ONLY(Outcome.WITHHELD),

    PAST_CUTOFF(Outcome.HOLD),
    CONFLICTING_ENCOUNTERS(Outcome.HOLD),
    NO_DIET_ORDER(Outcome.HOLD),
    NPO_ENDED_DIET_NOT_RESUMED(Outcome.HOLD),
    CONFLICTING_DIET_ORDERS(Outcome.HOLD),
    ALLERGY_STATUS_UNKNOWN(Outcome.HOLD),
    UNCODED_ALLERGY(Outcome.HOLD),
    CONTRADICTORY_ALLERGY_RECORD(Outcome.HOLD),
    TEXTURE_UNKNOWN(Outcome.HOLD),
    DAY_TOTAL_UNKNOWN(Outcome.HOLD),
    NO_COMPLIANT_TRAY(Outcome.HOLD),
    DATA_KEEPS_CHANGING(Outcome.HOLD),
    LATE_TRAY_NEEDED(Outcome.HOLD),
    NO_LONGER_FITS(Outcome.HOLD);

    private final Outcome outcome;

    Reason(Outcome outcome) {
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
