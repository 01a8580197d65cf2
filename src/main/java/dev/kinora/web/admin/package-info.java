/** The pages for those who run the installation. */
@NullMarked
package dev.kinora.web.admin;

import org.jspecify.annotations.NullMarked;
