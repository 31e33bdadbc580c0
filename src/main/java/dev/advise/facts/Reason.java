package dev.advise.facts;

/** Why something is not known. */
public enum Reason implements Word {
  /** The program that would tell is not on this machine. */
  NOT_INSTALLED,
  /** It is there, and this user may not ask it. */
  NOT_PERMITTED,
  /** The file system that would tell is not mounted. */
  NOT_MOUNTED,
  /** The program is there, and older than the thing asked for. */
  TOO_OLD,
  /** This runtime or system has no such thing. */
  NO_SUCH_CONCEPT,
  /** It was asked and went wrong. */
  FAILED,
  /** It was asked and did not answer in time. */
  TIMED_OUT,
  /** Nobody asked: probes are off, or the budget was spent. */
  NOT_ASKED
}
