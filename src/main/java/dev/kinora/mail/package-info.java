/**
 * Mail on its way out: written in the transaction that causes it, delivered after its commit, tried again until it is sent
 * or given up. Knows addresses and texts; never what a mail is about.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "platform")
package dev.kinora.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
