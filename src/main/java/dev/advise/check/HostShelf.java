package dev.advise.check;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Profile;
import dev.advise.probe.HostReportJson;
import dev.advise.probe.HostReportResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The host reports of a repository: one a class, or the one that the command line names. */
public final class HostShelf {

  /** What every version's reports begin their schema's name with. */
  private static final String FAMILY =
      HostReportJson.SCHEMA.substring(0, HostReportJson.SCHEMA.lastIndexOf('v'));

  private static final int MOST_BYTES = 4 << 20;

  /** A class is a file's name, never a way to another folder. */
  private static final Pattern CLASS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Folder folder;
  private final Optional<String> only;

  /** What was found for each file and class, since many profiles name the same few. */
  private final Map<List<String>, HostEvidence> shelved = new ConcurrentHashMap<>();

  /**
   * A shelf.
   *
   * @param root the folder that names are relative to
   * @param only the report to judge by, whatever the profiles name
   */
  public HostShelf(Path root, Optional<String> only) {
    this.folder = new Folder(root.toAbsolutePath().normalize());
    this.only = only;
  }

  /** Whether a class of hosts may be called so: its report is a file of that name. */
  public static boolean isClass(String name) {
    return CLASS.matcher(name).matches();
  }

  /**
   * What is known of the host that the profile names.
   *
   * @throws BadInput if there is a report and it cannot be read
   */
  public HostEvidence evidence(Profile profile, Place named) throws BadInput {
    Optional<String> wanted = profile.platform().host();
    if (only.isEmpty() && wanted.isEmpty()) {
      return new HostEvidence.Unnamed();
    }
    if (only.isEmpty() && !isClass(wanted.get())) {
      throw new BadInput(named, "host is no name of a class of hosts", "letters, digits, . _ -");
    }
    String file = only.orElseGet(() -> "hosts/" + wanted.get() + ".json");
    List<String> label = List.of(file, wanted.orElse(""));
    HostEvidence known = shelved.get(label);
    if (known == null) {
      known = find(file, wanted);
      shelved.put(label, known);
    }
    return known;
  }

  private HostEvidence find(String file, Optional<String> wanted) throws BadInput {
    Optional<byte[]> bytes = folder.read(file, MOST_BYTES);
    if (bytes.isPresent()) {
      return read(folder.shown(file), wanted, bytes.get());
    }
    if (only.isPresent()) {
      throw new BadInput(Place.of(folder.shown(file)), "there is no such file", "a host report");
    }
    return new HostEvidence.Missing(file);
  }

  private static HostEvidence read(String file, Optional<String> wanted, byte[] bytes)
      throws BadInput {
    Optional<Map<String, Object>> head = head(bytes);
    String schema = text(head, "schema").orElse("");
    if (schema.startsWith(FAMILY) && !schema.equals(HostReportJson.SCHEMA)) {
      return new HostEvidence.Incompatible(file, schema);
    }
    HostReportResult result = HostReportJson.read(bytes);
    if (result instanceof HostReportResult.Refused refused) {
      throw new BadInput(
          Place.at(file, refused.line(), refused.column()),
          "this host report cannot be relied on: " + refused.problems().get(0),
          "what advise probe writes");
    }
    Optional<String> found = text(head, "class");
    return found.isPresent() && wanted.isPresent() && !found.equals(wanted)
        ? new HostEvidence.OtherClass(file, found.get())
        : new HostEvidence.Found(file, ((HostReportResult.Accepted) result).report());
  }

  private static Optional<Map<String, Object>> head(byte[] bytes) {
    try {
      return Optional.ofNullable(JSON.std.mapFrom(bytes));
    } catch (IOException e) {
      return Optional.empty(); // refused in a moment, with the reason
    }
  }

  private static Optional<String> text(Optional<Map<String, Object>> head, String key) {
    return head.map(members -> members.get(key))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }
}
