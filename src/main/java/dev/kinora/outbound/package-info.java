/**
 * HTTP to addresses that people name: only to the public internet and what the operator allows, checked where the connection
 * is made; and to servers that the operator named. Knows no feature and keeps nothing.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "platform")
package dev.kinora.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
