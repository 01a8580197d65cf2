package dev.kinora.web;

import dev.kinora.access.SignedIn;
import dev.kinora.schema.enums.UserRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every page knows about itself, its visitor's choices and its request. */
public record Page(
        String title,
        String description,
        String path,
        Theme theme,
        Csrf csrf,
        @Nullable Flash flash,
        String requestId,
        List<NavItem> nav,
        @Nullable SignedIn person) {

    /** "Videos · Kinora", and on the front page the name alone. */
    public String windowTitle() {
        return path.equals("/") ? title : title + " · Kinora";
    }

    public boolean isAdmin() {
        return person != null && person.role() == UserRole.admin;
    }
}
