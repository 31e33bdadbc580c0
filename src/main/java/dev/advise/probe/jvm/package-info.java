/**
 * The driver for the JVM: a program of its own, run in the JVM that a profile names. It knows
 * nothing but the JDK, so that the tool's jar alone is class path enough.
 */
package dev.advise.probe.jvm;
