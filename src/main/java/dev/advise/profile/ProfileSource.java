package dev.advise.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A profile that was named on the command line and is read only when it is its turn. */
public final class ProfileSource {

  private final String name;
  private final Supplier<ProfileResult> reading;

  ProfileSource(String name, Supplier<ProfileResult> reading) {
    this.name = name;
    this.reading = reading;
  }

  /** One that can be read only once; what it was is told again. */
  static ProfileSource once(String name, Supplier<ProfileResult> reading) {
    List<ProfileResult> read = new ArrayList<>(1);
    return new ProfileSource(
        name,
        () -> {
          if (read.isEmpty()) {
            read.add(reading.get());
          }
          return read.get(0);
        });
  }

  /** As the user gave it, unescaped; a file of a folder begins with the folder as it was given. */
  public String name() {
    return name;
  }

  /** Opens and reads it, as often as it is asked for; whatever goes wrong is in the result. */
  public ProfileResult read() {
    return reading.get();
  }
}
