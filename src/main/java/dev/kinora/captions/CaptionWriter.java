package dev.kinora.captions;

import java.util.List;
import java.util.Locale;

/** Writes captions as every program reads them. */
final class CaptionWriter {
    private CaptionWriter() {}

    static String vtt(List<Cue> cues) {
        var file = new StringBuilder("WEBVTT\n");
        for (var cue : cues) {
            file.append('\n').append(time(cue.start(), '.')).append(" --> ").append(time(cue.end(), '.'));
            if (!cue.settings().isEmpty()) {
                file.append(' ').append(cue.settings());
            }
            file.append('\n').append(cue.text()).append('\n');
        }
        return file.toString();
    }

    static String subRip(List<Cue> cues) {
        var file = new StringBuilder();
        int number = 1;
        for (var cue : cues) {
            file.append(number++).append("\r\n");
            file.append(time(cue.start(), ','))
                    .append(" --> ")
                    .append(time(cue.end(), ','))
                    .append("\r\n");
            file.append(CaptionText.subRip(cue.text()).replace("\n", "\r\n")).append("\r\n\r\n");
        }
        return file.toString();
    }

    /** As WebVTT writes it. */
    static String time(long milliseconds) {
        return time(milliseconds, '.');
    }

    private static String time(long milliseconds, char point) {
        long seconds = milliseconds / 1000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                point,
                milliseconds % 1000);
    }
}
