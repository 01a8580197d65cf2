package dev.kinora.web;

/** A message for the next page, as after a form has been saved. */
public record Flash(Tone tone, String message) {}
