package dev.kinora.web;

/** A place one can go to, in the top navigation or in a rail; its icon may be blank. */
public record NavItem(String label, String href, String icon) {

    /** Whether the page at this path is the place, or lies within it. */
    public boolean leadsTo(String path) {
        return href.equals(path) || (!href.equals("/") && path.startsWith(href + '/'));
    }
}
