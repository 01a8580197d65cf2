package dev.kinora.identity;

import java.util.regex.Pattern;

/** An address as people type it. Whether it is theirs, only a mail can tell. */
final class EmailAddress {
    private static final int LONGEST = 254;
    private static final Pattern FORM = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z0-9-]{2,}");

    private EmailAddress() {}

    static String normal(String typed) {
        return typed.strip();
    }

    /** In ASCII alone: neither a line break that would write headers, nor a letter that only looks like another. */
    static boolean isValid(String address) {
        return address.length() <= LONGEST
                && FORM.matcher(address).matches()
                && !address.contains("..")
                && !address.startsWith(".")
                && !address.contains(".@");
    }
}
