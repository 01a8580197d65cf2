/**
 * Who is asking: sessions of browsers, keys of programs, how often something may be tried. It recognises people by what
 * they carry; what an account is and how one proves to be its owner belongs to identity.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "http"})
package dev.kinora.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
