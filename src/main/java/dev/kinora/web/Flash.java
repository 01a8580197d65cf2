package dev.kinora.web;

import java.util.List;
import java.util.UUID;

/**
 * A message for the next page, as after a form has been saved.
 *
 * @param undoable videos that were put into the bin and can be taken out again at once
 */
public record Flash(Tone tone, String message, List<UUID> undoable) {}
