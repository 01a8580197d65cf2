package dev.kinora.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail to one person, rendered as HTML by mail/layout and as text by mail/layout-text. */
public record Letter(
        String subject,
        String preview,
        List<String> paragraphs,
        @Nullable Action action,
        String reason) {

    /** The one thing the reader may do next, and until when. */
    public record Action(String label, String url, String note) {}
}
