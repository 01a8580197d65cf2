package dev.kinora.processing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * A picture that its owner lays over films.
 *
 * @param width of the picture as it was sent
 * @param height of the picture as it was sent
 * @param opacity 0 unseen, 1 solid
 * @param padding distance to the edge, as a share of the film's width
 * @param scale its width, as a share of the film's
 */
public record Watermark(
        UUID id, int width, int height, BigDecimal opacity, BigDecimal padding, BigDecimal scale, Position position) {
    public enum Position {
        UPPER_LEFT("upperLeft", "Top left"),
        UPPER_RIGHT("upperRight", "Top right"),
        LOWER_LEFT("lowerLeft", "Bottom left"),
        LOWER_RIGHT("lowerRight", "Bottom right"),
        CENTER("center", "In the middle");

        private final String stored;
        private final String words;

        Position(String stored, String words) {
            this.stored = stored;
            this.words = words;
        }

        public String stored() {
            return stored;
        }

        public String words() {
            return words;
        }

        static Position of(String stored) {
            return find(stored).orElse(UPPER_RIGHT);
        }

        static Optional<Position> find(String stored) {
            return Arrays.stream(values())
                    .filter(each -> each.stored.equals(stored))
                    .findFirst();
        }
    }

    record Size(int width, int height) {}

    record Placing(Position position, double scale, double opacity, double padding) {}
}
