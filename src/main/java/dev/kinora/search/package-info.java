/**
 * Being found: by words, by what is said, by names; suggestions and slips of the finger; feeds, sitemaps and oEmbed, through which
 * others find us. It reads videos and people and changes neither.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "http"})
package dev.kinora.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
