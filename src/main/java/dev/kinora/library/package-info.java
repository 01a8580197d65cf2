/**
 * Videos: what they are called, who may see them, where they stand, the bin, their pictures and their history. How their bytes
 * arrive is the uploads' affair, what is made of them the processing's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "http", "access", "jobs", "live", "storage", "media", "webhooks"})
package dev.kinora.library;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
