package dev.kinora.web.admin;

import dev.kinora.web.NavItem;
import java.util.List;

/** The rail of every admin page. */
final class AdminPlaces {
    static final List<NavItem> ALL = List.of(
            new NavItem("Overview", "/admin", "gauge"),
            new NavItem("Users", "/admin/users", "users"),
            new NavItem("Jobs", "/admin/jobs", "workflow"),
            new NavItem("Storage", "/admin/storage", "hard-drive"),
            new NavItem("Audit log", "/admin/audit", "scroll-text"),
            new NavItem("Mail", "/admin/mail", "mail"));

    /** What there is of background work. */
    static final List<NavItem> JOBS = List.of(
            new NavItem("Overview", "/admin/jobs", ""),
            new NavItem("All jobs", "/admin/jobs/list", ""),
            new NavItem("Workers and schedules", "/admin/jobs/workers", ""));

    private AdminPlaces() {}
}
