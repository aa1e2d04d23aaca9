package dev.vigil.io.elasticsearch;

import dev.vigil.io.AlertSink;
import dev.vigil.io.RollupSink;
import dev.vigil.io.RollupSpec;
import dev.vigil.rollup.Rollup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the documents of some sinks go, and what must be there before the first one. */
public final class ElasticsearchIndices {
  private ElasticsearchIndices() {}

  /** Where alerts go. */
  public static List<ElasticsearchTarget> alerts(Collection<AlertSink> sinks) {
    List<ElasticsearchTarget> targets = new ArrayList<>();
    for (AlertSink sink : sinks) {
      if (sink instanceof ElasticsearchAlerts alerts) {
        targets.add(alerts.target());
      }
    }
    return targets;
  }

  /** The templates that documents need, one for each index: with the fields of all its rollups. */
  public static List<ElasticsearchTemplate> templates(
      Collection<AlertSink> alerts, Collection<RollupSpec> rollups) {
    List<ElasticsearchTemplate> templates = new ArrayList<>();
    alerts(alerts).forEach(target -> templates.add(ElasticsearchTemplate.alerts(target)));
    Map<ElasticsearchTarget, List<Rollup>> indexed = new LinkedHashMap<>();
    for (RollupSpec rollup : rollups) {
      for (RollupSink sink : rollup.sinks()) {
        if (sink instanceof ElasticsearchRollups documents) {
          indexed
              .computeIfAbsent(documents.target(), unused -> new ArrayList<>())
              .add(rollup.rollup());
        }
      }
    }
    indexed.forEach((target, found) -> templates.add(ElasticsearchTemplate.rollups(target, found)));
    return templates;
  }
}
