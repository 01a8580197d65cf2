package dev.kinora.web.settings;

import dev.kinora.identity.Quota;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How much is used, in words that say when it becomes scarce. */
public record QuotaView(Quota quota) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int SCARCE = 80;
    private static final double GIGABYTE = 1e9;

    public String tier() {
        var word = quota.tier().getLiteral();
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    public String resetDay() {
        return DAY.format(quota.resetsOn());
    }

    public String videos() {
        return "%,d of %,d".formatted(quota.videosUsed(), quota.videosAllowed());
    }

    public String videosNote() {
        var left = quota.videosAllowed() - quota.videosUsed();
        if (left <= 0) {
            return "This month's videos are used up. From " + resetDay() + " on you can upload again.";
        }
        var rest = Wording.count(left, "more video", "more videos") + " until " + resetDay();
        return isScarce(quota.videosPercent()) ? "This month's videos are nearly used up: " + rest + "." : rest + ".";
    }

    public Tone videosTone() {
        return tone(quota.videosPercent(), quota.videosUsed() >= quota.videosAllowed());
    }

    public String storage() {
        return size(quota.bytesUsed()) + " of " + size(quota.bytesAllowed());
    }

    public String storageNote() {
        var left = quota.bytesAllowed() - quota.bytesUsed();
        if (left <= 0) {
            return "Your storage is full. Delete videos you no longer need before you upload another one.";
        }
        return isScarce(quota.bytesPercent())
                ? "Your storage is nearly full: " + size(left) + " are left."
                : size(left) + " are left.";
    }

    public Tone storageTone() {
        return tone(quota.bytesPercent(), quota.bytesUsed() >= quota.bytesAllowed());
    }

    private static boolean isScarce(int percent) {
        return percent >= SCARCE;
    }

    private static Tone tone(int percent, boolean usedUp) {
        return usedUp ? Tone.BAD : isScarce(percent) ? Tone.WARN : Tone.ACCENT;
    }

    private static String size(long bytes) {
        return bytes >= GIGABYTE ? String.format(Locale.ENGLISH, "%,.1f GB", bytes / GIGABYTE) : Wording.size(bytes);
    }
}
