/**
 * People: their accounts, how they prove to be their owners, what they may use, and what the operator decides about them.
 * How a request is recognised afterwards belongs to access; no video, no course here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "http", "access", "mail", "jobs"})
package dev.kinora.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
