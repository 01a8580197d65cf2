/**
 * What an operator types: start, status, stop, worker, migrate, doctor, admin, chapters. Reads options, prints sentences, starts the application.
 * No feature lives here; a command calls the facade that a page would call.
 */
@NullMarked
@ApplicationModule
package dev.kinora.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
