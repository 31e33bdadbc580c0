package dev.advise.report;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.Figures;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a report must know beside the recommendation to speak of its claims.
 *
 * @param claims by id
 * @param units of the quantities that claims are tested with, by quantity: {@code s}, {@code
 *     bytes}, {@code ratio}, {@code share}, {@code per_s}
 * @param meanings of the quantities, one sentence each
 */
public record Knowledge(
    Map<String, Claim> claims, Map<String, String> units, Map<String, String> meanings) {

  public Knowledge {
    claims = Map.copyOf(claims);
    units = Map.copyOf(units);
    meanings = Map.copyOf(meanings);
  }

  public static Knowledge of(
      Collection<Claim> claims, Map<String, String> units, Map<String, String> meanings) {
    return new Knowledge(
        claims.stream()
            .collect(Collectors.toMap(Claim::id, claim -> claim, (a, b) -> b, LinkedHashMap::new)),
        units,
        meanings);
  }

  /** The claim's sentence; nothing for a claim that is not known. */
  Optional<String> says(String claim) {
    return Optional.ofNullable(claims.get(claim)).map(Claim::says);
  }

  /** What was measured for a claim, with its unit; nothing where nothing was. */
  Optional<String> measured(Verdict verdict) {
    return verdict.measured().map(e -> Figures.inUnit(unit(verdict.claim()), e.median()));
  }

  /** What was measured for a claim, in words; nothing where nothing was. */
  Optional<String> shown(Verdict verdict) {
    return measured(verdict)
        .flatMap(figure -> test(verdict.claim()).map(test -> test.shown(figure)));
  }

  /** What a claim expects, with its unit, e.g. {@code above 3x}. */
  String expected(Verdict verdict) {
    return test(verdict.claim()).map(this::expected).orElse(verdict.expected());
  }

  /** What a test expects, with its unit, e.g. {@code below 1ms}. */
  String expected(ClaimTest test) {
    return test.side().word() + " " + Figures.inUnit(test.figureUnit(), test.threshold());
  }

  /** An estimate's interval in the unit of its quantity. */
  String interval(String quantity, Estimate estimate) {
    return figure(quantity, estimate.lo()) + " … " + figure(quantity, estimate.hi());
  }

  /** What a quantity is, in one sentence; nothing for one that is not in the catalogue. */
  String meaning(String quantity) {
    return meanings.getOrDefault(quantity, "");
  }

  /** Whether a claim is tested with that quantity. */
  boolean rests(String claim, String quantity) {
    return test(claim).stream().anyMatch(test -> test.quantities().contains(quantity));
  }

  Optional<ClaimTest> test(String claim) {
    return Optional.ofNullable(claims.get(claim)).flatMap(Claim::test);
  }

  private String unit(String claim) {
    return test(claim).map(ClaimTest::figureUnit).orElse("");
  }

  /** A quantity's figure in its own unit. */
  String figure(String quantity, double value) {
    return Figures.inUnit(units.getOrDefault(quantity, ""), value);
  }
}
