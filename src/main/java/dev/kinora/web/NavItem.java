package dev.kinora.web;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place one can go to, in the top navigation or in a rail; its icon may be blank. */
public record NavItem(String label, String href, String icon) {

    /** Whether the page at this path is the place, or lies within it. */
    public boolean leadsTo(String path) {
        return href.equals(path) || (!href.equals("/") && path.startsWith(href + '/'));
    }

    /** The one of them the page belongs to: a place within another one's address is the nearer of the two. */
    public static @Nullable NavItem current(List<NavItem> items, String path) {
        return items.stream()
                .filter(item -> item.leadsTo(path))
                .max(Comparator.comparingInt(item -> item.href().length()))
                .orElse(null);
    }
}
