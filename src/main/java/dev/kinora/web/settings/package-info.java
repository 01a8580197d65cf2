/** One's own account: profile, security, keys, quota, data. */
@NullMarked
package dev.kinora.web.settings;

import org.jspecify.annotations.NullMarked;
