/** Pages of lists of videos, and where a video is put on one. */
@NullMarked
package dev.kinora.web.playlists;

import org.jspecify.annotations.NullMarked;
