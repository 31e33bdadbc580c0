package dev.advise.check;

import java.util.List;
import java.util.Optional;

/**
 * What came of one profile.
 *
 * @param file as reports show it
 * @param declared the declared model
 * @param computed the model that the rules prefer; empty where the requirements exclude all
 * @param margin points by which they prefer it to the declared one
 * @param host the report that judged, e.g. {@code hosts/prod-web.json}, or {@code textbook}
 * @param asked what was looked for, so that a pass says what passed
 */
public record ServiceResult(
    String service,
    String file,
    Optional<String> declared,
    Optional<String> computed,
    Optional<Double> margin,
    String host,
    List<FindingKind> asked) {

  public ServiceResult {
    service = dev.advise.facts.Printable.oneLine(service);
    asked = List.copyOf(asked);
  }

  ServiceResult in(String otherFile) {
    return new ServiceResult(service, otherFile, declared, computed, margin, host, asked);
  }
}
