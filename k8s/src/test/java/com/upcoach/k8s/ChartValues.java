package com.upcoach.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether what is installed beside us, by Helm charts, is told what our manifests rely on. */
final class ChartValues {
    /** After that many seconds a member closes an idle connection ({@code com.upcoach.http.Pace}). */
    private static final int IDLE = 25;

    private ChartValues() {}

    /** Returns what an overlay relies on in vain. */
    static List<String> faults(Overlay overlay, Path project) {
        List<String> faults = new ArrayList<>();
        if (overlay.of("Ingress").findAny().isPresent()) {
            JsonNode told =
                    values(project, "k8s/nginx/ingress-nginx-values.yaml").at("/controller/config");
            int idle = told.path("upstream-keepalive-timeout").asInt(60);
            if (idle >= IDLE) {
                faults.add("ingress-nginx keeps idle connections longer than members do: " + idle + " s");
            }
            // By itself it refuses header lines from 8 KiB on, as HTML; members take 16 KiB and answer what is more as
            // a problem.
            if (!told.path("large-client-header-buffers").asText().equals("4 16k")) {
                faults.add("ingress-nginx refuses headers that members take");
            }
            // By itself it writes both, with addresses and request lines.
            if (!told.path("disable-access-log").asText().equals("true")) {
                faults.add("ingress-nginx writes an access log");
            }
            if (!told.path("error-log-level").asText().equals("crit")) {
                faults.add("ingress-nginx logs errors with the client's address");
            }
        }
        Manifest adapter = values(project, "coherence-operator/components/autoscaling/prometheus-adapter-values.yaml");
        overlay.of("HorizontalPodAutoscaler")
                .flatMap(scaler -> scaler.each("/spec/metrics"))
                .map(metric -> metric.at("/pods/metric/name").asText())
                .filter(name -> !name.isEmpty())
                .filter(name -> adapter.each("/rules/custom")
                        .noneMatch(rule -> rule.at("/name/as").asText().equals(name)))
                .forEach(name -> faults.add("prometheus-adapter does not know " + name));
        return faults;
    }

    private static Manifest values(Path project, String file) {
        try {
            return Manifest.all(Files.readString(project.resolve(file))).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
