/**
 * Other programs are told of what happens: addresses with their secrets, what was sent to them, and what they answered. Whose
 * event it is and what it says is for whoever tells; nothing is received here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "http", "access", "jobs", "outbound"})
package dev.kinora.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
