package dev.advise.probe.driver;

import dev.advise.facts.Reason;
import java.util.List;
import java.util.Map;

/**
 * What a driver says of itself and its runtime.
 *
 * @param quantities that it can measure
 * @param absent those that it cannot, and why
 * @param seconds what one sample of a quantity costs, as far as the driver says
 * @param beginning what its first sample costs beyond that, likewise: partners are started for it
 * @param partners the name of who is started for a quantity, once for all that name it
 */
public record Description(
    String runtime,
    String version,
    Map<String, String> traits,
    List<String> quantities,
    Map<String, Fault> absent,
    Map<String, Double> seconds,
    Map<String, Double> beginning,
    Map<String, String> partners) {

  /** A runtime without the concept says so, rather than nothing. */
  public Fault whyNot(String quantity) {
    return absent.getOrDefault(
        quantity, new Fault(Reason.NO_SUCH_CONCEPT, "not offered by this runtime's driver"));
  }
}
