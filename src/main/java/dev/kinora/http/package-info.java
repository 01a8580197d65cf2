/**
 * How Kinora speaks HTTP, whatever is said: security and headers, problems, health and metrics, the API's description,
 * Tomcat's limits. No page and no feature; it shows errors through ErrorPage, which the pages implement.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "platform")
package dev.kinora.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
