package dev.advise.check;

import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import java.util.List;

/** The host that the check runs on, measured for the profiles that are checked. */
public interface LiveHost {

  /** These are all the profiles: what time there is, is for what they need. */
  void expect(List<Profile> profiles);

  /** The host as a profile's runtime finds it. */
  HostReport reportFor(Profile profile);
}
