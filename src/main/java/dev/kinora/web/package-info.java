/**
 * The pages and how HTTP looks: routes, templates, errors, headers. Cut by feature; every module may be asked from here,
 * none may ask back. No SQL, no rule of the product.
 */
@NullMarked
@ApplicationModule
package dev.kinora.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
