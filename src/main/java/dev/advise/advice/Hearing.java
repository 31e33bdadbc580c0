package dev.advise.advice;

import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.ObjectSink;
import org.drools.core.reteoo.ObjectTypeNode;
import org.kie.api.KieBase;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Which facts any rule could hear. A host tells a hundred things and the rules ask for some twenty;
 * a fact that no pattern accepts, taken alone, takes part in no match and blocks none, so a session
 * without it ends the same. Asked of the engine's own network, so that it holds for whatever rules
 * were loaded; asked once for each host, not for each decision.
 */
final class Hearing {

  private final InternalRuleBase rules;

  Hearing(KieBase base) {
    this.rules = (InternalRuleBase) base;
  }

  boolean of(Object fact) {
    FactHandle handle = rules.newFactHandleFactory().newFactHandle(fact, null, null, null);
    for (ObjectTypeNode type : rules.getRete().getObjectTypeNodes()) {
      if (type.getObjectType().isAssignableFrom(fact.getClass())
          && reachesAny(type.getObjectSinkPropagator().getSinks(), handle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean reachesAny(ObjectSink[] sinks, FactHandle fact) {
    for (ObjectSink sink : sinks) {
      if (!(sink instanceof AlphaNode alpha)) {
        return true;
      }
      if (alpha.getConstraint().isAllowed(fact, null)
          && reachesAny(alpha.getObjectSinkPropagator().getSinks(), fact)) {
        return true;
      }
    }
    return false;
  }
}
