/**
 * Background work on processing_jobs: queued in the transaction that causes it, run by whichever process has a slot, kept as
 * its record. Knows kinds of work by their names; never what they do.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "platform", "live", "http"})
package dev.kinora.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
