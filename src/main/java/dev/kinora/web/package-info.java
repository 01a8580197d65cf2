/**
 * The pages: routes, templates, the shell around them. Cut by feature; every module may be asked from here, none may ask
 * back. No SQL, no rule of the product.
 */
@NullMarked
@ApplicationModule
package dev.kinora.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
