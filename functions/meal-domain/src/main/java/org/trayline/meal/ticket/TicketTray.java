package org.trayline.meal.ticket;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.status.Tray;

/// A placed tray that a ticket is to be printed for.
public record TicketTray(
        TrayOrderId trayOrderId,
        PatientId patientId,
        Person person,
        Location location,
        Set<Flag> flags,
        List<Tray.Item> items) {
    public TicketTray {
        flags = Collections.unmodifiableSet(new TreeSet<>(flags));
        items = List.copyOf(items);
    }
}
