package dev.advise.report.check;

import dev.advise.check.CheckResult;

/** A way of telling what a check found. */
public interface CheckReport {

  /** The whole document, ended by a line's end. */
  String tell(CheckResult result);
}
