/**
 * What a browser is shown: the page shell, the design system's typed parts, and the pages, cut by feature. Every other
 * module may be asked from here; nothing that must hold without a browser lives here, and no module knows this one.
 */
@NullMarked
package dev.kinora.web;

import org.jspecify.annotations.NullMarked;
