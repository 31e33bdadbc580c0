package dev.advise.check;

import dev.advise.facts.Printable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One thing that a check found. Its texts are single harmless lines, but for its place's file.
 *
 * @param service the profile's name
 * @param pointer the JSON pointer of what is judged, or another name for it that never changes
 * @param message its first sentence stands alone
 * @param declared what the team has written
 * @param computed what the rules say instead
 * @param margin points by which the rules prefer their model, in doublings of throughput
 * @param evidence the rules behind it, the weightiest first
 */
public record Finding(
    FindingKind kind,
    Severity severity,
    String service,
    Place place,
    String pointer,
    String message,
    Optional<String> declared,
    Optional<String> computed,
    Optional<Double> margin,
    List<Evidence> evidence) {

  /** By file and place, then by id, so that equal inputs are told in equal order. */
  static final Comparator<Finding> ORDER =
      Comparator.<Finding, String>comparing(f -> f.place().file())
          .thenComparing(f -> f.place().line())
          .thenComparing(f -> f.place().points().start())
          .thenComparing(Finding::id)
          .thenComparing(Finding::service)
          .thenComparing(Finding::pointer)
          .thenComparing(Finding::message);

  private static final int FINGERPRINT_DIGITS = 16;

  public Finding {
    service = Printable.oneLine(service);
    message = Printable.oneLine(message);
    declared = declared.map(Printable::oneLine);
    computed = computed.map(Printable::oneLine);
    evidence = List.copyOf(evidence);
  }

  public String id() {
    return kind.id();
  }

  /**
   * What stays the same while the same thing is wrong: neither line nor path nor measured number is
   * in it. Two findings of one run may share it, where two profiles share a name.
   */
  public String fingerprint() {
    String identity = String.join("\0", id(), service, pointer, declared.orElse(""));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return "v1:" + HexFormat.of().formatHex(hash).substring(0, FINGERPRINT_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Finding at(Severity other) {
    return new Finding(
        kind, other, service, place, pointer, message, declared, computed, margin, evidence);
  }

  Finding in(UnaryOperator<String> name) {
    Place there = new Place(name.apply(place.file()), place.line(), place.points(), place.units());
    return new Finding(
        kind, severity, service, there, pointer, message, declared, computed, margin, evidence);
  }

  Finding because(Optional<Double> points, List<Evidence> reasons) {
    return new Finding(
        kind, severity, service, place, pointer, message, declared, computed, points, reasons);
  }
}
