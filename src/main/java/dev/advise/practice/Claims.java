package dev.advise.practice;

import dev.advise.facts.Claim;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the questions rest on: the ledger's claims, told with their sources.
 *
 * @param chinese what they say in Chinese; for a claim that is missing the ledger's own words serve
 */
record Claims(Map<String, Claim> byId, Map<String, String> chinese) {

  static Claims of(Collection<Claim> claims) {
    return new Claims(
        claims.stream().collect(Collectors.toUnmodifiableMap(Claim::id, Function.identity())),
        Shipped.sentences("practice/claims.zh.yaml"));
  }

  /** The claim as one line; only its id where the ledger has no such claim. */
  String line(String id, Lang lang, Phrases phrases) {
    return Optional.ofNullable(byId.get(id))
        .map(c -> phrases.of("why.claim", lang, id, says(c, lang), String.join("; ", c.sources())))
        .orElse(id);
  }

  private String says(Claim claim, Lang lang) {
    return lang == Lang.ZH ? chinese.getOrDefault(claim.id(), claim.says()) : claim.says();
  }
}
