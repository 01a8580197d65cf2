package dev.kinora.chaptering;

import dev.kinora.platform.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From the chapters there are to those that are wanted: which of them stay whose work. */
final class Revision {
    private final Map<UUID, Row> before = new HashMap<>();
    private final Supplier<Optional<Outlined>> outline;
    private final Instant now;
    private @Nullable Optional<Outlined> looked;

    /**
     * A chapter as it is kept.
     *
     * @param generatedAt when a machine proposed it; null where a person made it
     * @param editedAt when a person last changed it; null where it is as the machine proposed it
     */
    record Row(
            UUID id,
            String title,
            @Nullable String description,
            BigDecimal start,
            BigDecimal end,
            @Nullable Instant generatedAt,
            @Nullable Instant editedAt,
            @Nullable BigDecimal confidence) {
        boolean isGenerated() {
            return generatedAt != null && editedAt == null;
        }

        private boolean is(Wish wish) {
            return title.equals(wish.title())
                    && Objects.equals(description, wish.description())
                    && start.compareTo(wish.start()) == 0;
        }
    }

    /** @param outline asked only where somebody says that a machine made what is not there */
    Revision(List<Row> before, Supplier<Optional<Outlined>> outline, Instant now) {
        before.forEach(row -> this.before.put(row.id(), row));
        this.outline = outline;
        this.now = now;
    }

    /** @param wishes that are checked */
    List<Row> of(List<Wish> wishes, BigDecimal duration) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < wishes.size(); i++) {
            var end = i + 1 < wishes.size() ? wishes.get(i + 1).start() : duration;
            rows.add(row(wishes.get(i), end));
        }
        return rows;
    }

    private Row row(Wish wish, BigDecimal end) {
        // Each is taken once: of two that say they are the same, the second is new.
        var old = wish.id() == null ? null : before.remove(wish.id());
        var id = old == null ? Ids.next() : old.id();
        if (old != null && old.is(wish)) {
            return row(id, wish, end, old.generatedAt(), old.editedAt(), old.confidence());
        }
        var proposed =
                wish.generated() && wish.description() == null ? proposed(wish) : Optional.<Division.Part>empty();
        return proposed.map(part -> row(id, wish, end, madeAt(), null, part.confidence()))
                .orElseGet(() -> row(id, wish, end, old == null ? null : old.generatedAt(), now, null));
    }

    private static Row row(
            UUID id,
            Wish wish,
            BigDecimal end,
            @Nullable Instant generatedAt,
            @Nullable Instant editedAt,
            @Nullable BigDecimal confidence) {
        return new Row(id, wish.title(), wish.description(), wish.start(), end, generatedAt, editedAt, confidence);
    }

    private Optional<Division.Part> proposed(Wish wish) {
        return outlined().stream()
                .flatMap(it -> it.divisions().stream())
                .flatMap(it -> it.chapters().stream())
                .filter(part -> part.is(wish.start(), wish.title()))
                .findFirst();
    }

    private Instant madeAt() {
        return outlined().map(Outlined::madeAt).orElse(now);
    }

    private Optional<Outlined> outlined() {
        if (looked == null) {
            looked = outline.get();
        }
        return looked;
    }
}
