package dev.kinora.command;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How long this process has lived, counted from its very first moment. */
final class Uptime {
    private Uptime() {}

    static String seconds() {
        var milliseconds = ManagementFactory.getRuntimeMXBean().getUptime();
        return String.format(Locale.ROOT, "%.1f", milliseconds / 1000.0);
    }
}
