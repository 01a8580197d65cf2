/**
 * What every module needs and none owns: transactions with a viewer, requests, ids, clock, problems, paging, idempotency,
 * secrets. Never a word of videos, courses or people's features here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "database")
package dev.kinora.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
