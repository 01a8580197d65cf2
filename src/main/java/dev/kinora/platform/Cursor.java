package dev.kinora.platform;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A place in an ordered list: the sort key of the last row seen. Clients treat its text as opaque. Whoever reads one must
 * expect a forgery: it says where to go on, never what may be seen.
 */
public final class Cursor {
    private static final int LONGEST = 2_000;
    private static final String VERSION = "1";

    private final List<String> values;

    private Cursor(List<String> values) {
        this.values = values;
    }

    /** The sort key of one row; a key is never null, or the list could not be continued behind it. */
    public static Cursor of(Object... key) {
        return new Cursor(Arrays.stream(key).map(Cursor::written).toList());
    }

    /** @throws PageProblem when the text is no cursor */
    public static Cursor parse(String text) {
        if (text.length() > LONGEST || !text.startsWith(VERSION)) {
            throw PageProblem.cursor();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(text.substring(VERSION.length()));
            return new Cursor(split(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw PageProblem.cursor();
        }
    }

    /**
     * The values as what they were.
     *
     * @throws PageProblem when they are not of these types, which means another list's cursor or a forgery
     */
    public Object[] values(List<? extends Class<?>> types) {
        if (types.size() != values.size()) {
            throw PageProblem.cursor();
        }
        var read = new Object[values.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = read(values.get(i), types.get(i));
        }
        return read;
    }

    /** Of one order among several of the same list, which {@link #without} takes off again. */
    public Cursor within(String order) {
        return new Cursor(Stream.concat(Stream.of(order), values.stream()).toList());
    }

    /** @throws PageProblem when it is of another order */
    public Cursor without(String order) {
        if (values.isEmpty() || !values.getFirst().equals(order)) {
            throw PageProblem.cursor();
        }
        return new Cursor(values.subList(1, values.size()));
    }

    @Override
    public String toString() {
        var joined = new StringBuilder();
        values.forEach(value -> joined.append(value.length()).append(':').append(value));
        return VERSION
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(joined.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> split(String joined) {
        var values = new ArrayList<String>();
        int at = 0;
        while (at < joined.length()) {
            var colon = joined.indexOf(':', at);
            if (colon < 0) {
                throw PageProblem.cursor();
            }
            var end = colon + 1L + Integer.parseUnsignedInt(joined, at, colon, 10);
            if (end <= colon || end > joined.length()) {
                throw PageProblem.cursor();
            }
            values.add(joined.substring(colon + 1, (int) end));
            at = (int) end;
        }
        return values;
    }

    private static String written(Object value) {
        return switch (value) {
            case String _, UUID _, Integer _, Long _, Boolean _, BigDecimal _, LocalDate _, Instant _ ->
                value.toString();
            case OffsetDateTime time -> time.toInstant().toString();
            default -> throw new IllegalArgumentException("a cursor cannot hold a " + value.getClass());
        };
    }

    private static Object read(String value, Class<?> type) {
        try {
            return switch (type.getSimpleName()) {
                case "String" -> storable(value);
                case "UUID" -> UUID.fromString(value);
                case "Integer" -> Integer.valueOf(value);
                case "Long" -> Long.valueOf(value);
                case "Boolean" -> Boolean.valueOf(value);
                case "BigDecimal" -> bounded(new BigDecimal(value));
                case "LocalDate" ->
                    bounded(LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC))
                            .atOffset(ZoneOffset.UTC)
                            .toLocalDate();
                case "Instant" -> bounded(Instant.parse(value));
                case "OffsetDateTime" -> bounded(Instant.parse(value)).atOffset(ZoneOffset.UTC);
                default -> throw new IllegalStateException("a cursor cannot hold a " + type);
            };
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw PageProblem.cursor();
        }
    }

    /** PostgreSQL has no text with a zero character. */
    private static String storable(String text) {
        if (text.indexOf('\0') >= 0) {
            throw PageProblem.cursor();
        }
        return text;
    }

    /** "1e999999999" is short here and a gigabyte of digits there. */
    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > 100) {
            throw PageProblem.cursor();
        }
        return number;
    }

    private static Instant bounded(Instant time) {
        var year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw PageProblem.cursor();
        }
        return time;
    }
}
