package dev.vigil.match;

import dev.vigil.alert.Alert;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules as the images of keys see them when they are read.
 *
 * @param hosted those in force
 * @param lastRevision says the last revision of any rule that is known
 * @param orphans takes the open alerts of others
 */
record RulesInForce(HostedRules hosted, LongSupplier lastRevision, Consumer<Alert> orphans)
    implements KeyStateFormat.Rules {
  @Override
  public @Nullable HostedRule find(String rule, String fingerprint) {
    HostedRule found = hosted.find(rule);
    return found != null && found.plan.fingerprint().equals(fingerprint) ? found : null;
  }

  @Override
  public @Nullable HostedRule find(long number) {
    return hosted.find(number);
  }

  @Override
  public long revision() {
    return lastRevision.getAsLong();
  }

  @Override
  public void orphaned(Alert alert) {
    orphans.accept(alert);
  }

  @Override
  public SignalLayout layout(String spec) {
    return hosted.layout(spec);
  }
}
