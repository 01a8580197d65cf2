package dev.kinora.web.admin;

import dev.kinora.web.NavItem;
import java.util.List;

/** The rail of every admin page. */
final class AdminPlaces {
    static final List<NavItem> ALL = List.of(
            new NavItem("Overview", "/admin", "gauge"),
            new NavItem("Users", "/admin/users", "users"),
            new NavItem("Audit log", "/admin/audit", "scroll-text"),
            new NavItem("Mail", "/admin/mail", "mail"));

    private AdminPlaces() {}
}
