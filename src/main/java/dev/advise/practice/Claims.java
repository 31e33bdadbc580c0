package dev.advise.practice;

import dev.advise.facts.Claim;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the questions rest on: the ledger's claims, told with their sources. */
record Claims(Map<String, Claim> byId) {

  static Claims of(Collection<Claim> claims) {
    return new Claims(
        claims.stream().collect(Collectors.toUnmodifiableMap(Claim::id, Function.identity())));
  }

  /** The claim as one line; only its id where the ledger has no such claim. */
  String line(String id, Lang lang, Phrases phrases) {
    return Optional.ofNullable(byId.get(id))
        .map(c -> phrases.of("why.claim", lang, id, c.says(), String.join("; ", c.sources())))
        .orElse(id);
  }
}
