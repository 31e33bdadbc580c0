package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.Repository;

/**
 * A report for a tool that finds a file by its path in the repository, wherever in it the check was
 * run.
 */
public record InRepository(Repository repository, CheckReport report) implements CheckReport {

  @Override
  public String tell(CheckResult result) {
    return report.tell(result.naming(repository::name));
  }
}
