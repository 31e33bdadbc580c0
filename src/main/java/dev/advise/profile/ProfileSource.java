package dev.advise.profile;

import java.util.function.Supplier;

/** A profile that was named on the command line and is read only when it is its turn. */
public final class ProfileSource {

  private final String name;
  private final Supplier<ProfileResult> reading;

  ProfileSource(String name, Supplier<ProfileResult> reading) {
    this.name = name;
    this.reading = reading;
  }

  /** As the user gave it, unescaped; a file of a folder begins with the folder as it was given. */
  public String name() {
    return name;
  }

  /** Opens and reads it; whatever goes wrong is in the result. */
  public ProfileResult read() {
    return reading.get();
  }
}
