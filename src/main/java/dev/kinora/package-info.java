/** The application's root: one package below it a module, arrows between them declared and verified. */
@NullMarked
package dev.kinora;

import org.jspecify.annotations.NullMarked;
