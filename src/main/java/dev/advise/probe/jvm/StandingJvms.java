package dev.advise.probe.jvm;

import java.util.List;

/** A partner that is made of JVMs, and is ended when another probe needs their memory. */
interface StandingJvms {

  List<Process> jvms();
}
