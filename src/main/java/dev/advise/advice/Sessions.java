package dev.advise.advice;

import java.util.List;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/** The rules of one bench in the engine. */
final class Sessions {

  private final KieBase base;
  private final Hearing hearing;
  private final KieSessionsPool pool;

  Sessions(List<Model> models) {
    this.base = KieBaseBuilder.createKieBaseFromModel(models);
    this.hearing = new Hearing(base);
    this.pool = base.newKieSessionsPool(1);
  }

  List<Rule> rules() {
    return base.getKiePackages().stream().flatMap(folder -> folder.getRules().stream()).toList();
  }

  /** Whether a fact could bear on any rule. */
  boolean hears(Object fact) {
    return hearing.of(fact);
  }

  /**
   * An empty session; whoever takes it disposes of it, which gives it back. Though each is one
   * thread's, {@code ThreadSafeOption.NO} will not do: with it a rule keeps what it matched last
   * for all sessions, and those of other threads see it.
   */
  KieSession open() {
    return pool.newKieSession();
  }
}
