/** How one comes in: signing in and up, proving an address, a forgotten password, the first admin. */
@NullMarked
package dev.kinora.web.gate;

import org.jspecify.annotations.NullMarked;
