package dev.advise.facts;

/**
 * What handing a task to a standing worker and back takes on this host, with a message of the
 * profile's size; absent where it was not measured.
 *
 * @param model whose workers: threads or processes
 */
public record HandOver(Model model, double seconds) {}
