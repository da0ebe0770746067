package org.trayline.meal.order;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MealPeriod;
import org.trayline.meal.patient.PatientId;

/// The id of a tray request: derived from what is asked for, so that asking twice is asking once.
public record TrayRequestId(UUID value) {

    /// The name space of all Trayline ids (RFC 9562, 5.5): UUIDv5 of the DNS name `trayline.org`.
    private static final UUID NAMESPACE = UUID.fromString("88f5a0b9-83ed-583c-b87e-6d36db9e972b");

    /// The one scheduled request of a patient at a meal.
    public static TrayRequestId scheduled(
            FacilityId facility, PatientId patient, LocalDate serviceDate, MealPeriod mealPeriod) {
        return new TrayRequestId(
                uuid5(
                        String.join(
                                "/",
                                facility.value(),
                                patient.value(),
                                serviceDate.toString(),
                                mealPeriod.name())));
    }

    /// The one request that asks for another tray in the place of an order: an order is replaced at
    /// most once, so asking again is the next attempt of the same request.
    public static TrayRequestId replacing(FacilityId facility, TrayOrderId trayOrder) {
        return new TrayRequestId(
                uuid5(String.join("/", facility.value(), "replaces", trayOrder.value())));
    }

    /// What a caller asks for by a key of its own, once however often it asks.
    ///
    /// @param key without a slash
    public static TrayRequestId onDemand(FacilityId facility, String caller, String key) {
        // No id has an equals sign: no other request is meant by any caller and key.
        return new TrayRequestId(
                uuid5(
                        String.join(
                                "/",
                                facility.value(),
                                "caller=" + caller.replace("/", "%2F"),
                                key)));
    }

    private static UUID uuid5(String name) {
        byte[] namespace =
                ByteBuffer.allocate(16)
                        .putLong(NAMESPACE.getMostSignificantBits())
                        .putLong(NAMESPACE.getLeastSignificantBits())
                        .array();
        byte[] hash;
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(namespace);
            hash = Arrays.copyOf(sha1.digest(name.getBytes(StandardCharsets.UTF_8)), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
