package dev.kinora.web.settings;

import dev.kinora.web.Tone;
import dev.kinora.webhooks.Delivery;

/** The state of a delivery as a badge shows it. */
public record DeliveryLook(String label, String icon, Tone tone) {
    public static DeliveryLook of(Delivery delivery) {
        return switch (delivery.state()) {
            case queued ->
                delivery.nextAttemptAt() == null
                        ? new DeliveryLook("On its way", "clock", Tone.ACCENT)
                        : new DeliveryLook("Tried again later", "hourglass", Tone.WARN);
            case delivered -> new DeliveryLook("Delivered", "circle-check", Tone.GOOD);
            case failed -> new DeliveryLook("Failed", "circle-alert", Tone.BAD);
        };
    }
}
