package dev.advise.probe.driver;

import java.util.List;
import java.util.Optional;

/**
 * What a driver said to a batch.
 *
 * @param fault why it said no more; the driver has been ended then
 */
public record Answer(List<Told> told, Optional<Fault> fault) {}
