package dev.advise.check;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host reports of a repository: one a class, or the one that the command line names. */
final class HostShelf {

  private static final String SCHEMA = "advise/host-report/v1";
  private static final String FAMILY = SCHEMA.substring(0, SCHEMA.lastIndexOf('v'));
  private static final int MOST_BYTES = 8 << 20;

  /** A class is a file's name, never a way to another folder. */
  private static final Pattern CLASS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Folder folder;
  private final Optional<String> only;
  private final ReportReader reader;

  /**
   * A shelf.
   *
   * @param only the report to judge by, whatever the profiles name
   */
  HostShelf(Folder folder, Optional<String> only, ReportReader reader) {
    this.folder = folder;
    this.only = only;
    this.reader = reader;
  }

  /**
   * What is known of the host that the profile names.
   *
   * @throws BadInput if there is a report and it cannot be read
   */
  HostEvidence evidence(Profile profile, Place named) throws BadInput {
    Optional<String> wanted = profile.platform().host();
    if (only.isEmpty() && wanted.isEmpty()) {
      return new HostEvidence.Unnamed();
    }
    if (only.isEmpty() && !CLASS.matcher(wanted.get()).matches()) {
      throw new BadInput(named, "host is no name of a class of hosts", "letters, digits, . _ -");
    }
    String file = only.orElseGet(() -> "hosts/" + wanted.get() + ".json");
    Optional<byte[]> bytes = folder.read(file, MOST_BYTES);
    if (bytes.isPresent()) {
      return read(folder.shown(file), wanted, new String(bytes.get(), StandardCharsets.UTF_8));
    }
    if (only.isPresent()) {
      throw new BadInput(Place.of(folder.shown(file)), "there is no such file", "a host report");
    }
    return new HostEvidence.Missing(file);
  }

  private HostEvidence read(String file, Optional<String> wanted, String json) throws BadInput {
    try {
      Map<String, Object> head = JSON.std.mapFrom(json);
      String schema = String.valueOf(head.get("schema"));
      if (schema.startsWith(FAMILY) && !schema.equals(SCHEMA)) {
        return new HostEvidence.Incompatible(file, schema);
      }
      HostReport report = reader.read(json);
      Optional<String> found = Optional.ofNullable(head.get("class")).map(Object::toString);
      return found.isPresent() && wanted.isPresent() && !found.equals(wanted)
          ? new HostEvidence.OtherClass(file, found.get())
          : new HostEvidence.Found(file, report);
    } catch (IOException | RuntimeException e) {
      throw new BadInput(
          Place.of(file), "this host report cannot be read", "what advise probe writes");
    }
  }
}
