package dev.advise.check;

import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;

/** Whoever gives the advice that decisions are held against. */
public interface Counsel {

  Recommendation advise(Profile profile, HostReport host);
}
