package dev.vigil.io.elasticsearch;

import dev.vigil.alert.Alert;
import dev.vigil.io.AlertJson;
import dev.vigil.io.AlertSink;
import java.net.URI;
import java.util.stream.Collectors;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.elasticsearch.sink.Elasticsearch7SinkBuilder;
import org.apache.flink.connector.elasticsearch.sink.FlushBackoffType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.http.HttpHost;
import org.elasticsearch.action.index.IndexRequest;
import org.elasticsearch.common.xcontent.XContentType;

/** Alerts as documents, one an alert: what happens to it later rewrites its document. */
public record ElasticsearchAlerts(ElasticsearchTarget target) implements AlertSink {
  private static final int BULK = 500;
  private static final int FLUSH_MILLIS = 1000;
  private static final int RETRIES = 8;
  private static final int FIRST_RETRY_MILLIS = 200;

  @Override
  public void attach(DataStream<Alert> alerts) {
    String index = target.index();
    Elasticsearch7SinkBuilder<Alert> sink =
        new Elasticsearch7SinkBuilder<Alert>()
            .setHosts(
                target.hosts().stream().map(ElasticsearchAlerts::host).toArray(HttpHost[]::new))
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setBulkFlushMaxActions(BULK)
            .setBulkFlushInterval(FLUSH_MILLIS)
            .setBulkFlushBackoffStrategy(FlushBackoffType.EXPONENTIAL, RETRIES, FIRST_RETRY_MILLIS)
            .setEmitter((alert, context, indexer) -> indexer.add(request(index, alert)));
    ElasticsearchTarget.Login login = target.login();
    if (login != null) {
      sink.setConnectionUsername(login.user()).setConnectionPassword(login.password());
    }
    String prefix = target.hosts().get(0).getPath();
    if (prefix != null && !prefix.isEmpty() && !prefix.equals("/")) {
      sink.setConnectionPathPrefix(prefix);
    }
    // one subtask sees all of an alert, so that it cannot resolve before it opens
    alerts
        .keyBy(Alert::id)
        .sinkTo(sink.build())
        .name("alerts to Elasticsearch")
        .uid("alerts-elasticsearch");
  }

  private static HttpHost host(URI uri) {
    return new HttpHost(uri.getHost(), ElasticsearchTarget.port(uri), uri.getScheme());
  }

  private static IndexRequest request(String index, Alert alert) {
    return new IndexRequest(ElasticsearchTarget.indexOf(index, alert.start()))
        .id(alert.id())
        .source(AlertJson.write(alert, System.currentTimeMillis()), XContentType.JSON);
  }

  @Override
  public String describe() {
    return "Elasticsearch "
        + target.hosts().stream().map(ElasticsearchTarget::shown).collect(Collectors.joining(", "))
        + ", index "
        + target.index()
        + "-YYYY.MM";
  }
}
