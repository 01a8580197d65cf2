/**
 * Bytes that are too many for the database: where they lie, on a disk or in an S3-compatible store, how they get there whole,
 * and how what nobody refers to any more goes away. Whose they are and who may see them is not known here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "jobs", "live", "http"})
package dev.kinora.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
