package dev.advise.facts;

import java.util.List;

/** The runtimes that a driver is shipped for; a user may bring drivers for others. */
public final class Runtimes {

  public static final String JVM = "jvm";
  public static final String CPYTHON = "cpython";
  public static final String NODE = "node";
  public static final String NATIVE = "native";

  public static final List<String> SHIPPED = List.of(CPYTHON, JVM, NODE, NATIVE);

  private Runtimes() {}
}
