/**
 * The PostgreSQL that Kinora runs on: the embedded server or an external address, its roles, grants and migrations.
 * Works before the application exists and knows nothing of it. No query of the product ever lives here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.kinora.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
