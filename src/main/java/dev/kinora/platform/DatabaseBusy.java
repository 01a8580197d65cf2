package dev.kinora.platform;

/** Other work held what this one needed; the work was rolled back and may be done again as it was. */
public final class DatabaseBusy extends Problem {
    DatabaseBusy(Throwable cause) {
        super(Category.CONFLICT, "busy", "Somebody else is changing this just now; try again.", cause);
    }
}
