package dev.kinora.web.studio;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A moment of a film as it is written in a form. */
final class Seconds {
    private static final Pattern WRITTEN = Pattern.compile("[0-9]{1,7}([.,][0-9]{1,3})?");

    private Seconds() {}

    static BigDecimal parse(String text) {
        if (!WRITTEN.matcher(text.strip()).matches()) {
            throw new UnreadableForm("second", "Write the second as a number, such as 12 or 12.5.");
        }
        return new BigDecimal(text.strip().replace(',', '.'));
    }
}
